"""Known wrong answers to the four losses, each with its hint."""

import math
import sys

import numpy as np

from autograder.checking import if_on_an_array, math_on_an_array, mistake, raises

PRINTS = {
    "en": "Your function gives nothing back. End it with return; print only shows a value.",
    "ru": "Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
}
NO_RETURN = {
    "en": "Your function gives nothing back. End it with return and the result.",
    "ru": "Ваша функция ничего не возвращает. Закончите её словом return и результатом.",
}
ALWAYS_THE_SAME = {
    "en": "Your function returned the same number each time, though it was given different arrays."
    " The result must depend on y_true and y_pred.",
    "ru": "Функции давали разные массивы, а она каждый раз возвращала одно и то же число. Результат"
    " должен зависеть от y_true и y_pred.",
}
IN_BRACKETS = {
    "en": "The number is right, but it is packed into a list or an array. Return the number itself.",
    "ru": "Число верное, но вы вернули его внутри списка или массива. Верните само число.",
}
ROUNDS = {
    "en": "You round the result. Return it as it is.",
    "ru": "Вы округляете результат. Верните его без округления.",
}
CUTS = {
    "en": "The digits after the decimal point are lost. Return the result without int or rounding.",
    "ru": "Теряется дробная часть. Верните результат без int и без округления.",
}
WRITES = {
    "en": "You write into an array that you were given, and the caller still needs it. Do you use"
    " y_pred[…] = …, -= or out=? Give the result a name of its own, or work on a copy: .copy().",
    "ru": "Вы пишете в полученный массив, а тому, кто вызвал функцию, он ещё нужен. Может быть, у вас"
    " есть y_pred[…] = …, -= или out=? Дайте результату собственное имя или работайте с копией:"
    " .copy().",
}
OF_MATH = {
    "en": "The functions of math take one number only and stop with an error at an array. Take those"
    " of NumPy, such as np.log.",
    "ru": "Функции модуля math принимают только одно число и на массиве останавливаются с ошибкой."
    " Возьмите функции NumPy, например np.log.",
}
IF_ON_AN_ARRAY = {
    "en": "An if cannot ask about a whole array at once. Compute with the whole arrays, without if;"
    " for two cases there is np.where.",
    "ru": "if не может проверить условие сразу для целого массива. Считайте с массивами целиком, без"
    " if; для двух случаев есть np.where.",
}
SIGNS_CANCEL = {
    "en": "Errors above and below cancel out, or the result is negative. Take away the sign of each"
    " difference with np.abs before the mean.",
    "ru": "Ошибки в плюс и в минус гасят друг друга. До усреднения уберите знак у каждой разности"
    " с помощью np.abs.",
}
MEAN_MISSING = {
    "en": "You return a number for each element. The loss is one number: take the mean of them.",
    "ru": "Вы возвращаете по числу на каждый элемент. А функция потерь — одно число: возьмите"
    " среднее.",
}
SUM_FOR_MEAN = {
    "en": "You return the sum, which grows with the number of elements. Take the mean instead.",
    "ru": "Вы возвращаете сумму, а она растёт с числом элементов. Возьмите среднее.",
}
A_NUMBER_PER_COLUMN = {
    "en": "For a table you return a number for each column. np.mean without an axis takes all"
    " elements together; a loop or Python's sum goes through the rows only.",
    "ru": "Для таблицы вы возвращаете по числу на каждый столбец. np.mean без axis берёт все элементы"
    " сразу, а цикл или обычный sum проходит лишь по строкам.",
}
A_NUMBER_PER_ROW = {
    "en": "For a table you return a number for each row. np.mean without an axis takes all elements"
    " together.",
    "ru": "Для таблицы вы возвращаете по числу на каждую строку. np.mean без axis берёт все элементы"
    " сразу.",
}
AXIS_ONE = {
    "en": "A row has no axis 1, so your function stops with an error. np.mean without an axis fits"
    " rows and tables.",
    "ru": "У одной строки нет оси 1, и функция останавливается с ошибкой. np.mean без axis подходит"
    " и строке, и таблице.",
}
DIVIDES_BY_ROWS = {
    "en": "For a table you divide by the number of its rows: that is what len gives. Divide by the"
    " number of all elements, or take np.mean.",
    "ru": "Для таблицы вы делите на число строк: именно его даёт len. Делите на число всех элементов"
    " или возьмите np.mean.",
}
FIRST_ONLY = {
    "en": "Only the first element counts in your result. Does return stand inside the loop? It"
    " belongs below it, without the loop's indentation.",
    "ru": "В ваш результат входит только первый элемент. Не стоит ли return внутри цикла? Его место"
    " под циклом, без отступа цикла.",
}
LAST_ONLY = {
    "en": "Only the last element counts in your result. Set the sum to 0 once, above the loop, and"
    " add to it inside the loop with +=.",
    "ru": "В ваш результат входит только последний элемент. Обнулите сумму один раз, до цикла, а в"
    " цикле прибавляйте к ней через +=.",
}
N_MINUS_ONE = {
    "en": "You divide by one less than the number of elements. Divide by their number, or take"
    " np.mean.",
    "ru": "Вы делите на число элементов без единицы. Делите на само число элементов или возьмите"
    " np.mean.",
}
ADDS = {
    "en": "You add truth and prediction. The error is their difference: y_true - y_pred.",
    "ru": "Вы складываете ответ и предсказание. Ошибка — это их разность: y_true - y_pred.",
}
MAXIMUM = {
    "en": "You return the largest error only. Take the mean of all of them.",
    "ru": "Вы возвращаете только наибольшую ошибку. Возьмите среднее по всем.",
}
HALF = {
    "en": "Your result is half of the right one. Leave out the factor 1/2: a mean divides only by the"
    " number of elements.",
    "ru": "Ваш результат вдвое меньше верного. Уберите множитель 1/2: среднее делит только на число"
    " элементов.",
}
NO_MINUS = {
    "en": "Your loss is negative, since the logarithm of a probability is. The minus in front is"
    " missing.",
    "ru": "У вас отрицательные потери, ведь логарифм вероятности отрицателен. Не хватает минуса"
    " впереди.",
}
BASE_TEN = {
    "en": "This is the logarithm of base 10. Take the natural one, ln: np.log.",
    "ru": "Это логарифм по основанию 10. Возьмите натуральный, ln: np.log.",
}
BASE_TWO = {
    "en": "This is the logarithm of base 2. Take the natural one, ln: np.log.",
    "ru": "Это логарифм по основанию 2. Возьмите натуральный, ln: np.log.",
}
SWAPPED = {
    "en": "Truth and prediction have changed places: the logarithm is taken of the predicted"
    " probabilities, not of the labels 0 and 1.",
    "ru": "Ответ и предсказание поменялись местами: логарифм берётся от предсказанных вероятностей,"
    " а не от меток 0 и 1.",
}


# What hints look at beside the behaviour.


