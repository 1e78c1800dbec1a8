"""Known wrong answers to the four functions, each with its hint."""

import numpy as np

from autograder.checking import float_of_an_array, mistake, raises


# What the wrong answers to descend find in the notebook, too.


def mse_gradient(w, x, y):
    return 2 * x.T @ (x @ w - y) / len(y)


def gradient_step(weight, gradient, learning_rate):
    return weight - learning_rate * gradient


# What is to be seen of an answer where the value alone does not tell.


def _calls(seen, question):
    return [call for call in seen.calls if call.function == question]


def _one_constant(numbers):
    """Whether all of these are one and the same number, be it which it may."""
    numbers = np.concatenate([np.ravel(number) for number in numbers])
    return bool(np.ptp(numbers) < 1e-3 * np.abs(numbers).max())


def _one_sided(seen):
    """Whether a gradient is too large by h times the mean square of the inputs, for one h."""
    rises = []
    for call in _calls(seen, "mse_gradient"):
        w, x, y = call.arguments
        away = np.asarray(call.value, dtype=float) - mse_gradient(w, x, y)
        if away.shape != w.shape:
            return False
        rises.append(away / np.mean(x**2, axis=0))
    return _one_constant(rises) and 1e-6 < np.abs(rises[0]).max() < 0.2


def _own_rate_in_a_step(seen):
    """Whether every step has the same learning rate, whatever is asked for."""
    rates = []
    for call in _calls(seen, "gradient_step"):
        weight, gradient, _rate = call.arguments
        rates.append((weight - np.asarray(call.value, dtype=float)) / gradient)
    return len(rates) > 1 and _one_constant(rates) and 0 < np.max(rates[0]) < 1


def _own_rate_on_a_path(seen):
    """Whether every path follows the gradient with the same learning rate, whatever is asked."""
    rates = []
    for call in _calls(seen, "descend"):
        w, x, y, _rate, steps = call.arguments
        path = np.asarray(call.value, dtype=float)
        if path.shape != (steps + 1, len(w)) or steps == 0:
            return False
        gradients = np.array([mse_gradient(point, x, y) for point in path[:-1]])
        rates.append((path[:-1] - path[1:]) / gradients)
    return len(rates) > 1 and _one_constant(rates) and 0 < rates[0].max() < 1


def _leaves_weights_moved(seen):
    """Whether each derivative is taken with the weights before it moved back by the same h."""
    moves = []
    for call in _calls(seen, "mse_gradient"):
        w, x, y = call.arguments
        away = np.asarray(call.value, dtype=float) - mse_gradient(w, x, y)
        if away.shape != w.shape or abs(away[0]) > 1e-6:
            return False
        bend = 2 * x.T @ x / len(y)
        moves.append(-away[1:] / np.tril(bend, -1).sum(axis=1)[1:])
    return _one_constant(moves) and 1e-6 < np.concatenate(moves).max() < 0.2


def _stops_without_steps(seen):
    """Whether the answer stops with an error where there are no steps, and only there."""
    calls = _calls(seen, "descend")
    return any(call.failure for call in calls) and all(
        (call.arguments[4] == 0) == (call.failure is not None) for call in calls
    )


def _errors_beside_rows(call):
    """Whether a number for each example met the rows of x: the shapes (n,) and (n, d)."""
    n, d = call.arguments[1].shape
    shapes = (rf"\({n},\) \({n},{d}\)", rf"\({n},{d}\) \({n},\)")
    return raises("ValueError", f"could not be broadcast.* {'|'.join(shapes)}")(call)


# mse_gradient


@mistake(
    "mse_gradient",
    en="Your function gives nothing back. End it with return; print only shows a value.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
)
def gradient_prints(w, x, y):
    print(2 * x.T @ (x @ w - y) / len(y))


@mistake(
    "mse_gradient",
    en="Your function gives nothing back. End it with return and the result.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return и результатом.",
)
def gradient_no_return(w, x, y):
    result = 2 * x.T @ (x @ w - y) / len(y)  # noqa: F841


@mistake(
    "mse_gradient",
    en="All signs are turned round. The error is answer minus target: x @ w - y.",
    ru="Все знаки противоположные. Ошибка — это ответ минус цель: x @ w - y.",
)
def gradient_signs_turned(w, x, y):
    return 2 * x.T @ (y - x @ w) / len(y)


@mistake(
    "mse_gradient",
    en="Every number is half of what it should be. The derivative of a square brings a factor 2.",
    ru="Каждое число вдвое меньше, чем нужно. Производная квадрата даёт множитель 2.",
)
def gradient_without_two(w, x, y):
    return x.T @ (x @ w - y) / len(y)


@mistake(
    "mse_gradient",
    en="These are the sums over the examples. The mean squared error is a mean: divide by n,"
    " the number of examples.",
    ru="Это суммы по примерам. А среднеквадратичная ошибка — среднее: разделите на n, число"
    " примеров.",
)
def gradient_sums(w, x, y):
    return 2 * x.T @ (x @ w - y)


@mistake(
    "mse_gradient",
    en="These are the bare sums: the factor 2/n is missing. It is 1 for two examples, but not"
    " for another number of them.",
    ru="Это просто суммы: не хватает множителя 2/n. Он равен 1, когда примеров два, но не при"
    " другом их числе.",
)
def gradient_bare_sums(w, x, y):
    return x.T @ (x @ w - y)


@mistake(
    "mse_gradient",
    en="Every number is twice what it should be. Is the factor 2 there twice? Or do you divide"
    " a central difference by h instead of 2h?",
    ru="Каждое число вдвое больше, чем нужно. Не взят ли множитель 2 дважды? Или вы делите"
    " центральную разность на h, а не на 2h?",
)
def gradient_twice(w, x, y):
    return 4 * x.T @ (x @ w - y) / len(y)


@mistake(
    "mse_gradient",
    en="You divide by the number of weights. The mean is taken over the examples: divide by"
    " len(y).",
    ru="Вы делите на число весов. А среднее берётся по примерам: делите на len(y).",
)
def gradient_divides_by_weights(w, x, y):
    return 2 * x.T @ (x @ w - y) / len(w)


@mistake(
    "mse_gradient",
    en="You divide by the number of all elements of x. The mean is taken over its rows only:"
    " divide by len(y).",
    ru="Вы делите на число всех элементов x. А среднее берётся только по его строкам: делите"
    " на len(y).",
)
def gradient_divides_by_all(w, x, y):
    return 2 * x.T @ (x @ w - y) / x.size


@mistake(
    "mse_gradient",
    en="You divide by n - 1. The mean of n examples is their sum divided by n.",
    ru="Вы делите на n - 1. Среднее по n примерам — это их сумма, делённая на n.",
)
def gradient_divides_by_one_less(w, x, y):
    with np.errstate(all="ignore"):
        return 2 * x.T @ (x @ w - y) / np.float64(len(y) - 1)


