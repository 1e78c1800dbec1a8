"""Known wrong answers, each with the hint that its author gets."""

# ruff: noqa: F841  (a mistake in by_hand assigns what the student would assign)

import math

import keras
import numpy as np

from autograder.checking import float_of_an_array, math_on_an_array, max_of_arrays, mistake


def _stops(seen, *said):
    """Whether an answer stopped somewhere with all these texts in its error, its line included."""
    messages = [call.failure.message for call in seen.calls if call.failure]
    return any(all(text in message for text in said) for message in messages)


# --- by_hand ---
# The right values are noted by the check; x1, w1 and so on are the numbers of the student.


def _near(seen, name, number, distance):
    """Whether the value that was seen is about this number."""
    value = seen.values.get(name)
    return isinstance(value, int | float | np.number) and abs(value - number) <= distance


def _sigmoid(number):
    return 1 / (1 + np.exp(-number))


@mistake(
    "by_hand",
    en=(
        "A comma makes more than one number: Python reads 2,5 as the pair 2 and 5. Write a "
        "decimal point, 2.5, and add products with +."
    ),
    ru=(
        "Запятая превращает одно число в несколько: 2,5 для Python — это пара 2 и 5. Дробную "
        "часть отделяйте точкой, 2.5, а произведения складывайте знаком +."
    ),
    when=lambda seen: any(isinstance(value, tuple) for value in seen.values.values()),
)
def decimal_comma():
    Y = 1,8263  # fmt: skip


@mistake(
    "by_hand",
    en="There are brackets round the number, and [2.5] is a list. Take the brackets away: 2.5.",
    ru="Вокруг числа стоят скобки, а [2.5] — это список. Уберите скобки: 2.5.",
    when=lambda seen: any(
        isinstance(value, list | np.ndarray) and np.ndim(value) > 0
        for value in seen.values.values()
    ),
)
def number_in_brackets():
    N1 = [x1 * w1 + x2 * w2]
    N2 = [x1 * w3 + x2 * w4]
    Y = [N1[0] * w5 + N2[0] * w6]


@mistake(
    "by_hand",
    en=(
        "These are the results of the station in the lesson. Compute with your own numbers: the "
        "cell below your id prints them."
    ),
    ru=(
        "Это результаты метеостанции из урока. Считайте со своими числами: их печатает ячейка под "
        "вашим id."
    ),
)
def numbers_of_the_station():
    N1 = 2.154
    N2 = -8.846
    Y = 1.8263


@mistake(
    "by_hand",
    en=(
        'You have computed with the numbers of the id "example". Put your own id in its place, '
        "and take the numbers that belong to it."
    ),
    ru=(
        "Вы считали с числами для id «example». Впишите вместо него свой id и возьмите числа, "
        "которые к нему относятся."
    ),
)
def numbers_of_the_example_id():
    N1 = 2.185
    N2 = -7.745
    Y = 1.6895


@mistake(
    "by_hand",
    en=(
        "You have swapped w2 and w3. In the picture w2 leads from x2 to N1, and w3 leads from "
        "x1 to N2."
    ),
    ru="Вы поменяли местами w2 и w3. На рисунке w2 ведёт от x2 к N1, а w3 — от x1 к N2.",
)
def swapped_w2_w3():
    N1 = x1 * w1 + x2 * w3
    N2 = x1 * w2 + x2 * w4


@mistake(
    "by_hand",
    en="The minus of x2 is lost: x2 is negative, so x2 * w2 and x2 * w4 are negative too.",
    ru="Потерялся минус у x2: это отрицательное число, поэтому x2 * w2 и x2 * w4 отрицательны.",
)
def lost_minus_of_x2():
    N1 = x1 * w1 - x2 * w2
    N2 = x1 * w3 - x2 * w4


@mistake(
    "by_hand",
    en="You have swapped the inputs: w1 and w3 belong to x1, w2 and w4 belong to x2.",
    ru="Вы поменяли местами входы: w1 и w3 относятся к x1, а w2 и w4 — к x2.",
)
def swapped_inputs():
    N1 = x2 * w1 + x1 * w2
    N2 = x2 * w3 + x1 * w4


@mistake(
    "by_hand",
    en=(
        "N1 and N2 have changed places. N1 is the upper neuron, with the weights w1 and w2; N2 is "
        "the lower one, with w3 and w4."
    ),
    ru=(
        "N1 и N2 поменялись местами. N1 — верхний нейрон, его веса w1 и w2; N2 — нижний, его "
        "веса w3 и w4."
    ),
)
def swapped_neurons():
    N1 = x1 * w3 + x2 * w4
    N2 = x1 * w1 + x2 * w2