def _axis_one(call):
    """Whether a row was asked for its axis 1."""
    no_axis = raises("AxisError", "axis 1 is out of bounds for array of dimension 1")
    return np.ndim(call.arguments[0]) == 1 and no_axis(call)


def _writes(call):
    """Whether an argument came back changed, and the value was right before that was seen."""
    return call.after is not None and not all(map(np.array_equal, call.arguments, call.after))


def _always_the_same(seen):
    """Whether different arguments gave the same finite number, each time."""
    found = [call.value for call in seen.calls]
    return (
        len(found) > 1
        and all(np.shape(value) == () and np.isfinite(value) for value in found)
        and np.allclose(found, found[0])
    )


def _gives(loss, seen):
    """Whether every call gave this loss of its two arguments."""
    return bool(seen.calls) and all(
        np.shape(call.value) == () and np.isclose(call.value, loss(*call.arguments))
        for call in seen.calls
    )


def _rounds(loss, seen):
    """Whether every call gave this loss, rounded to the same number of decimals."""
    return any(
        _gives(lambda y, p, digits=digits: np.round(loss(y, p), digits), seen)
        for digits in (1, 2, 3, 4)
    )


def _given(y, p):
    """The probabilities given to what happened."""
    return np.where(y == 1, p, 1 - p)


def _one_each(seen, of_rows=None, of_tables=None):
    """Whether every call gave an array with these axes of its arguments."""
    return bool(seen.calls) and all(
        call.failure is None
        and np.shape(call.value) == np.shape(np.sum(call.arguments[0], axis=axes))
        for call in seen.calls
        for axes in [of_rows if np.ndim(call.arguments[0]) == 1 else of_tables]
    )


def _one_each_of_a_table(loss, axis, seen):
    """Whether rows got this loss, as is right, and tables an array with this axis taken away."""
    rows = [call for call in seen.calls if np.ndim(call.arguments[0]) == 1]
    return _one_each(seen, None, axis) and all(
        np.isclose(call.value, loss(*call.arguments)) for call in rows
    )


def _mae(y, p):
    return np.mean(np.abs(y - p))


def _mse(y, p):
    return np.mean((y - p) ** 2)


def _far_from_the_ends(seen):
    """Whether probabilities are moved much further from 0 and 1 than they should be."""
    limits, added = (0.1, 0.05, 0.02, 0.01, 0.005, 0.002), (0.1, 0.01, 0.001, 1e-4, 1e-5)
    return any(
        _gives(lambda y, p, e=e: -np.mean(np.log(np.clip(_given(y, p), e, 1 - e))), seen)
        for e in limits
    ) or any(_gives(lambda y, p, e=e: -np.mean(np.log(_given(y, p) + e)), seen) for e in added)


def _certain(seen):
    """The calls where a probability is exactly 0 or 1: whether that is right, and the call."""
    return [
        (float(call.arguments[0][0]) == float(call.arguments[1][0]), call)
        for call in seen.calls
        if np.size(call.arguments[1]) == 1 and float(call.arguments[1][0]) in (0.0, 1.0)
    ]


def _infinite_when_certain(seen):
    of_math = raises("ValueError", "math domain error|expected a positive input")
    return any(
        of_math(call) or (np.shape(call.value) == () and not np.isfinite(call.value))
        for _right, call in _certain(seen)
    )


def _wrong_certainty_costs(seen, least, most):
    return any(
        not right and np.shape(call.value) == () and least <= call.value <= most
        for right, call in _certain(seen)
        if call.value is not None
    )


def _one_class_too_far(call):
    """Whether the probability after the right one was taken, or looked for behind the row's end."""
    y_true, y_pred = call.arguments
    after = np.argmax(y_true, axis=1) + 1
    if after.max() == y_pred.shape[1]:
        return raises("IndexError", f"index {after.max()} is out of bounds for axis 1 with size")(
            call
        )
    wrong = -np.mean(np.log(y_pred[np.arange(len(after)), after]))
    return np.shape(call.value) == () and bool(np.isclose(call.value, wrong))


# mae


@mistake("mae", **PRINTS)
def mae_prints(y_true, y_pred):
    print(np.mean(np.abs(y_true - y_pred)))


@mistake("mae", **NO_RETURN)
def mae_no_return(y_true, y_pred):
    result = np.mean(np.abs(y_true - y_pred))  # noqa: F841


@mistake("mae", **SIGNS_CANCEL)
def mae_signs_cancel(y_true, y_pred):
    return np.mean(y_true - y_pred)


@mistake("mae", **SIGNS_CANCEL)
def mae_signs_cancel_the_other_way(y_true, y_pred):
    return np.mean(y_pred - y_true)


@mistake(
    "mae",
    en="You take the absolute value of the mean, when plus and minus have already cancelled out."
    " First np.abs, then the mean.",
    ru="Вы берёте модуль среднего, когда плюсы и минусы уже погасили друг друга. Сначала np.abs,"
    " потом среднее.",
)
def mae_abs_after_the_mean(y_true, y_pred):
    return np.abs(np.mean(y_true - y_pred))


@mistake(
    "mae",
    en="You take the absolute values of truth and prediction before you subtract. Subtract first:"
    " what counts is how far the two are apart.",
    ru="Вы берёте модули ответа и предсказания до вычитания. Сначала вычтите: важно, насколько они"
    " далеки друг от друга.",
)
def mae_abs_before_the_difference(y_true, y_pred):
    return np.mean(np.abs(y_true) - np.abs(y_pred))


@mistake(
    "mae",
    en="You take absolute values twice: of truth and prediction, and of their difference. 3 and -3"
    " are 6 apart, so subtract the numbers as they are.",
    ru="Вы берёте модуль дважды: у ответа с предсказанием и у разности. Между 3 и -3 расстояние 6,"
    " поэтому вычитайте сами числа.",
)
def mae_abs_before_and_after(y_true, y_pred):
    return np.mean(np.abs(np.abs(y_true) - np.abs(y_pred)))


@mistake("mae", **SUM_FOR_MEAN)
def mae_sum(y_true, y_pred):
    return np.sum(np.abs(y_true - y_pred))


@mistake("mae", **SUM_FOR_MEAN)
def mae_sum_of_python(y_true, y_pred):
    return sum(abs(y_true - y_pred))


@mistake("mae", **MEAN_MISSING, when=lambda seen: _one_each(seen, (), ()))
def mae_no_mean(y_true, y_pred):
    return np.abs(y_true - y_pred)


@mistake("mae", **A_NUMBER_PER_COLUMN, when=lambda seen: _one_each_of_a_table(_mae, 0, seen))
def mae_down_the_columns(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred), axis=0)


@mistake("mae", **A_NUMBER_PER_ROW, when=lambda seen: _one_each_of_a_table(_mae, 1, seen))
def mae_along_the_rows(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred), axis=-1)


@mistake("mae", **AXIS_ONE, explains=_axis_one, elsewhere="any")
def mae_axis_one(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred), axis=1)