@mistake(
    "mse_gradient",
    en="You return one number, the mean over the whole table. Every weight has a derivative of"
    " its own: go down each column of x, with axis=0.",
    ru="Вы возвращаете одно число, среднее по всей таблице. У каждого веса своя производная:"
    " складывайте по каждому столбцу x, axis=0.",
)
def gradient_one_mean(w, x, y):
    return np.mean(2 * x * (x @ w - y)[:, None])


@mistake(
    "mse_gradient",
    en="You return one number, the partial derivatives added up. Give them back one by one: an"
    " array with a number for each weight.",
    ru="Вы возвращаете одно число — сумму частных производных. Верните их по отдельности:"
    " массив, в котором каждому весу отвечает своё число.",
)
def gradient_added_up(w, x, y):
    h = 0.001
    return (np.mean((x @ (w + h) - y) ** 2) - np.mean((x @ (w - h) - y) ** 2)) / (2 * h)


@mistake(
    "mse_gradient",
    en="You return a table with a row for each example. The gradient is the mean of its rows:"
    " axis=0.",
    ru="Вы возвращаете таблицу, в которой каждому примеру отвечает строка. Градиент — среднее"
    " её строк: axis=0.",
)
def gradient_for_each_example(w, x, y):
    return 2 * (x @ w - y)[:, None] * x


@mistake(
    "mse_gradient",
    en="You return a number for each example. The gradient has a number for each weight: go"
    " down the columns of x, with axis=0.",
    ru="Вы возвращаете по числу на пример. А в градиенте по числу на вес: складывайте по"
    " столбцам x, axis=0.",
)
def gradient_along_rows(w, x, y):
    return np.mean(2 * (x @ w - y)[:, None] * x, axis=1)


@mistake(
    "mse_gradient",
    en="You take the mean of the doubled errors, without the inputs. For weight j, multiply"
    " each error by the input x_ij of its example first.",
    ru="Вы берёте среднее удвоенных ошибок, без входов. Для веса j сначала умножьте каждую"
    " ошибку на вход x_ij своего примера.",
)
def gradient_without_inputs(w, x, y):
    return 2 * np.mean(x @ w - y)


@mistake(
    "mse_gradient",
    en="These are the errors, doubled: a number for each example. Multiply them by the inputs"
    " and take the mean, for each weight.",
    ru="Это удвоенные ошибки: по числу на пример. Умножьте их на входы и возьмите среднее для"
    " каждого веса.",
)
def gradient_doubled_errors(w, x, y):
    return 2 * (x @ w - y)


@mistake(
    "mse_gradient",
    en="These are the errors, a number for each example. The gradient has a number for each"
    " weight: multiply the errors by the inputs and take the mean.",
    ru="Это ошибки: по числу на пример. А в градиенте по числу на вес: умножьте ошибки на"
    " входы и возьмите среднее.",
)
def gradient_is_errors(w, x, y):
    return x @ w - y


@mistake(
    "mse_gradient",
    en="You return the loss itself. The gradient says how it changes with each weight: a"
    " number for each of them.",
    ru="Вы возвращаете саму функцию потерь. А градиент говорит, как она меняется с каждым"
    " весом: по числу на вес.",
)
def gradient_is_loss(w, x, y):
    return np.mean((x @ w - y) ** 2)


@mistake(
    "mse_gradient",
    en="You multiply the inputs by the squared errors. The derivative of a square is 2 times"
    " the error itself: leave the square out.",
    ru="Вы умножаете входы на квадраты ошибок. Производная квадрата — это 2, умноженное на"
    " саму ошибку: квадрат уберите.",
)
def gradient_squares_errors(w, x, y):
    return 2 * x.T @ (x @ w - y) ** 2 / len(y)


@mistake(
    "mse_gradient",
    en="Of each error only the sign counts: that is the gradient of the mean absolute error."
    " Here each error counts with its size, and twice.",
    ru="От каждой ошибки остаётся только знак — это градиент средней абсолютной ошибки. Здесь"
    " ошибка входит со своей величиной, да ещё с множителем 2.",
)
def gradient_of_absolute_error(w, x, y):
    return x.T @ np.sign(x @ w - y) / len(y)


@mistake(
    "mse_gradient",
    en="This is the gradient of the root of the mean squared error. Leave the root out.",
    ru="Это градиент корня из среднеквадратичной ошибки. Уберите корень.",
)
def gradient_of_root(w, x, y):
    errors = x @ w - y
    return x.T @ errors / len(y) / np.sqrt(np.mean(errors**2))


@mistake(
    "mse_gradient",
    en="The targets play no part in your result. The error is answer minus target: subtract y.",
    ru="Цели в вашем результате не участвуют. Ошибка — это ответ минус цель: вычтите y.",
)
def gradient_without_targets(w, x, y):
    return 2 * x.T @ (x @ w) / len(y)


@mistake(
    "mse_gradient",
    en="The weights play no part in your result. The error is the answer x @ w minus the target.",
    ru="Веса в вашем результате не участвуют. Ошибка — это ответ x @ w минус цель.",
)
def gradient_without_weights(w, x, y):
    return -2 * x.T @ y / len(y)


@mistake(
    "mse_gradient",
    en="Only the last example counts. In a loop, add up what each example gives, instead of"
    " replacing it; at the end divide by n.",
    ru="Учитывается только последний пример. В цикле прибавляйте вклад каждого примера, а не"
    " заменяйте им прежний; в конце разделите на n.",
)
def gradient_last_example(w, x, y):
    for row, target in zip(x, y):
        result = 2 * (row @ w - target) * row
    return result


@mistake(
    "mse_gradient",
    en="Only the last example counts, divided by n. In a loop, add up what each example gives,"
    " instead of replacing it.",
    ru="Учитывается только последний пример, делённый на n. В цикле прибавляйте вклад каждого"
    " примера, а не заменяйте им прежний.",
)
def gradient_last_example_divided(w, x, y):
    for row, target in zip(x, y):
        result = 2 * (row @ w - target) * row
    return result / len(y)


@mistake(
    "mse_gradient",
    en="Only the first example counts. Add up over all examples, then divide by n; a return"
    " inside the loop ends it at once.",
    ru="Учитывается только первый пример. Сложите вклады всех примеров и разделите на n;"
    " return внутри цикла сразу его заканчивает.",
)
def gradient_first_example(w, x, y):
    for row, target in zip(x, y):
        return 2 * (row @ w - target) * row


@mistake(
    "mse_gradient",
    en="You multiply the errors by the weights. The partial derivative by a weight has its"
    " input as the factor: x, not w.",
    ru="Вы умножаете ошибки на веса. В частной производной по весу множителем стоит его вход:"
    " x, а не w.",
)
def gradient_times_weights(w, x, y):
    return 2 * np.mean(x @ w - y) * w


