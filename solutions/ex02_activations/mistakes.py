"""Known wrong answers to the five activations, each with its hint."""

import math

import numpy as np

from autograder.checking import (
    if_on_an_array,
    math_on_an_array,
    max_of_arrays,
    mistake,
    raises,
)


def _asks(call, axes):
    """Whether Python was asked if a whole array is true, and it was given a row or a table."""
    return np.ndim(call.arguments[0]) == axes and (if_on_an_array(call) or max_of_arrays(call))


# linear


@mistake(
    "linear",
    en="Your function gives nothing back. End it with return; print only shows a value.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
)
def linear_prints(x):
    print(x)


@mistake(
    "linear",
    en="Your function gives nothing back. End it with return and the result.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return и результатом.",
)
def linear_no_return(x):
    result = x  # noqa: F841


@mistake(
    "linear",
    en="You return 1 everywhere: that is the slope of the line. Return x itself.",
    ru="Вы всюду возвращаете 1 — это наклон прямой. Верните сам x.",
)
def linear_slope(x):
    return np.ones_like(x)


@mistake(
    "linear",
    en="You lose the negative numbers, as relu does. The linear activation keeps them too.",
    ru="Вы теряете отрицательные числа, как это делает relu. Линейная функция активации их"
    " сохраняет.",
)
def linear_as_relu(x):
    return np.maximum(0.0, x)


@mistake(
    "linear",
    en="You add the numbers up. The sum is already made: pass each number on as it is.",
    ru="Вы складываете числа. Сумма уже посчитана: передайте каждое число без изменений.",
)
def linear_sums(x):
    return np.sum(x)


@mistake(
    "linear",
    en="The digits after the decimal point are lost. Return x itself, without int or rounding.",
    ru="Теряется дробная часть. Верните сам x, без int и округления.",
)
def linear_cuts_fractions(x):
    return x.astype(int)


@mistake(
    "linear",
    en="The signs are turned round. Return x, not -x.",
    ru="Знаки перевёрнуты. Верните x, а не -x.",
)
def linear_minus(x):
    return -x


# relu


@mistake(
    "relu",
    en="Your function gives nothing back. End it with return; print only shows a value.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
)
def relu_prints(x):
    print(np.maximum(0.0, x))


@mistake(
    "relu",
    en="Your function gives nothing back. End it with return and the result.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return и результатом.",
)
def relu_no_return(x):
    result = np.maximum(0.0, x)  # noqa: F841


@mistake(
    "relu",
    en="You keep the smaller of the two numbers, 0 and x. Keep the larger one: np.maximum.",
    ru="Вы оставляете меньшее из двух чисел, 0 и x. Оставьте большее: np.maximum.",
)
def relu_minimum(x):
    return np.minimum(0.0, x)


@mistake(
    "relu",
    en="You turn negative numbers into positive ones. relu replaces them by 0.",
    ru="Вы превращаете отрицательные числа в положительные. А relu заменяет их нулём.",
)
def relu_absolute(x):
    return np.abs(x)


@mistake(
    "relu",
    en="You throw the other numbers away, as x[x > 0] does, so the result is shorter. Put a 0 in"
    " their place, for example with np.where or np.maximum.",
    ru="Вы выбрасываете остальные числа, как это делает x[x > 0], и результат становится короче."
    " Поставьте на их место 0, например с помощью np.where или np.maximum.",
)
def relu_drops(x):
    return x[x > 0]


@mistake(
    "relu",
    en="You let a small part of the negative numbers through: that is leaky relu. Here they"
    " become exactly 0.",
    ru="Вы пропускаете малую долю отрицательных чисел — это leaky relu. Здесь они должны стать"
    " ровно нулём.",
)
def relu_leaky(x):
    return np.where(x > 0, x, 0.01 * x)


@mistake(
    "relu",
    en="You return 1 for a positive number and 0 for any other. Where a number is positive, return"
    " the number itself.",
    ru="Вы возвращаете 1 для положительного числа и 0 для остальных. Там, где число положительно,"
    " верните его само.",
)
def relu_step(x):
    return (x > 0) * 1.0