@mistake("mae", **DIVIDES_BY_ROWS)
def mae_divides_by_rows(y_true, y_pred):
    return np.sum(np.abs(y_true - y_pred)) / len(y_true)


@mistake("mae", **N_MINUS_ONE)
def mae_n_minus_one(y_true, y_pred):
    return np.sum(np.abs(y_true - y_pred)) / (y_true.size - 1)


@mistake(
    "mae",
    en="You square the errors: that is the mean squared error. Here only the sign goes: np.abs.",
    ru="Вы возводите ошибки в квадрат: это средний квадрат ошибки. Здесь нужно убрать только знак:"
    " np.abs.",
)
def mae_squares(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2)


@mistake(
    "mae",
    en="This is the root of the mean square. Take the mean of the absolute values: np.abs, then"
    " np.mean.",
    ru="Это корень из среднего квадрата. Возьмите среднее модулей: np.abs, затем np.mean.",
)
def mae_root_of_mean_square(y_true, y_pred):
    return np.sqrt(np.mean((y_true - y_pred) ** 2))


@mistake("mae", **ADDS)
def mae_adds(y_true, y_pred):
    return np.mean(np.abs(y_true + y_pred))


@mistake(
    "mae",
    en="You divide each error by the truth, which gives shares. Take the mean of the errors"
    " themselves.",
    ru="Вы делите каждую ошибку на верный ответ, и получаются доли. Возьмите среднее самих ошибок.",
)
def mae_relative(y_true, y_pred):
    return np.mean(np.abs((y_true - y_pred) / y_true))


@mistake("mae", **MAXIMUM)
def mae_maximum(y_true, y_pred):
    return np.max(np.abs(y_true - y_pred))


@mistake(
    "mae",
    en="You return the median, the error in the middle. Take the mean: np.mean.",
    ru="Вы возвращаете медиану, то есть ошибку посередине. Возьмите среднее: np.mean.",
)
def mae_median(y_true, y_pred):
    return np.median(np.abs(y_true - y_pred))


@mistake("mae", **FIRST_ONLY, variants={"divided": (False,)})
def mae_returns_in_the_loop(y_true, y_pred, *, divided=True):
    total = 0
    for truth, predicted in zip(y_true.ravel(), y_pred.ravel()):
        total += abs(truth - predicted)
        return total / y_true.size if divided else total


@mistake("mae", **FIRST_ONLY, variants={"by": ("size", "one")})
def mae_returns_in_the_loop_over_rows(y_true, y_pred, *, by="len"):
    total = 0
    for truth, predicted in zip(y_true, y_pred):
        total += abs(truth - predicted)
        return total / {"len": len(y_true), "size": y_true.size, "one": 1}[by]


@mistake("mae", **LAST_ONLY, variants={"divided": (False,)})
def mae_last_error(y_true, y_pred, *, divided=True):
    for truth, predicted in zip(y_true.ravel(), y_pred.ravel()):
        total = abs(truth - predicted)
    return total / y_true.size if divided else total


@mistake("mae", **LAST_ONLY, variants={"by": ("size", "one")})
def mae_begins_anew_in_the_loop(y_true, y_pred, *, by="len"):
    for truth, predicted in zip(y_true, y_pred):
        total = 0
        total += abs(truth - predicted)
    return total / {"len": len(y_true), "size": y_true.size, "one": 1}[by]


@mistake("mae", **HALF)
def mae_half(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred)) / 2


@mistake("mae", **ROUNDS, when=lambda seen: _rounds(_mae, seen))
def mae_rounds(y_true, y_pred):
    return np.round(np.mean(np.abs(y_true - y_pred)), 2)


@mistake("mae", **CUTS)
def mae_cuts(y_true, y_pred):
    return int(np.mean(np.abs(y_true - y_pred)))


@mistake("mae", **IN_BRACKETS)
def mae_in_brackets(y_true, y_pred):
    return [np.mean(np.abs(y_true - y_pred))]


@mistake("mae", **IF_ON_AN_ARRAY, explains=if_on_an_array, elsewhere="any")
def mae_if(y_true, y_pred):
    error = y_true - y_pred
    if error < 0:
        error = -error
    return np.mean(error)


@mistake(
    "mae",
    en="The functions of math take one number only and stop with an error at an array. Write np.abs"
    " instead.",
    ru="Функции модуля math принимают только одно число и на массиве останавливаются с ошибкой."
    " Пишите np.abs.",
    explains=math_on_an_array,
    elsewhere="any",
)
def mae_math(y_true, y_pred):
    return np.mean(math.fabs(y_true - y_pred))


@mistake("mae", **ALWAYS_THE_SAME, when=_always_the_same)
def mae_always_the_same(y_true, y_pred):
    return 2.0


@mistake("mae", **WRITES, explains=_writes)
def mae_writes(y_true, y_pred):
    y_true -= y_pred
    return np.mean(np.abs(y_true))


# mse


@mistake("mse", **PRINTS)
def mse_prints(y_true, y_pred):
    print(np.mean((y_true - y_pred) ** 2))


@mistake("mse", **NO_RETURN)
def mse_no_return(y_true, y_pred):
    result = np.mean((y_true - y_pred) ** 2)  # noqa: F841


@mistake("mse", **SUM_FOR_MEAN)
def mse_sum(y_true, y_pred):
    return np.sum((y_true - y_pred) ** 2)


@mistake("mse", **SUM_FOR_MEAN)
def mse_sum_of_python(y_true, y_pred):
    return sum((y_true - y_pred) ** 2)


@mistake("mse", **MEAN_MISSING, when=lambda seen: _one_each(seen, (), ()))
def mse_no_mean(y_true, y_pred):
    return (y_true - y_pred) ** 2


@mistake("mse", **A_NUMBER_PER_COLUMN, when=lambda seen: _one_each_of_a_table(_mse, 0, seen))
def mse_down_the_columns(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2, axis=0)


@mistake("mse", **A_NUMBER_PER_ROW, when=lambda seen: _one_each_of_a_table(_mse, 1, seen))
def mse_along_the_rows(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2, axis=-1)


@mistake("mse", **AXIS_ONE, explains=_axis_one, elsewhere="any")
def mse_axis_one(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2, axis=1)


@mistake("mse", **DIVIDES_BY_ROWS)
def mse_divides_by_rows(y_true, y_pred):
    return np.sum((y_true - y_pred) ** 2) / len(y_true)


@mistake("mse", **N_MINUS_ONE)
def mse_n_minus_one(y_true, y_pred):
    return np.sum((y_true - y_pred) ** 2) / (y_true.size - 1)


@mistake(
    "mse",
    en="This is the mean absolute error. Square each difference instead: ** 2.",
    ru="Это средняя абсолютная ошибка. А здесь каждую разность нужно возвести в квадрат: ** 2.",
)
def mse_as_mae(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred))


