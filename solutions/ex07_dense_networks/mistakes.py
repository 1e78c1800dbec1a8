"""Known wrong answers, each with the hint that its author gets."""

import keras
import numpy as np

from autograder.checking import mistake, raises


def _stops(seen, *said):
    """Whether an answer stopped somewhere with all these texts in its error, its line included."""
    messages = [call.failure.message for call in seen.calls if call.failure]
    return any(all(text in message for text in said) for message in messages)


def _gives_nothing(seen):
    return any(call.value is None and not call.failure for call in seen.calls)


# --- collapse ---


@mistake(
    "collapse",
    en="Your function gives nothing back. End it with return; print only shows a value.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
)
def collapse_prints(hidden, output):
    print(hidden @ output)


@mistake(
    "collapse",
    en="Your function gives nothing back. End it with return and the result.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return и результатом.",
)
def collapse_no_return(hidden, output):
    result = hidden @ output  # noqa: F841


@mistake(
    "collapse",
    en=(
        "The tables stand in the wrong order. The inputs meet the hidden layer first, so hidden "
        "stands on the left."
    ),
    ru=(
        "Таблицы стоят не в том порядке. Входы сначала попадают в скрытый слой, поэтому слева "
        "должна стоять таблица hidden."
    ),
)
def collapse_wrong_order(hidden, output):
    return output @ hidden


@mistake(
    "collapse",
    en=(
        "The sign * multiplies number by number, and nothing is added up. For each pair of an "
        "input and an output the products must be added over all hidden neurons: that is what @ "
        "does."
    ),
    ru=(
        "Знак * умножает число на число и ничего не складывает. Для каждой пары «вход — выход» "
        "произведения нужно сложить по всем скрытым нейронам: это делает знак @."
    ),
)
def collapse_by_elements(hidden, output):
    return hidden * output


@mistake(
    "collapse",
    en=(
        "You have one product for each hidden neuron, but the paths through the neurons are not "
        "added up yet."
    ),
    ru="У вас по одному произведению на каждый скрытый нейрон, но пути через них ещё не сложены.",
)
def collapse_products_not_added(hidden, output):
    return hidden * output.T


@mistake(
    "collapse",
    en=(
        "Rows and columns of the result have changed places. It wants a row for each input and a "
        "column for each output neuron."
    ),
    ru=(
        "Строки и столбцы результата поменялись местами. Нужна строка на каждый вход и столбец на "
        "каждый выходной нейрон."
    ),
)
def collapse_turned(hidden, output):
    return (hidden @ output).T


@mistake(
    "collapse",
    en="The numbers are right, but they lie in one row. The result is a table of shape (d, k).",
    ru="Числа верные, но лежат в одну строку. Результат — таблица формы (d, k).",
)
def collapse_flat(hidden, output):
    return (hidden @ output).ravel()


@mistake(
    "collapse",
    en=(
        "Your result is for the first output neuron only, and it is a row. There may be several "
        "output neurons: keep a column for each."
    ),
    ru=(
        "Ваш результат относится только к первому выходному нейрону и лежит в строку. Выходных "
        "нейронов может быть несколько: каждому нужен свой столбец."
    ),
)
def collapse_first_output_as_a_row(hidden, output):
    return hidden @ output[:, 0]


@mistake(
    "collapse",
    en="Only the first output neuron is there. The result needs a column for each of them.",
    ru="Учтён только первый выходной нейрон. В результате нужен столбец для каждого.",
)
def collapse_first_output_only(hidden, output):
    return hidden @ output[:, :1]


@mistake(
    "collapse",
    en=(
        "Rows and columns of the hidden table have changed places. In it a row belongs to an "
        "input: use it as it is, without .T."
    ),
    ru=(
        "Строки и столбцы таблицы hidden поменялись местами. Строка в ней относится к входу: "
        "берите её как есть, без .T."
    ),
)
def collapse_hidden_turned(hidden, output):
    return hidden.T @ output


@mistake(
    "collapse",
    en=(
        "Rows and columns of the output table have changed places. In it a row belongs to a "
        "hidden neuron: use it as it is, without .T, and with @ or np.dot."
    ),
    ru=(
        "Строки и столбцы таблицы output поменялись местами. Строка в ней относится к скрытому "
        "нейрону: берите её как есть, без .T, и перемножайте с помощью @ или np.dot."
    ),
)
def collapse_output_turned(hidden, output):
    return hidden @ output.T


@mistake(
    "collapse",
    en="You give back the hidden weights as they were. Put the weights of the output in as well.",
    ru="Вы вернули веса скрытого слоя без изменений. Нужно учесть и веса выходного слоя.",
)
def collapse_hidden_alone(hidden, output):
    return hidden


@mistake(
    "collapse",
    en="You give back the output weights as they were. Put the weights of the hidden layer in too.",
    ru="Вы вернули веса выходного слоя без изменений. Нужно учесть и веса скрытого слоя.",
)
def collapse_output_alone(hidden, output):
    return output


@mistake(
    "collapse",
    en="You give back both tables. One table has to replace the two.",
    ru="Вы вернули обе таблицы. А заменить их должна одна.",
    when=lambda seen: any(
        isinstance(call.value, list | tuple)
        and len(call.value) == 2
        and all(
            np.array_equal(part, table)
            for part, table in zip(call.value, call.arguments, strict=True)
        )
        for call in seen.calls
    ),
)
def collapse_both(hidden, output):
    return [hidden, output]


@mistake(
    "collapse",
    en="You take the mean over the hidden neurons. Their contributions are added: a sum.",
    ru="Вы берёте среднее по скрытым нейронам. А их вклады складываются: нужна сумма.",
)
def collapse_mean(hidden, output):
    return hidden @ output / len(output)


@mistake(
    "collapse",
    en=(
        "The weights of a path are added in your answer. Along a path they are multiplied; only "
        "the paths are added up."
    ),
    ru=(
        "У вас веса вдоль пути складываются. Вдоль пути они перемножаются, а складываются только "
        "сами пути."
    ),
)
def collapse_adds_along_the_path(hidden, output):
    return np.sum(hidden[:, :, None] + output[None, :, :], axis=1)


@mistake(
    "collapse",
    en="A relu has crept in. There is no activation here: negative weights keep their values.",
    ru="Закралась relu. Функций активации здесь нет: отрицательные веса сохраняют свои значения.",
)
def collapse_relu_on_the_weights(hidden, output):
    return np.maximum(hidden, 0) @ output