@mistake(
    "by_hand",
    en=(
        "N2 is 0, as if relu had been applied. This question has no activation: a negative "
        "number stays as it is."
    ),
    ru=(
        "N2 равен 0, как после relu. В этом вопросе функции активации нет: отрицательное число "
        "остаётся как есть."
    ),
    when=lambda seen: _near(seen, "N1", seen.notes["N1"], 1e-4) and _near(seen, "N2", 0.0, 1e-6),
)
def relu_too_early():
    N2 = 0.0


@mistake(
    "by_hand",
    en="You have used sigmoid. This question has no activation: multiply, add, and that is all.",
    ru=(
        "Вы применили сигмоиду. В этом вопросе функции активации нет: нужно только умножить и "
        "сложить."
    ),
    when=lambda seen: (
        _near(seen, "N1", _sigmoid(seen.notes["N1"]), 1e-4)
        and _near(seen, "N2", _sigmoid(seen.notes["N2"]), 1e-4)
    ),
)
def sigmoid_too_early():
    N1 = 1 / (1 + np.exp(-(x1 * w1 + x2 * w2)))
    N2 = 1 / (1 + np.exp(-(x1 * w3 + x2 * w4)))


@mistake(
    "by_hand",
    en="The minus of w3 is lost: w3 is negative, so x1 * w3 is negative too.",
    ru="Потерялся минус у w3: это отрицательное число, поэтому x1 * w3 тоже отрицательно.",
)
def lost_minus_of_w3():
    N2 = -x1 * w3 + x2 * w4


@mistake(
    "by_hand",
    en="Y is computed from the inputs. It has to be computed from the hidden neurons N1 and N2.",
    ru="Вы посчитали Y по входам. А считать его нужно по скрытым нейронам N1 и N2.",
)
def output_from_the_inputs():
    Y = x1 * w5 + x2 * w6


@mistake(
    "by_hand",
    en="You have swapped w5 and w6: N1 is multiplied by w5, and N2 by w6.",
    ru="Вы поменяли местами w5 и w6: N1 умножается на w5, а N2 — на w6.",
)
def swapped_w5_w6():
    Y = N1 * w6 + N2 * w5


@mistake(
    "by_hand",
    en="Y is the plain sum of N1 and N2. Multiply N1 by w5 and N2 by w6 before you add.",
    ru="Вы просто сложили N1 и N2. Сначала умножьте N1 на w5, а N2 на w6, потом сложите.",
)
def output_without_weights():
    Y = N1 + N2


@mistake(
    "by_hand",
    en="Your numbers are close, but not exact enough. Keep all their decimals, up to four.",
    ru="Числа близки к верным, но недостаточно точны. Оставьте все знаки после запятой, до четырёх.",
    when=lambda seen: all(_near(seen, name, seen.notes[name], 0.051) for name in ("N1", "N2", "Y")),
)
def rounded_too_much():
    N1 = round(x1 * w1 + x2 * w2, 2)
    N2 = round(x1 * w3 + x2 * w4, 2)
    Y = round((x1 * w1 + x2 * w2) * w5 + (x1 * w3 + x2 * w4) * w6, 2)


# --- pack_weights ---


@mistake(
    "pack_weights",
    en=(
        "Rows and columns of the hidden layer are swapped. A neuron is a column: w1 and w2 "
        "belong to N1 and stand one below the other."
    ),
    ru=(
        "В скрытом слое перепутаны строки и столбцы. Нейрон — это столбец: w1 и w2 относятся "
        "к N1 и стоят друг под другом."
    ),
)
def rows_and_columns_swapped(w1, w2, w3, w4, w5, w6):
    return [np.array([[w1, w2], [w3, w4]]), np.array([[w5], [w6]])]


@mistake(
    "pack_weights",
    en=(
        "In both tables rows and columns are swapped. A neuron is a column: its weights stand "
        "one below the other."
    ),
    ru=(
        "В обеих таблицах перепутаны строки и столбцы. Нейрон — это столбец: его веса стоят "
        "друг под другом."
    ),
)
def both_tables_transposed(w1, w2, w3, w4, w5, w6):
    return [np.array([[w1, w2], [w3, w4]]), np.array([[w5, w6]])]


@mistake(
    "pack_weights",
    en=(
        "In the hidden layer rows and columns are swapped: a neuron is a column. And the output "
        "layer must be a table too: [[w5], [w6]]."
    ),
    ru=(
        "В скрытом слое перепутаны строки и столбцы: нейрон — это столбец. И выходной слой тоже "
        "должен быть таблицей: [[w5], [w6]]."
    ),
)
def swapped_and_without_rows(w1, w2, w3, w4, w5, w6):
    return [np.array([[w1, w2], [w3, w4]]), np.array([w5, w6])]