@mistake(
    "mse",
    en="Plus and minus cancel out, since the differences are not squared. Square each one before the"
    " mean.",
    ru="Плюсы и минусы гасят друг друга, потому что разности не возведены в квадрат. Возведите каждую"
    " до усреднения.",
)
def mse_no_square(y_true, y_pred):
    return np.mean(y_true - y_pred)


@mistake(
    "mse",
    en="Plus and minus cancel out, since the differences are not squared. Square each one before the"
    " mean.",
    ru="Плюсы и минусы гасят друг друга, потому что разности не возведены в квадрат. Возведите каждую"
    " до усреднения.",
)
def mse_no_square_the_other_way(y_true, y_pred):
    return np.mean(y_pred - y_true)


@mistake(
    "mse",
    en="You square the mean, when plus and minus have already cancelled out. Square each difference"
    " first, then take the mean.",
    ru="Вы возводите в квадрат среднее, когда плюсы и минусы уже погасили друг друга. Сначала"
    " возведите каждую разность, потом усредните.",
)
def mse_square_of_the_mean(y_true, y_pred):
    return np.mean(y_true - y_pred) ** 2


@mistake(
    "mse",
    en="You square the mean of the absolute errors. Square each error first, then take the mean.",
    ru="Вы возводите в квадрат среднее модулей ошибок. Сначала возведите каждую ошибку, потом"
    " усредните.",
)
def mse_square_of_mae(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred)) ** 2


@mistake(
    "mse",
    en="Brackets are missing: Python squares y_pred alone and then subtracts. Put the difference in"
    " brackets: ( … ) ** 2.",
    ru="Не хватает скобок: Python возводит в квадрат только y_pred, а потом вычитает. Заключите"
    " разность в скобки: ( … ) ** 2.",
)
def mse_no_brackets(y_true, y_pred):
    return np.mean(y_true - y_pred**2)


@mistake(
    "mse",
    en="Brackets are missing: Python squares y_true alone and then subtracts. Put the difference in"
    " brackets: ( … ) ** 2.",
    ru="Не хватает скобок: Python возводит в квадрат только y_true, а потом вычитает. Заключите"
    " разность в скобки: ( … ) ** 2.",
)
def mse_no_brackets_the_other_way(y_true, y_pred):
    return np.mean(y_pred - y_true**2)


@mistake(
    "mse",
    en="You subtract the squares. Subtract first and square the difference: 5 and 3 give 2 * 2 = 4,"
    " not 25 - 9.",
    ru="Вы вычитаете квадраты. Сначала вычтите, потом возведите разность в квадрат: для 5 и 3 это"
    " 2 * 2 = 4, а не 25 - 9.",
)
def mse_difference_of_squares(y_true, y_pred):
    return np.mean(y_true**2 - y_pred**2)


@mistake(
    "mse",
    en="You multiply the differences by 2. To square means to multiply a number by itself: ** 2.",
    ru="Вы умножаете разности на 2. Возвести в квадрат значит умножить число на само себя: ** 2.",
)
def mse_doubles(y_true, y_pred):
    return np.mean((y_true - y_pred) * 2)


@mistake(
    "mse",
    en="You multiply the differences by 2. To square means to multiply a number by itself: ** 2.",
    ru="Вы умножаете разности на 2. Возвести в квадрат значит умножить число на само себя: ** 2.",
)
def mse_doubles_the_other_way(y_true, y_pred):
    return np.mean((y_pred - y_true) * 2)


@mistake(
    "mse",
    en="The sign ^ is not a power in Python, so your function stops with an error. Write ** 2.",
    ru="Знак ^ в Python не означает степень, и функция останавливается с ошибкой. Пишите ** 2.",
    explains=raises(
        "TypeError", r"ufunc 'bitwise_xor' not supported|operand type\(s\) for \^", line=r"\^"
    ),
    elsewhere="any",
)
def mse_caret(y_true, y_pred):
    return np.mean((y_true - y_pred) ^ 2)


@mistake(
    "mse",
    en="You take the square root of the mean. Return the mean of the squares itself.",
    ru="Вы извлекаете из среднего квадратный корень. Верните само среднее квадратов.",
)
def mse_root(y_true, y_pred):
    return np.sqrt(np.mean((y_true - y_pred) ** 2))


@mistake("mse", **HALF)
def mse_half(y_true, y_pred):
    return 0.5 * np.mean((y_true - y_pred) ** 2)


@mistake("mse", **ADDS)
def mse_adds(y_true, y_pred):
    return np.mean((y_true + y_pred) ** 2)


@mistake("mse", **MAXIMUM)
def mse_maximum(y_true, y_pred):
    return np.max((y_true - y_pred) ** 2)


@mistake(
    "mse",
    en="You raise the differences to the third power. A square is the second one: ** 2.",
    ru="Вы возводите разности в третью степень. Квадрат — это вторая: ** 2.",
)
def mse_cubes(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 3)


@mistake("mse", **FIRST_ONLY, variants={"divided": (False,)})
def mse_returns_in_the_loop(y_true, y_pred, *, divided=True):
    total = 0
    for truth, predicted in zip(y_true.ravel(), y_pred.ravel()):
        total += (truth - predicted) ** 2
        return total / y_true.size if divided else total


@mistake("mse", **FIRST_ONLY, variants={"by": ("size", "one")})
def mse_returns_in_the_loop_over_rows(y_true, y_pred, *, by="len"):
    total = 0
    for truth, predicted in zip(y_true, y_pred):
        total += (truth - predicted) ** 2
        return total / {"len": len(y_true), "size": y_true.size, "one": 1}[by]


@mistake("mse", **LAST_ONLY, variants={"divided": (False,)})
def mse_last_error(y_true, y_pred, *, divided=True):
    for truth, predicted in zip(y_true.ravel(), y_pred.ravel()):
        total = (truth - predicted) ** 2
    return total / y_true.size if divided else total


@mistake("mse", **LAST_ONLY, variants={"by": ("size", "one")})
def mse_begins_anew_in_the_loop(y_true, y_pred, *, by="len"):
    for truth, predicted in zip(y_true, y_pred):
        total = 0
        total += (truth - predicted) ** 2
    return total / {"len": len(y_true), "size": y_true.size, "one": 1}[by]


@mistake("mse", **ROUNDS, when=lambda seen: _rounds(_mse, seen))
def mse_rounds(y_true, y_pred):
    return np.round(np.mean((y_true - y_pred) ** 2), 2)


@mistake("mse", **CUTS)
def mse_cuts(y_true, y_pred):
    return int(np.mean((y_true - y_pred) ** 2))


@mistake("mse", **IN_BRACKETS)
def mse_in_brackets(y_true, y_pred):
    return [np.mean((y_true - y_pred) ** 2)]