@mistake(
    "collapse",
    en="A relu has crept in. There is no activation here: negative results stay as they are.",
    ru="Закралась relu. Функций активации здесь нет: отрицательные результаты остаются как есть.",
)
def collapse_relu_on_the_result(hidden, output):
    return np.maximum(hidden @ output, 0)


@mistake(
    "collapse",
    en="A sigmoid has crept in. There is no activation here: only multiply and add.",
    ru="Закралась сигмоида. Функций активации здесь нет: только умножайте и складывайте.",
)
def collapse_sigmoid_between(hidden, output):
    return 1 / (1 + np.exp(-hidden)) @ output


@mistake(
    "collapse",
    en="A sigmoid has crept in. There is no activation here: only multiply and add.",
    ru="Закралась сигмоида. Функций активации здесь нет: только умножайте и складывайте.",
)
def collapse_sigmoid_at_the_end(hidden, output):
    return 1 / (1 + np.exp(-(hidden @ output)))


@mistake(
    "collapse",
    en="You have added everything up to one number. Each input keeps a weight of its own.",
    ru="Вы сложили всё в одно число. А у каждого входа остаётся свой вес.",
)
def collapse_one_number(hidden, output):
    return np.sum(hidden @ output)


@mistake(
    "collapse",
    en="The last hidden neuron is left out. A loop over range(h) meets all h of them.",
    ru="Пропущен последний скрытый нейрон. Цикл по range(h) обходит все h нейронов.",
)
def collapse_last_neuron_missing(hidden, output):
    return hidden[:, :-1] @ output[:-1]


@mistake(
    "collapse",
    en="Only the path through the first hidden neuron counts. Add the paths through all of them.",
    ru="Учтён путь только через первый скрытый нейрон. Сложите пути через все.",
)
def collapse_first_neuron_only(hidden, output):
    return hidden[:, :1] @ output[:1]


@mistake(
    "collapse",
    en=(
        "Only the path through the last hidden neuron counts. Inside the loop add with += instead "
        "of replacing the sum."
    ),
    ru=(
        "Учтён путь только через последний скрытый нейрон. Внутри цикла прибавляйте с помощью +=, "
        "а не заменяйте сумму."
    ),
)
def collapse_last_neuron_only(hidden, output):
    return hidden[:, -1:] @ output[-1:]


@mistake(
    "collapse",
    en=(
        "Your formula knows only two inputs, two hidden neurons and one output. The sizes may "
        "differ: take them from the tables, or use @."
    ),
    ru=(
        "Ваша формула рассчитана на два входа, два скрытых нейрона и один выход. Размеры бывают "
        "другими: берите их из таблиц или используйте @."
    ),
)
def collapse_two_two_one(hidden, output):
    first = hidden[0, 0] * output[0, 0] + hidden[0, 1] * output[1, 0]
    second = hidden[1, 0] * output[0, 0] + hidden[1, 1] * output[1, 0]
    return np.array([[first], [second]])


@mistake(
    "collapse",
    en="The digits after the decimal point are lost. Weights are not whole numbers: leave out int.",
    ru="Теряется дробная часть. Веса — не целые числа: уберите int.",
)
def collapse_whole_numbers(hidden, output):
    return (hidden @ output).astype(int)


@mistake(
    "collapse",
    en="All signs are turned round. Nothing is subtracted here.",
    ru="Все знаки перевёрнуты. Здесь ничего не вычитается.",
)
def collapse_minus(hidden, output):
    return -(hidden @ output)


# --- what the mistakes in both networks have in common ---


def _activations(model):
    """The activations of the Dense layers in order; one that is a layer of its own counts in."""
    found = []
    for layer in model.layers:
        if layer.kind == "Dense":
            found.append(layer.activation or "linear")
        elif found and found[-1] == "linear":
            found[-1] = {"ReLU": "relu"}.get(layer.kind, layer.activation)
    return found


def _units(model):
    return [layer.units for layer in model.layers if layer.kind == "Dense"]


def _some(seen, says):
    """Whether a model that came back has the property."""
    return any(says(model) for model in seen.models)


def _all(seen, says):
    """Whether all models that came back have the property, and there is one."""
    return bool(seen.models) and all(says(model) for model in seen.models)


def _asked(seen):
    """The models that came back, each with the arguments of its call."""
    return [
        (call.value, *call.arguments)
        for call in seen.calls
        if any(call.value is model for model in seen.models)
    ]


def _dense(model):
    return [layer for layer in model.layers if layer.kind == "Dense"]


def _has_no_input(model):
    return any(not layer.weights for layer in _dense(model))


def _inputs(model):
    return _dense(model)[0].weights[0].shape[0]


def _has_other_layers(model):
    return any(
        layer.kind not in ("Dense", "Activation", "ReLU", "Softmax") for layer in model.layers
    )