@mistake(
    "pack_weights",
    en=(
        "The output layer stands as a row. It has one neuron, so one column: w6 belongs below "
        "w5, [[w5], [w6]]."
    ),
    ru=(
        "Выходной слой записан строкой. В нём один нейрон, значит, один столбец: w6 стоит под "
        "w5, то есть [[w5], [w6]]."
    ),
)
def output_as_a_row(w1, w2, w3, w4, w5, w6):
    return [np.array([[w1, w3], [w2, w4]]), np.array([[w5, w6]])]


@mistake(
    "pack_weights",
    en=(
        "The output layer is a plain list of two numbers. It must be a table too: two rows with "
        "one number each, [[w5], [w6]]."
    ),
    ru=(
        "Выходной слой записан простым списком из двух чисел. Нужна таблица: две строки по "
        "одному числу, [[w5], [w6]]."
    ),
)
def output_without_rows(w1, w2, w3, w4, w5, w6):
    return [np.array([[w1, w3], [w2, w4]]), np.array([w5, w6])]


@mistake(
    "pack_weights",
    en=(
        "This is one long list of six numbers. Keras wants a list of two tables, one for each "
        "layer."
    ),
    ru=(
        "Получился один длинный список из шести чисел. Keras ждёт список из двух таблиц, по "
        "одной на слой."
    ),
)
def one_flat_list(w1, w2, w3, w4, w5, w6):
    return [w1, w2, w3, w4, w5, w6]


@mistake(
    "pack_weights",
    en=(
        "The layers are plain lists. Each layer must be a table with rows, so put its numbers "
        "into inner brackets: a row for each input."
    ),
    ru=(
        "Слои записаны простыми списками. Каждый слой — это таблица со строками: добавьте "
        "внутренние скобки, по одной строке на вход."
    ),
)
def layers_without_rows(w1, w2, w3, w4, w5, w6):
    return [[w1, w2, w3, w4], [w5, w6]]


@mistake(
    "pack_weights",
    en=(
        "The brackets round each layer are missing, so all rows stand in one list. Put the "
        "rows of the hidden layer into one list, and those of the output layer into another."
    ),
    ru=(
        "Не хватает скобок вокруг каждого слоя: все строки попали в один список. Соберите "
        "строки скрытого слоя в один список, а строки выходного — в другой."
    ),
)
def layers_not_separated(w1, w2, w3, w4, w5, w6):
    return [[w1, w3], [w2, w4], [w5], [w6]]


@mistake(
    "pack_weights",
    en=(
        "The columns of the hidden layer have changed places: N1 is the first column, N2 the "
        "second."
    ),
    ru="Столбцы скрытого слоя поменялись местами: первый столбец — это N1, второй — N2.",
)
def columns_in_the_wrong_order(w1, w2, w3, w4, w5, w6):
    return [np.array([[w3, w1], [w4, w2]]), np.array([[w5], [w6]])]


@mistake(
    "pack_weights",
    en="The layers stand in the wrong order: the hidden layer comes first, then the output layer.",
    ru="Слои стоят в неправильном порядке: сначала скрытый слой, затем выходной.",
)
def layers_in_the_wrong_order(w1, w2, w3, w4, w5, w6):
    return [np.array([[w5], [w6]]), np.array([[w1, w3], [w2, w4]])]


@mistake(
    "pack_weights",
    en=(
        "You return the numbers of the example whatever comes in. Use the names w1 to w6, so "
        "that the function works for any weights."
    ),
    ru=(
        "Функция всегда возвращает числа из примера. Запишите в ней имена w1…w6, и она "
        "подойдёт для любых весов."
    ),
)
def numbers_of_the_example(w1, w2, w3, w4, w5, w6):
    return [np.array([[0.42, -0.56], [0.15, 0.83]]), np.array([[0.93], [0.02]])]


# --- forward ---


@mistake(
    "forward",
    en=(
        "The sums come back as if the activation were linear. Apply the one that the argument "
        "activation names: to the hidden layer, and again to the output."
    ),
    ru=(
        "Суммы возвращаются такими, будто функция активации линейная. Примените ту, которую "
        "называет аргумент activation: для скрытого слоя и ещё раз для выхода."
    ),
)
def no_activation(x, weights, activation):
    hidden, output = weights
    return x @ hidden @ output


