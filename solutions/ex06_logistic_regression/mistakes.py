"""Known wrong answers to logistic regression, each with its hint.

What a model does is seen in the sandbox only, so each mistake says `when` it shows.
"""

# ruff: noqa: F821  (a name that is not there is one of the mistakes)

import re

import keras
import numpy as np

from autograder.checking import float_of_an_array, mistake, raises


def _model(shows):
    """Some model that came back shows the mistake; `shows` gets it and n_features."""
    return lambda seen: any(
        shows(call.value, call.arguments[0])
        for call in seen.calls
        if call.function == "build_model" and call.value in seen.models
    )


def _stops(pattern):
    """Some call has stopped with an error whose text has the pattern in it."""
    return lambda seen: any(
        re.search(pattern, call.failure.message) for call in seen.calls if call.failure
    )


def _dense(model):
    return [layer for layer in model.layers if layer.kind == "Dense"]


def _activations(model):
    """The names of the activations, without those that change nothing."""
    names = [layer.activation for layer in model.layers]
    names += ["softmax" for layer in model.layers if layer.kind == "Softmax"]
    names += ["relu" for layer in model.layers if layer.kind == "ReLU"]
    return [name for name in names if name not in (None, "linear")]


# build_model


@mistake(
    "build_model",
    en="Your function gives nothing back. End it with return model, on a line of its own:"
    " model.compile(…) itself gives nothing back either.",
    ru="Ваша функция ничего не возвращает. Закончите её отдельной строкой return model: сам вызов"
    " model.compile(…) тоже ничего не возвращает.",
    when=lambda seen: any(call.value is None and not call.failure for call in seen.calls),
)
def returns_what_compile_returns(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1, "sigmoid")])
    return model.compile(loss="binary_crossentropy", optimizer="sgd")


@mistake(
    "build_model",
    en="You return a layer. Put it into a model, keras.Sequential, and return the model.",
    ru="Вы возвращаете слой. Поместите его в модель keras.Sequential и верните модель.",
    when=lambda seen: any(getattr(call.value, "type_name", None) == "Dense" for call in seen.calls),
)
def returns_a_layer(n_features):
    return keras.layers.Dense(1, activation="sigmoid")