SHAPE = {
    "en": (
        "keras.Input wants a shape in brackets of its own, with a comma: keras.Input((2,)) says "
        "that one example is two numbers."
    ),
    "ru": (
        "keras.Input ждёт форму: собственные скобки и запятая. Запись keras.Input((2,)) означает, "
        "что один пример — это два числа."
    ),
}
NOTHING = {
    "en": (
        "Your function gives nothing back. compile changes the network and itself returns nothing: "
        "end with a line that returns the network."
    ),
    "ru": (
        "Ваша функция ничего не возвращает. compile меняет сеть, а сам не возвращает ничего: "
        "закончите строкой, которая возвращает сеть."
    ),
}
NO_INPUT = {
    "en": (
        "The model has no Input, so it does not know how many inputs it gets and has no weights "
        "yet. Begin it with keras.Input((2,))."
    ),
    "ru": (
        "В модели нет Input: она не знает, сколько у неё входов, и весов в ней ещё нет. "
        "Начните её с keras.Input((2,))."
    ),
}
INPUTS = {
    "en": (
        "The model does not take two inputs. One example is a place, two numbers: "
        "keras.Input((2,))."
    ),
    "ru": "У модели не два входа. Один пример — это место, два числа: keras.Input((2,)).",
}
UNCOMPILED = {
    "en": (
        "The model is not compiled, so it cannot be trained. Call compile with a loss and an "
        "optimizer before you return it."
    ),
    "ru": (
        "Модель не скомпилирована, и обучить её нельзя. Прежде чем её вернуть, вызовите compile с "
        "функцией потерь и оптимизатором."
    ),
}
NO_BIAS = {
    "en": "A bias is switched off. Leave use_bias out: every layer keeps its bias.",
    "ru": "Отключено смещение. Уберите use_bias: в каждом слое смещение должно остаться.",
}
OTHER_LAYERS = {
    "en": (
        "There is a layer of another kind in the model. Between the input and the output there "
        "are only Dense layers."
    ),
    "ru": "В модели есть слой другого вида. Между входом и выходом стоят только слои Dense.",
}
TWO_OUTPUTS = {
    "en": (
        "The last layer has more than one neuron. There is one question, wet or dry: one sigmoid "
        "neuron answers it."
    ),
    "ru": (
        "В последнем слое больше одного нейрона. Вопрос один — мокро или сухо, — и отвечает на "
        "него один нейрон с сигмоидой."
    ),
}
OUTPUT_LINEAR = {
    "en": (
        "The last layer has no activation, so it can give any number. A probability comes from a "
        "sigmoid."
    ),
    "ru": (
        "У последнего слоя нет функции активации, и он может выдать любое число. Вероятность даёт "
        "сигмоида."
    ),
}
OUTPUT_RELU = {
    "en": (
        "The last layer has the activation relu, which has no upper end. A probability comes from "
        "a sigmoid."
    ),
    "ru": (
        "Функция активации последнего слоя — relu, а у неё нет верхней границы. Вероятность даёт "
        "сигмоида."
    ),
}
OUTPUT_SOFTMAX = {
    "en": "Softmax over one neuron is always 1. One neuron that answers yes or no has a sigmoid.",
    "ru": (
        "Softmax одного нейрона всегда равна 1. Одному нейрону, который отвечает «да» или «нет», "
        "нужна сигмоида."
    ),
}
OUTPUT_TANH = {
    "en": "tanh runs from -1 to 1. A probability, from 0 to 1, comes from a sigmoid.",
    "ru": "tanh меняется от −1 до 1. А вероятность, число от 0 до 1, даёт сигмоида.",
}
LOSS_SQUARED = {
    "en": (
        "The loss is a squared or an absolute error: it fits where the answer is a quantity. For "
        "a probability take binary cross-entropy."
    ),
    "ru": (
        "Функция потерь — квадратичная или абсолютная ошибка: она подходит, когда ответ — "
        "величина. Для вероятности возьмите бинарную кросс-энтропию."
    ),
}
LOSS_CATEGORICAL = {
    "en": (
        "This cross-entropy is for several classes with a neuron each. With one sigmoid neuron the "
        "loss is binary_crossentropy."
    ),
    "ru": (
        "Эта кросс-энтропия — для нескольких классов, у каждого из которых свой нейрон. Для одного "
        "нейрона с сигмоидой функция потерь — binary_crossentropy."
    ),
}
LOSS_UNKNOWN = {
    "en": "Keras does not know a loss of this name. It is spelled binary_crossentropy.",
    "ru": "Функции потерь с таким именем в Keras нет. Её имя пишется так: binary_crossentropy.",
}
LOGITS = {
    "en": (
        "from_logits=True tells the loss to apply a sigmoid itself. The network has one already: "
        "leave from_logits out."
    ),
    "ru": (
        "from_logits=True велит функции потерь применить сигмоиду самой. В сети она уже есть: "
        "уберите from_logits."
    ),
}
SPELLING = {
    "en": "Keras does not know an activation of this name. The names are in small letters: relu.",
    "ru": "Такой функции активации в Keras нет. Имена пишутся строчными буквами: relu.",
}


def _loses_by(model, *losses):
    return model.compiled and model.loss in losses


SQUARED = ("mean_squared_error", "mean_absolute_error")
CATEGORICAL = ("categorical_crossentropy", "sparse_categorical_crossentropy")
UNKNOWN = (
    "binary_cross_entropy",
    "binary-crossentropy",
    "binary crossentropy",
    "binarycrossentropy",
)


# --- build_hidden ---


@mistake("build_hidden", **SHAPE, when=lambda seen: _stops(seen, "to a shape"))
def hidden_input_without_a_shape(units):
    network = keras.Sequential()
    network.add(keras.Input(2))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="adam")
    return network