@mistake(
    "forward",
    en="You apply the activation to the hidden layer only. The output layer needs it too.",
    ru="Вы применяете функцию активации только к скрытому слою. Она нужна и на выходе.",
)
def activation_on_the_hidden_layer_only(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    hidden, output = weights
    return functions[activation](x @ hidden) @ output


@mistake(
    "forward",
    en="You apply the activation to the output only. The hidden layer needs it too, before output.",
    ru="Вы применяете функцию активации только на выходе. Она нужна и раньше, в скрытом слое.",
)
def activation_on_the_output_only(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    hidden, output = weights
    return functions[activation](x @ hidden @ output)


@mistake(
    "forward",
    en="The output goes through the activation twice. Each layer applies it exactly once.",
    ru="Выход проходит через функцию активации дважды. Каждый слой применяет её ровно один раз.",
)
def activation_twice_on_the_output(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(f(x @ hidden) @ output))


@mistake(
    "forward",
    en=(
        "You apply the activation to the inputs as well. They are handed on as they are; only "
        "the two layers apply it."
    ),
    ru=(
        "Вы применяете функцию активации ещё и ко входам. Входы передаются как есть, её "
        "применяют только два слоя."
    ),
)
def activation_on_the_inputs(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(f(x) @ hidden) @ output)


@mistake(
    "forward",
    en=(
        "The table of weights stands on the wrong side. The order matters: first x, then the "
        "weights, x @ hidden."
    ),
    ru=(
        "Таблица весов стоит не с той стороны. Порядок важен: сначала x, потом веса, то есть "
        "x @ hidden."
    ),
)
def weights_before_x(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(hidden @ x) @ output)


@mistake(
    "forward",
    en=(
        "Rows and columns of the hidden table are swapped. A neuron is a column already, so "
        "no transposing (.T) is needed: x @ hidden."
    ),
    ru=(
        "В таблице скрытого слоя перепутаны строки и столбцы. Нейрон уже записан столбцом, "
        "транспонировать (.T) не нужно: x @ hidden."
    ),
)
def transposed_hidden_table(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(x @ hidden.T) @ output)


@mistake(
    "forward",
    en="Your function always uses sigmoid. Look at the argument activation and choose by it.",
    ru="Функция всегда использует сигмоиду. Выбирайте формулу по аргументу activation.",
)
def always_sigmoid(x, weights, activation):
    hidden, output = weights
    neurons = 1 / (1 + np.exp(-(x @ hidden)))
    return 1 / (1 + np.exp(-(neurons @ output)))


@mistake(
    "forward",
    en="Your function always uses relu. Look at the argument activation and choose by it.",
    ru="Функция всегда использует relu. Выбирайте формулу по аргументу activation.",
)
def always_relu(x, weights, activation):
    hidden, output = weights
    return np.maximum(0.0, np.maximum(0.0, x @ hidden) @ output)


@mistake(
    "forward",
    en="The sigmoid lacks a minus in the exponent: it is 1 / (1 + np.exp(-z)).",
    ru="В сигмоиде потерян минус в показателе степени: правильно 1 / (1 + np.exp(-z)).",
)
def sigmoid_without_minus(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake(
    "forward",
    en=(
        "The value is right, but an axis is lost, as with [0]. Return what @ and the activation "
        "give: shape (1,) for one example, and (n, 1) for a batch."
    ),
    ru=(
        "Значение верное, но пропала ось, как после [0]. Возвращайте то, что дают @ и функция "
        "активации: форму (1,) для одного примера и (n, 1) для батча."
    ),
)
def bare_number(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(x @ hidden) @ output)[0]


@mistake(
    "forward",
    en=(
        "float makes a single number, and a batch has more than one. Leave float out: @ and the "
        "activation give an array of the right shape by themselves."
    ),
    ru=(
        "float даёт одно число, а в батче их больше. Уберите float: @ и функция активации сами "
        "дают массив нужной формы."
    ),
    explains=float_of_an_array,
    elsewhere="any",
)
def made_a_float(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    y = f(f(x @ hidden) @ output)
    return float(y[0])


@mistake(
    "forward",
    en=(
        "A batch comes back as a flat row of shape (n,). Keep the second axis, which ravel, "
        "flatten and [:, 0] take away: the shape must be (n, 1)."
    ),
    ru=(
        "Для батча получается плоский массив формы (n,). Сохраните вторую ось (её убирают ravel, "
        "flatten и [:, 0]): форма должна быть (n, 1)."
    ),
)
def flattened_batch(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return np.ravel(f(f(x @ hidden) @ output))


@mistake(
    "forward",
    en=(
        "One example comes back as a batch of shape (1, 1). Leave its shape (2,) as it is, "
        "and the answer gets the shape (1,)."
    ),
    ru=(
        "Один пример превратился в батч, и ответ получил форму (1, 1). Не добавляйте ось: из "
        "формы (2,) должен получиться ответ формы (1,)."
    ),
)
def always_a_batch(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(np.atleast_2d(x) @ hidden) @ output)


@mistake(
    "forward",
    en=(
        "Your function works for one example only: in a batch x[0] is the whole first example, "
        "not x1. Use x @ hidden, which fits both."
    ),
    ru=(
        "Функция работает только для одного примера: в батче x[0] — это весь первый пример, а "
        "не x1. Запишите x @ hidden, это подходит в обоих случаях."
    ),
)
def one_example_only(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    n1 = f(x[0] * hidden[0, 0] + x[1] * hidden[1, 0])
    n2 = f(x[0] * hidden[0, 1] + x[1] * hidden[1, 1])
    return np.array([f(n1 * output[0, 0] + n2 * output[1, 0])])


@mistake(
    "forward",
    en=(
        "Only the first example of the batch is answered. Return a row for each example: the "
        "shape is (n, 1)."
    ),
    ru=(
        "Ответ получен только для первого примера из батча. Верните строку для каждого "
        "примера: форма (n, 1)."
    ),
)
def first_example_of_the_batch(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(np.atleast_2d(x)[0] @ hidden) @ output)


@mistake(
    "forward",
    en=(
        "Python's own max, and an if, compare single numbers and stop at an array. For relu use "
        "np.maximum(0.0, z), which looks at each number of the array."
    ),
    ru=(
        "Обычный max и if сравнивают отдельные числа и на массиве останавливаются с ошибкой. Для "
        "relu возьмите np.maximum(0.0, z): она проверит каждое число массива."
    ),
    explains=max_of_arrays,
    elsewhere="any",
)
def max_of_python(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: max(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake(
    "forward",
    en=(
        "The functions of math take one number only. For a whole array use np.exp, and np.tanh "
        "for tanh."
    ),
    ru=(
        "Функции модуля math принимают только одно число. Для массива нужна np.exp, а для tanh — "
        "np.tanh."
    ),
    explains=math_on_an_array,
    elsewhere="any",
)
def functions_of_math(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": lambda z: math.tanh(z),
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake(
    "forward",
    en=(
        "Keras has returned a tensor, and @ does not take a tensor of shape (2,). Make it a NumPy "
        "array after each activation: np.array(f(z))."
    ),
    ru=(
        "Keras вернул тензор, а операция @ не принимает тензор формы (2,). После каждой функции "
        "активации превращайте результат в массив NumPy: np.array(f(z))."
    ),
    when=lambda seen: any(
        call.failure is not None and call.failure.exception == "InvalidArgumentError"
        for call in seen.calls
    ),
)
def tensor_times_table(x, weights, activation):
    f = keras.activations.get(activation)
    hidden, output = weights
    return f(f(x @ hidden) @ output)


@mistake(
    "forward",
    en=(
        "The name in quotes, 'activation', is only a word. Pass on the argument without quotes: "
        "keras.activations.get(activation)."
    ),
    ru=(
        "Имя в кавычках, 'activation', — это просто слово. Передайте аргумент без кавычек: "
        "keras.activations.get(activation)."
    ),
    when=lambda seen: _stops(seen, "activation function identifier: activation"),
)
def activation_in_quotes(x, weights, activation):
    f = keras.activations.get("activation")
    hidden, output = weights
    return np.array(f(np.array(f(x @ hidden)) @ output))


@mistake(
    "forward",
    en=(
        "You always add an axis to x, so every answer has one axis too many. Use x as it comes: "
        "x @ hidden fits one example and a batch."
    ),
    ru=(
        "Вы всегда добавляете к x ось, и у каждого ответа одна ось лишняя. Берите x как есть: "
        "x @ hidden подходит и для одного примера, и для батча."
    ),
)
def axis_always_added(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(np.expand_dims(x, axis=0) @ hidden) @ output)


@mistake(
    "forward",
    en=(
        "Your function works for one example, but not for a batch. Put x on the left and the "
        "table, without .T, on the right: x @ hidden."
    ),
    ru=(
        "Функция работает для одного примера, но не для батча. Поставьте x слева, а таблицу, без "
        ".T, — справа: x @ hidden."
    ),
)
def turned_table_before_x(x, weights, activation):
    functions = {
        "linear": lambda z: z,
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "relu": lambda z: np.maximum(0.0, z),
        "tanh": np.tanh,
    }
    f = functions[activation]
    hidden, output = weights
    return f(f(hidden.T @ x) @ output)


# --- build_network ---


@mistake(
    "build_network",
    en=(
        "keras.Input wants a shape in brackets of its own, with a comma: keras.Input((2,)) says "
        "that one example is two numbers."
    ),
    ru=(
        "keras.Input ждёт форму: собственные скобки и запятая. Запись keras.Input((2,)) означает, "
        "что один пример — это два числа."
    ),
    when=lambda seen: _stops(seen, "to a shape"),
)
def input_without_a_shape(activation):
    network = keras.Sequential()
    network.add(keras.Input(2))
    network.add(keras.layers.Dense(2, activation=activation, use_bias=False))
    network.add(keras.layers.Dense(1, activation=activation, use_bias=False))
    return network


@mistake(
    "build_network",
    en=(
        "The name in quotes, 'activation', is only a word. Pass on the argument without quotes: "
        "activation=activation."
    ),
    ru=(
        "Имя в кавычках, 'activation', — это просто слово. Передайте аргумент без кавычек: "
        "activation=activation."
    ),
    when=lambda seen: _stops(seen, "activation function identifier: activation"),
)
def activation_as_a_word(activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(2, activation="activation", use_bias=False))
    network.add(keras.layers.Dense(1, activation="activation", use_bias=False))
    return network


@mistake(
    "build_network",
    en=(
        "The model has no Input, so it does not know how many inputs it gets and has no weights "
        "yet. Begin it with keras.Input((2,))."
    ),
    ru=(
        "В модели нет Input: она не знает, сколько у неё входов, и весов в ней ещё нет. "
        "Начните её с keras.Input((2,))."
    ),
    when=lambda seen: any(
        layer.kind == "Dense" and not layer.weights
        for model in seen.models
        for layer in model.layers
    ),
)
def without_input(activation):
    return keras.Sequential(
        [
            keras.layers.Dense(2, activation=activation, use_bias=False),
            keras.layers.Dense(1, activation=activation, use_bias=False),
        ]
    )


@mistake(
    "build_network",
    en="A bias has stayed in the model. Write use_bias=False in both Dense layers.",
    ru="В модели осталось смещение. Напишите use_bias=False в обоих слоях Dense.",
    when=lambda seen: any(layer.use_bias for model in seen.models for layer in model.layers),
)
def bias_left_on(activation):
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(2, activation=activation),
            keras.layers.Dense(1, activation=activation),
        ]
    )


@mistake(
    "build_network",
    en=(
        "The two layers have changed places: the hidden layer of 2 neurons comes first, the "
        "output layer of 1 neuron second."
    ),
    ru="Слои поменялись местами: сначала идёт скрытый слой из 2 нейронов, затем выходной из 1.",
    when=lambda seen: any(
        [layer.units for layer in model.layers if layer.kind == "Dense"] == [1, 2]
        for model in seen.models
    ),
)
def layers_swapped(activation):
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(1, activation=activation, use_bias=False),
            keras.layers.Dense(2, activation=activation, use_bias=False),
        ]
    )


@mistake(
    "build_network",
    en=(
        "There are more than two Dense layers. The inputs need none, since they are not neurons: "
        "keras.Input((2,)) stands for them, then come just two Dense layers."
    ),
    ru=(
        "Слоёв Dense больше двух. Входам такой слой не нужен, ведь они не нейроны: за них отвечает "
        "keras.Input((2,)), а после него идут только два слоя Dense."
    ),
    when=lambda seen: any(
        len([layer for layer in model.layers if layer.kind == "Dense"]) > 2 for model in seen.models
    ),
)
def dense_layer_for_the_inputs(activation):
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(2, activation=activation, use_bias=False),
            keras.layers.Dense(2, activation=activation, use_bias=False),
            keras.layers.Dense(1, activation=activation, use_bias=False),
        ]
    )


@mistake(
    "build_network",
    en="A Dense layer is missing. After the inputs come Dense(2, …) and then Dense(1, …).",
    ru="Не хватает слоя Dense. После входов идут Dense(2, …), а затем Dense(1, …).",
    when=lambda seen: any(
        len([layer for layer in model.layers if layer.kind == "Dense"]) == 1
        for model in seen.models
    ),
)
def layer_missing(activation):
    return keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(1, activation=activation, use_bias=False)]
    )


@mistake(
    "build_network",
    en=(
        "The model does not take two inputs. One example has the shape (2,), so write "
        "keras.Input((2,))."
    ),
    ru="У модели не два входа. Форма одного примера — (2,), поэтому нужно keras.Input((2,)).",
    when=lambda seen: any(
        [layer.weights[0].shape[0] for layer in model.layers if layer.weights][:1] not in ([], [2])
        for model in seen.models
    ),
)
def one_input(activation):
    return keras.Sequential(
        [
            keras.Input((1,)),
            keras.layers.Dense(2, activation=activation, use_bias=False),
            keras.layers.Dense(1, activation=activation, use_bias=False),
        ]
    )


@mistake(
    "build_network",
    en="Only the hidden layer has the activation. Give it to the output layer too.",
    ru="Функция активации задана только в скрытом слое. Задайте её и в выходном.",
    when=lambda seen: any(
        [layer.activation == "linear" for layer in model.layers if layer.activation]
        == [False, True]
        for model in seen.models
    ),
)
def activation_on_the_hidden_layer(activation):
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(2, activation=activation, use_bias=False),
            keras.layers.Dense(1, use_bias=False),
        ]
    )


