"""Known wrong answers to linear regression, each with the hint that its author gets."""

import keras
import numpy as np

from autograder.checking import mistake


def _stops(seen, *said):
    """Whether an answer stopped somewhere with all these texts in its error, its line included."""
    messages = [call.failure.message for call in seen.calls if call.failure]
    return any(all(text in message for text in said) for message in messages)


def _nothing(seen, question, printed):
    """Whether every call of a function gave nothing back, with or without printing."""
    calls = [call for call in seen.calls if call.function == question]
    return bool(calls) and all(
        call.value is None and call.failure is None and call.printed == printed for call in calls
    )


# --- build_model ---


def _built(seen):
    """How many features were asked for, and the model that came, for each call."""
    return [(call.arguments[0], call.value) for call in seen.calls if hasattr(call.value, "layers")]


def _dense(network):
    return [layer for layer in network.layers if layer.kind == "Dense"]


def _every(seen, is_so):
    """Whether something holds for every model that was built, and its number of features."""
    built = _built(seen)
    return bool(built) and all(is_so(n, network) for n, network in built)


def _gives_a(seen, *types):
    return any(getattr(call.value, "type_name", "") in types for call in seen.calls)


def _activation_is(seen, *names):
    return any(
        layer.activation in names for _n, network in _built(seen) for layer in network.layers
    )