@mistake(
    "relu",
    en="You keep the negative numbers, with their signs changed. Keep the positive ones: compare 0"
    " with x, not with -x.",
    ru="Вы сохраняете отрицательные числа, меняя им знак. Сохраняйте положительные: сравнивайте 0"
    " с x, а не с -x.",
)
def relu_other_side(x):
    return np.maximum(0.0, -x)


@mistake(
    "relu",
    en="You look for one largest number of all. np.maximum(0, x) compares each number with 0"
    " on its own.",
    ru="Вы ищете одно наибольшее число из всех. np.maximum(0, x) сравнивает с нулём каждое число"
    " отдельно.",
)
def relu_one_number(x):
    return max(0.0, np.max(x))


@mistake(
    "relu",
    en="Python's own max, and an if, compare just two numbers. For a whole array, take"
    " np.maximum or np.where.",
    ru="Обычный max и if в Python сравнивают лишь два числа. Для целого массива возьмите"
    " np.maximum или np.where.",
    explains=lambda call: _asks(call, axes=1),
    elsewhere="any",
)
def relu_plain_max(x):
    return max(0, x)


@mistake(
    "relu",
    en="np.max looks for the largest element, and its second argument is an axis. To compare"
    " each number with 0, take np.maximum.",
    ru="np.max ищет наибольший элемент, а второй его аргумент — ось. Чтобы сравнить с нулём"
    " каждое число, возьмите np.maximum.",
    explains=raises(
        "TypeError",
        "only integer scalar arrays can be converted to a scalar index",
        line=r"\b(np|numpy)\.a?max\(",
    ),
    elsewhere="any",
)
def relu_np_max(x):
    return np.max(0, x)


@mistake(
    "relu",
    en="You cut the numbers off at 1. relu has no upper end: 7 stays 7.",
    ru="Вы обрезаете числа на единице. У relu нет верхней границы: 7 остаётся 7.",
)
def relu_up_to_one(x):
    return np.clip(x, 0.0, 1.0)


@mistake(
    "relu",
    en="You cut the numbers off at 6. relu has no upper end: 7 stays 7.",
    ru="Вы обрезаете числа на шестёрке. У relu нет верхней границы: 7 остаётся 7.",
)
def relu_up_to_six(x):
    return np.clip(x, 0.0, 6.0)


@mistake(
    "relu",
    en="Your loops fit rows and tables only. Without loops, np.maximum fits an array of any shape.",
    ru="Ваши циклы подходят только для строк и таблиц. np.maximum без циклов подходит для массива"
    " любой формы.",
    explains=lambda call: np.ndim(call.arguments[0]) > 2 and if_on_an_array(call),
    elsewhere="right",
)
def relu_loops_over_rows_and_tables(x):
    if x.ndim == 1:
        return np.array([number if number > 0 else 0.0 for number in x])
    return np.array([[number if number > 0 else 0.0 for number in row] for row in x])


@mistake(
    "relu",
    en="The digits after the decimal point are lost. Leave the numbers as they are, without int or"
    " rounding.",
    ru="Теряется дробная часть. Оставьте числа дробными, без int и округления.",
)
def relu_cuts_fractions(x):
    return np.maximum(0.0, x).astype(int)


@mistake(
    "relu",
    en="A table comes back as one long row. Work on the whole array at once, and its shape stays.",
    ru="Таблица возвращается одной длинной строкой. Работайте сразу со всем массивом, и форма"
    " сохранится.",
)
def relu_flattens(x):
    return np.array([max(0.0, number) for number in x.flatten()])


@mistake(
    "relu",
    en="A row works, a table does not: a loop over a table gives whole rows, not numbers."
    " np.maximum(0, x) needs no loop and works for any shape.",
    ru="Строку функция считает, а таблицу нет: цикл по таблице перебирает целые строки, а не числа."
    " np.maximum(0, x) обходится без цикла и подходит для любой формы.",
    explains=lambda call: _asks(call, axes=2),
)
def relu_rows_only(x):
    return np.array([max(0.0, number) for number in x])