@mistake(
    "build_network",
    en="Only the output layer has the activation. Give it to the hidden layer too.",
    ru="Функция активации задана только в выходном слое. Задайте её и в скрытом.",
    when=lambda seen: any(
        [layer.activation == "linear" for layer in model.layers if layer.activation]
        == [True, False]
        for model in seen.models
    ),
)
def activation_on_the_output_layer(activation):
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(2, use_bias=False),
            keras.layers.Dense(1, activation=activation, use_bias=False),
        ]
    )


@mistake(
    "build_network",
    en=(
        "The activation never gets into the model, so each layer stays linear. Pass it on: "
        "activation=activation."
    ),
    ru=(
        "Функция активации не попала в модель, и оба слоя остались линейными. Передайте её: "
        "activation=activation."
    ),
    when=lambda seen: (
        any(layer.activation for model in seen.models for layer in model.layers)
        and all(
            layer.activation in (None, "linear") for model in seen.models for layer in model.layers
        )
    ),
)
def without_activation(activation):
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(2, use_bias=False),
            keras.layers.Dense(1, use_bias=False),
        ]
    )


@mistake(
    "build_network",
    en=(
        "The model has the same activation whatever is asked for. Pass the argument on: "
        "activation=activation, in both layers."
    ),
    ru=(
        "В модели всегда одна и та же функция активации, что бы ни просили. Передайте аргумент: "
        "activation=activation, в обоих слоях."
    ),
    when=lambda seen: (
        len(seen.models) > 1
        and len({layer.activation for model in seen.models for layer in model.layers} - {None}) == 1
    ),
)
def always_the_same_activation(activation):
    return keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(2, activation="relu", use_bias=False),
            keras.layers.Dense(1, activation="relu", use_bias=False),
        ]
    )