@mistake(
    "mse_gradient",
    en="You return the weights after a step. Return the gradient alone; the step comes in the"
    " next task.",
    ru="Вы возвращаете веса после шага. Верните только градиент: шаг — в следующем задании.",
)
def gradient_makes_the_step(w, x, y):
    return w - 2 * x.T @ (x @ w - y) / len(y)


@mistake(
    "mse_gradient",
    en="The minus signs are lost. They say in which direction the loss falls: leave np.abs out.",
    ru="Потеряны минусы. Они говорят, в какую сторону убывает функция потерь: уберите np.abs.",
)
def gradient_without_signs(w, x, y):
    return np.abs(2 * x.T @ (x @ w - y) / len(y))


@mistake(
    "mse_gradient",
    en="Your gradient always has length 1. Return it as it is: its length says how steep the"
    " slope is.",
    ru="Длина вашего градиента всегда равна 1. Верните его без изменений: его длина говорит,"
    " насколько крут склон.",
)
def gradient_of_length_one(w, x, y):
    gradient = 2 * x.T @ (x @ w - y) / len(y)
    return gradient / np.linalg.norm(gradient)


@mistake(
    "mse_gradient",
    en="You go to one side only, so your difference is a little off. Take the loss at w + h"
    " and at w - h, and divide by 2h.",
    ru="Вы отступаете только в одну сторону, поэтому разность чуть неточна. Возьмите функцию"
    " потерь при w + h и при w - h и разделите на 2h.",
    when=_one_sided,
)
def gradient_one_sided(w, x, y):
    h = 0.001
    result = []
    for j in range(len(w)):
        moved = w.copy()
        moved[j] += h
        result.append((np.mean((x @ moved - y) ** 2) - np.mean((x @ w - y) ** 2)) / h)
    return np.array(result)


@mistake(
    "mse_gradient",
    en="You round the result to two decimals. Return it as it is.",
    ru="Вы округляете результат до двух знаков. Верните его без округления.",
)
def gradient_rounds(w, x, y):
    return np.round(2 * x.T @ (x @ w - y) / len(y), 2)


@mistake(
    "mse_gradient",
    en="The numbers are right, but they stand in a column of shape (d, 1). Return a plain row"
    " of shape (d,), as w has.",
    ru="Числа верны, но стоят столбцом формы (d, 1). Верните обычную строку формы (d,), как у w.",
)
def gradient_as_column(w, x, y):
    return (2 * x.T @ (x @ w - y) / len(y)).reshape(-1, 1)


@mistake(
    "mse_gradient",
    en="The numbers are right, but they stand in a table of shape (1, d). Return a plain row"
    " of shape (d,), as w has.",
    ru="Числа верны, но стоят в таблице формы (1, d). Верните обычную строку формы (d,), как у w.",
)
def gradient_as_table(w, x, y):
    return (2 * x.T @ (x @ w - y) / len(y)).reshape(1, -1)


@mistake(
    "mse_gradient",
    en="In a product with @ the shapes do not fit. The answers are x @ w. To add down the"
    " columns of x, write x.T @ errors: errors has a number for each row of x.",
    ru="В произведении @ формы не подходят друг другу. Ответы — это x @ w. А чтобы складывать"
    " по столбцам x, пишите x.T @ errors: в errors по числу на строку x.",
    explains=raises("ValueError", "^matmul: .*mismatch in its core dimension|not aligned"),
    elsewhere="any",
)
def gradient_not_transposed(w, x, y):
    return 2 * x @ (x @ w - y) / len(y)


@mistake(
    "mse_gradient",
    en="Two shapes do not fit together. The answers, one for each example, are x @ w. The"
    " errors must stand as a column beside the rows of x: errors[:, None] * x; or let x.T @"
    " errors multiply and add.",
    ru="Две формы не подходят друг другу. Ответы, по одному на пример, — это x @ w. Ошибки"
    " должны стоять столбцом рядом со строками x: errors[:, None] * x; либо пусть x.T @"
    " errors сразу умножит и сложит.",
    explains=_errors_beside_rows,
    elsewhere="any",
)
def gradient_not_broadcast(w, x, y):
    return np.mean(2 * (x @ w - y) * x, axis=0)


@mistake(
    "mse_gradient",
    en="Your function is right for two weights only. There may be one weight, or four: let"
    " NumPy or a loop go over all columns of x.",
    ru="Ваша функция верна только для двух весов. Но вес может быть один, а может быть и"
    " четыре: пусть NumPy или цикл пройдёт по всем столбцам x.",
)
def gradient_two_weights_only(w, x, y):
    errors = x[:, 0] * w[0] + x[:, 1] * w[1] - y
    return np.array([2 * np.mean(errors * x[:, 0]), 2 * np.mean(errors * x[:, 1])])


@mistake(
    "mse_gradient",
    en="You change y itself, perhaps with -=, and so the caller's numbers too. Make a new"
    " array: errors = x @ w - y.",
    ru="Вы меняете сам y (например, через -=), а с ним и числа того, кто вызвал функцию."
    " Создайте новый массив: errors = x @ w - y.",
)
def gradient_changes_targets(w, x, y):
    y -= x @ w
    return -2 * x.T @ y / len(y)


@mistake(
    "mse_gradient",
    en="You change w itself and do not put it back. To try a moved weight, work on a copy:"
    " w.copy().",
    ru="Вы меняете сам w и не возвращаете его обратно. Чтобы попробовать сдвинутый вес,"
    " возьмите копию: w.copy().",
    when=_leaves_weights_moved,
    elsewhere="any",  # with a single weight the value is right, and only w has moved
)
def gradient_changes_weights(w, x, y):
    h = 0.001
    result = []
    for j in range(len(w)):
        w[j] += h
        above = np.mean((x @ w - y) ** 2)
        w[j] -= 2 * h
        below = np.mean((x @ w - y) ** 2)
        result.append((above - below) / (2 * h))
    return np.array(result)


@mistake(
    "mse_gradient",
    en="You change x itself, perhaps with *=, and so the caller's numbers too. Make a new array.",
    ru="Вы меняете сам x (например, через *=), а с ним и числа того, кто вызвал функцию."
    " Создайте новый массив.",
)
def gradient_changes_inputs(w, x, y):
    errors = x @ w - y
    x *= errors[:, None]
    return 2 * x.mean(axis=0)


# gradient_step


@mistake(
    "gradient_step",
    en="Your function gives nothing back. End it with return; print only shows a value.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
)
def step_prints(weight, gradient, learning_rate):
    print(weight - learning_rate * gradient)


@mistake(
    "gradient_step",
    en="Your function gives nothing back. End it with return and the result.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return и результатом.",
)
def step_no_return(weight, gradient, learning_rate):
    result = weight - learning_rate * gradient  # noqa: F841