@mistake(
    "build_hidden", **SPELLING, when=lambda seen: _stops(seen, "activation function identifier")
)
def hidden_activation_misspelled(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="ReLU"))
    network.add(keras.layers.Dense(1, activation="Sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="adam")
    return network


@mistake("build_hidden", **NOTHING, when=_gives_nothing)
def hidden_returns_what_compile_returns(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    return network.compile(loss="binary_crossentropy", optimizer="adam")


@mistake("build_hidden", **NO_INPUT, when=lambda seen: _some(seen, _has_no_input))
def hidden_without_input(units):
    network = keras.Sequential()
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    en="The hidden layer is missing: the inputs go straight to the output neuron.",
    ru="Нет скрытого слоя: входы попадают сразу в выходной нейрон.",
    when=lambda seen: _all(seen, lambda model: len(_units(model)) == 1),
)
def hidden_layer_missing(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    en=(
        "There is one Dense layer too many. The inputs need none, since keras.Input((2,)) stands "
        "for them: only the hidden layer and the output are Dense."
    ),
    ru=(
        "Один слой Dense лишний. Входам он не нужен, за них отвечает keras.Input((2,)): слои "
        "Dense — это только скрытый и выходной."
    ),
    when=lambda seen: _all(seen, lambda model: len(_units(model)) > 2),
)
def hidden_with_a_layer_for_the_inputs(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(2, activation="relu"))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake("build_hidden", **INPUTS, when=lambda seen: _some(seen, lambda model: _inputs(model) != 2))
def hidden_with_as_many_inputs_as_neurons(units):
    network = keras.Sequential()
    network.add(keras.Input((units,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake("build_hidden", **OTHER_LAYERS, when=lambda seen: _some(seen, _has_other_layers))
def hidden_with_dropout(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dropout(0.1))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    en="The layers have changed places: the hidden layer comes first, the one neuron last.",
    ru="Слои поменялись местами: сначала идёт скрытый слой, а один нейрон стоит последним.",
    when=lambda seen: _all(seen, lambda model: _units(model)[0] == 1 and _units(model)[1] > 1),
)
def hidden_layers_swapped(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden", **TWO_OUTPUTS, when=lambda seen: _all(seen, lambda model: _units(model)[-1] > 1)
)
def hidden_with_two_outputs(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(2, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    en=(
        "The hidden layer has the same number of neurons whatever is asked for. Pass the argument "
        "on: Dense(units, …)."
    ),
    ru=(
        "В скрытом слое всегда одно и то же число нейронов, сколько бы ни просили. Передайте "
        "аргумент: Dense(units, …)."
    ),
    when=lambda seen: (
        any(_units(model)[0] != units for model, units in _asked(seen))
        and all(len(_units(model)) == 2 and _units(model)[1] == 1 for model in seen.models)
        and len({_units(model)[0] for model, _units_asked in _asked(seen)}) == 1
    ),
)
def hidden_always_ten(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(10, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    en="The activations have changed places: relu belongs to the hidden layer, sigmoid to the end.",
    ru="Функции активации поменялись местами: relu — в скрытом слое, сигмоида — в последнем.",
    when=lambda seen: _all(
        seen,
        lambda model: _activations(model) == ["sigmoid", "relu"] and _units(model)[-1] == 1,
    ),
)
def hidden_activations_swapped(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="sigmoid"))
    network.add(keras.layers.Dense(1, activation="relu"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    en=(
        "No layer has an activation, so the network collapses to one neuron without a sigmoid. "
        "Give relu to the hidden layer and a sigmoid to the last one."
    ),
    ru=(
        "Функции активации нет ни в одном слое, и сеть сворачивается в один нейрон без сигмоиды. "
        "Задайте relu в скрытом слое и сигмоиду в последнем."
    ),
    when=lambda seen: _all(seen, lambda model: _activations(model) == ["linear", "linear"]),
)
def hidden_without_activations(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units))
    network.add(keras.layers.Dense(1))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    en=(
        "The hidden layer has no activation, so the network collapses to one neuron and can only "
        "draw a straight line. Give the hidden layer relu."
    ),
    ru=(
        "У скрытого слоя нет функции активации: сеть сворачивается в один нейрон и может провести "
        "лишь прямую. Задайте в скрытом слое relu."
    ),
    when=lambda seen: _all(seen, lambda model: _activations(model)[0] == "linear"),
)
def hidden_layer_linear(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    **OUTPUT_LINEAR,
    when=lambda seen: _all(seen, lambda model: _activations(model)[-1] == "linear"),
)
def hidden_output_linear(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    **OUTPUT_RELU,
    when=lambda seen: _all(seen, lambda model: _activations(model)[-1] == "relu"),
)
def hidden_output_relu(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="relu"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    **OUTPUT_SOFTMAX,
    when=lambda seen: _all(seen, lambda model: _activations(model)[-1] == "softmax"),
)
def hidden_output_softmax(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="softmax"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    **OUTPUT_TANH,
    when=lambda seen: _all(seen, lambda model: _activations(model)[-1] == "tanh"),
)
def hidden_output_tanh(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="tanh"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    en="The hidden layer has another activation than relu. The task asks for relu there.",
    ru="В скрытом слое не relu, а другая функция активации. В задании там нужна relu.",
    when=lambda seen: _all(
        seen,
        lambda model: (
            len(_activations(model)) == 2
            and _activations(model)[0] not in ("relu", "linear")
            and _units(model)[-1] == 1
        ),
    ),
)
def hidden_layer_sigmoid(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="sigmoid"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    **NO_BIAS,
    when=lambda seen: _some(
        seen, lambda model: any(layer.use_bias is False for layer in _dense(model))
    ),
)
def hidden_without_bias(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu", use_bias=False))
    network.add(keras.layers.Dense(1, activation="sigmoid", use_bias=False))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden", **UNCOMPILED, when=lambda seen: _all(seen, lambda model: not model.compiled)
)
def hidden_not_compiled(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    return network


@mistake(
    "build_hidden",
    **LOSS_SQUARED,
    when=lambda seen: _all(seen, lambda model: _loses_by(model, *SQUARED)),
)
def hidden_loss_squared(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="mse", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    **LOSS_CATEGORICAL,
    when=lambda seen: _all(seen, lambda model: _loses_by(model, *CATEGORICAL)),
)
def hidden_loss_categorical(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    **LOSS_UNKNOWN,
    when=lambda seen: _all(seen, lambda model: _loses_by(model, *UNKNOWN)),
)
def hidden_loss_misspelled(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_cross_entropy", optimizer=keras.optimizers.Adam(0.01))
    return network


@mistake(
    "build_hidden",
    **LOGITS,
    when=lambda seen: _all(seen, lambda model: model.from_logits is True),
)
def hidden_loss_from_logits(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        optimizer=keras.optimizers.Adam(0.01),
    )
    return network


def _learns_nothing(seen):
    """Whether the network is built right, but was trained without success."""
    return "share" in seen.notes and _all(
        seen,
        lambda model: (
            _activations(model) == ["relu", "sigmoid"] and model.learning_rate is not None
        ),
    )


@mistake(
    "build_hidden",
    en=(
        "The network is built right, but its steps are so small that 30 epochs are not enough. "
        "Take a larger learning rate."
    ),
    ru=(
        "Сеть построена верно, но её шаги так малы, что 30 эпох не хватает. Возьмите скорость "
        "обучения побольше."
    ),
    when=lambda seen: (
        _learns_nothing(seen) and _all(seen, lambda model: model.learning_rate <= 0.005)
    ),
)
def hidden_steps_too_small(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.000001))
    return network


@mistake(
    "build_hidden",
    en=(
        "The network is built right, but its steps are so large that it jumps past every good "
        "place. Take a smaller learning rate."
    ),
    ru=(
        "Сеть построена верно, но её шаги так велики, что она перескакивает через все хорошие "
        "места. Возьмите скорость обучения поменьше."
    ),
    when=lambda seen: (
        _learns_nothing(seen) and _all(seen, lambda model: model.learning_rate >= 1.0)
    ),
)
def hidden_steps_too_large(units):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(100.0))
    return network


# --- build_deep ---


def _deep_asked(seen):
    """The deep models: (units, activations, depth asked, units asked, activation asked)."""
    return [
        (_units(model), _activations(model), depth, units, activation)
        for model, depth, units, activation in _asked(seen)
    ]


@mistake("build_deep", **SHAPE, when=lambda seen: _stops(seen, "to a shape"))
def deep_input_without_a_shape(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input(2))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
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
def deep_activation_as_a_word(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation="activation"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    en="A number cannot be looped over. Write for … in range(depth): it repeats depth times.",
    ru="Числа нельзя перебирать. Напишите for … in range(depth): цикл повторится depth раз.",
    explains=raises("TypeError", "'int' object is not iterable", line=r"\bfor\b.*\bin\b"),
)
def deep_loop_over_a_number(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in depth:
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    en=(
        "One and the same layer is added again and again, and it does not fit behind itself. "
        "Make a new Dense layer inside the loop."
    ),
    ru=(
        "Снова и снова добавляется один и тот же слой, а сам за собой он стоять не может. "
        "Создавайте новый слой Dense внутри цикла."
    ),
    explains=raises("ValueError", r"to have value 2, but received input with shape \(None, \d+\)"),
)
def deep_one_layer_many_times(depth, units, activation):
    layer = keras.layers.Dense(units, activation=activation)
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(layer)
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake("build_deep", **NOTHING, when=_gives_nothing)
def deep_returns_what_compile_returns(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    return network.compile(loss="binary_crossentropy", optimizer="sgd")


@mistake("build_deep", **NO_INPUT, when=lambda seen: _some(seen, _has_no_input))
def deep_without_input(depth, units, activation):
    network = keras.Sequential()
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake("build_deep", **OTHER_LAYERS, when=lambda seen: _some(seen, _has_other_layers))
def deep_with_dropout(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
        network.add(keras.layers.Dropout(0.2))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    en=(
        "The output neuron stands inside the loop, so there is one after every hidden layer. Add "
        "it once, below the loop."
    ),
    ru=(
        "Выходной нейрон стоит внутри цикла, и он появляется после каждого скрытого слоя. Добавьте "
        "его один раз, под циклом."
    ),
    when=lambda seen: any(
        depth > 1 and units > 1 and found == [units, 1] * depth
        for found, _names, depth, units, _activation in _deep_asked(seen)
    ),
)
def deep_output_inside_the_loop(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
        network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    en="The output layer is missing: after the hidden layers comes one neuron with a sigmoid.",
    ru="Нет выходного слоя: после скрытых слоёв идёт один нейрон с сигмоидой.",
    when=lambda seen: (
        bool(seen.models)
        and all(
            found == [units] * depth
            for found, _names, depth, units, _activation in _deep_asked(seen)
        )
    ),
)
def deep_output_missing(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    en="depth and units have changed places: depth counts the layers, units the neurons in each.",
    ru="depth и units поменялись местами: depth — число слоёв, units — число нейронов в каждом.",
    when=lambda seen: (
        bool(seen.models)
        and all(
            found == [depth] * units + [1]
            for found, _names, depth, units, _activation in _deep_asked(seen)
        )
    ),
)
def deep_depth_and_units_swapped(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(units):
        network.add(keras.layers.Dense(depth, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    en="There is one hidden layer too few. depth counts the hidden layers only, not the output.",
    ru="Не хватает одного скрытого слоя. depth — число одних скрытых слоёв, без выходного.",
    when=lambda seen: (
        bool(seen.models)
        and all(
            len(found) == depth and found[-1] == 1
            for found, _names, depth, _units, _activation in _deep_asked(seen)
        )
    ),
)
def deep_one_layer_too_few(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth - 1):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    en="There is one layer too many: depth hidden layers and one output neuron, that is all.",
    ru="Один слой лишний: нужны depth скрытых слоёв и один выходной нейрон, и только.",
    when=lambda seen: (
        bool(seen.models)
        and all(
            len(found) == depth + 2
            for found, _names, depth, _units, _activation in _deep_asked(seen)
        )
    ),
)
def deep_one_layer_too_many(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation=activation))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    en="There is always one hidden layer. Repeat it in a loop: for … in range(depth).",
    ru="Скрытый слой всегда один. Повторите его в цикле: for … in range(depth).",
    when=lambda seen: len(seen.models) > 1 and _all(seen, lambda model: len(_units(model)) == 2),
)
def deep_one_hidden_layer(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    en=(
        "The number of hidden layers is the same whatever is asked for. Repeat the layer in a "
        "loop: for … in range(depth)."
    ),
    ru=(
        "Число скрытых слоёв всегда одно и то же, сколько бы ни просили. Повторите слой в цикле: "
        "for … in range(depth)."
    ),
    when=lambda seen: (
        any(len(found) != depth + 1 for found, _n, depth, _u, _a in _deep_asked(seen))
        and len({len(found) for found, *_rest in _deep_asked(seen)}) == 1
    ),
)
def deep_always_three(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake("build_deep", **INPUTS, when=lambda seen: _some(seen, lambda model: _inputs(model) != 2))
def deep_with_as_many_inputs_as_neurons(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((units,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep", **TWO_OUTPUTS, when=lambda seen: _all(seen, lambda model: _units(model)[-1] > 1)
)
def deep_with_two_outputs(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(2, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    en=(
        "The hidden layers have the same number of neurons whatever is asked for. Pass the "
        "argument on: Dense(units, …)."
    ),
    ru=(
        "В скрытых слоях всегда одно и то же число нейронов, сколько бы ни просили. Передайте "
        "аргумент: Dense(units, …)."
    ),
    when=lambda seen: (
        any(found[0] != units for found, _n, _d, units, _a in _deep_asked(seen))
        and len({tuple(found[:-1][:1]) for found, *_rest in _deep_asked(seen)}) == 1
    ),
)
def deep_always_ten_neurons(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(10, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    en="The output neuron has the hidden activation. Whatever that is, the last layer is a sigmoid.",
    ru=(
        "У выходного нейрона та же функция активации, что у скрытых. Какой бы она ни была, в "
        "последнем слое нужна сигмоида."
    ),
    when=lambda seen: (
        bool(seen.models)
        and all(
            names[-1] == activation and found[-1] == 1
            for found, names, _d, _u, activation in _deep_asked(seen)
        )
    ),
)
def deep_output_like_the_hidden(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation=activation))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    **OUTPUT_LINEAR,
    when=lambda seen: _all(seen, lambda model: _activations(model)[-1] == "linear"),
)
def deep_output_linear(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    **OUTPUT_SOFTMAX,
    when=lambda seen: _all(seen, lambda model: _activations(model)[-1] == "softmax"),
)
def deep_output_softmax(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="softmax"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    en=(
        "The activation never gets into the hidden layers, and they stay linear. Pass it on: "
        "activation=activation."
    ),
    ru=(
        "Функция активации не попала в скрытые слои, и они остались линейными. Передайте её: "
        "activation=activation."
    ),
    when=lambda seen: _all(seen, lambda model: set(_activations(model)[:-1]) == {"linear"}),
)
def deep_hidden_linear(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    en=(
        "One and the same layer stands in several places, so all of them have the same weights. "
        "Call keras.layers.Dense(...) anew for each place, inside the loop."
    ),
    ru=(
        "Один и тот же слой стоит в нескольких местах, поэтому веса у них общие. Создавайте "
        "keras.layers.Dense(...) заново для каждого места, внутри цикла."
    ),
    when=lambda seen: _some(
        seen, lambda model: any(layer.shares is not None for layer in model.layers)
    ),
)
def deep_shares_one_layer(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation=activation))
    hidden = keras.layers.Dense(units, activation=activation)
    for _ in range(depth - 1):
        network.add(hidden)
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    en=(
        "Some hidden layers have the activation and others have none. All of them need it, the "
        "first one too."
    ),
    ru=(
        "У одних скрытых слоёв функция активации есть, у других нет. Она нужна всем, первому тоже."
    ),
    when=lambda seen: _some(
        seen,
        lambda model: (
            "linear" in _activations(model)[:-1] and len(set(_activations(model)[:-1])) > 1
        ),
    ),
)
def deep_only_the_first_activated(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    network.add(keras.layers.Dense(units, activation=activation))
    for _ in range(depth - 1):
        network.add(keras.layers.Dense(units))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    en=(
        "The hidden layers have the same activation whatever is asked for. Pass the argument on: "
        "activation=activation."
    ),
    ru=(
        "У скрытых слоёв всегда одна и та же функция активации, какую бы ни просили. Передайте "
        "аргумент: activation=activation."
    ),
    when=lambda seen: (
        len({activation for *_rest, activation in _deep_asked(seen)}) > 1
        and len({name for _f, names, *_rest in _deep_asked(seen) for name in names[:-1]}) == 1
    ),
)
def deep_always_relu(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    **NO_BIAS,
    when=lambda seen: _some(
        seen, lambda model: any(layer.use_bias is False for layer in _dense(model))
    ),
)
def deep_without_bias(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation, use_bias=False))
    network.add(keras.layers.Dense(1, activation="sigmoid", use_bias=False))
    network.compile(loss="binary_crossentropy", optimizer="sgd")
    return network


@mistake("build_deep", **UNCOMPILED, when=lambda seen: _all(seen, lambda model: not model.compiled))
def deep_not_compiled(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    return network


@mistake(
    "build_deep",
    **LOSS_SQUARED,
    when=lambda seen: _all(seen, lambda model: _loses_by(model, *SQUARED)),
)
def deep_loss_squared(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="mean_squared_error", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    **LOSS_CATEGORICAL,
    when=lambda seen: _all(seen, lambda model: _loses_by(model, *CATEGORICAL)),
)
def deep_loss_categorical(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="sparse_categorical_crossentropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    **LOSS_UNKNOWN,
    when=lambda seen: _all(seen, lambda model: _loses_by(model, *UNKNOWN)),
)
def deep_loss_misspelled(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss="binary_cross_entropy", optimizer="sgd")
    return network


@mistake(
    "build_deep",
    **LOGITS,
    when=lambda seen: _all(seen, lambda model: model.from_logits is True),
)
def deep_loss_from_logits(depth, units, activation):
    network = keras.Sequential()
    network.add(keras.Input((2,)))
    for _ in range(depth):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss=keras.losses.BinaryCrossentropy(from_logits=True), optimizer="sgd")
    return network


# --- signal_sizes ---


def _measures(seen, compute):
    """Whether every answer is what `compute` makes of the outputs of the layers (and of x)."""
    calls = [call for call in seen.calls if not call.failure]
    return bool(calls) and all(
        _close(call.value, compute(call.arguments[0].outputs(call.arguments[1]), call.arguments[1]))
        for call in calls
    )


def _close(found, wanted):
    found, wanted = np.asarray(found, dtype=float), np.asarray(wanted, dtype=float)
    return found.shape == wanted.shape and np.allclose(found, wanted, rtol=1e-4, atol=1e-6)


def _sums(seen):
    """What each Dense layer makes of what comes to it, before the activation: by call."""
    for call in seen.calls:
        model, x = call.arguments
        signals = [x, *model.outputs(x)]
        yield [
            signal @ layer.weights[0] + layer.weights[1]
            for signal, layer in zip(signals[:-1], model.layers, strict=True)
        ]


@mistake(
    "signal_sizes",
    en="Your function gives nothing back. End it with return; print only shows a value.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
    when=lambda seen: _gives_nothing(seen) and all(call.printed for call in seen.calls),
)
def sizes_printed(model, x):
    for layer in model.layers:
        x = layer(x)
        print(np.std(np.array(x)))


@mistake(
    "signal_sizes",
    en=(
        "Your function gives nothing back. End it with return and the list. Note that append "
        "itself returns nothing."
    ),
    ru=(
        "Ваша функция ничего не возвращает. Закончите её словом return и списком. Заметьте: сам "
        "append ничего не возвращает."
    ),
    when=_gives_nothing,
)
def sizes_without_return(model, x):
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.std(np.array(x)))


@mistake(
    "signal_sizes",
    en=(
        "layer.output is only a drawing of the network: it holds no numbers. Call the layer with "
        "what comes to it: layer(signal)."
    ),
    ru=(
        "layer.output — это лишь чертёж сети, чисел в нём нет. Вызовите слой с тем, что к нему "
        "приходит: layer(signal)."
    ),
    when=lambda seen: _stops(seen, "KerasTensor"),
)
def sizes_of_symbols(model, x):
    return [np.std(layer.output) for layer in model.layers]


@mistake(
    "signal_sizes",
    en="A layer has no predict, only a model has. A layer is called like a function: layer(signal).",
    ru="У слоя нет predict, он есть только у модели. Слой вызывают как функцию: layer(signal).",
    explains=raises(
        "AttributeError", "^'(Dense|Activation|Dropout)' object has no attribute 'predict'"
    ),
)
def sizes_by_predict_of_a_layer(model, x):
    sizes = []
    for layer in model.layers:
        x = layer.predict(x)
        sizes.append(np.std(x))
    return sizes


@mistake(
    "signal_sizes",
    en=(
        "You pass the size of the signal on, one number. The next layer wants the signal itself, "
        "the whole table that the layer before has put out."
    ),
    ru=(
        "Вы передаёте дальше размер сигнала, одно число. А следующему слою нужен сам сигнал — вся "
        "таблица, которую выдал предыдущий."
    ),
    explains=raises("ValueError", r"expected min_ndim=\d+, found ndim=0"),
)
def sizes_passed_on(model, x):
    sizes = []
    for layer in model.layers:
        x = np.std(np.array(layer(x)))
        sizes.append(x)
    return sizes


@mistake(
    "signal_sizes",
    en=(
        "Every layer gets x in your answer. Only the first one gets x; each other layer gets what "
        "the one before it has put out."
    ),
    ru=(
        "У вас каждый слой получает x. Его получает только первый, а каждый следующий — то, что "
        "выдал предыдущий."
    ),
    when=lambda seen: (
        _stops(seen, "expected axis -1")
        and any(
            _close(
                call.value[:2],
                [
                    np.std(call.arguments[0].outputs(call.arguments[1])[0]),
                    np.std(_second_from_x(*call.arguments)),
                ],
            )
            for call in seen.calls
            if not call.failure
        )
    ),
)
def sizes_all_from_x(model, x):
    return [np.std(np.array(layer(x))) for layer in model.layers]


def _second_from_x(model, x):
    """What the second layer, a sigmoid, would make of x itself."""
    second = model.layers[1]
    return 1 / (1 + np.exp(-(x @ second.weights[0] + second.weights[1])))


@mistake(
    "signal_sizes",
    en="Your list begins with the size of x. The inputs are not a layer: leave x out.",
    ru="Ваш список начинается с размера x. Входы — не слой: не включайте x.",
    when=lambda seen: _measures(
        seen, lambda outputs, x: [np.std(x), *(np.std(output) for output in outputs)]
    ),
)
def sizes_with_the_inputs(model, x):
    sizes = [np.std(x)]
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.std(np.array(x)))
    return sizes


@mistake(
    "signal_sizes",
    en=(
        "You measure before the layer works: your list begins with x, and the last layer is "
        "missing. Call the layer first, then measure."
    ),
    ru=(
        "Вы измеряете до того, как слой поработал: список начинается с x, а последнего слоя в нём "
        "нет. Сначала вызовите слой, потом измерьте."
    ),
    when=lambda seen: _measures(
        seen, lambda outputs, x: [np.std(signal) for signal in [x, *outputs[:-1]]]
    ),
)
def sizes_before_the_layer(model, x):
    sizes = []
    for layer in model.layers:
        sizes.append(np.std(np.array(x)))
        x = layer(x)
    return sizes


@mistake(
    "signal_sizes",
    en="The last layer is missing. Go through all of model.layers.",
    ru="Нет последнего слоя. Переберите все слои из model.layers.",
    when=lambda seen: any(
        len(call.arguments[0].layers) > 1
        and _close(
            call.value,
            [np.std(output) for output in call.arguments[0].outputs(call.arguments[1])[:-1]],
        )
        for call in seen.calls
        if not call.failure
    ),
)
def sizes_without_the_last(model, x):
    sizes = []
    for layer in model.layers[:-1]:
        x = layer(x)
        sizes.append(np.std(np.array(x)))
    return sizes


@mistake(
    "signal_sizes",
    en="The first layer is missing: model.layers has no layer for the inputs, so skip none.",
    ru="Нет первого слоя: в model.layers нет слоя для входов, пропускать ничего не нужно.",
    when=lambda seen: _measures(
        seen, lambda outputs, _x: [np.std(output) for output in outputs[1:]]
    ),
)
def sizes_without_the_first(model, x):
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.std(np.array(x)))
    return sizes[1:]


@mistake(
    "signal_sizes",
    en="Only the last layer is measured. Collect a number for each layer in a list.",
    ru="Измерен только последний слой. Соберите в список по одному числу для каждого слоя.",
    when=lambda seen: (
        _measures(seen, lambda outputs, _x: np.std(outputs[-1]))
        or _measures(seen, lambda outputs, _x: [np.std(outputs[-1])])
    ),
)
def sizes_of_the_last_only(model, x):
    return np.std(model.predict(x, verbose=0))


@mistake(
    "signal_sizes",
    en="Only the first layer is measured. If return stands inside the loop, move it below.",
    ru="Измерен только первый слой. Если return стоит внутри цикла, вынесите его под цикл.",
    when=lambda seen: (
        _measures(seen, lambda outputs, _x: np.std(outputs[0]))
        or _measures(seen, lambda outputs, _x: [np.std(outputs[0])])
    ),
)
def sizes_of_the_first_only(model, x):
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.std(np.array(x)))
        return sizes