@mistake(
    "build_network",
    en="The model is compiled. Nothing is trained here, so leave compile out.",
    ru="Модель скомпилирована. Здесь мы ничего не обучаем, поэтому compile не нужен.",
    when=lambda seen: any(model.compiled for model in seen.models),
)
def compiled(activation):
    network = keras.Sequential(
        [
            keras.Input((2,)),
            keras.layers.Dense(2, activation=activation, use_bias=False),
            keras.layers.Dense(1, activation=activation, use_bias=False),
        ]
    )
    network.compile(optimizer="sgd", loss="mean_squared_error")
    return network


# --- count_parameters ---


@mistake(
    "count_parameters",
    en="You count the neurons. Count the weights between them: inputs * neurons for each layer.",
    ru="Вы считаете нейроны. Считайте веса между ними: входы × нейроны для каждого слоя.",
)
def counts_the_neurons(sizes, use_bias=False):
    return sum(sizes)


@mistake(
    "count_parameters",
    en="The last layer is not counted. Take every pair of neighbours in the list, the last too.",
    ru="Последний слой не посчитан. Переберите все соседние пары в списке, включая последнюю.",
)
def last_layer_forgotten(sizes, use_bias=False):
    total = 0
    for i in range(len(sizes) - 2):
        total += sizes[i] * sizes[i + 1]
        if use_bias:
            total += sizes[i + 1]
    return total