@mistake(
    "build_model",
    en="keras.Input wants a shape: brackets of its own, and a comma. keras.Input((n_features,)) says"
    " that one example is a row of n_features numbers.",
    ru="keras.Input ждёт форму: собственные скобки и запятая. Запись keras.Input((n_features,))"
    " означает, что один пример — это строка из n_features чисел.",
    when=_stops("to a shape"),
)
def input_without_a_shape(n_features):
    model = keras.Sequential()
    model.add(keras.Input(n_features))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="Python looks for a variable sigmoid. The activation is named by a text, so put it in quotes:"
    ' activation="sigmoid".',
    ru="Python ищет переменную sigmoid. Функцию активации называют текстом, поэтому нужны кавычки:"
    ' activation="sigmoid".',
    when=_stops("name 'sigmoid' is not defined"),
)
def sigmoid_without_quotes(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation=sigmoid))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The model has no Input, so it does not know how many numbers it gets and has no weights"
    " yet. Begin it with keras.Input((n_features,)).",
    ru="В модели нет Input: она не знает, сколько чисел получает, и весов в ней ещё нет. Начните её"
    " с keras.Input((n_features,)).",
    when=_model(lambda model, n: any(not layer.weights for layer in _dense(model))),
)
def without_input(n_features):
    model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="There is more than one Dense layer. Logistic regression is a single neuron: Input, then one"
    " Dense.",
    ru="Слоёв Dense больше одного. Логистическая регрессия — это один нейрон: Input, затем один"
    " Dense.",
    when=_model(lambda model, n: len(_dense(model)) > 1),
)
def a_hidden_layer(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(10, activation="relu"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="You have a neuron for yes and another for no, with softmax. For a yes-or-no question one"
    " neuron with a sigmoid is enough: no has the probability 1 - p.",
    ru="У вас отдельные нейроны для «да» и для «нет» и softmax. Для вопроса «да или нет» хватает"
    " одного нейрона с сигмоидой: вероятность ответа «нет» равна 1 - p.",
    when=_model(lambda model, n: _dense(model)[0].units == 2 and "softmax" in _activations(model)),
)
def two_neurons_with_softmax(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(2, activation="softmax"))
    model.compile(loss="sparse_categorical_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The layer has as many neurons as there are features. Features are inputs: they belong into"
    " keras.Input. The layer has one neuron.",
    ru="В слое столько нейронов, сколько признаков. Признаки — это входы, их место в keras.Input."
    " А нейрон в слое один.",
    when=lambda seen: (
        bool(seen.models)
        and all(
            _dense(call.value)[0].units == call.arguments[0] for call in seen.calls if call.value
        )
    ),
)
def a_neuron_for_each_feature(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_features, activation="sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The layer has more than one neuron. One probability needs one neuron: Dense(1, …).",
    ru="В слое больше одного нейрона. Для одной вероятности нужен один нейрон: Dense(1, …).",
    when=_model(lambda model, n: len(_dense(model)) == 1 and _dense(model)[0].units != 1),
)
def two_neurons(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(2, activation="sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The number of inputs does not follow n_features. Use the argument in keras.Input.",
    ru="Число входов не зависит от n_features. Используйте этот аргумент в keras.Input.",
    when=_model(lambda model, n: model.inputs[1:] != (n,)),
)
def always_two_inputs(n_features):
    model = keras.Sequential([keras.Input((2,))])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="Softmax over a single neuron is always 1, whatever the input is. Take the sigmoid.",
    ru="softmax по единственному нейрону всегда даёт 1, что бы ни пришло на вход. Возьмите сигмоиду.",
    when=_model(lambda model, n: "softmax" in _activations(model) and _dense(model)[-1].units == 1),
)
def softmax_of_one_neuron(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="softmax"))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The model gives z, and leaves the sigmoid to the loss (from_logits=True). Here it must give"
    " the probability itself: put the sigmoid into the layer.",
    ru="Модель выдаёт z и оставляет сигмоиду функции потерь (from_logits=True). Здесь она должна"
    " выдавать саму вероятность: задайте сигмоиду в слое.",
    when=_model(lambda model, n: not _activations(model) and model.from_logits),
)
def sigmoid_left_to_the_loss(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    model.compile(loss=loss, optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The layer has no activation, so it gives any number, such as -3 or 7. Give it the sigmoid,"
    " and it gives a probability.",
    ru="У слоя нет функции активации, и он выдаёт любые числа, например -3 или 7. С сигмоидой он"
    " будет выдавать вероятность.",
    when=_model(lambda model, n: not _activations(model)),
)
def no_activation(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="relu has no upper end, so its output is no probability. The sigmoid stays between 0 and 1.",
    ru="У relu нет верхней границы, и её значение не вероятность. Сигмоида остаётся между 0 и 1.",
    when=_model(lambda model, n: _activations(model)[-1] == "relu"),
)
def relu_as_activation(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="relu"))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="tanh runs from -1 to 1, and a probability is never negative. The sigmoid runs from 0 to 1.",
    ru="tanh меняется от -1 до 1, а вероятность не бывает отрицательной. Сигмоида меняется от 0"
    " до 1.",
    when=_model(lambda model, n: "tanh" in _activations(model)),
)
def tanh_as_activation(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="tanh"))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The sigmoid is applied twice, so every output lies between 0.5 and 0.731. Once is enough: in"
    " the Dense layer or as a layer behind it.",
    ru="Сигмоида применяется дважды, и все ответы лежат между 0.5 и 0.731. Хватит одного раза: в"
    " слое Dense или отдельным слоем после него.",
    when=_model(lambda model, n: _activations(model) == ["sigmoid", "sigmoid"]),
)
def sigmoid_twice(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.add(keras.layers.Activation("sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The activation is not the sigmoid, although some others run from 0 to 1 too. Its name in"
    ' Keras is "sigmoid".',
    ru="Функция активации — не сигмоида, хотя от 0 до 1 меняются и некоторые другие. В Keras она"
    ' называется "sigmoid".',
    when=_model(
        lambda model, n: len(_activations(model)) == 1 and _activations(model) != ["sigmoid"]
    ),
)
def another_activation(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="hard_sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The neuron has no bias, so its boundary has to pass through the origin. Take use_bias=False"
    " out.",
    ru="У нейрона нет смещения, и его граница обязана проходить через начало координат. Уберите"
    " use_bias=False.",
    when=_model(lambda model, n: not _dense(model)[0].use_bias),
)
def no_bias(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="sigmoid", use_bias=False))
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The model is not compiled, so it cannot be trained. Call model.compile with the loss and an"
    " optimizer before you return it.",
    ru="Модель не скомпилирована, поэтому обучать её нельзя. Прежде чем вернуть её, вызовите"
    " model.compile с функцией потерь и оптимизатором.",
    when=_model(lambda model, n: not model.compiled),
)
def not_compiled(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    return model


@mistake(
    "build_model",
    en="compile has not been told the loss. Add loss=… with the binary cross-entropy.",
    ru="В compile не указана функция потерь. Добавьте loss=… с бинарной кросс-энтропией.",
    when=_model(lambda model, n: model.compiled and model.loss is None),
)
def compiled_without_a_loss(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The loss is still the one of linear regression, the mean squared error. Take the binary"
    " cross-entropy.",
    ru="Функция потерь осталась от линейной регрессии: средний квадрат ошибки. Возьмите бинарную"
    " кросс-энтропию.",
    when=_model(lambda model, n: model.loss == "mean_squared_error"),
)
def loss_of_linear_regression(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(loss="mse", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="This cross-entropy is for several classes, with an output neuron for each. For one neuron"
    " and yes or no, take the binary one.",
    ru="Это кросс-энтропия для нескольких классов, где у каждого свой выходной нейрон. Для одного"
    " нейрона и ответа «да или нет» возьмите бинарную.",
    when=_model(
        lambda model, n: (
            model.loss in ("categorical_crossentropy", "sparse_categorical_crossentropy")
        )
    ),
)
def loss_for_several_classes(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(loss="categorical_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The accuracy cannot be the loss: it has no slope to follow. It may stand in metrics; the"
    " loss is the binary cross-entropy.",
    ru="Доля верных ответов не может быть функцией потерь: у неё нет наклона, по которому можно"
    " спускаться. Её место в metrics, а функция потерь — бинарная кросс-энтропия.",
    when=_model(lambda model, n: "accuracy" in model.loss),
)
def accuracy_as_the_loss(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(loss="accuracy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="Keras knows no loss of this name. There is only one underscore in it: binary_crossentropy.",
    ru="Функции потерь с таким названием в Keras нет. Подчёркивание в нём одно:"
    " binary_crossentropy.",
    when=_model(
        lambda model, n: (
            model.loss != "binary_crossentropy"
            and model.loss.lower().replace("_", "").replace(" ", "") == "binarycrossentropy"
        )
    ),
)
def loss_misspelt(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(loss="binary_cross_entropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The loss is not the binary cross-entropy. It is the one that fits a probability.",
    ru="Функция потерь — не бинарная кросс-энтропия. А к вероятности подходит именно она.",
    when=_model(lambda model, n: model.loss not in (None, "binary_crossentropy")),
)
def another_loss(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(loss="mean_absolute_error", optimizer="sgd")
    return model


# train


@mistake(
    "train",
    en="Keras gets a plain row of numbers where it expects the table of features. The order is"
    " fit(x, y, …): first the whole table x, then the answers.",
    ru="Keras получает просто ряд чисел там, где ждёт таблицу признаков. Порядок такой:"
    " fit(x, y, …), сначала вся таблица x, затем ответы.",
    explains=raises(
        "ValueError", r"Expected shape \(None, \d+\), but input has incompatible shape \(\w+,\)"
    ),
)
def features_and_answers_swapped(model, x, y):
    model.fit(y, x, epochs=10, batch_size=8, verbose=0)


@mistake(
    "train",
    en="fit is called on a model that is not compiled, so not on the one that train is given. Train"
    " the argument model itself.",
    ru="fit вызван у нескомпилированной модели, то есть не у той, которую получила функция."
    " Обучайте сам аргумент model.",
    when=_stops("must call `compile"),
)
def trains_an_uncompiled_model(model, x, y):
    other = keras.Sequential([keras.Input((x.shape[1],)), keras.layers.Dense(1, "sigmoid")])
    other.fit(x, y, epochs=10, verbose=0)


@mistake(
    "train",
    en="The number of features is written into your function. A table may have two columns, or"
    " three, or more: use all of x.",
    ru="В вашей функции записано определённое число признаков. В таблице может быть два столбца, три"
    " или больше: берите весь x.",
    when=_stops(r"to have value 3, but received input with shape \(\w+, 2\)"),
)
def two_columns_only(model, x, y):
    model.fit(x[:, :2], y, epochs=10, batch_size=8, verbose=0)


@mistake(
    "train",
    en="The weights of the model that train is given stay as they were. Call fit, and call it on"
    " this very model, not on a new one.",
    ru="Веса модели, которую получает train, остались прежними. Вызовите fit, причём именно у этой"
    " модели, а не у новой.",
    when=lambda seen: seen.notes.get("largest") == 0,
)
def trains_another_model(model, x, y):
    other = keras.models.clone_model(model)
    other.fit(x, y, epochs=3, verbose=0)
    return other


@mistake(
    "train",
    en="The model has learnt the opposite: it says yes where the answer is no. Give fit the answers"
    " y as they are.",
    ru="Модель выучила обратное: она говорит «да», когда ответ «нет». Передайте в fit ответы y"
    " такими, какие они есть.",
    when=lambda seen: seen.notes["accuracy"] < 0.4 and seen.notes["loss"] > 1,
)
def answers_turned_round(model, x, y):
    model.fit(x, 1 - y, epochs=10, batch_size=8, verbose=0)


@mistake(
    "train",
    en="The weights have run away: they have become huge, or no numbers at all. Take smaller steps"
    " (learning_rate), and give fit the answers as they are, 0 and 1.",
    ru="Веса ушли слишком далеко: они стали огромными или вовсе перестали быть числами. Уменьшите"
    " скорость обучения (learning_rate) и передавайте в fit ответы такими, какие они есть: 0 и 1.",
    when=lambda seen: not seen.notes["largest"] <= 30,
)
def steps_too_large(model, x, y):
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(learning_rate=500.0))
    model.fit(x, y, epochs=5, batch_size=16, verbose=0)


@mistake(
    "train",
    en="The model learns, but stops too early. Let fit go through the table more often (epochs), or"
    " take larger steps (learning_rate).",
    ru="Модель учится, но останавливается слишком рано. Пусть fit проходит таблицу больше раз"
    " (epochs) или делает шаги крупнее (learning_rate).",
    when=lambda seen: (
        seen.notes["accuracy"] > 0.6 and seen.notes["loss"] < 0.694 and seen.notes["largest"] < 2
    ),
)
def one_epoch_only(model, x, y):
    model.fit(x, y, verbose=0)


# predict_class


def _answers(seen):
    """Pairs of what came back and of the probabilities, shape (n, 1); none where a call failed."""
    calls = [call for call in seen.calls if call.function == "predict_class"]
    if any(call.failure for call in calls):
        return []
    return [(call.value, call.arguments[0].compute(call.arguments[1])) for call in calls]


def _gives(wrong):
    """All answers are what the function `wrong` makes of the probabilities."""

    def when(seen):
        answers = _answers(seen)
        return bool(answers) and all(_alike(value, wrong(p)) for value, p in answers)

    return when


def _alike(value, wrong):
    value, wrong = np.asarray(value, dtype=float), np.asarray(wrong, dtype=float)
    return value.shape == wrong.shape and np.allclose(value, wrong, rtol=1e-4, atol=1e-5)


def _right_but_of_kind(*kinds):
    """The classes are right, but not integers."""
    right = _gives(lambda p: p[:, 0] > 0.5)
    return lambda seen: (
        right(seen) and all(np.asarray(value).dtype.kind in kinds for value, p in _answers(seen))
    )


def _limit(is_high):
    """Where the answers change from 0 to 1, there is another limit, above (below) 0.5."""

    def when(seen):
        moved = False
        for value, p in _answers(seen):
            zeros, ones = p[:, 0][np.equal(value, 0)], p[:, 0][np.equal(value, 1)]
            if len(zeros) + len(ones) != len(p) or not max(zeros, default=0) < min(ones, default=1):
                return False
            moved = moved or (
                max(zeros, default=0) > 0.5 if is_high else min(ones, default=1) < 0.5
            )
        return moved

    return when


@mistake(
    "predict_class",
    en="Your function gives nothing back. End it with return; print only shows a value.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
    when=lambda seen: all(value is None for value, p in _answers(seen)) and bool(_answers(seen)),
)
def prints_the_classes(model, x):
    print((model.predict(x, verbose=0)[:, 0] > 0.5).astype(int))


@mistake(
    "predict_class",
    en="You return the probabilities as predict gives them. Compare them with 0.5, and return 1 or"
    " 0 for each row.",
    ru="Вы возвращаете вероятности такими, какими их даёт predict. Сравните их с 0.5 и верните для"
    " каждой строки 1 или 0.",
    when=_gives(lambda p: p),
)
def the_table_of_probabilities(model, x):
    return model.predict(x, verbose=0)


@mistake(
    "predict_class",
    en="You return the probabilities. Compare them with 0.5, and return 1 or 0 for each row.",
    ru="Вы возвращаете вероятности. Сравните их с 0.5 и верните для каждой строки 1 или 0.",
    when=_gives(lambda p: p[:, 0]),
)
def the_probabilities(model, x):
    return model.predict(x, verbose=0)[:, 0]


@mistake(
    "predict_class",
    en="The classes are right, but they come as a table with one column, shape (n, 1). Take the"
    " column out of it: shape (n,).",
    ru="Классы верны, но это таблица с одним столбцом, формы (n, 1). Возьмите из неё сам столбец:"
    " форма (n,).",
    when=_gives(lambda p: p > 0.5),
)
def a_table_with_one_column(model, x):
    return (model.predict(x, verbose=0) > 0.5).astype(int)


@mistake(
    "predict_class",
    en="You answer 0 for every row. argmax over a single column always gives 0, and int() cuts 0.9"
    " down to 0: compare the probability with 0.5 instead.",
    ru="Для каждой строки вы отвечаете 0. argmax по единственному столбцу всегда даёт 0, а int()"
    " и 0.9 обрезает до 0: сравнивайте вероятность с 0.5.",
    when=_gives(lambda p: np.zeros(len(p))),
)
def argmax_of_one_column(model, x):
    return np.argmax(model.predict(x, verbose=0), axis=1)


@mistake(
    "predict_class",
    en="You answer 1 for every row. A probability is always above 0, and a sigmoid of it always"
    " above 0.5: compare the probability itself with 0.5.",
    ru="Для каждой строки вы отвечаете 1. Вероятность всегда больше 0, а сигмоида от неё всегда"
    " больше 0.5: сравнивайте с 0.5 саму вероятность.",
    when=_gives(lambda p: np.ones(len(p))),
)
def compares_with_zero(model, x):
    return (model.predict(x, verbose=0)[:, 0] > 0).astype(int)


@mistake(
    "predict_class",
    en="Yes and no are turned round. A probability above 0.5 means 1.",
    ru="«Да» и «нет» перепутаны. Если вероятность больше 0.5, ответ — 1.",
    when=_gives(lambda p: p[:, 0] < 0.5),
)
def turned_round(model, x):
    return (model.predict(x, verbose=0)[:, 0] < 0.5).astype(int)


@mistake(
    "predict_class",
    en="For no you answer -1. The classes are called 1 and 0.",
    ru="Вместо «нет» вы отвечаете -1. Классы обозначены числами 1 и 0.",
    when=_gives(lambda p: np.where(p[:, 0] > 0.5, 1, -1)),
)
def minus_one_for_no(model, x):
    return np.where(model.predict(x, verbose=0)[:, 0] > 0.5, 1, -1)


@mistake(
    "predict_class",
    en="Your classes are 1 and 2. They start at 0: no is 0, and yes is 1.",
    ru="У вас классы 1 и 2. Счёт начинается с 0: «нет» — это 0, «да» — это 1.",
    when=_gives(lambda p: np.where(p[:, 0] > 0.5, 2, 1)),
)
def classes_from_one(model, x):
    return (model.predict(x, verbose=0)[:, 0] > 0.5) + 1


@mistake(
    "predict_class",
    en="You return the places of the ones, and leave the zeros out. Return a 1 or a 0 for every row.",
    ru="Вы возвращаете номера строк с ответом 1, а нули пропускаете. Верните 1 или 0 для каждой"
    " строки.",
    when=_gives(lambda p: np.flatnonzero(p[:, 0] > 0.5)),
)
def places_of_the_ones(model, x):
    return np.where(model.predict(x, verbose=0)[:, 0] > 0.5)[0]


@mistake(
    "predict_class",
    en="You keep only the probabilities above 0.5 and throw the others away. Return a 1 or a 0 for"
    " every row.",
    ru="Вы оставляете только вероятности больше 0.5, а остальные выбрасываете. Верните 1 или 0 для"
    " каждой строки.",
    when=_gives(lambda p: p[p > 0.5]),
)
def keeps_the_large_ones(model, x):
    p = model.predict(x, verbose=0)[:, 0]
    return p[p > 0.5]


@mistake(
    "predict_class",
    en="You give one answer for the first row only. Every row of x gets its own.",
    ru="Вы отвечаете только за первую строку. Ответ нужен для каждой строки x.",
    when=lambda seen: any(
        _gives(wrong)(seen) for wrong in (lambda p: p[0, 0] > 0.5, lambda p: p[:1, 0] > 0.5)
    ),
)
def the_first_row_only(model, x):
    return int(model.predict(x, verbose=0)[0, 0] > 0.5)


@mistake(
    "predict_class",
    en="You count the ones. Return the classes themselves, one for each row.",
    ru="Вы считаете, сколько единиц. Верните сами классы, по одному для каждой строки.",
    when=_gives(lambda p: np.sum(p > 0.5)),
)
def counts_the_ones(model, x):
    return np.sum(model.predict(x, verbose=0)[:, 0] > 0.5)


@mistake(
    "predict_class",
    en="You answer 0 for some probabilities above 0.5. The limit is 0.5.",
    ru="Вы отвечаете 0 и при некоторых вероятностях больше 0.5. Граница — 0.5.",
    when=_limit(is_high=True),
)
def limit_too_high(model, x):
    return (model.predict(x, verbose=0)[:, 0] > 0.6).astype(int)


@mistake(
    "predict_class",
    en="You answer 1 for some probabilities below 0.5. The limit is 0.5.",
    ru="Вы отвечаете 1 и при некоторых вероятностях меньше 0.5. Граница — 0.5.",
    when=_limit(is_high=False),
)
def limit_too_low(model, x):
    return (model.predict(x, verbose=0)[:, 0] > 0.4).astype(int)


@mistake(
    "predict_class",
    en="An if, and, or or cannot ask about a whole array at once. Compare the array, p > 0.5, and"
    " turn the result into integers.",
    ru="if, and и or не могут проверить сразу целый массив. Сравните массив, p > 0.5, и превратите"
    " результат в целые числа.",
    explains=raises(
        "ValueError", "truth value of an array", line=r"\b(if|elif|while|and|or|not)\b"
    ),
)
def an_if_for_all_rows(model, x):
    if model.predict(x, verbose=0) > 0.5:
        return 1
    return 0


@mistake(
    "predict_class",
    en="int() and float() take a single number only. For a whole array there is the method astype(int).",
    ru="int() и float() принимают только одно число. Для целого массива есть метод astype(int).",
    explains=float_of_an_array,
)
def int_of_an_array(model, x):
    return int(model.predict(x, verbose=0)[:, 0] > 0.5)


@mistake(
    "predict_class",
    en="Keras no longer has predict_classes. Take predict, and compare with 0.5.",
    ru="Метода predict_classes в Keras больше нет. Возьмите predict и сравните с 0.5.",
    when=_stops("no attribute 'predict_class"),
)
def an_old_method(model, x):
    return model.predict_classes(x)


@mistake(
    "predict_class",
    en="predict wants a table, and gets a single row. Give it the whole table x at once.",
    ru="predict ждёт таблицу, а получает одну строку. Передайте ему сразу всю таблицу x.",
    explains=raises(
        "ValueError", r"Expected shape \(None, (\d+)\), but input has incompatible shape \(\1,\)"
    ),
)
def row_by_row(model, x):
    return [int(model.predict(row, verbose=0)[0, 0] > 0.5) for row in x]


@mistake(
    "predict_class",
    en="A table of one row gets a plain number, without an axis: squeeze removes them all. Take the"
    " column with [:, 0], and the shape is (1,).",
    ru="Для таблицы из одной строки получается просто число, без осей: squeeze убирает их все."
    " Возьмите столбец через [:, 0], и форма будет (1,).",
    when=_gives(lambda p: np.squeeze(p > 0.5)),
)
def squeezes_every_axis(model, x):
    return np.squeeze(model.predict(x, verbose=0) > 0.5).astype(int)


@mistake(
    "predict_class",
    en="Your answers are True and False. The method astype(int) makes 1 and 0 of them.",
    ru="Ваши ответы — True и False. Метод astype(int) превратит их в 1 и 0.",
    when=_right_but_of_kind("b"),
)
def true_and_false(model, x):
    return model.predict(x, verbose=0)[:, 0] > 0.5


@mistake(
    "predict_class",
    en="Your answers are 1.0 and 0.0, so not integers. The method astype(int) makes 1 and 0 of them.",
    ru="Ваши ответы — 1.0 и 0.0, это не целые числа. Метод astype(int) превратит их в 1 и 0.",
    when=_right_but_of_kind("f"),
)
def rounded_to_floats(model, x):
    return np.round(model.predict(x, verbose=0)[:, 0])