@mistake(
    "mse",
    en="The functions of math take one number only and stop with an error at an array. Write ** 2"
    " instead.",
    ru="Функции модуля math принимают только одно число и на массиве останавливаются с ошибкой."
    " Пишите ** 2.",
    explains=math_on_an_array,
    elsewhere="any",
)
def mse_math(y_true, y_pred):
    return np.mean(math.pow(y_true - y_pred, 2))


@mistake("mse", **ALWAYS_THE_SAME, when=_always_the_same)
def mse_always_the_same(y_true, y_pred):
    return 4.0


@mistake("mse", **WRITES, explains=_writes)
def mse_writes(y_true, y_pred):
    y_true -= y_pred
    y_true **= 2
    return np.mean(y_true)


# bce


@mistake("bce", **PRINTS)
def bce_prints(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    print(-np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)))


@mistake("bce", **NO_RETURN)
def bce_no_return(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    result = -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))  # noqa: F841


@mistake("bce", **NO_MINUS)
def bce_no_minus(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake(
    "bce",
    en="Only the examples with y = 1 count in your loss. The half for y = 0 is missing:"
    " (1 - y) * ln(1 - p).",
    ru="В ваших потерях учтены только примеры с y = 1. Не хватает половины для y = 0:"
    " (1 - y) * ln(1 - p).",
)
def bce_first_half_only(y_true, y_pred):
    return -np.mean(y_true * np.log(np.clip(y_pred, 1e-7, 1 - 1e-7)))


@mistake(
    "bce",
    en="Only the examples with y = 0 count in your loss. The half for y = 1 is missing: y * ln(p).",
    ru="В ваших потерях учтены только примеры с y = 0. Не хватает половины для y = 1: y * ln(p).",
)
def bce_second_half_only(y_true, y_pred):
    return -np.mean((1 - y_true) * np.log(1 - np.clip(y_pred, 1e-7, 1 - 1e-7)))


@mistake(
    "bce",
    en="You take -ln(p) for every example, whatever happened. Where y is 0, the loss is -ln(1 - p).",
    ru="Вы берёте -ln(p) для каждого примера, что бы ни случилось. Там, где y равен 0, потери —"
    " это -ln(1 - p).",
)
def bce_ignores_the_truth(y_true, y_pred):
    return -np.mean(np.log(np.clip(y_pred, 1e-7, 1 - 1e-7)))


@mistake(
    "bce",
    en="The halves of the formula have got each other's probability. ln(p) belongs to y, and"
    " ln(1 - p) to 1 - y.",
    ru="Половины формулы обменялись вероятностями. ln(p) стоит при y, а ln(1 - p) — при 1 - y.",
)
def bce_halves_exchanged(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(1 - p) + (1 - y_true) * np.log(p))


@mistake(
    "bce",
    en="The second half enters with the wrong sign. Add both halves first; the minus in front"
    " belongs to their sum, so put brackets round it.",
    ru="Вторая половина входит не с тем знаком. Сначала сложите обе половины: минус относится к их"
    " сумме, поэтому возьмите её в скобки.",
)
def bce_minus_reaches_one_half(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return np.mean(-y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake(
    "bce",
    en="The halves enter with opposite signs. Add them, and put the minus in front of the whole sum.",
    ru="Половины входят с разными знаками. Сложите их, а минус поставьте перед всей суммой.",
)
def bce_difference_of_halves(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return np.mean(y_true * np.log(p) - (1 - y_true) * np.log(1 - p))


@mistake(
    "bce",
    en="The mean covers the first half only, so many numbers come back. Put both halves into the"
    " brackets of the mean.",
    ru="Среднее охватывает только первую половину, поэтому возвращается много чисел. Поместите в"
    " скобки среднего обе половины.",
)
def bce_mean_of_one_half(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p)) + (1 - y_true) * np.log(1 - p)


@mistake(
    "bce",
    en="The mean covers the first half only, so many numbers come back. Put both halves into the"
    " brackets of the mean.",
    ru="Среднее охватывает только первую половину, поэтому возвращается много чисел. Поместите в"
    " скобки среднего обе половины.",
)
def bce_mean_of_one_half_with_minus(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p)) - (1 - y_true) * np.log(1 - p)


@mistake(
    "bce",
    en="The brackets round 1 - y are missing, so only y is multiplied by the second logarithm:"
    " (1 - y) * ….",
    ru="Нет скобок вокруг 1 - y, и на второй логарифм умножается только y: пишите (1 - y) * ….",
)
def bce_no_brackets_round_label(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + 1 - y_true * np.log(1 - p))


@mistake("bce", **SUM_FOR_MEAN)
def bce_sum(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.sum(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake("bce", **MEAN_MISSING, when=lambda seen: _one_each(seen, ()))
def bce_no_mean(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake("bce", **N_MINUS_ONE)
def bce_n_minus_one(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.sum(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)) / (len(y_true) - 1)


@mistake("bce", **HALF)
def bce_half(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)) / 2


@mistake("bce", **BASE_TEN)
def bce_base_ten(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log10(p) + (1 - y_true) * np.log10(1 - p))


@mistake("bce", **BASE_TWO)
def bce_base_two(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log2(p) + (1 - y_true) * np.log2(1 - p))


@mistake(
    "bce",
    en="np.log1p(p) is ln(1 + p), not ln(p). Take np.log.",
    ru="np.log1p(p) — это ln(1 + p), а не ln(p). Возьмите np.log.",
)
def bce_log1p(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log1p(p) + (1 - y_true) * np.log1p(1 - p))


@mistake("bce", **SWAPPED, variants={"eps": (1e-5, 1e-6, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15)})
def bce_swapped(y_true, y_pred, *, eps=1e-7):
    y = np.clip(y_true, eps, 1 - eps)
    return -np.mean(y_pred * np.log(y) + (1 - y_pred) * np.log(1 - y))


@mistake("bce", **SWAPPED)
def bce_swapped_without_limit(y_true, y_pred):
    return -np.mean(y_pred * np.log(y_true) + (1 - y_pred) * np.log(1 - y_true))


@mistake(
    "bce",
    en="The logarithms are missing: you return the mean of 1 minus the probability given to the"
    " truth. Take -ln of this probability.",
    ru="Нет логарифмов: вы возвращаете среднее от единицы минус вероятность, данная верному ответу."
    " Возьмите от этой вероятности -ln.",
)
def bce_absolute_error(y_true, y_pred):
    return np.mean(np.abs(y_true - y_pred))


@mistake(
    "bce",
    en="The logarithms are missing: you average the probabilities themselves. Take np.log of p and of"
    " 1 - p.",
    ru="Нет логарифмов: вы усредняете сами вероятности. Возьмите np.log от p и от 1 - p.",
)
def bce_without_logarithms(y_true, y_pred):
    return -np.mean(y_true * y_pred + (1 - y_true) * (1 - y_pred))


@mistake(
    "bce",
    en="This is the mean squared error. Cross-entropy takes the logarithm of the probability given to"
    " the truth.",
    ru="Это средний квадрат ошибки. А кросс-энтропия берёт логарифм вероятности, данной верному"
    " ответу.",
)
def bce_as_mse(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2)


@mistake(
    "bce",
    en="You count right answers: that is the accuracy. The loss needs the probabilities and their"
    " logarithms.",
    ru="Вы считаете верные ответы: это доля верных ответов. Для функции потерь нужны вероятности и"
    " их логарифмы.",
)
def bce_as_accuracy(y_true, y_pred):
    return np.mean((y_pred > 0.5) == (y_true == 1))


@mistake(
    "bce",
    en="You count wrong answers. The loss needs the probabilities and their logarithms.",
    ru="Вы считаете неверные ответы. Для функции потерь нужны вероятности и их логарифмы.",
)
def bce_share_of_wrong_answers(y_true, y_pred):
    return np.mean((y_pred > 0.5) != (y_true == 1))


@mistake(
    "bce",
    en="You round the probabilities to 0 and 1 before the logarithm. Take them as they are.",
    ru="Вы округляете вероятности до 0 и 1, прежде чем взять логарифм. Берите их как есть.",
)
def bce_rounds_probabilities(y_true, y_pred):
    p = np.clip(np.round(y_pred), 1e-7, 1 - 1e-7)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake(
    "bce",
    en="You apply the sigmoid to y_pred. These are probabilities already: use them as they are.",
    ru="Вы применяете к y_pred сигмоиду. Это уже вероятности: берите их как есть.",
)
def bce_sigmoid_again(y_true, y_pred):
    p = 1 / (1 + np.exp(-y_pred))
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake(
    "bce",
    en="You take the logarithm of the mean probability. Take the logarithm for each example first,"
    " then the mean.",
    ru="Вы берёте логарифм средней вероятности. Сначала логарифм для каждого примера, потом среднее.",
)
def bce_log_of_the_mean(y_true, y_pred):
    return -np.log(np.mean(np.where(y_true == 1, y_pred, 1 - y_pred)))


@mistake("bce", **FIRST_ONLY)
def bce_returns_in_the_loop(y_true, y_pred):
    total = 0
    for y, p in zip(y_true, y_pred):
        total -= y * np.log(p) + (1 - y) * np.log(1 - p)
        return total / len(y_true)


@mistake("bce", **FIRST_ONLY)
def bce_first_example(y_true, y_pred):
    for y, p in zip(y_true, y_pred):
        return -(y * np.log(p) + (1 - y) * np.log(1 - p))


@mistake(
    "bce", **ROUNDS, when=lambda seen: _rounds(lambda y, p: -np.mean(np.log(_given(y, p))), seen)
)
def bce_rounds(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return np.round(-np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)), 2)


@mistake("bce", **CUTS)
def bce_cuts(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return int(-np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p)))


@mistake("bce", **IN_BRACKETS)
def bce_in_brackets(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return [-np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))]


@mistake("bce", **OF_MATH, explains=math_on_an_array, elsewhere="any")
def bce_math(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    return -np.mean(y_true * math.log(p) + (1 - y_true) * math.log(1 - p))


@mistake("bce", **IF_ON_AN_ARRAY, explains=if_on_an_array, elsewhere="any")
def bce_if(y_true, y_pred):
    p = np.clip(y_pred, 1e-7, 1 - 1e-7)
    if y_true == 1:
        return -np.mean(np.log(p))
    return -np.mean(np.log(1 - p))


@mistake("bce", **ALWAYS_THE_SAME, when=_always_the_same)
def bce_always_the_same(y_true, y_pred):
    return 0.414932


@mistake(
    "bce",
    en="You move the probabilities too far away from 0 and 1. Limit them at 1e-7 and 1 - 1e-7, and"
    " change nothing in between.",
    ru="Вы слишком далеко отодвигаете вероятности от 0 и 1. Ограничьте их числами 1e-7 и 1 - 1e-7, а"
    " между ними ничего не меняйте.",
    when=_far_from_the_ends,
)
def bce_limits_too_early(y_true, y_pred):
    p = np.clip(y_pred, 0.01, 0.99)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake(
    "bce",
    en="Where y_pred is exactly 0 or 1, the logarithm of 0 comes up. Limit p to the range from 1e-7"
    " to 1 - 1e-7, on both sides, before the logarithms: np.clip.",
    ru="Там, где y_pred равно ровно 0 или 1, появляется логарифм нуля. До логарифмов ограничьте p"
    " с обеих сторон, от 1e-7 до 1 - 1e-7: np.clip.",
    when=_infinite_when_certain,
)
def bce_no_limit(y_true, y_pred):
    return -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


@mistake(
    "bce",
    en="A wrong certainty costs next to nothing in your loss. It must cost most: limit p to the range"
    " from 1e-7 to 1 - 1e-7 instead of leaving the logarithm of 0 out.",
    ru="Ошибочная уверенность у вас почти ничего не стоит, а должна стоить дороже всего. Не"
    " пропускайте логарифм нуля, а ограничьте p числами 1e-7 и 1 - 1e-7.",
    when=lambda seen: _wrong_certainty_costs(seen, -0.001, 0.001),
)
def bce_wrong_certainty_is_free(y_true, y_pred):
    first = y_true * np.nan_to_num(np.log(y_pred), neginf=0.0)
    second = (1 - y_true) * np.nan_to_num(np.log(1 - y_pred), neginf=0.0)
    return -np.mean(first + second)


@mistake(
    "bce",
    en="Where p is exactly 0 or 1 and wrong, your loss is too small. Limit p later, only at 1e-7 and"
    " 1 - 1e-7.",
    ru="Там, где p равно ровно 0 или 1 и это неверно, потери слишком малы. Ограничивайте p позже:"
    " только числами 1e-7 и 1 - 1e-7.",
    when=lambda seen: _wrong_certainty_costs(seen, 0.001, 8.9999),
    elsewhere="any",
)
def bce_wrong_certainty_is_cheap(y_true, y_pred):
    p = np.clip(y_pred, 0.001, 0.999)
    return -np.mean(y_true * np.log(p) + (1 - y_true) * np.log(1 - p))


@mistake(
    "bce",
    en="Where p is exactly 0 or 1 and wrong, your loss is too large. Limit p to the range from 1e-7"
    " to 1 - 1e-7 before the logarithms.",
    ru="Там, где p равно ровно 0 или 1 и это неверно, потери слишком велики. До логарифмов ограничьте"
    " p числами 1e-7 и 1 - 1e-7.",
    when=lambda seen: _wrong_certainty_costs(seen, 40.0001, sys.float_info.max),
)
def bce_wrong_certainty_is_huge(y_true, y_pred):
    first = y_true * np.nan_to_num(np.log(y_pred))
    second = (1 - y_true) * np.nan_to_num(np.log(1 - y_pred))
    return -np.mean(first + second)


@mistake("bce", **WRITES, explains=_writes)
def bce_writes(y_true, y_pred):
    np.clip(y_pred, 1e-7, 1 - 1e-7, out=y_pred)
    return -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


# cross_entropy


@mistake("cross_entropy", **PRINTS)
def cross_entropy_prints(y_true, y_pred):
    print(-np.mean(np.sum(y_true * np.log(y_pred), axis=1)))


@mistake("cross_entropy", **NO_RETURN)
def cross_entropy_no_return(y_true, y_pred):
    result = -np.mean(np.sum(y_true * np.log(y_pred), axis=1))  # noqa: F841


@mistake("cross_entropy", **NO_MINUS)
def cross_entropy_no_minus(y_true, y_pred):
    return np.mean(np.sum(y_true * np.log(y_pred), axis=1))


@mistake(
    "cross_entropy",
    en="You divide by the number of all elements. Sum each row first (axis=1), and take the mean over"
    " the rows.",
    ru="Вы делите на число всех элементов. Сначала сложите числа в каждой строке (axis=1), затем"
    " возьмите среднее по строкам.",
)
def cross_entropy_mean_of_all(y_true, y_pred):
    return -np.mean(y_true * np.log(y_pred))


@mistake("cross_entropy", **SUM_FOR_MEAN)
def cross_entropy_sum(y_true, y_pred):
    return -np.sum(y_true * np.log(y_pred))


@mistake(
    "cross_entropy",
    en="You return a number for each row. The loss is one number: take the mean over the rows.",
    ru="Вы возвращаете по числу на каждую строку. А функция потерь — одно число: возьмите среднее по"
    " строкам.",
    when=lambda seen: _one_each(seen, None, 1),
)
def cross_entropy_no_mean(y_true, y_pred):
    return -np.sum(y_true * np.log(y_pred), axis=1)


@mistake(
    "cross_entropy",
    en="You return a whole table. Sum each row (axis=1), and take the mean over the rows.",
    ru="Вы возвращаете целую таблицу. Сложите числа в каждой строке (axis=1) и возьмите среднее по"
    " строкам.",
    when=lambda seen: _one_each(seen, None, ()),
)
def cross_entropy_table(y_true, y_pred):
    return -y_true * np.log(y_pred)


@mistake(
    "cross_entropy",
    en="You divide by the number of classes, not by the number of rows. Sum along each row, axis=1,"
    " and then take the mean.",
    ru="Вы делите на число классов, а не на число строк. Складывайте вдоль строк, axis=1, и потом"
    " берите среднее.",
)
def cross_entropy_wrong_axis(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log(y_pred), axis=0))


@mistake(
    "cross_entropy",
    en="You return a number for each column. Sum along the rows (axis=1), and take the mean; Python's"
    " own sum goes down the columns.",
    ru="Вы возвращаете по числу на каждый столбец. Складывайте вдоль строк (axis=1) и берите среднее;"
    " обычный sum складывает по столбцам.",
)
def cross_entropy_sum_of_columns(y_true, y_pred):
    return -sum(y_true * np.log(y_pred)) / len(y_true)


@mistake(
    "cross_entropy",
    en="You return a number for each column. Sum along the rows (axis=1), and take the mean.",
    ru="Вы возвращаете по числу на каждый столбец. Складывайте вдоль строк (axis=1) и берите среднее.",
    when=lambda seen: _one_each(seen, None, 0),
)
def cross_entropy_sums_down(y_true, y_pred):
    return -np.sum(y_true * np.log(y_pred), axis=0)


@mistake("cross_entropy", **BASE_TEN)
def cross_entropy_base_ten(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log10(y_pred), axis=1))