@mistake(
    "gradient_step",
    en="You go uphill. The gradient points to where the loss rises, so the step is subtracted.",
    ru="Вы идёте вверх. Градиент показывает, куда функция потерь растёт, поэтому шаг вычитается.",
)
def step_uphill(weight, gradient, learning_rate):
    return weight + learning_rate * gradient


@mistake(
    "gradient_step",
    en="The learning rate is missing. Multiply the gradient by it before you subtract.",
    ru="Не хватает скорости обучения. Умножьте на неё градиент, прежде чем вычитать.",
)
def step_without_rate(weight, gradient, learning_rate):
    return weight - gradient


@mistake(
    "gradient_step",
    en="You return only the length of the step, learning rate times gradient. Subtract it from"
    " the weight.",
    ru="Вы возвращаете только сам шаг — скорость обучения, умноженную на градиент. Вычтите его"
    " из веса.",
)
def step_alone(weight, gradient, learning_rate):
    return learning_rate * gradient


@mistake(
    "gradient_step",
    en="You return only the change, minus learning rate times gradient. Add it to the weight.",
    ru="Вы возвращаете только изменение — скорость обучения, умноженную на градиент, со знаком"
    " минус. Прибавьте его к весу.",
)
def step_change_alone(weight, gradient, learning_rate):
    return -learning_rate * gradient


@mistake(
    "gradient_step",
    en="You divide by the learning rate. Multiply: a smaller rate makes a shorter step.",
    ru="Вы делите на скорость обучения. Умножайте: чем она меньше, тем короче шаг.",
)
def step_divides(weight, gradient, learning_rate):
    return weight - gradient / learning_rate


@mistake(
    "gradient_step",
    en="You multiply the whole difference by the learning rate. It belongs to the gradient alone.",
    ru="Вы умножаете на скорость обучения всю разность. Она относится только к градиенту.",
)
def step_in_brackets(weight, gradient, learning_rate):
    return (weight - gradient) * learning_rate


@mistake(
    "gradient_step",
    en="You multiply the weight by the learning rate. It belongs to the gradient.",
    ru="Вы умножаете на скорость обучения вес. А она относится к градиенту.",
)
def step_rate_on_weight(weight, gradient, learning_rate):
    return learning_rate * weight - gradient


@mistake(
    "gradient_step",
    en="The difference is turned round. Begin with the weight and subtract the step from it.",
    ru="Разность перевёрнута. Начните с веса и вычтите из него шаг.",
)
def step_turned(weight, gradient, learning_rate):
    return learning_rate * gradient - weight


@mistake(
    "gradient_step",
    en="Weight and gradient have changed places. Subtract from the weight, and multiply the"
    " learning rate by the gradient.",
    ru="Вес и градиент поменялись местами. Вычитайте из веса, а на скорость обучения умножайте"
    " градиент.",
)
def step_swapped(weight, gradient, learning_rate):
    return gradient - learning_rate * weight


@mistake(
    "gradient_step",
    en="Your weight shrinks in proportion to itself, and the gradient plays no part. Multiply"
    " the learning rate by the gradient.",
    ru="Ваш вес уменьшается пропорционально самому себе, а градиент не участвует. Умножьте"
    " скорость обучения на градиент.",
)
def step_shrinks_weight(weight, gradient, learning_rate):
    return weight - learning_rate * weight


@mistake(
    "gradient_step",
    en="Your step is also multiplied by the weight. It is learning rate times gradient, and"
    " nothing more.",
    ru="Ваш шаг умножен ещё и на вес. Шаг — это скорость обучения, умноженная на градиент, и"
    " ничего больше.",
)
def step_times_weight(weight, gradient, learning_rate):
    return weight - learning_rate * gradient * weight


@mistake(
    "gradient_step",
    en="Of the gradient only the sign counts, so all steps have the same length. Multiply by"
    " the gradient itself.",
    ru="От градиента остаётся только знак, и все шаги одной длины. Умножайте на сам градиент.",
)
def step_by_sign(weight, gradient, learning_rate):
    return weight - learning_rate * np.sign(gradient)


@mistake(
    "gradient_step",
    en="Your step is twice as long as it should be. The gradient comes ready-made: no factor 2"
    " here.",
    ru="Ваш шаг вдвое длиннее, чем нужно. Градиент приходит готовым: множитель 2 здесь не нужен.",
)
def step_doubled(weight, gradient, learning_rate):
    return weight - 2 * learning_rate * gradient


@mistake(
    "gradient_step",
    en="Your step is half as long as it should be. It is learning rate times gradient, without"
    " another factor.",
    ru="Ваш шаг вдвое короче, чем нужно. Шаг — это скорость обучения, умноженная на градиент,"
    " без других множителей.",
)
def step_halved(weight, gradient, learning_rate):
    return weight - learning_rate * gradient / 2


@mistake(
    "gradient_step",
    en="Your steps do not depend on the learning rate that is given. Use learning_rate instead"
    " of a number of your own.",
    ru="Ваши шаги не зависят от заданной скорости обучения. Вместо своего числа используйте"
    " learning_rate.",
    when=_own_rate_in_a_step,
)
def step_with_own_rate(weight, gradient, learning_rate):
    return weight - 0.01 * gradient


@mistake(
    "gradient_step",
    en="You return the weight as it was. Subtract learning rate times gradient from it.",
    ru="Вы возвращаете вес прежним. Вычтите из него скорость обучения, умноженную на градиент.",
)
def step_stands_still(weight, gradient, learning_rate):
    return weight


@mistake(
    "gradient_step",
    en="You return the gradient. Return the new weight: the old one minus the step.",
    ru="Вы возвращаете градиент. Верните новый вес: прежний минус шаг.",
)
def step_gives_gradient(weight, gradient, learning_rate):
    return gradient


@mistake(
    "gradient_step",
    en="Every weight gets the same step, from all gradients added up. Each weight has its own"
    " gradient: leave np.sum out.",
    ru="Все веса получают один и тот же шаг — по сумме градиентов. У каждого веса свой"
    " градиент: уберите np.sum.",
)
def step_sums_gradient(weight, gradient, learning_rate):
    return weight - learning_rate * np.sum(gradient)


@mistake(
    "gradient_step",
    en="Every weight gets the same step, from the mean gradient. Each weight has its own"
    " gradient: leave np.mean out.",
    ru="Все веса получают один и тот же шаг — по среднему градиенту. У каждого веса свой"
    " градиент: уберите np.mean.",
)
def step_averages_gradient(weight, gradient, learning_rate):
    return weight - learning_rate * np.mean(gradient)


@mistake(
    "gradient_step",
    en="You round the new weight to two decimals. Return it as it is: many small steps must"
    " add up.",
    ru="Вы округляете новый вес до двух знаков. Верните его без округления: из малых шагов"
    " должен сложиться путь.",
)
def step_rounds(weight, gradient, learning_rate):
    return np.round(weight - learning_rate * gradient, 2)