@mistake(
    "relu",
    en="You write into x, so the caller's numbers change too. Make a new array: np.maximum or"
    " np.where does.",
    ru="Вы пишете прямо в x, и у того, кто вызвал функцию, числа тоже меняются. Создайте новый"
    " массив: так делают np.maximum и np.where.",
)
def relu_in_place(x):
    x[x < 0] = 0.0
    return x


# sigmoid


@mistake(
    "sigmoid",
    en="Your function gives nothing back. End it with return; print only shows a value.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
)
def sigmoid_prints(x):
    print(1 / (1 + np.exp(-x)))


@mistake(
    "sigmoid",
    en="Your function gives nothing back. End it with return and the result.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return и результатом.",
)
def sigmoid_no_return(x):
    result = 1 / (1 + np.exp(-x))  # noqa: F841


@mistake(
    "sigmoid",
    en="The exponent has the wrong sign, so your curve falls. In the denominator stands e^(-x):"
    " np.exp(-x).",
    ru="У показателя степени не тот знак, и ваша кривая убывает. В знаменателе стоит e^(-x):"
    " np.exp(-x).",
)
def sigmoid_wrong_sign(x):
    return 1 / (1 + np.exp(x))


@mistake(
    "sigmoid",
    en="Your result is e^x: the 1 in the denominator is missing. Divide 1 by 1 + np.exp(-x).",
    ru="У вас получается e^x: в знаменателе не хватает единицы. Делите 1 на 1 + np.exp(-x).",
)
def sigmoid_forgets_one(x):
    return 1 / np.exp(-x)


@mistake(
    "sigmoid",
    en="Your result is 1 + e^(-x). Python divides before it adds, so the denominator needs brackets:"
    " 1 / (1 + …).",
    ru="У вас получается 1 + e^(-x). Python сначала делит, а потом складывает, поэтому знаменатель"
    " нужно взять в скобки: 1 / (1 + …).",
)
def sigmoid_no_brackets(x):
    return 1 / 1 + np.exp(-x)


@mistake(
    "sigmoid",
    en="In the denominator the power is added to 1, not subtracted from it: 1 + np.exp(-x).",
    ru="В знаменателе степень прибавляется к единице, а не вычитается: 1 + np.exp(-x).",
)
def sigmoid_minus(x):
    return 1 / (1 - np.exp(-x))


@mistake(
    "sigmoid",
    en="This is the derivative of the sigmoid, s * (1 - s). Return the sigmoid s itself.",
    ru="Это производная сигмоиды, s * (1 - s). Верните саму сигмоиду s.",
)
def sigmoid_derivative(x):
    s = 1 / (1 + np.exp(-x))
    return s * (1 - s)


@mistake(
    "sigmoid",
    en="This is tanh: it runs from -1 to 1. The sigmoid runs from 0 to 1.",
    ru="Это tanh: он меняется от -1 до 1. Сигмоида меняется от 0 до 1.",
)
def sigmoid_as_tanh(x):
    return np.tanh(x)


@mistake(
    "sigmoid",
    en="This is a step: only 0 or 1. The sigmoid climbs smoothly and also gives values between.",
    ru="Это ступенька: только 0 или 1. Сигмоида растёт плавно и даёт и промежуточные значения.",
)
def sigmoid_step(x):
    return np.where(x > 0, 1.0, 0.0)


@mistake(
    "sigmoid",
    en="You round the result to two decimals. Return it as it is.",
    ru="Вы округляете результат до двух знаков. Верните его без округления.",
)
def sigmoid_rounds(x):
    return np.round(1 / (1 + np.exp(-x)), 2)