@mistake("cross_entropy", **BASE_TWO)
def cross_entropy_base_two(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log2(y_pred), axis=1))


@mistake(
    "cross_entropy",
    en="np.log1p(p) is ln(1 + p), not ln(p). Take np.log.",
    ru="np.log1p(p) — это ln(1 + p), а не ln(p). Возьмите np.log.",
)
def cross_entropy_log1p(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log1p(y_pred), axis=1))


@mistake("cross_entropy", **SWAPPED)
def cross_entropy_swapped(y_true, y_pred):
    return -np.mean(np.sum(y_pred * np.log(y_true), axis=1))


@mistake("cross_entropy", **SWAPPED)
def cross_entropy_swapped_and_limited(y_true, y_pred):
    y = np.clip(y_true, 1e-7, 1 - 1e-7)
    return -np.mean(np.sum(y_pred * np.log(y), axis=1))


@mistake(
    "cross_entropy",
    en="The wrong classes count in your loss too, as if every class were right. Multiply ln(p) by"
    " y_true, which leaves only the right class.",
    ru="У вас учитываются и неверные классы, будто верны все. Умножьте ln(p) на y_true: останется"
    " только верный класс.",
)
def cross_entropy_ignores_the_truth(y_true, y_pred):
    return -np.mean(np.sum(np.log(y_pred), axis=1))