@mistake(
    "build_model",
    en="keras.Input wants the shape of one row: brackets of its own, and a comma. Write"
    " keras.Input((n_features,)).",
    ru="keras.Input ждёт форму одной строки: собственные скобки и запятая. Напишите"
    " keras.Input((n_features,)).",
    when=lambda seen: _stops(seen, "to a shape"),
)
def input_without_a_shape(n_features):
    model = keras.Sequential([keras.Input(n_features), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="Your function prints something, but gives nothing back. End it with return model; print"
    " and summary only show.",
    ru="Ваша функция что-то печатает, но ничего не возвращает. Закончите её строкой return model:"
    " print и summary только показывают.",
    when=lambda seen: _nothing(seen, "build_model", printed=True),
)
def returns_the_summary(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model.summary()


@mistake(
    "build_model",
    en="Your function gives nothing back. End it with return model, in a line of its own: compile"
    " and add give nothing back either.",
    ru="Ваша функция ничего не возвращает. Закончите её отдельной строкой return model: compile и"
    " add тоже ничего не возвращают.",
    when=lambda seen: _nothing(seen, "build_model", printed=False),
)
def returns_what_compile_gives(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    return model.compile(loss="mean_squared_error", optimizer="sgd")


@mistake(
    "build_model",
    en="You return a single layer. A layer alone cannot be trained: put it into a keras.Sequential,"
    " compile that, and return it.",
    ru="Вы возвращаете один слой. Сам по себе слой не обучить: добавьте его в keras.Sequential,"
    " скомпилируйте и верните эту модель.",
    when=lambda seen: _gives_a(seen, "Dense"),
)
def returns_the_layer(n_features):
    return keras.layers.Dense(1, input_shape=(n_features,))


@mistake(
    "build_model",
    en="You return the output of the layer. A model is made of the inputs and the outputs:"
    " keras.Model(inputs, outputs). Or use keras.Sequential.",
    ru="Вы возвращаете выход слоя. Модель получается из входов и выходов вместе:"
    " keras.Model(inputs, outputs). Или возьмите keras.Sequential.",
    when=lambda seen: _gives_a(seen, "KerasTensor"),
)
def returns_the_outputs(n_features):
    inputs = keras.Input((n_features,))
    return keras.layers.Dense(1)(inputs)


@mistake(
    "build_model",
    en="The model has no layer: it gives back what it gets. Add keras.layers.Dense(1).",
    ru="В модели нет ни одного слоя: она возвращает то, что получила. Добавьте"
    " keras.layers.Dense(1).",
    when=lambda seen: _every(seen, lambda _n, network: not network.layers),
)
def without_a_layer(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="There is more than one Dense layer. The inputs need none, and nothing is hidden here: a"
    " single neuron, Dense(1), is the whole model.",
    ru="Слоёв Dense больше одного. Входам слой не нужен, и скрытого слоя здесь нет: вся модель —"
    " это один нейрон, Dense(1).",
    when=lambda seen: _every(seen, lambda _n, network: len(_dense(network)) > 1),
)
def hidden_layer(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            keras.layers.Dense(n_features),
            keras.layers.Dense(1),
        ]
    )
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="Beside Dense there is a layer of another kind in the model. Linear regression needs"
    " Dense(1) only.",
    ru="Кроме Dense, в модели есть слой другого вида. Линейной регрессии нужен только Dense(1).",
    when=lambda seen: _every(
        seen,
        lambda _n, network: any(
            layer.kind not in ("Dense", "Activation") for layer in network.layers
        ),
    ),
)
def layer_of_another_kind(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            keras.layers.Rescaling(1 / 255),
            keras.layers.Dense(1),
        ]
    )
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The model does not know yet how many inputs it has, and so it has no weights. Begin it with"
    " keras.Input((n_features,)).",
    ru="Модель ещё не знает, сколько у неё входов, поэтому весов в ней нет. Начните её с"
    " keras.Input((n_features,)).",
    when=lambda seen: _every(
        seen, lambda _n, network: any(not layer.weights for layer in _dense(network))
    ),
)
def without_input(n_features):
    model = keras.Sequential([keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The shape that your keras.Input gets has more than one number. It describes a single row:"
    " (n_features,). Keras itself puts None in front, for the number of rows.",
    ru="В форме, которую получает ваш keras.Input, больше одного числа. А описывает она одну"
    " строку: (n_features,). Впереди Keras сам поставит None — число строк.",
    when=lambda seen: _every(
        seen, lambda _n, network: network.inputs is not None and len(network.inputs) > 2
    ),
)
def rows_in_the_input(n_features):
    model = keras.Sequential([keras.Input((None, n_features)), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="Inputs and neurons have changed places: your model has one input and n_features neurons. It"
    " needs n_features inputs, keras.Input((n_features,)), and one neuron, Dense(1).",
    ru="Входы и нейроны поменялись местами: у вашей модели один вход и n_features нейронов. Нужно"
    " n_features входов, keras.Input((n_features,)), и один нейрон, Dense(1).",
    when=lambda seen: _every(
        seen,
        lambda n, network: n > 1 and network.inputs == (None, 1) and _dense(network)[0].units == n,
    ),
)
def inputs_and_neurons_swapped(n_features):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(n_features)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The layer has more than one neuron. Each neuron gives a number of its own, and we want a"
    " single one, the speed: Dense(1). The features are the inputs, not the neurons.",
    ru="В слое больше одного нейрона. Каждый нейрон даёт своё число, а нам нужно одно — скорость:"
    " Dense(1). Признаки — это входы, а не нейроны.",
    when=lambda seen: _every(
        seen, lambda _n, network: len(_dense(network)) == 1 and _dense(network)[0].units > 1
    ),
)
def neuron_for_each_feature(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(n_features)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The model has one input too many. The bias needs none: Dense has it already.",
    ru="У модели на один вход больше, чем нужно. Смещению вход не нужен: оно уже есть в Dense.",
    when=lambda seen: _every(seen, lambda n, network: network.inputs == (None, n + 1)),
)
def input_for_the_bias(n_features):
    model = keras.Sequential([keras.Input((n_features + 1,)), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The model always has the same number of inputs, whatever it is asked for. Hand the argument"
    " on: keras.Input((n_features,)).",
    ru="У модели всегда одно и то же число входов, сколько бы признаков ни просили. Передайте"
    " аргумент дальше: keras.Input((n_features,)).",
    when=lambda seen: (
        len({n for n, _network in _built(seen)}) > 1
        and len({network.inputs for _n, network in _built(seen)}) == 1
        and all(network.inputs and network.layers for _n, network in _built(seen))
    ),
)
def always_two_inputs(n_features):
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The neuron has no bias. Leave use_bias=False out: without the bias, a flat road without"
    " wind would have the speed 0.",
    ru="У нейрона нет смещения. Уберите use_bias=False: без смещения скорость на ровной дороге без"
    " ветра была бы равна 0.",
    when=lambda seen: _every(
        seen, lambda _n, network: any(layer.use_bias is False for layer in network.layers)
    ),
)
def without_bias(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1, use_bias=False)])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The neuron has a sigmoid and can only answer between 0 and 1. Leave the activation out:"
    " the answer may be any number.",
    ru="У нейрона сигмоида, и ответить он может только числом от 0 до 1. Уберите функцию"
    " активации: ответом может быть любое число.",
    when=lambda seen: _activation_is(seen, "sigmoid"),
)
def sigmoid_output(n_features):
    model = keras.Sequential(
        [keras.Input((n_features,)), keras.layers.Dense(1, activation="sigmoid")]
    )
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The neuron has relu and can never answer with a negative number. Leave the activation out:"
    " the answer may be any number.",
    ru="У нейрона relu, и отрицательного ответа он дать не может. Уберите функцию активации:"
    " ответом может быть любое число.",
    when=lambda seen: _activation_is(seen, "relu"),
)
def relu_output(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1, "relu")])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The neuron has a softmax, and with one neuron only its answer is always 1. Leave the"
    " activation out: the answer may be any number.",
    ru="У нейрона softmax, а для единственного нейрона это всегда 1. Уберите функцию активации:"
    " ответом может быть любое число.",
    when=lambda seen: _activation_is(seen, "softmax"),
)
def softmax_output(n_features):
    model = keras.Sequential(
        [keras.Input((n_features,)), keras.layers.Dense(1, activation="softmax")]
    )
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The neuron has an activation, which bends the straight line. Leave it out: linear"
    " regression is the sum itself.",
    ru="У нейрона есть функция активации, и она изгибает прямую. Уберите её: линейная регрессия —"
    " это сама сумма.",
    when=lambda seen: any(
        layer.activation not in (None, "linear")
        for _n, network in _built(seen)
        for layer in network.layers
    ),
)
def tanh_output(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1, "tanh")])
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The model is not compiled, so it cannot be trained. Before return, call model.compile with"
    " a loss and an optimizer.",
    ru="Модель не скомпилирована, и обучать её нельзя. Перед return вызовите model.compile с"
    " функцией потерь и оптимизатором.",
    when=lambda seen: _every(seen, lambda _n, network: not network.compiled),
)
def not_compiled(n_features):
    return keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])