@mistake(
    "sigmoid",
    en="2.718 is only the beginning of e. np.exp(-x) knows all of its digits.",
    ru="2.718 — лишь начало числа e. np.exp(-x) знает его со всеми знаками.",
)
def sigmoid_short_e(x):
    return 1 / (1 + 2.718 ** (-x))


@mistake(
    "sigmoid",
    en="The functions of math take one number only and stop with an error at an array. Write np.exp"
    " instead.",
    ru="Функции модуля math принимают только одно число и на массиве останавливаются с ошибкой."
    " Пишите np.exp.",
    explains=math_on_an_array,
    elsewhere="any",
)
def sigmoid_math(x):
    return 1 / (1 + math.exp(-x))


@mistake(
    "sigmoid",
    en="An if cannot ask about a whole array at once. The formula needs no if; where you want"
    " two cases, take np.where.",
    ru="if не может проверить условие сразу для целого массива. Формуле if не нужен, а для двух"
    " случаев есть np.where.",
    explains=if_on_an_array,
    elsewhere="any",
)
def sigmoid_if(x):
    if x >= 0:
        return 1 / (1 + np.exp(-x))
    return np.exp(x) / (1 + np.exp(x))


@mistake(
    "sigmoid",
    en="For large x, e^x becomes inf, and inf / inf is nan. Divide 1 by 1 + np.exp(-x): that"
    " stays right.",
    ru="При больших x число e^x становится inf, а inf / inf — это nan. Делите 1 на"
    " 1 + np.exp(-x): так ответ остаётся верным.",
)
def sigmoid_overflows(x):
    return np.exp(x) / (1 + np.exp(x))


@mistake(
    "sigmoid",
    en="You change x itself, perhaps with *=, and so the caller's numbers too. Write"
    " np.exp(-x), which makes a new array.",
    ru="Вы меняете сам x (например, через *=), а с ним и числа того, кто вызвал функцию. Пишите"
    " np.exp(-x): так получится новый массив.",
)
def sigmoid_in_place(x):
    x *= -1
    return 1 / (1 + np.exp(x))


# tanh


@mistake(
    "tanh",
    en="Your function gives nothing back. End it with return; print only shows a value.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
)
def tanh_prints(x):
    print(np.tanh(x))


@mistake(
    "tanh",
    en="Your function gives nothing back. End it with return and the result.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return и результатом.",
)
def tanh_no_return(x):
    result = np.tanh(x)  # noqa: F841


@mistake(
    "tanh",
    en="This is the sigmoid: it runs from 0 to 1. tanh runs from -1 to 1.",
    ru="Это сигмоида: она меняется от 0 до 1. А tanh меняется от -1 до 1.",
)
def tanh_as_sigmoid(x):
    return 1 / (1 + np.exp(-x))


@mistake(
    "tanh",
    en="This is the derivative of tanh. Return tanh itself.",
    ru="Это производная гиперболического тангенса. Верните сам tanh.",
)
def tanh_derivative(x):
    return 1 - np.tanh(x) ** 2


@mistake(
    "tanh",
    en="Brackets are missing: Python divides first. Put them round the top and round the bottom of"
    " the fraction.",
    ru="Не хватает скобок: Python сначала делит. Заключите в скобки и числитель, и знаменатель.",
)
def tanh_no_brackets(x):
    return np.exp(x) - np.exp(-x) / np.exp(x) + np.exp(-x)


BELOW = {
    "en": "Brackets are missing below: Python divides first, and adds only then. Put them round the"
    " bottom of the fraction: … / (… + …).",
    "ru": "Не хватает скобок в знаменателе: Python сначала делит и только потом складывает."
    " Возьмите знаменатель в скобки: … / (… + …).",
}
ABOVE = {
    "en": "Brackets are missing above: Python divides first, and subtracts only then. Put them round"
    " the top of the fraction: (… - …) / ….",
    "ru": "Не хватает скобок в числителе: Python сначала делит и только потом вычитает. Возьмите"
    " числитель в скобки: (… - …) / ….",
}