@mistake(
    "signal_sizes",
    en=(
        "The same number stands for every layer: the output of the whole model. Call the layers "
        "one after the other instead of the model."
    ),
    ru=(
        "Для всех слоёв стоит одно и то же число — оно относится к выходу всей модели. Вызывайте "
        "слои один за другим, а не модель."
    ),
    when=lambda seen: _measures(seen, lambda outputs, _x: [np.std(outputs[-1])] * len(outputs)),
)
def sizes_of_the_model(model, x):
    return [np.std(model.predict(x, verbose=0)) for _layer in model.layers]


@mistake(
    "signal_sizes",
    en="The numbers stand in the wrong order: the first layer comes first.",
    ru="Числа стоят в обратном порядке: первым должен идти первый слой.",
    when=lambda seen: _measures(
        seen, lambda outputs, _x: [np.std(output) for output in outputs[::-1]]
    ),
)
def sizes_backwards(model, x):
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.insert(0, np.std(np.array(x)))
    return sizes


@mistake(
    "signal_sizes",
    en=(
        "You give one number for each neuron. A layer gets one number: np.std without axis, over "
        "all that it puts out."
    ),
    ru=(
        "У вас по одному числу на каждый нейрон. Слою положено одно число: np.std без axis, по "
        "всем его выходам."
    ),
    when=lambda seen: _each_like(seen, lambda output: np.std(output, axis=0)),
)
def sizes_of_each_neuron(model, x):
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.std(np.array(x), axis=0))
    return sizes