@mistake(
    "build_model",
    en="compile has got no loss, so there is nothing that training could make smaller. Name it:"
    ' loss="mean_squared_error". metrics are only shown.',
    ru="compile не получил функцию потерь, и обучению нечего уменьшать. Назовите её:"
    ' loss="mean_squared_error". Метрики (metrics) лишь показываются.',
    when=lambda seen: _every(seen, lambda _n, network: network.compiled and network.loss is None),
)
def metric_for_loss(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    model.compile(optimizer="sgd", metrics=["mean_squared_error"])
    return model


def _loss_is(seen, name):
    return _every(seen, lambda _n, network: network.loss == name)


@mistake(
    "build_model",
    en='The loss is the mean absolute error. We want its square: loss="mean_squared_error".',
    ru="Функция потерь здесь — средняя абсолютная ошибка. Нужна средняя квадратичная:"
    ' loss="mean_squared_error".',
    when=lambda seen: _loss_is(seen, "mean_absolute_error"),
)
def absolute_error(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    model.compile(loss="mae", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The loss is binary cross-entropy. It measures probabilities, but a speed may be any number:"
    ' take loss="mean_squared_error".',
    ru="Функция потерь здесь — бинарная кросс-энтропия. Она измеряет вероятности, а скорость может"
    ' быть любым числом: возьмите loss="mean_squared_error".',
    when=lambda seen: _loss_is(seen, "binary_crossentropy"),
)
def binary_cross_entropy(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    model.compile(loss="binary_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="The loss is the mean squared *logarithmic* error, which is something else. Take"
    ' loss="mean_squared_error".',
    ru="Функция потерь здесь — средняя квадратичная *логарифмическая* ошибка, а это не то же"
    ' самое. Возьмите loss="mean_squared_error".',
    when=lambda seen: _loss_is(seen, "mean_squared_logarithmic_error"),
)
def logarithmic_error(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_logarithmic_error", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en='The loss is not the one that Keras calls "mean_squared_error". Take this name, spelled'
    " just so.",
    ru='Функция потерь — не та, которую Keras называет "mean_squared_error". Возьмите это имя,'
    " буква в букву.",
    when=lambda seen: _every(
        seen, lambda _n, network: network.loss not in (None, "mean_squared_error")
    ),
)
def loss_misspelt(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    model.compile(loss="mean_square_error", optimizer="sgd")
    return model


def _optimizer_is(seen, *names):
    return _every(seen, lambda _n, network: network.optimizer in names)


@mistake(
    "build_model",
    en="The optimizer is RMSprop; Keras takes it where none is named. Name SGD:"
    " optimizer=keras.optimizers.SGD(learning_rate=0.05).",
    ru="Оптимизатор здесь — RMSprop: его Keras берёт, когда оптимизатор не назван. Назовите SGD:"
    " optimizer=keras.optimizers.SGD(learning_rate=0.05).",
    when=lambda seen: _optimizer_is(seen, "rmsprop"),
)
def optimizer_not_named(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error")
    return model


@mistake(
    "build_model",
    en="The optimizer is Adam. It would work as well, with a larger learning rate; but here we"
    " take plain SGD, whose steps you know from the last lesson.",
    ru="Оптимизатор здесь — Adam. При большей скорости обучения годится и он, но мы берём простой"
    " SGD, шаги которого вы знаете из прошлого урока.",
    when=lambda seen: _optimizer_is(seen, "adam", "adamw"),
)
def adam(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer="adam")
    return model


# --- train ---


def _fits(seen, table):
    """Whether what has been learnt fits this table of features and targets."""
    x, y = table
    kernel, bias = seen.notes["learnt"]
    return float(np.mean(((x @ kernel + bias)[:, 0] - y) ** 2)) < 0.55 * min(1.0, np.var(y))


def _scaled(x):
    """The usual ways to scale a table, column by column."""
    yield (x - x.mean(axis=0)) / x.std(axis=0)
    yield x - x.mean(axis=0)
    yield (x - x.min(axis=0)) / (x.max(axis=0) - x.min(axis=0))
    yield x / x.max(axis=0)
    yield x / 3
    yield x / np.linalg.norm(x, axis=0)


def _trained(seen):
    """Whether the model has been trained, to weights that are plain numbers."""
    return seen.notes["moved"] and np.isfinite(seen.notes["after"])


def _has_another_loss(seen):
    return seen.notes["loss"] != "mean_squared_error"


def _knows_the_ride(seen):
    learnt, ride = np.append(*seen.notes["learnt"]), [-2.43, -1.3, 18.84]
    return len(learnt) == len(ride) and np.allclose(learnt, ride, rtol=0, atol=0.4)


def _knows_scaled_features(seen):
    x, y = seen.notes["table"]
    return _trained(seen) and any(_fits(seen, (other, y)) for other in _scaled(x))


def _knows_scaled_targets(seen):
    x, y = seen.notes["table"]
    return _trained(seen) and any(_fits(seen, (x, other)) for other in _scaled(y))


def _only_the_mean(seen):
    x, y = seen.notes["table"]
    kernel, bias = seen.notes["learnt"]
    answers = (x @ kernel + bias)[:, 0]
    return abs(answers.mean() - y.mean()) < 1 and answers.std() < 0.5 * y.std()


def _learnt_something_else(seen):
    """Whether the model has learnt what nobody asked for, however long it took."""
    others = (_has_another_loss, _knows_the_ride, _knows_scaled_features, _knows_scaled_targets)
    return any(knows(seen) for knows in (*others, _only_the_mean))


@mistake(
    "train",
    en="fit wants the features first and the targets second: model.fit(x, y, …). Yours have"
    " changed places.",
    ru="fit ждёт сначала признаки, потом правильные ответы: model.fit(x, y, …). У вас они"
    " поменялись местами.",
    when=lambda seen: _stops(seen, ".fit(y, x", "Invalid input shape"),
)
def features_and_targets_swapped(model, x, y):
    model.fit(y, x, epochs=30, batch_size=4, verbose=0)


@mistake(
    "train",
    en="fit wants a table, but gets something else, perhaps a single row. Hand over x and y as a"
    " whole: fit goes through the rows itself.",
    ru="fit ждёт таблицу, а получает что-то другое, возможно, одну строку. Передайте x и y целиком: по строкам fit пройдёт сам.",
    when=lambda seen: _stops(seen, ".fit(", "tuple index out of range"),
)
def one_row_at_a_time(model, x, y):
    for row, target in zip(x, y, strict=True):
        model.fit(row, target, verbose=0)


@mistake(
    "train",
    en="You train another model and return it; the model that train was given has stayed as it"
    " was. Call fit on the argument model itself.",
    ru="Вы обучаете и возвращаете другую модель, а та, которую получила функция train, осталась"
    " прежней. Вызовите fit у самого аргумента model.",
    when=lambda seen: (
        not seen.notes["moved"]
        and any(
            call.function == "train"
            and hasattr(call.value, "handle")
            and call.value.handle != call.arguments[0].handle
            for call in seen.calls
        )
    ),
)
def trains_a_new_model(model, x, y):
    model = keras.Sequential([keras.Input((x.shape[1],)), keras.layers.Dense(1)])
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.SGD(0.05))
    model.fit(x, y, epochs=30, batch_size=4, verbose=0)
    return model


@mistake(
    "train",
    en="After train, the weights of the model are what they were before. Call model.fit(x, y, …) on"
    " the very model that train is given; evaluate and compile train nothing.",
    ru="После train веса модели остались прежними. Вызовите model.fit(x, y, …) у той самой модели,"
    " которую получила функция; evaluate и compile ничего не обучают.",
    when=lambda seen: not seen.notes["moved"],
)
def only_evaluates(model, x, y):
    return model.evaluate(x, y, verbose=0)


@mistake(
    "train",
    en="The model has been compiled anew, with another loss than the mean squared error. Leave"
    " compile out of train: the model comes compiled.",
    ru="Модель скомпилирована заново, и функция потерь у неё уже не средняя квадратичная ошибка."
    " Уберите compile из train: модель приходит скомпилированной.",
    when=_has_another_loss,
)
def compiles_with_another_loss(model, x, y):
    model.compile(loss="mae", optimizer=keras.optimizers.SGD(0.01))
    model.fit(x, y, epochs=30, batch_size=4, verbose=0)


@mistake(
    "train",
    en="The model has learnt the rule of Vera's ride, whatever table it is given. Inside train, use"
    " the arguments x and y, not roads and speeds.",
    ru="Какую таблицу ни дай, модель выучивает правило поездки Веры. Внутри train берите аргументы"
    " x и y, а не roads и speeds.",
    when=_knows_the_ride,
)
def trains_on_the_ride(model, x, y):
    model.fit(roads, speeds, epochs=30, batch_size=4, verbose=0)  # noqa: F821


@mistake(
    "train",
    en="The model has learnt scaled features: its weights fit those, not x as it comes. Leave the"
    " scaling out of train; the numbers have a good size already.",
    ru="Модель обучена на масштабированных признаках, и её веса подходят к ним, а не к x, каким он"
    " приходит. Уберите масштабирование из train: размер чисел и так хороший.",
    when=_knows_scaled_features,
)
def scales_the_features(model, x, y):
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    model.fit(x, y, epochs=30, batch_size=4, verbose=0)


@mistake(
    "train",
    en="The model has learnt scaled targets, so its predictions have the wrong size. Train on y as it"
    " comes.",
    ru="Модель обучена на масштабированных правильных ответах, и её предсказания — не того"
    " размера. Обучайте её на y, каким он приходит.",
    when=_knows_scaled_targets,
)
def scales_the_targets(model, x, y):
    y = (y - y.mean()) / y.std()
    model.fit(x, y, epochs=30, batch_size=4, verbose=0)


@mistake(
    "train",
    en="The model predicts the mean of y for every row and has learnt nearly nothing from x. Does each row of"
    " x still have its own target? Leave the order to fit: it shuffles both together.",
    ru="Модель для любой строки предсказывает среднее значение y и почти ничего не узнала из x."
    " Каждой ли строке x по-прежнему отвечает свой y? Порядок доверьте fit: он перемешивает x и y"
    " вместе.",
    when=lambda seen: _trained(seen) and _only_the_mean(seen),
)
def shuffles_the_targets_alone(model, x, y):
    y = np.random.default_rng(4).permutation(y)
    model.fit(x, y, epochs=30, batch_size=4, verbose=0)


@mistake(
    "train",
    en="The loss has grown instead of falling: the steps are too large. Choose a smaller learning"
    " rate, such as 0.05.",
    ru="Ошибка не уменьшилась, а выросла: шаги слишком велики. Возьмите меньшую скорость обучения,"
    " например 0,05.",
    when=lambda seen: (
        seen.notes["moved"]
        and not seen.notes["after"] < seen.notes["before"]
        and not _learnt_something_else(seen)
    ),
)
def steps_too_large(model, x, y):
    model.optimizer.learning_rate = 2.0
    model.fit(x, y, epochs=30, batch_size=4, verbose=0)


@mistake(
    "train",
    en="Training moves in the right direction, but its steps are too small or too few. Give it more"
    " epochs (epochs=…) or more steps in each (a smaller batch_size).",
    ru="Обучение идёт в верную сторону, но шагов мало или они слишком малы. Добавьте эпох"
    " (epochs=…) или шагов в каждой (меньше batch_size).",
    when=lambda seen: (
        _trained(seen)
        and seen.notes["after"] < seen.notes["before"]
        and not _learnt_something_else(seen)
    ),
)
def one_epoch(model, x, y):
    model.fit(x, y, verbose=0)


# --- predict ---


def _answers(seen):
    """Table, answer, and the weights and bias of the model, for each call that came to an end."""
    return [
        (call.arguments[1], call.value, *seen.notes[f"weights_{len(call.arguments[1])}"])
        for call in seen.calls
        if call.function == "predict" and call.failure is None
    ]


def _always(seen, looks_so, rows=1):
    """Whether all answers to tables of so many rows or more look so; there must be one."""
    answers = [answer for answer in _answers(seen) if len(answer[0]) >= rows]
    return bool(answers) and all(
        looks_so(x, np.asarray(value, dtype=float), x @ w + b, b) for x, value, w, b in answers
    )


def _near(one, other):
    return one.shape == np.shape(other) and np.allclose(one, other, rtol=1e-3, atol=1e-3)


@mistake(
    "predict",
    en="Your function prints something, but gives nothing back. End it with return.",
    ru="Ваша функция что-то печатает, но ничего не возвращает. Закончите её словом return.",
    when=lambda seen: _nothing(seen, "predict", printed=True),
)
def prints_the_predictions(model, x):
    print(np.ravel(model.predict(x, verbose=0)))


@mistake(
    "predict",
    en="Your function gives nothing back. End it with return and the predictions.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return и предсказаниями.",
    when=lambda seen: _nothing(seen, "predict", printed=False),
)
def without_return(model, x):
    answers = np.ravel(model.predict(x, verbose=0))  # noqa: F841


@mistake(
    "predict",
    en="x is a table already, so it needs no further axis. Hand it over as it is:"
    " model.predict(x).",
    ru="x — уже таблица, и лишняя ось ей не нужна. Передайте её как есть: model.predict(x).",
    when=lambda seen: _stops(seen, "Invalid input shape", "has incompatible shape (1, 5, 2)"),
)
def one_axis_too_many(model, x):
    return np.ravel(model.predict(np.expand_dims(x, axis=0), verbose=0))


@mistake(
    "predict",
    en="Keras wants a table, but here it gets a single row. Hand over x as a whole: it answers for"
    " all rows at once.",
    ru="Keras ждёт таблицу, а получает одну строку. Передайте x целиком: ответ придёт сразу для"
    " всех строк.",
    when=lambda seen: _stops(seen, "Invalid input shape", "has incompatible shape (2,)"),
)
def single_rows(model, x):
    return np.array([model.predict(row, verbose=0)[0] for row in x])


@mistake(
    "predict",
    en="evaluate measures a loss and needs the targets for that. The method that only predicts is"
    " model.predict.",
    ru="evaluate измеряет ошибку, и для этого нужны правильные ответы. Просто предсказывает метод"
    " model.predict.",
    when=lambda seen: _stops(seen, "evaluate(", "None values not supported"),
)
def evaluates(model, x):
    return model.evaluate(x, verbose=0)


@mistake(
    "predict",
    en="You give back the weights of the model. Let the model use them: model.predict(x).",
    ru="Вы возвращаете веса модели. Пусть модель применит их: model.predict(x).",
    when=lambda seen: any(
        isinstance(value, list | tuple)
        and len(value) == 2
        and _near(np.asarray(value[0]), w[:, None])
        for _x, value, w, _b in _answers(seen)
    ),
)
def returns_the_weights(model, x):
    return model.get_weights()


@mistake(
    "predict",
    en="You give back a column, of shape (n, 1). Make one row of numbers out of it, of shape (n,):"
    " np.ravel or [:, 0] does that.",
    ru="Вы возвращаете столбец формы (n, 1). Сделайте из него простой ряд чисел формы (n,): это"
    " умеют np.ravel и [:, 0].",
    when=lambda seen: _always(
        seen, lambda x, value, right, b: _near(value, right[:, None]), rows=2
    ),
)
def returns_a_column(model, x):
    return model.predict(x, verbose=0)


@mistake(
    "predict",
    en="You give back a table of one row, of shape (1, n): .T only turns the column. np.ravel or"
    " [:, 0] makes the shape (n,).",
    ru="Вы возвращаете таблицу из одной строки, формы (1, n): .T лишь поворачивает столбец. Форму"
    " (n,) даст np.ravel или [:, 0].",
    when=lambda seen: _always(seen, lambda x, value, right, b: _near(value, right[None]), rows=2),
)
def transposes_the_column(model, x):
    return model.predict(x, verbose=0).T


@mistake(
    "predict",
    en="You predict for the first row only. Give back the predictions for all rows: [:, 0] takes the"
    " whole column, [0] only its first number.",
    ru="У вас предсказание только для первой строки. Верните предсказания для всех строк: [:, 0] берёт весь"
    " столбец, а [0] — лишь его первое число.",
    when=lambda seen: _always(
        seen, lambda x, value, right, b: value.size == 1 and _near(value.ravel(), right[:1]), rows=2
    ),
)
def first_row_only(model, x):
    return model.predict(x, verbose=0)[0]


@mistake(
    "predict",
    en="For a table of one row you give back a bare number, of shape (). np.squeeze takes away"
    " every axis of length 1; np.ravel or [:, 0] leaves the shape (1,).",
    ru="Для таблицы из одной строки вы возвращаете просто число, форма (). np.squeeze убирает все"
    " оси длины 1, а np.ravel и [:, 0] оставляют форму (1,).",
    when=lambda seen: any(
        len(x) == 1 and np.shape(value) == () for x, value, _w, _b in _answers(seen)
    ),
)
def squeezes_everything(model, x):
    return np.squeeze(model.predict(x, verbose=0))


@mistake(
    "predict",
    en="You give back one number for the whole table, the mean of the predictions. Give back one for"
    " each row.",
    ru="Вы возвращаете одно число на всю таблицу — среднее предсказаний. Верните по одному для"
    " каждой строки.",
    when=lambda seen: _always(
        seen, lambda x, value, right, b: _near(value.ravel(), right.mean(keepdims=True)), rows=2
    ),
)
def mean_of_the_predictions(model, x):
    return np.mean(model.predict(x, verbose=0))


@mistake(
    "predict",
    en="The bias is missing from your predictions. model.predict adds it by itself; by hand it is"
    " x @ w + b.",
    ru="В ваших предсказаниях не хватает смещения. model.predict прибавляет его сам, а вручную это"
    " x @ w + b.",
    when=lambda seen: _always(seen, lambda x, value, right, b: _near(value.ravel(), right - b)),
)
def forgets_the_bias(model, x):
    return np.ravel(x @ model.get_weights()[0])


@mistake(
    "predict",
    en="You cut or round the predictions to whole numbers. Return them as they are.",
    ru="Вы округляете предсказания до целых или отбрасываете дробную часть. Верните их как есть.",
    when=lambda seen: _always(
        seen,
        lambda x, value, right, b: any(
            _near(value.ravel(), cut) for cut in (np.round(right), np.trunc(right), np.floor(right))
        ),
    ),
)
def whole_numbers(model, x):
    return np.ravel(model.predict(x, verbose=0)).astype(int)


@mistake(
    "predict",
    en="You round the predictions. Return them with all their digits.",
    ru="Вы округляете предсказания. Верните их со всеми знаками.",
    when=lambda seen: _always(
        seen,
        lambda x, value, right, b: any(
            _near(value.ravel(), np.round(right, digits)) for digits in (1, 2)
        ),
    ),
)
def rounds(model, x):
    return np.round(np.ravel(model.predict(x, verbose=0)), 1)


@mistake(
    "predict",
    en="You only say whether a prediction is above a limit. What is asked is the number itself: no"
    " comparison is needed.",
    ru="Вы сообщаете лишь, больше ли предсказание некоторой границы. А нужно само число: сравнивать"
    " его не нужно.",
    when=lambda seen: _always(
        seen,
        lambda x, value, right, b: any(
            _near(value.ravel(), (right > limit) * 1.0) for limit in (0, 0.5)
        ),
        rows=2,
    ),
)
def compares_with_a_half(model, x):
    return (np.ravel(model.predict(x, verbose=0)) > 0.5).astype(int)


@mistake(
    "predict",
    en="Every prediction is 0. argmax would do that: it gives the place of the largest output, and"
    " with a single neuron that is always place 0. Return the output itself.",
    ru="Все предсказания — нули. Так выходит с argmax: он даёт номер наибольшего выхода, а у"
    " единственного нейрона это всегда номер 0. Верните сам выход.",
    when=lambda seen: _always(seen, lambda x, value, right, b: _near(value, 0 * right)),
)
def place_of_the_largest(model, x):
    return np.argmax(model.predict(x, verbose=0), axis=1)


@mistake(
    "predict",
    en="You scale x before you ask the model. Its weights belong to x as it comes: hand it over"
    " unchanged.",
    ru="Вы масштабируете x, прежде чем спросить модель. Её веса подходят к x, каким он приходит:"
    " передайте его без изменений.",
    when=lambda seen: any(
        _near(np.ravel(np.asarray(value, dtype=float)), scaled @ w + b)
        for x, value, w, b in _answers(seen)
        if len(x) > 1
        for scaled in _scaled(x)
    ),
)
def scales_before_asking(model, x):
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    return np.ravel(model.predict(x, verbose=0))


def _is_fresh(x, value):
    """Whether these are the answers of a model without bias: such a one is new and untrained."""
    rest = np.linalg.lstsq(x, value, rcond=None)[1]
    return value.shape == (len(x),) and len(rest) == 1 and rest[0] < 1e-6


@mistake(
    "predict",
    en="These look like the predictions of another model, with other weights and a bias that is"
    " still 0, as in a new one. Ask the model that predict is given.",
    ru="Похоже, это предсказания другой модели: веса у неё другие, а смещение ещё равно 0, как у"
    " новой. Спросите ту модель, которую получает predict.",
    when=lambda seen: _always(
        seen,
        lambda x, value, right, b: (
            _is_fresh(x, np.ravel(value)) and np.any(value) and not _near(value.ravel(), right - b)
        ),
        rows=4,
    ),
)
def asks_a_new_model(model, x):
    model = build_model(x.shape[1])  # noqa: F821
    return np.ravel(model.predict(x, verbose=0))