@mistake(
    "count_parameters",
    en="Only the first layer is counted. Add up all pairs of neighbours in the list.",
    ru="Посчитан только первый слой. Сложите результаты для всех соседних пар в списке.",
)
def first_layer_only(sizes, use_bias=False):
    return sizes[0] * sizes[1] + (sizes[1] if use_bias else 0)


@mistake(
    "count_parameters",
    en=(
        "Only the first layer is counted. If return stands inside the loop, move it out, below "
        "the loop; otherwise add up all pairs of neighbours."
    ),
    ru=(
        "Посчитан только первый слой. Если return стоит внутри цикла, вынесите его под цикл; "
        "если нет, сложите результаты для всех соседних пар."
    ),
)
def first_layer_without_bias(sizes, use_bias=False):
    return sizes[0] * sizes[1]


@mistake(
    "count_parameters",
    en="Only two layers are counted. The list may be longer or shorter: go through it in a loop.",
    ru="Посчитаны только два слоя. Список бывает длиннее и короче: переберите его в цикле.",
)
def two_layers_only(sizes, use_bias=False):
    return sizes[0] * sizes[1] + sizes[1] * sizes[2]


@mistake(
    "count_parameters",
    en=(
        "You add as many biases as a layer has inputs. Add as many as it has neurons: the second "
        "number of each pair."
    ),
    ru=(
        "Вы прибавляете столько смещений, сколько у слоя входов. Прибавляйте столько, сколько в "
        "нём нейронов: второе число каждой пары."
    ),
)
def biases_by_inputs(sizes, use_bias=False):
    total = sum(sizes[:-1]) if use_bias else 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]
    return total