@mistake(
    "gradient_step",
    en="You turn negative weights into 0. A weight may be negative: return it as it is.",
    ru="Вы заменяете отрицательные веса нулём. Вес может быть отрицательным: верните его как есть.",
)
def step_keeps_positive(weight, gradient, learning_rate):
    return np.maximum(0.0, weight - learning_rate * gradient)


@mistake(
    "gradient_step",
    en="Arrays work, but two plain numbers stop your function: a number has no length and"
    " cannot be looped over. Without a loop the formula fits both.",
    ru="С массивами функция работает, а на двух обычных числах останавливается: у числа нет"
    " длины, и цикл по нему невозможен. Без цикла формула подходит для обоих случаев.",
    explains=lambda call: (
        np.ndim(call.arguments[0]) == 0
        and raises("TypeError", "has no len|not subscriptable|not iterable|iteration over a 0-d")(
            call
        )
    ),
)
def step_arrays_only(weight, gradient, learning_rate):
    return np.array([weight[i] - learning_rate * gradient[i] for i in range(len(weight))])


@mistake(
    "gradient_step",
    en="Numbers work, but an array stops your function: float and int take a single number."
    " Leave them out.",
    ru="С числами функция работает, а на массиве останавливается: float и int принимают только"
    " одно число. Уберите их.",
    explains=float_of_an_array,
)
def step_numbers_only(weight, gradient, learning_rate):
    return float(weight) - learning_rate * float(gradient)


@mistake(
    "gradient_step",
    en="You write into weight, perhaps with -=, so the point where the step began is lost."
    " Make a new array: weight - ….",
    ru="Вы пишете прямо в weight (например, через -=), и точка, откуда начался шаг, теряется."
    " Создайте новый массив: weight - ….",
)
def step_in_place(weight, gradient, learning_rate):
    weight -= learning_rate * gradient
    return weight


@mistake(
    "gradient_step",
    en="You write into gradient, perhaps with *=, so the caller's numbers change too. Make a"
    " new array.",
    ru="Вы пишете прямо в gradient (например, через *=), и числа того, кто вызвал функцию,"
    " тоже меняются. Создайте новый массив.",
)
def step_changes_gradient(weight, gradient, learning_rate):
    gradient *= learning_rate
    return weight - gradient


# descend


@mistake(
    "descend",
    en="Your function gives nothing back. End it with return; print only shows a value.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
)
def descend_prints(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
    print(np.array(path))


@mistake(
    "descend",
    en="Your function gives nothing back. End it with return and the result.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return и результатом.",
)
def descend_no_return(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))


@mistake(
    "descend",
    en="You return only the last point. Collect all of them, the start too, and return the"
    " whole path.",
    ru="Вы возвращаете только последнюю точку. Соберите все точки, начиная с исходной, и"
    " верните весь путь.",
)
def descend_only_end(w, x, y, learning_rate, steps):
    for _ in range(steps):
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
    return w


@mistake(
    "descend",
    en="The start is missing. Put w into the path before the first step.",
    ru="Не хватает начальной точки. Занесите w в путь до первого шага.",
)
def descend_without_start(w, x, y, learning_rate, steps):
    path = []
    for _ in range(steps):
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
        path.append(w)
    return np.array(path)