@mistake("tanh", **BELOW)
def tanh_no_brackets_below(x):
    return (np.exp(x) - np.exp(-x)) / np.exp(x) + np.exp(-x)


@mistake("tanh", **BELOW)
def tanh_no_brackets_below_one_power(x):
    return (np.exp(2 * x) - 1) / np.exp(2 * x) + 1


@mistake("tanh", **ABOVE)
def tanh_no_brackets_above(x):
    return np.exp(x) - np.exp(-x) / (np.exp(x) + np.exp(-x))


@mistake("tanh", **ABOVE)
def tanh_no_brackets_above_one_power(x):
    return np.exp(2 * x) - 1 / (np.exp(2 * x) + 1)


@mistake("tanh", **ABOVE)
def tanh_no_brackets_above_shrinking_power(x):
    return 1 - np.exp(-2 * x) / (1 + np.exp(-2 * x))


@mistake(
    "tanh",
    en="The fraction is upside down: the difference belongs on top, the sum below.",
    ru="Дробь перевёрнута: разность должна стоять в числителе, сумма — в знаменателе.",
)
def tanh_upside_down(x):
    return (np.exp(x) + np.exp(-x)) / (np.exp(x) - np.exp(-x))


@mistake(
    "tanh",
    en="The signs are turned round: tanh(1) must be positive. In the numerator e^x comes first:"
    " e^x - e^(-x).",
    ru="Знаки перепутаны: tanh(1) должен быть положительным. В числителе первым стоит e^x:"
    " e^x - e^(-x).",
)
def tanh_wrong_sign(x):
    return (np.exp(-x) - np.exp(x)) / (np.exp(x) + np.exp(-x))


@mistake(
    "tanh",
    en="Negative numbers have lost their sign: tanh(-1) must be -0.76. Multiply by np.sign(x), with"
    " the x that came in.",
    ru="Отрицательные числа потеряли знак: tanh(-1) — это -0.76. Умножьте на np.sign(x), где x —"
    " тот, что пришёл в функцию.",
)
def tanh_loses_the_sign(x):
    return np.tanh(np.abs(x))


@mistake(
    "tanh",
    en="Your result is 1 everywhere: the brackets are missing. Put them round the top and round the"
    " bottom of the fraction.",
    ru="У вас везде получается 1: не хватает скобок. Заключите в скобки и числитель, и знаменатель.",
)
def tanh_no_brackets_with_one(x):
    return 1 - np.exp(-2 * x) / 1 + np.exp(-2 * x)


@mistake(
    "tanh",
    en="This is sinh, half of e^x - e^(-x), which grows without end. Divide e^x - e^(-x) by the sum"
    " e^x + e^(-x) instead.",
    ru="Это sinh, половина от e^x - e^(-x), он растёт без предела. Делите e^x - e^(-x) на сумму"
    " e^x + e^(-x).",
)
def tanh_as_sinh(x):
    return (np.exp(x) - np.exp(-x)) / 2


@mistake(
    "tanh",
    en="np.tan is the tangent of an angle. The activation is the hyperbolic tangent, with an h at"
    " the end.",
    ru="np.tan — это тангенс угла. Функция активации — гиперболический тангенс, с буквой h на"
    " конце.",
)
def tanh_as_tan(x):
    return np.tan(x)


@mistake(
    "tanh",
    en="This is tanh of x / 2: a 2 is missing in the exponent. The power is e^(-2x), or inside the"
    " sigmoid, 2 * x.",
    ru="Это tanh от x / 2: в показателе степени пропущена двойка. Нужна степень e^(-2x) или,"
    " внутри сигмоиды, 2 * x.",
)
def tanh_forgets_inner_two(x):
    return 2 / (1 + np.exp(-x)) - 1


@mistake(
    "tanh",
    en="You only cut the numbers off at -1 and 1. tanh bends smoothly: tanh(1) is 0.76.",
    ru="Вы лишь обрезаете числа на -1 и 1. А tanh изгибается плавно: tanh(1) равен 0,76.",
)
def tanh_clips(x):
    return np.clip(x, -1.0, 1.0)