@mistake(
    "cross_entropy",
    en="Here the probabilities of all classes have entered, and all elements were averaged. Multiply"
    " ln(p) by y_true, sum each row, and take the mean over the rows.",
    ru="Здесь учтены вероятности всех классов и усреднены все элементы. Умножьте ln(p) на y_true,"
    " сложите числа в каждой строке и усредните по строкам.",
)
def cross_entropy_mean_of_all_logarithms(y_true, y_pred):
    return -np.mean(np.log(y_pred))


@mistake(
    "cross_entropy",
    en="The logarithm is missing: you average the probability of the right class. The loss is the"
    " mean of -ln(p).",
    ru="Нет логарифма: вы усредняете вероятность верного класса. Потери — это среднее от -ln(p).",
)
def cross_entropy_no_logarithm(y_true, y_pred):
    return np.mean(np.sum(y_true * y_pred, axis=1))


@mistake(
    "cross_entropy",
    en="The logarithm is missing: you average the probability of the right class with a minus. The"
    " loss is the mean of -ln(p).",
    ru="Нет логарифма: вы усредняете вероятность верного класса со знаком минус. Потери — это среднее"
    " от -ln(p).",
)
def cross_entropy_minus_without_logarithm(y_true, y_pred):
    return -np.mean(np.sum(y_true * y_pred, axis=1))


@mistake(
    "cross_entropy",
    en="You take 1 - p of the right class. Take -ln(p) instead: it grows without end when p comes"
    " near 0.",
    ru="Вы берёте 1 - p для верного класса. Возьмите -ln(p): он растёт без предела, когда p близко к"
    " нулю.",
)
def cross_entropy_one_minus_p(y_true, y_pred):
    return np.mean(1 - np.sum(y_true * y_pred, axis=1))


@mistake(
    "cross_entropy",
    en="You take the logarithm of the mean probability. Take the logarithm for each row first, then"
    " the mean.",
    ru="Вы берёте логарифм средней вероятности. Сначала логарифм для каждой строки, потом среднее.",
)
def cross_entropy_log_of_the_mean(y_true, y_pred):
    return -np.log(np.mean(np.sum(y_true * y_pred, axis=1)))