def _each_like(seen, compute):
    """Whether each layer got an array of its own, made by `compute`."""
    calls = [call for call in seen.calls if not call.failure]
    return bool(calls) and all(
        len(call.value) == len(outputs)
        and all(
            _close(found, compute(output))
            for found, output in zip(call.value, outputs, strict=True)
        )
        for call in calls
        for outputs in [call.arguments[0].outputs(call.arguments[1])]
    )


@mistake(
    "signal_sizes",
    en=(
        "You give one number for each example. A layer gets one number: np.std without axis, over "
        "all that it puts out."
    ),
    ru=(
        "У вас по одному числу на каждый пример. Слою положено одно число: np.std без axis, по "
        "всем его выходам."
    ),
    when=lambda seen: _each_like(seen, lambda output: np.std(output, axis=1)),
)
def sizes_of_each_example(model, x):
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.std(np.array(x), axis=-1))
    return sizes


@mistake(
    "signal_sizes",
    en="You give back the outputs themselves. Measure each of them with np.std.",
    ru="Вы возвращаете сами выходы слоёв. Измерьте каждый из них с помощью np.std.",
    when=lambda seen: _each_like(seen, lambda output: output),
)
def sizes_not_measured(model, x):
    outputs = []
    for layer in model.layers:
        x = layer(x)
        outputs.append(np.array(x))
    return outputs