@mistake(
    "tanh",
    en="You round the result to two decimals. Return it as it is.",
    ru="Вы округляете результат до двух знаков. Верните его без округления.",
)
def tanh_rounds(x):
    return np.round(np.tanh(x), 2)


@mistake(
    "tanh",
    en="The functions of math take one number only and stop with an error at an array. Take those"
    " of NumPy, such as np.exp.",
    ru="Функции модуля math принимают только одно число и на массиве останавливаются с ошибкой."
    " Возьмите функции NumPy, например np.exp.",
    explains=math_on_an_array,
    elsewhere="any",
)
def tanh_math(x):
    return math.tanh(x)


@mistake(
    "tanh",
    en="An if cannot ask about a whole array at once. To treat two cases, take np.where, or use"
    " np.abs and np.sign.",
    ru="if не может проверить условие сразу для целого массива. Для двух случаев возьмите np.where"
    " либо np.abs и np.sign.",
    explains=if_on_an_array,
    elsewhere="any",
)
def tanh_if(x):
    if x >= 0:
        return (1 - np.exp(-2 * x)) / (1 + np.exp(-2 * x))
    return (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1)


@mistake(
    "tanh",
    en="e^1000 is inf, and inf / inf is nan. Take only powers that shrink, such as e^(-2|x|), or"
    " let np.tanh do it.",
    ru="e^1000 превращается в inf, а inf / inf — это nan. Берите только убывающие степени,"
    " например e^(-2|x|), или просто возьмите np.tanh.",
)
def tanh_overflows(x):
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


@mistake(
    "tanh",
    en="This form is safe for positive numbers only: at -1000, e^(-2x) is inf. Work with np.abs(x)"
    " and give the sign back at the end.",
    ru="Эта запись безопасна только для положительных чисел: при x = -1000 число e^(-2x)"
    " превращается в inf. Считайте с np.abs(x), а знак верните в конце.",
)
def tanh_overflows_below(x):
    return (1 - np.exp(-2 * x)) / (1 + np.exp(-2 * x))


@mistake(
    "tanh",
    en="This form is safe for negative numbers only: at 1000, e^(2x) is inf. Work with np.abs(x)"
    " and give the sign back at the end.",
    ru="Эта запись безопасна только для отрицательных чисел: при x = 1000 число e^(2x)"
    " превращается в inf. Считайте с np.abs(x), а знак верните в конце.",
)
def tanh_overflows_above(x):
    return (np.exp(2 * x) - 1) / (np.exp(2 * x) + 1)


@mistake(
    "tanh",
    en="You change x itself, perhaps with *=, and so the caller's numbers too. Write 2 * x,"
    " which makes a new array.",
    ru="Вы меняете сам x (например, через *=), а с ним и числа того, кто вызвал функцию. Пишите"
    " 2 * x: так получится новый массив.",
)
def tanh_in_place(x):
    x *= 2
    return 2 / (1 + np.exp(-x)) - 1


# softmax