@mistake(
    "cross_entropy",
    en="This is binary cross-entropy over all elements. With several classes only -ln(p) of the right"
    " class counts; the wrong ones drop out.",
    ru="Это бинарная кросс-энтропия по всем элементам. При нескольких классах считается только -ln(p)"
    " верного класса, остальные исчезают.",
)
def cross_entropy_as_bce(y_true, y_pred):
    return -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


@mistake(
    "cross_entropy",
    en="This is binary cross-entropy, summed over each row. With several classes only -ln(p) of the"
    " right class counts; the wrong ones drop out.",
    ru="Это бинарная кросс-энтропия, сложенная по строкам. При нескольких классах считается только"
    " -ln(p) верного класса, остальные исчезают.",
)
def cross_entropy_as_sum_of_bce(y_true, y_pred):
    losses = y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred)
    return -np.mean(np.sum(losses, axis=1))


@mistake(
    "cross_entropy",
    en="This is the mean squared error. Cross-entropy takes -ln of the probability of the right"
    " class.",
    ru="Это средний квадрат ошибки. А кросс-энтропия берёт -ln вероятности верного класса.",
)
def cross_entropy_as_mse(y_true, y_pred):
    return np.mean((y_true - y_pred) ** 2)


@mistake(
    "cross_entropy",
    en="You count right answers: that is the accuracy. The loss is the mean of -ln(p), with p of the"
    " right class.",
    ru="Вы считаете верные ответы: это доля верных ответов. Потери — это среднее от -ln(p), где p —"
    " вероятность верного класса.",
)
def cross_entropy_as_accuracy(y_true, y_pred):
    return np.mean(np.argmax(y_true, axis=1) == np.argmax(y_pred, axis=1))


@mistake(
    "cross_entropy",
    en="You take the largest probability of each row. Take the one of the right class, where y_true"
    " has its 1.",
    ru="Вы берёте наибольшую вероятность в строке. Возьмите вероятность верного класса — там, где в"
    " y_true стоит 1.",
)
def cross_entropy_of_the_largest(y_true, y_pred):
    return -np.mean(np.log(np.max(y_pred, axis=1)))


@mistake(
    "cross_entropy",
    en="Your class is one off: Python counts from 0, and np.argmax does too. Do not subtract 1.",
    ru="Номер класса сдвинут на единицу: Python считает с нуля, и np.argmax тоже. Не вычитайте 1.",
)
def cross_entropy_class_before(y_true, y_pred):
    right = np.argmax(y_true, axis=1) - 1
    return -np.mean(np.log(y_pred[np.arange(len(right)), right]))


@mistake(
    "cross_entropy",
    en="Your class is one too far, where the row may end already: Python counts from 0, and np.argmax"
    " does too. Do not add 1.",
    ru="Номер класса на единицу больше нужного, и строка может там уже кончиться: Python считает с"
    " нуля, и np.argmax тоже. Не прибавляйте 1.",
    explains=_one_class_too_far,
)
def cross_entropy_class_after(y_true, y_pred):
    right = np.argmax(y_true, axis=1) + 1
    return -np.mean(np.log(y_pred[np.arange(len(right)), right]))


@mistake(
    "cross_entropy",
    en="You apply softmax to y_pred. These are probabilities already: use them as they are.",
    ru="Вы применяете к y_pred функцию softmax. Это уже вероятности: берите их как есть.",
)
def cross_entropy_softmax_again(y_true, y_pred):
    e = np.exp(y_pred)
    p = e / np.sum(e, axis=1, keepdims=True)
    return -np.mean(np.sum(y_true * np.log(p), axis=1))


@mistake("cross_entropy", **HALF)
def cross_entropy_half(y_true, y_pred):
    return -np.mean(np.sum(y_true * np.log(y_pred), axis=1)) / 2


@mistake(
    "cross_entropy",
    en="You divide by one less than the number of rows. Divide by the number of rows, or take"
    " np.mean.",
    ru="Вы делите на число строк без единицы. Делите на само число строк или возьмите np.mean.",
)
def cross_entropy_n_minus_one(y_true, y_pred):
    return -np.sum(y_true * np.log(y_pred)) / (len(y_true) - 1)


@mistake(
    "cross_entropy",
    en="Only the first row counts in your result. Does return stand inside the loop? It belongs below"
    " it, without the loop's indentation.",
    ru="В ваш результат входит только первая строка. Не стоит ли return внутри цикла? Его место под"
    " циклом, без отступа цикла.",
)
def cross_entropy_returns_in_the_loop(y_true, y_pred):
    total = 0
    for truth, p in zip(y_true, y_pred):
        total -= np.sum(truth * np.log(p))
        return total / len(y_true)


@mistake(
    "cross_entropy",
    en="Only the first row counts in your result. Add up the losses of all rows, and divide by their"
    " number at the end.",
    ru="В ваш результат входит только первая строка. Сложите потери всех строк, а в конце разделите"
    " на их число.",
)
def cross_entropy_first_row(y_true, y_pred):
    return -np.sum(y_true[0] * np.log(y_pred[0]))


@mistake(
    "cross_entropy",
    **ROUNDS,
    when=lambda seen: _rounds(lambda y, p: -np.mean(np.log(p[y == 1])), seen),
)
def cross_entropy_rounds(y_true, y_pred):
    return np.round(-np.mean(np.sum(y_true * np.log(y_pred), axis=1)), 2)


@mistake("cross_entropy", **CUTS)
def cross_entropy_cuts(y_true, y_pred):
    return int(-np.mean(np.sum(y_true * np.log(y_pred), axis=1)))


@mistake("cross_entropy", **IN_BRACKETS)
def cross_entropy_in_brackets(y_true, y_pred):
    return [-np.mean(np.sum(y_true * np.log(y_pred), axis=1))]


@mistake(
    "cross_entropy",
    **OF_MATH,
    explains=math_on_an_array,
    elsewhere="any",
)
def cross_entropy_math(y_true, y_pred):
    return -np.mean(np.sum(y_true * math.log(y_pred), axis=1))


@mistake(
    "cross_entropy",
    **IF_ON_AN_ARRAY,
    explains=if_on_an_array,
    elsewhere="any",
)
def cross_entropy_if(y_true, y_pred):
    losses = []
    for truth, p in zip(y_true, y_pred):
        if truth == 1:
            losses.append(-np.log(p))
    return np.mean(losses)


@mistake("cross_entropy", **ALWAYS_THE_SAME, when=_always_the_same)
def cross_entropy_always_the_same(y_true, y_pred):
    return 0.871485


@mistake("cross_entropy", **WRITES, explains=_writes)
def cross_entropy_writes(y_true, y_pred):
    y_pred *= y_true
    return -np.mean(np.log(np.sum(y_pred, axis=1)))