@mistake(
    "descend",
    en="You make one step less than asked. The start does not count as a step: the loop runs"
    " over range(steps).",
    ru="Вы делаете на один шаг меньше, чем нужно. Начальная точка — ещё не шаг: цикл идёт по"
    " range(steps).",
)
def descend_one_step_less(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(1, steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
    return np.array(path)


@mistake(
    "descend",
    en="You make one step more than asked. The loop runs over range(steps), not over"
    " range(steps + 1).",
    ru="Вы делаете на один шаг больше, чем нужно. Цикл идёт по range(steps), а не по"
    " range(steps + 1).",
)
def descend_one_step_more(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(steps + 1):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
    return np.array(path)


@mistake(
    "descend",
    en="The start stands in the path twice, and the last point is missing. In the loop, make"
    " the step first, then append the new point.",
    ru="Начальная точка стоит в пути дважды, а последней не хватает. В цикле сначала сделайте"
    " шаг, а потом добавьте новую точку.",
)
def descend_start_twice(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(w)
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
    return np.array(path)


@mistake(
    "descend",
    en="All your steps follow the gradient of the start. The slope changes on the way: compute"
    " the gradient anew in each step, at the point where you stand.",
    ru="Все ваши шаги идут по градиенту начальной точки. Склон по пути меняется: на каждом"
    " шаге вычисляйте градиент заново, в той точке, где вы стоите.",
)
def descend_stale_gradient(w, x, y, learning_rate, steps):
    gradient = mse_gradient(w, x, y)
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], gradient, learning_rate))
    return np.array(path)


@mistake(
    "descend",
    en="All your steps begin at the start, so every row after the first is the same. Begin"
    " each step where the last one ended.",
    ru="Все ваши шаги начинаются в исходной точке, и строки после первой одинаковы. Начинайте"
    " каждый шаг там, где закончился предыдущий.",
)
def descend_always_from_start(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(w, mse_gradient(w, x, y), learning_rate))
    return np.array(path)


@mistake(
    "descend",
    en="All rows are equal to the last point. -= changes one and the same array, and the list"
    " holds it many times: write w = w - …, or append w.copy().",
    ru="Все строки равны последней точке. -= меняет один и тот же массив, и в списке он стоит"
    " много раз: пишите w = w - … или добавляйте w.copy().",
)
def descend_shares_one_array(w, x, y, learning_rate, steps):
    w = w.copy()
    path = [w]
    for _ in range(steps):
        w -= learning_rate * mse_gradient(w, x, y)
        path.append(w)
    return np.array(path)


@mistake(
    "descend",
    en="All rows after the start are equal to the last point. -= changes one and the same"
    " array, and the list holds it many times: write w = w - …, or append w.copy().",
    ru="Все строки после начальной равны последней точке. -= меняет один и тот же массив, и в"
    " списке он стоит много раз: пишите w = w - … или добавляйте w.copy().",
)
def descend_shares_all_but_start(w, x, y, learning_rate, steps):
    path = [w.copy()]
    w = w.copy()
    for _ in range(steps):
        w -= learning_rate * mse_gradient(w, x, y)
        path.append(w)
    return np.array(path)


@mistake(
    "descend",
    en="Your path goes uphill. The step against the gradient has a minus sign: weight -"
    " learning rate * gradient.",
    ru="Ваш путь ведёт вверх. Шаг против градиента — со знаком минус: вес минус скорость"
    " обучения, умноженная на градиент.",
)
def descend_uphill(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(path[-1] + learning_rate * mse_gradient(path[-1], x, y))
    return np.array(path)


@mistake(
    "descend",
    en="Rows and columns are swapped. Each point of the path is a row, each weight a column:"
    " shape (steps + 1, d).",
    ru="Строки и столбцы поменялись местами. Каждая точка пути — строка, каждый вес — столбец:"
    " форма (steps + 1, d).",
)
def descend_transposed(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
    return np.array(path).T


@mistake(
    "descend",
    en="The points stand one after another in one long row. Give each point a row of its own:"
    " append whole arrays to a list, then np.array(path).",
    ru="Точки стоят друг за другом в одной длинной строке. Отведите каждой точке свою строку:"
    " добавляйте в список целые массивы, а затем np.array(path).",
)
def descend_one_long_row(w, x, y, learning_rate, steps):
    path = w
    for _ in range(steps):
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
        path = np.append(path, w)
    return path


@mistake(
    "descend",
    en="You collect the losses. Collect the weights: a row for the start and for each step.",
    ru="Вы собираете значения функции потерь. Собирайте веса: строку для начальной точки и для"
    " каждого шага.",
)
def descend_collects_losses(w, x, y, learning_rate, steps):
    losses = [np.mean((x @ w - y) ** 2)]
    for _ in range(steps):
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
        losses.append(np.mean((x @ w - y) ** 2))
    return np.array(losses)


@mistake(
    "descend",
    en="You collect the gradients. Collect the weights: the start, and the point after each step.",
    ru="Вы собираете градиенты. Собирайте веса: начальную точку и точку после каждого шага.",
)
def descend_collects_gradients(w, x, y, learning_rate, steps):
    path = []
    for _ in range(steps):
        gradient = mse_gradient(w, x, y)
        w = gradient_step(w, gradient, learning_rate)
        path.append(gradient)
    return np.array(path)


@mistake(
    "descend",
    en="You stop after the first step. Is the return inside the loop? Move it to the left,"
    " below the loop.",
    ru="Вы останавливаетесь после первого шага. Не стоит ли return внутри цикла? Сдвиньте его"
    " влево, под цикл.",
)
def descend_returns_in_loop(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
        return np.array(path)


@mistake(
    "descend",
    en="Your path begins at 0. Its first row is the start that is given, w.",
    ru="Ваш путь начинается в нуле. Первая его строка — заданная начальная точка w.",
)
def descend_starts_at_zero(w, x, y, learning_rate, steps):
    path = np.zeros((steps + 1, len(w)))
    for i in range(steps):
        path[i + 1] = gradient_step(path[i], mse_gradient(path[i], x, y), learning_rate)
    return path


@mistake(
    "descend",
    en="Each of your steps looks at one example only. The gradient is the mean over all"
    " examples: give the whole x and y to mse_gradient.",
    ru="Каждый ваш шаг смотрит только на один пример. Градиент — среднее по всем примерам:"
    " передайте в mse_gradient целиком x и y.",
)
def descend_one_example_a_step(w, x, y, learning_rate, steps):
    path = [w]
    for i in range(steps):
        j = i % len(y)
        gradient = mse_gradient(path[-1], x[j : j + 1], y[j : j + 1])
        path.append(gradient_step(path[-1], gradient, learning_rate))
    return np.array(path)


@mistake(
    "descend",
    en="Your learning rate shrinks from step to step. Here it stays the same for all steps.",
    ru="Ваша скорость обучения уменьшается от шага к шагу. Здесь она одна для всех шагов.",
)
def descend_rate_shrinks(w, x, y, learning_rate, steps):
    path = [w]
    for i in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate / (i + 1)))
    return np.array(path)


@mistake(
    "descend",
    en="Your path does not depend on the learning rate that is given. Use learning_rate"
    " instead of a number of your own.",
    ru="Ваш путь не зависит от заданной скорости обучения. Вместо своего числа используйте"
    " learning_rate.",
    when=_own_rate_on_a_path,
)
def descend_own_rate(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), 0.01))
    return np.array(path)