@mistake(
    "signal_sizes",
    en=(
        "You measure each neuron on its own and take the mean. Here all numbers of a layer go into "
        "one np.std, without axis."
    ),
    ru=(
        "Вы измеряете каждый нейрон отдельно и берёте среднее. Здесь все числа слоя идут в один "
        "np.std, без axis."
    ),
    when=lambda seen: _measures(
        seen, lambda outputs, _x: [np.mean(np.std(output, axis=0)) for output in outputs]
    ),
)
def sizes_mean_over_neurons(model, x):
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.mean(np.std(np.array(x), axis=0)))
    return sizes


@mistake(
    "signal_sizes",
    en=(
        "You measure each example on its own and take the mean. Here all numbers of a layer go "
        "into one np.std, without axis."
    ),
    ru=(
        "Вы измеряете каждый пример отдельно и берёте среднее. Здесь все числа слоя идут в один "
        "np.std, без axis."
    ),
    when=lambda seen: _measures(
        seen, lambda outputs, _x: [np.mean(np.std(output, axis=1)) for output in outputs]
    ),
)
def sizes_mean_over_examples(model, x):
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.mean(np.std(np.array(x), axis=1)))
    return sizes


@mistake(
    "signal_sizes",
    en="You give the variance, which is the square of the standard deviation. Take np.std.",
    ru="Вы нашли дисперсию, а это квадрат стандартного отклонения. Возьмите np.std.",
    when=lambda seen: _measures(seen, lambda outputs, _x: [np.var(output) for output in outputs]),
)
def sizes_variance(model, x):
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.var(np.array(x)))
    return sizes