@mistake(
    "softmax",
    en="Your function gives nothing back. End it with return; print only shows a value.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
)
def softmax_prints(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    print(e / np.sum(e, axis=-1, keepdims=True))


@mistake(
    "softmax",
    en="Your function gives nothing back. End it with return and the result.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return и результатом.",
)
def softmax_no_return(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    result = e / np.sum(e, axis=-1, keepdims=True)  # noqa: F841


@mistake(
    "softmax",
    en="You divide the numbers themselves by their sum. Raise e to each of them first: np.exp(z).",
    ru="Вы делите на сумму сами числа. Сначала возведите e в каждую из этих степеней: np.exp(z).",
)
def softmax_no_powers(z):
    return z / np.sum(z, axis=-1, keepdims=True)


@mistake(
    "softmax",
    en="You subtract the maximum, but the powers of e are missing: take np.exp of the difference.",
    ru="Вы вычитаете максимум, но не возводите e в степень: возьмите np.exp от разности.",
)
def softmax_shift_without_powers(z):
    shifted = z - np.max(z, axis=-1, keepdims=True)
    return shifted / np.sum(shifted, axis=-1, keepdims=True)


@mistake(
    "softmax",
    en="You only take the powers of e. Divide each of them by the sum of its row.",
    ru="Вы лишь возводите e в степень. Разделите каждую степень на сумму её строки.",
)
def softmax_no_division(z):
    return np.exp(z)


@mistake(
    "softmax",
    en="The largest answer of a row is 1, so the rows do not sum to 1. Divide the powers by the sum"
    " of their row: np.sum.",
    ru="Наибольший ответ в строке равен 1, поэтому сумма строки больше 1. Разделите степени на"
    " сумму их строки: np.sum.",
)
def softmax_divides_by_largest(z):
    return np.exp(z - np.max(z, axis=-1, keepdims=True))


@mistake(
    "softmax",
    en="The exponent has the wrong sign: the largest number gets the smallest probability. Write"
    " np.exp(z), not np.exp(-z).",
    ru="У показателя не тот знак: наибольшее число получает наименьшую вероятность. Пишите"
    " np.exp(z), а не np.exp(-z).",
)
def softmax_wrong_sign(z):
    e = np.exp(np.min(z, axis=-1, keepdims=True) - z)
    return e / np.sum(e, axis=-1, keepdims=True)


@mistake(
    "softmax",
    en="You divide by the sum over the whole table. Sum each row on its own: axis=-1,"
    " keepdims=True.",
    ru="Вы делите на сумму по всей таблице. Складывайте каждую строку отдельно: axis=-1,"
    " keepdims=True.",
)
def softmax_sums_over_everything(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


@mistake(
    "softmax",
    en="Your columns sum to 1, not your rows. Take axis=-1: along the row. Python's own sum goes"
    " down the columns too.",
    ru="Единицу в сумме дают столбцы, а не строки. Возьмите axis=-1 — вдоль строки. Обычный sum"
    " в Python тоже складывает по столбцам.",
)
def softmax_down_the_columns(z):
    e = np.exp(z - np.max(z, axis=0))
    return e / np.sum(e, axis=0)


@mistake(
    "softmax",
    en="Your function stops at a table. Its sums and maxima must stand as a column beside their"
    " rows: write axis=-1, keepdims=True, with np.sum and np.max instead of Python's own.",
    ru="На таблице функция останавливается с ошибкой. Суммы и максимумы должны стоять столбцом"
    " рядом со своими строками: пишите np.sum и np.max с axis=-1, keepdims=True.",
)
def softmax_forgets_keepdims(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e, axis=-1)


@mistake(
    "softmax",
    en="A table of one row, or of one column, loses an axis. The result must have the shape of z.",
    ru="Таблица из одной строки или одного столбца теряет ось. У результата должна быть форма z.",
)
def softmax_squeezes(z):
    rows = np.atleast_2d(z)
    e = np.exp(rows - np.max(rows, axis=1, keepdims=True))
    return np.squeeze(e / np.sum(e, axis=1, keepdims=True))


@mistake(
    "softmax",
    en="A single row has no axis 1. axis=-1 means the last axis and fits rows and tables; with"
    " keepdims=True the sums stand beside their rows.",
    ru="У одной строки нет оси 1. axis=-1 означает последнюю ось и подходит и строке, и таблице,"
    " а keepdims=True оставляет суммы рядом со своими строками.",
    explains=lambda call: (
        np.ndim(call.arguments[0]) == 1
        and raises("AxisError", "axis 1 is out of bounds for array of dimension 1")(call)
    ),
    elsewhere="any",
)
def softmax_axis_one(z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


@mistake(
    "softmax",
    en="In a single row every number becomes 1, as if it were a row of its own. Use axis=-1 instead"
    " of a loop over z.",
    ru="В одной строке каждое число становится единицей, будто оно отдельная строка. Вместо цикла"
    " по z возьмите axis=-1.",
)
def softmax_loops_over_numbers(z):
    rows = [np.exp(row - np.max(row)) for row in z]
    return np.array([row / np.sum(row) for row in rows])


@mistake(
    "softmax",
    en="This is the sigmoid of each number. In softmax, each probability is a share of the whole"
    " row: divide by the row's sum.",
    ru="Это сигмоида каждого числа. В softmax каждая вероятность — доля от всей строки: делите на"
    " сумму строки.",
)
def softmax_as_sigmoids(z):
    return 1 / (1 + np.exp(-z))


@mistake(
    "softmax",
    en="These are the logarithms of the probabilities. Return the probabilities themselves.",
    ru="Это логарифмы вероятностей. Верните сами вероятности.",
)
def softmax_logarithms(z):
    shifted = z - np.max(z, axis=-1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))


@mistake(
    "softmax",
    en="You give everything to the largest number. softmax gives each number its share, e^z"
    " divided by the row's sum.",
    ru="Вы отдаёте всё наибольшему числу. softmax даёт каждому числу его долю: e^z, делённое на"
    " сумму строки.",
)
def softmax_winner_takes_all(z):
    return (z == np.max(z, axis=-1, keepdims=True)) * 1.0


@mistake(
    "softmax",
    en="You return the place of the largest number. Return a probability for every number of"
    " the row.",
    ru="Вы возвращаете номер наибольшего числа. Верните вероятность для каждого числа строки.",
)
def softmax_argmax(z):
    return np.argmax(z, axis=-1)


@mistake(
    "softmax",
    en="You round the probabilities to two decimals. Return them as they are.",
    ru="Вы округляете вероятности до двух знаков. Верните их без округления.",
)
def softmax_rounds(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return np.round(e / np.sum(e, axis=-1, keepdims=True), 2)


@mistake(
    "softmax",
    en="The functions of math take one number only and stop with an error at an array. Write np.exp"
    " instead.",
    ru="Функции модуля math принимают только одно число и на массиве останавливаются с ошибкой."
    " Пишите np.exp.",
    explains=math_on_an_array,
    elsewhere="any",
)
def softmax_math(z):
    e = math.exp(z)
    return e / sum(e)


@mistake(
    "softmax",
    en="e^1000 is inf, and inf / inf is nan. Subtract the row's maximum from z before np.exp: the"
    " result stays the same.",
    ru="e^1000 превращается в inf, а inf / inf — это nan. Вычтите из z максимум строки до np.exp:"
    " результат от этого не изменится.",
)
def softmax_overflows(z):
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)


@mistake(
    "softmax",
    en="You subtract the maximum of the whole table, so rows far below it become 0 / 0. Each row"
    " has its own maximum: axis=-1, keepdims=True.",
    ru="Вы вычитаете максимум всей таблицы, и строки далеко под ним дают 0 / 0. У каждой строки"
    " свой максимум: axis=-1, keepdims=True.",
)
def softmax_one_maximum(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e, axis=-1, keepdims=True)


@mistake(
    "softmax",
    en="Your powers become too large when the numbers of a row lie far apart. Subtract the maximum"
    " of the row: then no power exceeds 1.",
    ru="Когда числа в строке далеки друг от друга, ваши степени становятся слишком большими."
    " Вычитайте максимум строки: тогда ни одна степень не превысит 1.",
)
def softmax_takes_minimum(z):
    e = np.exp(z - np.min(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@mistake(
    "softmax",
    en="You change z itself, perhaps with -=, and so the caller's numbers too. Make a new array:"
    " z = z - ….",
    ru="Вы меняете сам z (например, через -=), а с ним и числа того, кто вызвал функцию. Создайте"
    " новый массив: z = z - ….",
)
def softmax_in_place(z):
    z -= np.max(z, axis=-1, keepdims=True)
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)