@mistake(
    "descend",
    en="The path is upside down. The start stands in the first row, the end in the last.",
    ru="Путь перевёрнут. Начальная точка стоит в первой строке, последняя — в последней.",
)
def descend_backwards(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
    return np.array(path[::-1])


@mistake(
    "descend",
    en="The digits after the decimal point are lost: your table holds whole numbers only. Make"
    " it with np.zeros(shape), without int.",
    ru="Теряется дробная часть: в вашей таблице умещаются только целые числа. Создайте её"
    " через np.zeros(форма), без int.",
)
def descend_whole_numbers(w, x, y, learning_rate, steps):
    path = np.zeros((steps + 1, len(w)), dtype=int)
    path[0] = w
    for i in range(steps):
        path[i + 1] = gradient_step(path[i], mse_gradient(path[i], x, y), learning_rate)
    return path


@mistake(
    "descend",
    en="You round the points to two decimals. Return them as they are.",
    ru="Вы округляете точки до двух знаков. Верните их без округления.",
)
def descend_rounds(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
    return np.round(path, 2)


@mistake(
    "descend",
    en="The last row is never filled, it stays 0. Step i fills row i + 1, from row i.",
    ru="Последняя строка так и не заполнена, в ней нули. Шаг с номером i заполняет строку i +"
    " 1 по строке i.",
)
def descend_last_row_empty(w, x, y, learning_rate, steps):
    path = np.zeros((steps + 1, len(w)))
    for i in range(steps):
        path[i] = w
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
    return path


@mistake(
    "descend",
    en="Each of your steps is twice as long as it should be. A step is learning rate times"
    " gradient, and the factor 2 is in the gradient already.",
    ru="Каждый ваш шаг вдвое длиннее, чем нужно. Шаг — это скорость обучения, умноженная на"
    " градиент, а множитель 2 в градиенте уже есть.",
)
def descend_steps_twice(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        gradient = mse_gradient(path[-1], x, y)
        path.append(gradient_step(path[-1], 2 * gradient, learning_rate))
    return np.array(path)


@mistake(
    "descend",
    en="Each of your steps is half as long as it should be. A step is learning rate times"
    " gradient, and the gradient has a factor 2: call your mse_gradient.",
    ru="Каждый ваш шаг вдвое короче, чем нужно. Шаг — это скорость обучения, умноженная на"
    " градиент, а в градиенте есть множитель 2: вызывайте свою mse_gradient.",
)
def descend_half_steps(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * x.T @ (x @ path[-1] - y) / len(y))
    return np.array(path)


@mistake(
    "descend",
    en="Your steps are n times as long as they should be, n being the number of examples. The"
    " gradient is a mean, not a sum: call your mse_gradient.",
    ru="Ваши шаги в n раз длиннее, чем нужно, где n — число примеров. Градиент — среднее, а не"
    " сумма: вызывайте свою mse_gradient.",
)
def descend_sums(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - learning_rate * 2 * x.T @ (x @ path[-1] - y))
    return np.array(path)


@mistake(
    "descend",
    en="The learning rate is missing on your path. Each step is learning rate times gradient.",
    ru="На вашем пути нет скорости обучения. Каждый шаг — это скорость обучения, умноженная на"
    " градиент.",
)
def descend_without_rate(w, x, y, learning_rate, steps):
    path = [w]
    for _ in range(steps):
        path.append(path[-1] - mse_gradient(path[-1], x, y))
    return np.array(path)


@mistake(
    "descend",
    en="With 0 steps your function makes one. Then the path is only the start: the loop must"
    " not run at all.",
    ru="При 0 шагов ваша функция делает один. Путь тогда — только начальная точка: цикл не"
    " должен выполниться ни разу.",
)
def descend_at_least_one_step(w, x, y, learning_rate, steps):
    path = [w]
    while True:
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
        if len(path) > steps:
            return np.array(path)


@mistake(
    "descend",
    en="With 0 steps you give back w itself, a plain row. The path is a table then too, of one"
    " row: shape (1, d).",
    ru="При 0 шагов вы возвращаете сам w, обычную строку. Но путь и тогда таблица, из одной"
    " строки: форма (1, d).",
)
def descend_no_steps_no_table(w, x, y, learning_rate, steps):
    if steps == 0:
        return w
    path = [w]
    for _ in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
    return np.array(path)


@mistake(
    "descend",
    en="With 0 steps your function gives nothing back. The path is only the start then: a"
    " table of one row.",
    ru="При 0 шагов ваша функция ничего не возвращает. Путь тогда — только начальная точка:"
    " таблица из одной строки.",
)
def descend_nothing_without_steps(w, x, y, learning_rate, steps):
    path = [w]
    for i in range(steps):
        path.append(gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate))
        if i == steps - 1:
            return np.array(path)


@mistake(
    "descend",
    en="With 0 steps you give back an empty path. The start belongs to it even then.",
    ru="При 0 шагов вы возвращаете пустой путь. Но начальная точка входит в него и тогда.",
)
def descend_empty_without_steps(w, x, y, learning_rate, steps):
    path = []
    for _ in range(steps):
        path.append(w)
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
    if steps > 0:
        path.append(w)
    return np.array(path)


@mistake(
    "descend",
    en="With 0 steps your function stops with an error. Let the path begin with w, in a list"
    " of its own, and append to it in the loop: then nothing is missing when the loop does"
    " not run.",
    ru="При 0 шагов ваша функция останавливается с ошибкой. Начните путь с w, положив его в"
    " список, и добавляйте точки в цикле: тогда ничего не потеряется, даже если цикл ни разу"
    " не выполнится.",
    when=_stops_without_steps,
)
def descend_stops_without_steps(w, x, y, learning_rate, steps):
    start, rest = w, []
    for _ in range(steps):
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
        rest.append(w)
    return np.vstack([[start], rest])


@mistake(
    "descend",
    en="The path is right, but you change the caller's w on the way, perhaps with -=. Work on"
    " a copy: w = w.copy().",
    ru="Путь верен, но по дороге вы меняете w того, кто вызвал функцию (например, через -=)."
    " Работайте с копией: w = w.copy().",
)
def descend_changes_start(w, x, y, learning_rate, steps):
    path = [w.copy()]
    for _ in range(steps):
        w -= learning_rate * mse_gradient(w, x, y)
        path.append(w.copy())
    return np.array(path)


# loss_surface


@mistake(
    "loss_surface",
    en="Your function gives nothing back. End it with return; print only shows a value.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
)
def surface_prints(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors**2)
    print(surface)


@mistake(
    "loss_surface",
    en="Your function gives nothing back. End it with return and the result.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return и результатом.",
)
def surface_no_return(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            surface[i, j] = np.mean((x @ np.array([w1, w2]) - y) ** 2)


@mistake(
    "loss_surface",
    en="Rows and columns are swapped. A row belongs to a value of w2, a column to a value of w1.",
    ru="Строки и столбцы поменялись местами. Строка отвечает значению w2, столбец — значению w1.",
)
def surface_transposed(w1_values, w2_values, x, y):
    return np.array(
        [[np.mean((x @ np.array([w1, w2]) - y) ** 2) for w2 in w2_values] for w1 in w1_values]
    )


@mistake(
    "loss_surface",
    en="The two weights are swapped inside the loss. The first column of x belongs to w1, the"
    " second to w2.",
    ru="Внутри функции потерь веса поменялись местами. Первый столбец x относится к w1, второй"
    " — к w2.",
)
def surface_weights_swapped(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w2, w1]) - y
            surface[i, j] = np.mean(errors**2)
    return surface


@mistake(
    "loss_surface",
    en="These are the sums of the squared errors. Divide by n, the number of examples, or take"
    " np.mean.",
    ru="Это суммы квадратов ошибок. Разделите на n, число примеров, или возьмите np.mean.",
)
def surface_sums(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.sum(errors**2)
    return surface


@mistake(
    "loss_surface",
    en="You divide the sum by 2, however many examples there are. Divide it by n, the number"
    " of examples.",
    ru="Вы делите сумму на 2, сколько бы ни было примеров. Делите её на n, число примеров.",
)
def surface_divides_by_two(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.sum(errors**2) / 2
    return surface


@mistake(
    "loss_surface",
    en="Every loss is half of what it should be. The mean squared error has no factor 1/2.",
    ru="Все значения вдвое меньше, чем нужно. В среднеквадратичной ошибке нет множителя 1/2.",
)
def surface_half(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors**2) / 2
    return surface


@mistake(
    "loss_surface",
    en="You take a root at the end. The mean squared error is without it.",
    ru="В конце вы извлекаете корень. В среднеквадратичной ошибке его нет.",
)
def surface_root(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.sqrt(np.mean(errors**2))
    return surface


@mistake(
    "loss_surface",
    en="This is the mean absolute error. Square the errors instead of taking np.abs.",
    ru="Это средняя абсолютная ошибка. Возводите ошибки в квадрат, а не берите np.abs.",
)
def surface_absolute(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(np.abs(errors))
    return surface


@mistake(
    "loss_surface",
    en="The square is missing, so errors above and below cancel out. Square each error before"
    " the mean.",
    ru="Не хватает квадрата, и ошибки разных знаков гасят друг друга. Возведите каждую ошибку"
    " в квадрат до усреднения.",
)
def surface_no_square(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors)
    return surface


@mistake(
    "loss_surface",
    en="You take the mean first and square it then. Square each error, then take the mean.",
    ru="Вы сначала берёте среднее, а потом возводите его в квадрат. Возведите в квадрат каждую"
    " ошибку, потом возьмите среднее.",
)
def surface_square_of_mean(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors) ** 2
    return surface


@mistake(
    "loss_surface",
    en="The targets play no part in your result. The error is answer minus target: subtract y.",
    ru="Цели в вашем результате не участвуют. Ошибка — это ответ минус цель: вычтите y.",
)
def surface_without_targets(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean((errors + y) ** 2)
    return surface


@mistake(
    "loss_surface",
    en="You add the targets to the answers. The error is answer minus target.",
    ru="Вы прибавляете цели к ответам. Ошибка — это ответ минус цель.",
)
def surface_adds_targets(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean((errors + 2 * y) ** 2)
    return surface


@mistake(
    "loss_surface",
    en="Only the first example counts. Take the mean over all examples.",
    ru="Учитывается только первый пример. Возьмите среднее по всем примерам.",
)
def surface_first_example(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = errors[0] ** 2
    return surface


@mistake(
    "loss_surface",
    en="Only the last example counts. Take the mean over all examples.",
    ru="Учитывается только последний пример. Возьмите среднее по всем примерам.",
)
def surface_last_example(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = errors[-1] ** 2
    return surface


@mistake(
    "loss_surface",
    en="You pair the first w1 with the first w2, the second with the second, and so on. Every"
    " w1 must meet every w2: two loops, one inside the other.",
    ru="Вы соединяете первое w1 с первым w2, второе со вторым и так далее. Каждое w1 должно"
    " встретиться с каждым w2: нужны два цикла, один внутри другого.",
)
def surface_pairs_only(w1_values, w2_values, x, y):
    return np.array(
        [np.mean((x @ np.array([w1, w2]) - y) ** 2) for w1, w2 in zip(w1_values, w2_values)]
    )


@mistake(
    "loss_surface",
    en="The losses stand in one long row. Give each value of w2 a row of its own.",
    ru="Все значения стоят в одной длинной строке. Отведите каждому значению w2 свою строку.",
)
def surface_one_long_row(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors**2)
    return surface.ravel()


@mistake(
    "loss_surface",
    en="Your table is upside down. Row 0 belongs to the first value of w2, as it is given.",
    ru="Ваша таблица перевёрнута. Строка 0 отвечает первому значению w2, в том порядке, в"
    " каком они даны.",
)
def surface_upside_down(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors**2)
    return surface[::-1]


@mistake(
    "loss_surface",
    en="You stop after the first row. Is the return inside the loop? Move it to the left,"
    " below both loops.",
    ru="Вы останавливаетесь после первой строки. Не стоит ли return внутри цикла? Сдвиньте его"
    " влево, под оба цикла.",
)
def surface_first_row_only(w1_values, w2_values, x, y):
    for w2 in w2_values:
        row = []
        for w1 in w1_values:
            row.append(np.mean((x @ np.array([w1, w2]) - y) ** 2))
        return np.array(row)


@mistake(
    "loss_surface",
    en="You return one row, that of the last w2. Collect the rows of all values of w2 in a"
    " list, or write into a table.",
    ru="Вы возвращаете одну строку — для последнего w2. Соберите строки всех значений w2 в"
    " список или пишите в таблицу.",
)
def surface_last_row_only(w1_values, w2_values, x, y):
    for w2 in w2_values:
        row = []
        for w1 in w1_values:
            row.append(np.mean((x @ np.array([w1, w2]) - y) ** 2))
    return np.array(row)


@mistake(
    "loss_surface",
    en="You return one number only, the loss for the first pair of weights. A return inside"
    " the loops ends them at once: collect the losses and return them below.",
    ru="Вы возвращаете только одно число — потери для первой пары весов. return внутри циклов"
    " сразу их заканчивает: соберите все значения и верните их под циклами.",
)
def surface_first_number_only(w1_values, w2_values, x, y):
    for w2 in w2_values:
        for w1 in w1_values:
            return np.mean((x @ np.array([w1, w2]) - y) ** 2)


@mistake(
    "loss_surface",
    en="You return only the smallest loss. Return the whole table.",
    ru="Вы возвращаете только наименьшее значение. Верните всю таблицу.",
)
def surface_minimum_only(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors**2)
    return surface.min()


@mistake(
    "loss_surface",
    en="The digits after the decimal point are lost: your table holds whole numbers only. Make"
    " it with np.zeros(shape), without int.",
    ru="Теряется дробная часть: в вашей таблице умещаются только целые числа. Создайте её"
    " через np.zeros(форма), без int.",
)
def surface_whole_numbers(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)), dtype=int)
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            surface[i, j] = np.mean((x @ np.array([w1, w2]) - y) ** 2)
    return surface


@mistake(
    "loss_surface",
    en="Each loss contains those before it. Begin the sum at 0 again for every pair of weights.",
    ru="В каждое значение входят все предыдущие. Для каждой пары весов начинайте сумму снова с"
    " нуля.",
)
def surface_sum_goes_on(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    total = 0.0
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            for row, target in zip(x, y):
                total += (row[0] * w1 + row[1] * w2 - target) ** 2
            surface[i, j] = total / len(y)
    return surface


@mistake(
    "loss_surface",
    en="You return three tables at once, weights and losses. Return the losses only.",
    ru="Вы возвращаете сразу три таблицы: веса и потери. Верните только потери.",
)
def surface_with_weights(w1_values, w2_values, x, y):
    w1, w2 = np.meshgrid(w1_values, w2_values)
    errors = w1[..., None] * x[:, 0] + w2[..., None] * x[:, 1] - y
    return w1, w2, np.mean(errors**2, axis=-1)


@mistake(
    "loss_surface",
    en="Every example has a table of its own here. Take the mean over the examples, so that"
    " one number is left for each pair of weights.",
    ru="Здесь у каждого примера своя таблица. Усредните по примерам, чтобы каждой паре весов"
    " отвечало одно число.",
)
def surface_for_each_example(w1_values, w2_values, x, y):
    w1, w2 = np.meshgrid(w1_values, w2_values)
    errors = w1[..., None] * x[:, 0] + w2[..., None] * x[:, 1] - y
    return errors**2


@mistake(
    "loss_surface",
    en="You round the losses to two decimals. Return them as they are.",
    ru="Вы округляете значения до двух знаков. Верните их без округления.",
)
def surface_rounds(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[i, j] = np.mean(errors**2)
    return np.round(surface, 2)


@mistake(
    "loss_surface",
    en="Your function stops with an index that does not fit. Row i belongs to w2_values[i] and"
    " column j to w1_values[j]; there need not be equally many of both.",
    ru="Ваша функция останавливается: индекс не подходит. Строка i отвечает w2_values[i],"
    " столбец j — w1_values[j]; значений того и другого может быть не поровну.",
)
def surface_wrong_index(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)))
    for i, w2 in enumerate(w2_values):
        for j, w1 in enumerate(w1_values):
            errors = x @ np.array([w1, w2]) - y
            surface[j, i] = np.mean(errors**2)
    return surface