@mistake(
    "signal_sizes",
    en="You give the mean of the outputs. How far they spread around it says np.std.",
    ru="Вы нашли среднее выходов. А насколько они разбросаны вокруг него, говорит np.std.",
    when=lambda seen: _measures(seen, lambda outputs, _x: [np.mean(output) for output in outputs]),
)
def sizes_mean(model, x):
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.mean(np.array(x)))
    return sizes


@mistake(
    "signal_sizes",
    en="You give the mean size of the outputs. The standard deviation measures from their mean.",
    ru=("Вы нашли средний модуль выходов. А стандартное отклонение отсчитывается от их среднего."),
    when=lambda seen: _measures(
        seen, lambda outputs, _x: [np.mean(np.abs(output)) for output in outputs]
    ),
)
def sizes_mean_of_absolute_values(model, x):
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.mean(np.abs(np.array(x))))
    return sizes


@mistake(
    "signal_sizes",
    en="You give the distance from the smallest output to the largest. Take np.std.",
    ru="Вы нашли разность между наибольшим и наименьшим выходом. Возьмите np.std.",
    when=lambda seen: _measures(seen, lambda outputs, _x: [np.ptp(output) for output in outputs]),
)
def sizes_range(model, x):
    sizes = []
    for layer in model.layers:
        x = np.array(layer(x))
        sizes.append(x.max() - x.min())
    return sizes


@mistake(
    "signal_sizes",
    en="You divide by one number less (ddof=1). Here it is plain np.std(…), without ddof.",
    ru="Вы делите на число, меньшее на единицу (ddof=1). Здесь нужен просто np.std(…), без ddof.",
    when=lambda seen: _measures(
        seen, lambda outputs, _x: [np.std(output, ddof=1) for output in outputs]
    ),
)
def sizes_with_ddof(model, x):
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.std(np.array(x), ddof=1))
    return sizes


@mistake(
    "signal_sizes",
    en="You measure the weights. Measure what the layers put out for x.",
    ru="Вы измеряете веса. А измерить нужно то, что слои выдают для x.",
    when=lambda seen: any(
        _close(call.value, [np.std(layer.weights[0]) for layer in call.arguments[0].layers])
        for call in seen.calls
        if not call.failure
    ),
)
def sizes_of_the_weights(model, x):
    return [np.std(layer.get_weights()[0]) for layer in model.layers]


@mistake(
    "signal_sizes",
    en=(
        "You measure the sums before the activation. A layer passes its activation on, so apply "
        "it before you measure: layer(signal) does both."
    ),
    ru=(
        "Вы измеряете суммы до функции активации. Слой выдаёт числа после неё, поэтому сначала "
        "примените её: layer(signal) делает и то и другое."
    ),
    when=lambda seen: all(
        _close(call.value, [np.std(each) for each in sums])
        for call, sums in zip(seen.calls, _sums(seen), strict=True)
    ),
)
def sizes_before_the_activation(model, x):
    sizes = []
    for layer in model.layers:
        weights, bias = layer.get_weights()
        sums = x @ weights + bias
        sizes.append(np.std(sums))
        x = np.array(layer.activation(sums))
    return sizes


@mistake(
    "signal_sizes",
    en="The numbers are rounded. Deep down the signal is tiny, so keep all digits: leave out round.",
    ru="Числа округлены. В глубине сигнал совсем мал, поэтому сохраните все знаки: уберите round.",
    when=lambda seen: any(
        np.allclose(call.value, sizes, rtol=0, atol=0.006)
        and np.allclose(call.value, np.round(call.value, 3), rtol=0, atol=1e-7)
        for call in seen.calls
        if not call.failure
        for sizes in [[np.std(out) for out in call.arguments[0].outputs(call.arguments[1])]]
    ),
)
def sizes_rounded(model, x):
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(round(float(np.std(np.array(x))), 2))
    return sizes


@mistake(
    "signal_sizes",
    en="All examples are added up before you measure. Measure the whole table, not its sums.",
    ru="Перед измерением вы складываете примеры. Измеряйте всю таблицу, а не суммы.",
    when=lambda seen: _measures(
        seen, lambda outputs, _x: [np.std(np.sum(output, axis=0)) for output in outputs]
    ),
)
def sizes_of_the_sums(model, x):
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.std(np.sum(np.array(x), axis=0)))
    return sizes


@mistake(
    "signal_sizes",
    en="Only the first example is measured. np.std needs the outputs for all rows of x.",
    ru="Измерен только первый пример. Для np.std нужны выходы для всех строк x.",
    when=lambda seen: _measures(
        seen, lambda outputs, _x: [np.std(output[0]) for output in outputs]
    ),
)
def sizes_of_the_first_example(model, x):
    sizes = []
    for layer in model.layers:
        x = np.array(layer(x))
        sizes.append(np.std(x[0]))
    return sizes