@mistake(
    "count_parameters",
    en="You add one bias for the whole network. Each neuron has a bias of its own.",
    ru="Вы прибавляете одно смещение на всю сеть. А своё смещение есть у каждого нейрона.",
)
def one_bias_for_the_network(sizes, use_bias=False):
    total = 1 if use_bias else 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]
    return total


@mistake(
    "count_parameters",
    en="The biases are always counted. Add them only if use_bias is True.",
    ru="Смещения прибавляются всегда. Прибавляйте их, только если use_bias равно True.",
)
def always_with_bias(sizes, use_bias=False):
    total = 0
    for i in range(len(sizes) - 1):
        total += (sizes[i] + 1) * sizes[i + 1]
    return total


@mistake(
    "count_parameters",
    en="The biases are never counted. If use_bias is True, add one for each neuron.",
    ru="Смещения не учтены. Если use_bias равно True, прибавьте по одному на каждый нейрон.",
)
def never_with_bias(sizes, use_bias=False):
    total = 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]
    return total


@mistake(
    "count_parameters",
    en="You count biases for the inputs too. Inputs are not neurons: add biases from sizes[1] on.",
    ru="Вы посчитали смещения и для входов. Входы — не нейроны: смещения начинаются с sizes[1].",
)
def biases_for_the_inputs(sizes, use_bias=False):
    total = sum(sizes) if use_bias else 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]
    return total


@mistake(
    "count_parameters",
    en="You add one bias for each layer. Each neuron has a bias of its own.",
    ru="Вы прибавляете по одному смещению на слой. А своё смещение есть у каждого нейрона.",
)
def one_bias_for_each_layer(sizes, use_bias=False):
    total = 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]
        if use_bias:
            total += 1
    return total


@mistake(
    "count_parameters",
    en="The biases of the output layer are missing. Output neurons have a bias as well.",
    ru="Не хватает смещений выходного слоя. У выходных нейронов они тоже есть.",
)
def no_bias_for_the_output(sizes, use_bias=False):
    total = sum(sizes[1:-1]) if use_bias else 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]
    return total


@mistake(
    "count_parameters",
    en="You multiply all sizes together. Multiply neighbours only, and add up the products.",
    ru="Вы перемножили все размеры сразу. Перемножайте только соседние и складывайте результаты.",
)
def product_of_all_sizes(sizes, use_bias=False):
    total = 1
    for size in sizes:
        total *= size
    return total + (sum(sizes[1:]) if use_bias else 0)


@mistake(
    "count_parameters",
    en="You add neighbours. Every neuron is connected to every input, so multiply them.",
    ru=(
        "Вы складываете соседние размеры. Каждый нейрон соединён с каждым входом, поэтому их "
        "нужно перемножать."
    ),
)
def sum_of_neighbours(sizes, use_bias=False):
    total = sum(sizes[1:]) if use_bias else 0
    for i in range(len(sizes) - 1):
        total += sizes[i] + sizes[i + 1]
    return total


@mistake(
    "count_parameters",
    en="You return a list with a number for each layer. Add them up: the result is one number.",
    ru="Вы возвращаете список чисел по слоям. Сложите их: результат — одно число.",
)
def list_of_layers(sizes, use_bias=False):
    return [
        sizes[i] * sizes[i + 1] + (sizes[i + 1] if use_bias else 0) for i in range(len(sizes) - 1)
    ]
