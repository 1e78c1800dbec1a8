"""Known wrong answers to several classes, each with its hint.

What a model does is seen in the sandbox only, so those mistakes say `when` they show.
"""

# ruff: noqa: F821  (a name that is not there is one of the mistakes)

import difflib

import keras
import numpy as np

from autograder.checking import (
    float_of_an_array,
    max_of_arrays,
    mistake,
    none_for_a_model,
    raises,
)


def _stops(*said):
    """Some call has stopped with one of these texts in its error."""
    return lambda seen: any(
        text in call.failure.message for call in seen.calls if call.failure for text in said
    )


# one_hot


@mistake(
    "one_hot",
    en="Your function gives nothing back. End it with return; print only shows the table.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " таблицу.",
)
def one_hot_prints(labels, n_classes):
    print(np.eye(n_classes)[labels])


@mistake(
    "one_hot",
    en="Your function gives nothing back. End it with return and the table.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return и таблицей.",
    when=lambda seen: (
        bool(seen.calls)
        and all(call.value is None and not call.failure and not call.printed for call in seen.calls)
    ),
)
def one_hot_no_return(labels, n_classes):
    table = np.zeros((len(labels), n_classes))
    table[np.arange(len(labels)), labels] = 1


@mistake(
    "one_hot",
    en="The shape of np.zeros needs brackets of its own: np.zeros((n, n_classes)). Without them the"
    " second number is taken for the type.",
    ru="Форма в np.zeros пишется в собственных скобках: np.zeros((n, n_classes)). Без них второе"
    " число принимается за тип.",
    explains=raises("TypeError", "as a data type", line=r"\bzeros\("),
)
def one_hot_shape_without_brackets(labels, n_classes):
    table = np.zeros(len(labels), n_classes)
    table[np.arange(len(labels)), labels] = 1
    return table


@mistake(
    "one_hot",
    en="You give back the labels as they are. Each label becomes a row of n_classes numbers.",
    ru="Вы возвращаете сами метки. Из каждой метки должна получиться строка из n_classes чисел.",
)
def one_hot_gives_the_labels_back(labels, n_classes):
    return labels


@mistake(
    "one_hot",
    en="Your table has a single column with the labels. It needs a column for each class, with a 1"
    " in the column of the label.",
    ru="В вашей таблице один столбец с метками. Нужен столбец для каждого класса и единица в столбце"
    " с номером метки.",
)
def one_hot_a_column_of_labels(labels, n_classes):
    return labels.reshape(-1, 1)


@mistake(
    "one_hot",
    en="You give back the table np.eye(n_classes) itself, whatever the labels are. Pick rows from it,"
    " one for each label.",
    ru="Вы возвращаете саму таблицу np.eye(n_classes), какими бы ни были метки. Выберите из неё"
    " строки, по одной для каждой метки.",
)
def one_hot_the_identity_itself(labels, n_classes):
    return np.eye(n_classes)


@mistake(
    "one_hot",
    en="The ones stand on a diagonal: row i has its 1 in column i. The column has to be the label of"
    " the row.",
    ru="Единицы стоят по диагонали: в строке i — в столбце i. А столбец должен определяться меткой"
    " этой строки.",
)
def one_hot_a_diagonal(labels, n_classes):
    return np.eye(len(labels), n_classes)


@mistake(
    "one_hot",
    en="Your table lies on its side: it has a column for each label. Each label gets a row, and each"
    " class a column.",
    ru="Ваша таблица лежит на боку: в ней столбец на каждую метку. Каждой метке нужна строка, а"
    " каждому классу — столбец.",
)
def one_hot_transposed(labels, n_classes):
    return np.eye(n_classes)[:, labels]


@mistake(
    "one_hot",
    en="Every 1 stands one column too far to the left. Labels and columns are both counted from 0:"
    " nothing has to be subtracted.",
    ru="Каждая единица стоит на столбец левее, чем нужно. И метки, и столбцы считаются с нуля:"
    " вычитать ничего не надо.",
)
def one_hot_labels_from_one(labels, n_classes):
    return np.eye(n_classes)[labels - 1]


@mistake(
    "one_hot",
    en="Your table has n_classes + 1 columns. The largest label is n_classes - 1, so n_classes"
    " columns are enough.",
    ru="В вашей таблице n_classes + 1 столбцов. Наибольшая метка равна n_classes - 1, поэтому хватает"
    " n_classes столбцов.",
)
def one_hot_one_column_too_many(labels, n_classes):
    return np.eye(n_classes + 1)[labels]


@mistake(
    "one_hot",
    en="Every 1 stands one column too far to the right. Labels and columns are both counted from 0:"
    " label 0 belongs into column 0.",
    ru="Каждая единица стоит на столбец правее, чем нужно. И метки, и столбцы считаются с нуля: метке"
    " 0 соответствует столбец 0.",
)
def one_hot_shifted_to_the_right(labels, n_classes):
    return np.eye(n_classes + 1)[labels + 1]


@mistake(
    "one_hot",
    en="There are always three columns, whatever n_classes says. Take their number from n_classes.",
    ru="Столбцов всегда три, каким бы ни было n_classes. Берите их число из n_classes.",
)
def one_hot_always_three_columns(labels, n_classes):
    return np.eye(3)[labels]


@mistake(
    "one_hot",
    en="Your columns run in the opposite order: label 0 has its 1 in the last one. Column 0 belongs"
    " to label 0.",
    ru="Столбцы идут в обратном порядке: у метки 0 единица стоит в последнем. Метке 0 соответствует"
    " столбец 0.",
)
def one_hot_columns_reversed(labels, n_classes):
    return np.eye(n_classes)[labels][:, ::-1]


@mistake(
    "one_hot",
    en="Zeros and ones are turned round. The column of the label gets the 1, the others get 0.",
    ru="Нули и единицы перепутаны. Единица стоит в столбце метки, в остальных — нули.",
)
def one_hot_turned_round(labels, n_classes):
    return 1 - np.eye(n_classes)[labels]


@mistake(
    "one_hot",
    en="The right column holds the label itself, such as a 2. It must hold a 1, also for label 0.",
    ru="В нужном столбце стоит сама метка, например 2. Там должна стоять единица, и для метки 0 тоже.",
)
def one_hot_label_instead_of_one(labels, n_classes):
    return np.eye(n_classes)[labels] * labels[:, np.newaxis]


@mistake(
    "one_hot",
    en="Every row holds the ones of all labels, but each row may use its own label only."
    " table[:, labels] means all rows; in a loop, begin each row with new zeros.",
    ru="В каждой строке стоят единицы всех меток, а ей нужна только её собственная. table[:, labels] —"
    " это все строки сразу; в цикле начинайте каждую строку с новых нулей.",
)
def one_hot_ones_in_all_rows(labels, n_classes):
    table = np.zeros((len(labels), n_classes))
    table[:, labels] = 1
    return table


@mistake(
    "one_hot",
    en="You fill whole rows with ones: table[labels] means rows. A label says the column; the row is"
    " its place among the labels.",
    ru="Вы заполняете единицами целые строки: table[labels] — это строки. Метка указывает столбец, а"
    " строка — это место метки по порядку.",
)
def one_hot_whole_rows(labels, n_classes):
    table = np.zeros((len(labels), n_classes))
    table[labels] = 1
    return table


@mistake(
    "one_hot",
    en="All columns up to that of the label hold a 1. Only the column of the label itself may: every"
    " row has a single 1.",
    ru="Единицы стоят во всех столбцах до столбца метки включительно. Единица в строке должна быть"
    " одна — в столбце самой метки.",
)
def one_hot_ones_up_to_the_label(labels, n_classes):
    return np.where(np.arange(n_classes) <= labels[:, np.newaxis], 1, 0)


@mistake(
    "one_hot",
    en="Your table holds zeros only. Each row needs a 1 in the column of its label.",
    ru="В вашей таблице одни нули. В каждой строке нужна единица в столбце её метки.",
)
def one_hot_zeros_only(labels, n_classes):
    return np.zeros((len(labels), n_classes))


@mistake(
    "one_hot",
    en="Instead of 0 the other columns hold -1. They must hold 0.",
    ru="Вместо нулей в остальных столбцах стоит -1. Там должен быть 0.",
)
def one_hot_minus_one(labels, n_classes):
    return 2 * np.eye(n_classes)[labels] - 1


@mistake(
    "one_hot",
    en="You give back the row of the first label only. With a loop, return has to stand after it, not"
    " inside.",
    ru="Вы возвращаете строку только для первой метки. Если у вас цикл, return должен стоять после"
    " него, а не внутри.",
)
def one_hot_first_row_only(labels, n_classes):
    for label in labels:
        row = np.zeros(n_classes)
        row[label] = 1
        return row


@mistake(
    "one_hot",
    en="You give back the row of the last label only. Collect the rows of all labels in a table.",
    ru="Вы возвращаете строку только для последней метки. Соберите строки всех меток в таблицу.",
)
def one_hot_last_row_only(labels, n_classes):
    for label in labels:
        row = np.zeros(n_classes)
        row[label] = 1
    return row


@mistake(
    "one_hot",
    en="In your rows the ones of earlier labels are still there. Begin a new row of zeros for each"
    " label.",
    ru="В ваших строках остались единицы от предыдущих меток. Для каждой метки начинайте новую строку"
    " из нулей.",
)
def one_hot_rows_not_cleared(labels, n_classes):
    table, row = [], np.zeros(n_classes)
    for label in labels:
        row[label] = 1
        table.append(row.copy())
    return np.array(table)


@mistake(
    "one_hot",
    en="You count how often each class occurs. Make a row for each label instead, with a 1 in its"
    " column.",
    ru="Вы считаете, сколько раз встретился каждый класс. А нужна строка для каждой метки, с единицей"
    " в её столбце.",
)
def one_hot_counts(labels, n_classes):
    return np.bincount(labels, minlength=n_classes)


@mistake(
    "one_hot",
    en="All numbers stand in one long row. Make a table of them: a row for each label, shape"
    " (n, n_classes).",
    ru="Все числа стоят в одной длинной строке. Нужна таблица: строка на каждую метку, форма"
    " (n, n_classes).",
)
def one_hot_one_long_row(labels, n_classes):
    return np.eye(n_classes)[labels].ravel()


@mistake(
    "one_hot",
    en="NumPy compares n labels with n_classes columns one by one, and they do not fit. Set the"
    " labels up as a column first: labels[:, np.newaxis].",
    ru="NumPy сравнивает n меток и n_classes столбцов поэлементно, а их число разное. Сначала"
    " поставьте метки столбцом: labels[:, np.newaxis].",
    explains=raises(
        "ValueError", r"could not be broadcast .*\(\d+,\) \(\d+,\)", line=r"[^=!]==[^=]|\bequal\("
    ),
)
def one_hot_compared_without_a_column(labels, n_classes):
    return (labels == np.arange(n_classes)).astype(int)


@mistake(
    "one_hot",
    en="Your table has too few columns where a class is missing from the labels. Its number of columns"
    " is n_classes, whatever the labels are.",
    ru="Если какого-то класса нет среди меток, столбцов в вашей таблице не хватает. Их число —"
    " n_classes, какими бы ни были метки.",
)
def one_hot_as_many_columns_as_different_labels(labels, n_classes):
    return np.eye(len(set(labels.tolist())))[labels]


@mistake(
    "one_hot",
    en="Your function reaches for a place outside the table. The table has a row for each label in"
    " turn and n_classes columns; the label is the number of the column, counted from 0.",
    ru="Ваша функция обращается к месту за краем таблицы. В ней по строке на каждую метку, по порядку,"
    " и n_classes столбцов; метка — это номер столбца, считая с нуля.",
    explains=raises("IndexError", "is out of bounds for axis [01]", line=r"\]\s*=(?!=)"),
)
def one_hot_row_and_column_swapped(labels, n_classes):
    table = np.zeros((len(labels), n_classes))
    for i, label in enumerate(labels):
        table[label, i] = 1
    return table


@mistake(
    "one_hot",
    en="The columns of missing classes are gone: your table ends at the largest label. There are"
    " always n_classes columns.",
    ru="Пропали столбцы классов, которых нет среди меток: таблица кончается на наибольшей метке."
    " Столбцов всегда n_classes.",
)
def one_hot_ends_at_the_largest_label(labels, n_classes):
    return np.eye(labels.max() + 1)[labels]


@mistake(
    "one_hot",
    en="You only make columns for labels that occur. There are always n_classes columns, and the"
    " label says which of them gets the 1.",
    ru="Вы создаёте столбцы только для тех меток, которые встретились. Столбцов всегда n_classes, и"
    " метка говорит, в каком из них единица.",
)
def one_hot_columns_of_present_classes(labels, n_classes):
    return (labels[:, np.newaxis] == np.unique(labels)).astype(int)


@mistake(
    "one_hot",
    en="You number the labels that occur anew, from 0. The column is the label itself, also when"
    " smaller labels are missing.",
    ru="Вы заново нумеруете встретившиеся метки с нуля. Столбец — это сама метка, даже если меньших"
    " меток нет.",
)
def one_hot_numbers_the_labels_anew(labels, n_classes):
    return np.eye(n_classes)[np.unique(labels, return_inverse=True)[1]]


@mistake(
    "one_hot",
    en="A single label must give a table with one row. squeeze takes this axis away: leave it out.",
    ru="Для одной метки должна получиться таблица из одной строки. squeeze убирает эту ось: она здесь"
    " не нужна.",
)
def one_hot_squeezed(labels, n_classes):
    return np.squeeze(np.eye(n_classes)[labels])


@mistake(
    "one_hot",
    en="Your table holds True and False. The method astype(int) makes 1 and 0 of them.",
    ru="В вашей таблице True и False. Метод astype(int) превратит их в 1 и 0.",
    when=lambda seen: (
        any(np.asarray(call.value).dtype.kind == "b" for call in seen.calls) and _same_numbers(seen)
    ),
)
def one_hot_true_and_false(labels, n_classes):
    return labels[:, np.newaxis] == np.arange(n_classes)


def _same_numbers(seen):
    """Taken as numbers, all tables are right."""
    return all(
        np.array_equal(call.value, np.eye(call.arguments[1])[call.arguments[0]])
        for call in seen.calls
    )


# build_model


def _model(shows):
    """Some model that came back shows the mistake; `shows` gets it, n_features and n_classes."""
    return lambda seen: any(shows(*each) for each in _models(seen))


def _models(seen):
    """What came back: each model with n_features and n_classes."""
    return [
        (call.value, *call.arguments)
        for call in seen.calls
        if call.function == "build_model" and call.value in seen.models
    ]


def _all_models(shows):
    """All models that came back show the mistake."""
    return lambda seen: bool(_models(seen)) and all(shows(*each) for each in _models(seen))


def _dense(model):
    return [layer for layer in model.layers if layer.kind == "Dense"]


def _units(model):
    """The number of output neurons."""
    return _dense(model)[-1].units


def _one_too_few(seen):
    """Every model has a neuron less than there are classes."""
    return _all_models(lambda model, n, k: _units(model) == k - 1)(seen)


def _names(layers):
    """The names of the activations, without those that change nothing."""
    kinds = {"Softmax": "softmax", "ReLU": "relu"}
    names = [kinds.get(layer.kind, layer.activation) for layer in layers]
    return [name for name in names if name not in (None, "linear")]


def _at_the_end(model):
    """The activations of the last Dense layer, and of layers of their own behind it."""
    last = [i for i, layer in enumerate(model.layers) if layer.kind == "Dense"][-1]
    return _names(model.layers[last:])


@mistake(
    "build_model",
    en="Your function gives nothing back. End it with return model, on a line of its own:"
    " model.compile(…) itself gives nothing back either.",
    ru="Ваша функция ничего не возвращает. Закончите её отдельной строкой return model: сам вызов"
    " model.compile(…) тоже ничего не возвращает.",
    when=lambda seen: any(call.value is None and not call.failure for call in seen.calls),
)
def returns_what_compile_returns(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model.compile(loss="categorical_crossentropy", optimizer="adam")


@mistake(
    "build_model",
    en="add and compile change the model and give nothing back. Write model.add(…) without"
    " model = in front.",
    ru="add и compile изменяют модель и ничего не возвращают. Пишите model.add(…) без model = в"
    " начале.",
    explains=none_for_a_model,
)
def keeps_what_add_returns(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model = model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="You return a layer. Put it into a model, keras.Sequential, and return the model.",
    ru="Вы возвращаете слой. Поместите его в модель keras.Sequential и верните модель.",
    when=lambda seen: any(getattr(call.value, "type_name", None) == "Dense" for call in seen.calls),
)
def returns_a_layer(n_features, n_classes):
    return keras.layers.Dense(n_classes, activation="softmax")


@mistake(
    "build_model",
    en="keras.Input wants a shape: brackets of its own, and a comma. keras.Input((n_features,)) says"
    " that one example is a row of n_features numbers.",
    ru="keras.Input ждёт форму: собственные скобки и запятая. Запись keras.Input((n_features,))"
    " означает, что один пример — это строка из n_features чисел.",
    when=_stops("to a shape"),
)
def input_without_a_shape(n_features, n_classes):
    model = keras.Sequential([keras.Input(n_features)])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="Python looks for a variable softmax. The activation is named by a text, so put it in quotes:"
    ' activation="softmax".',
    ru="Python ищет переменную softmax. Функцию активации называют текстом, поэтому нужны кавычки:"
    ' activation="softmax".',
    when=_stops("name 'softmax' is not defined"),
)
def softmax_without_quotes(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation=softmax))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="You call softmax yourself, with brackets. Give the layer its name instead, as a text:"
    ' activation="softmax".',
    ru="Вы сами вызываете softmax, со скобками. Вместо этого укажите слою её название текстом:"
    ' activation="softmax".',
    when=_stops("softmax() missing"),
)
def softmax_with_brackets(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation=keras.activations.softmax()))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The model takes tables as single examples: its Input has more than one number in it. One"
    " example is a row of n_features numbers; the classes do not belong into Input.",
    ru="Модель считает одним примером целую таблицу: в Input больше одного числа. Один пример — это"
    " строка из n_features чисел, а классам в Input не место.",
    when=_model(lambda model, n, k: len(model.inputs) > 2),
)
def classes_in_the_input(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features, n_classes))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The model has no Input, so it does not know how many numbers it gets and has no weights"
    " yet. Begin it with keras.Input((n_features,)).",
    ru="В модели нет Input: она не знает, сколько чисел получает, и весов в ней ещё нет. Начните её"
    " с keras.Input((n_features,)).",
    when=_model(lambda model, n, k: any(not layer.weights for layer in _dense(model))),
)
def without_input(n_features, n_classes):
    model = keras.Sequential([keras.layers.Dense(n_classes, activation="softmax")])
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="There is no Dense layer in the model. The probabilities come from one: a neuron for each"
    " class.",
    ru="В модели нет слоя Dense. Вероятности выдаёт именно он: по нейрону на каждый класс.",
    when=_model(lambda model, n, k: not _dense(model)),
)
def without_dense(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Activation("softmax")])
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="Inputs and outputs are swapped. The features are the inputs, the classes the neurons of the"
    " last layer.",
    ru="Входы и выходы перепутаны. Признаки — это входы, а классы — нейроны последнего слоя.",
    when=_all_models(lambda model, n, k: model.inputs == (None, k) and _units(model) == n),
)
def features_and_classes_swapped(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_classes,))])
    model.add(keras.layers.Dense(n_features, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The last layer has a single neuron, as for yes or no. With several classes there is a neuron"
    " for each of them.",
    ru="В последнем слое один нейрон, как для вопроса «да или нет». Если классов несколько, нейрон"
    " нужен каждому.",
    when=_all_models(lambda model, n, k: _units(model) == 1),
)
def a_single_neuron(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The last layer has as many neurons as there are features. Features are inputs; the neurons"
    " of the last layer belong to the classes.",
    ru="В последнем слое столько нейронов, сколько признаков. Признаки — это входы, а нейроны"
    " последнего слоя соответствуют классам.",
    when=_all_models(lambda model, n, k: _units(model) == n),
)
def a_neuron_for_each_feature(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_features, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The last layer has one neuron too few. No class may go without: with n_classes classes there"
    " are n_classes neurons.",
    ru="В последнем слое на один нейрон меньше, чем нужно. Ни один класс нельзя пропустить: на"
    " n_classes классов приходится n_classes нейронов.",
    when=_one_too_few,
)
def one_neuron_too_few(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes - 1, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The number of neurons in the last layer does not follow n_classes. Use this argument in the"
    " last Dense.",
    ru="Число нейронов в последнем слое не зависит от n_classes. Используйте этот аргумент в последнем"
    " Dense.",
    when=lambda seen: (
        _model(lambda model, n, k: _units(model) != k)(seen) and not _one_too_few(seen)
    ),
)
def always_three_neurons(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(3, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The number of inputs does not follow n_features. Use the argument in keras.Input.",
    ru="Число входов не зависит от n_features. Используйте этот аргумент в keras.Input.",
    when=_model(lambda model, n, k: len(model.inputs) == 2 and model.inputs[1] != n),
)
def always_two_inputs(n_features, n_classes):
    model = keras.Sequential([keras.Input((2,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The softmax stands twice at the end. The second one pulls all probabilities close together:"
    " take one of them out.",
    ru="softmax стоит в конце дважды. Вторая сближает все вероятности между собой: уберите одну из"
    " них.",
    when=_model(lambda model, n, k: _at_the_end(model).count("softmax") > 1),
)
def softmax_twice(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.add(keras.layers.Activation("softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="Each output neuron has a sigmoid of its own, so the probabilities of a row do not sum to 1."
    " Take the softmax, which looks at all of them.",
    ru="У каждого выходного нейрона своя сигмоида, и вероятности в строке не дают в сумме 1. Возьмите"
    " softmax: она учитывает все нейроны сразу.",
    when=_model(lambda model, n, k: _at_the_end(model) == ["sigmoid"] and _units(model) > 1),
)
def a_sigmoid_for_each_class(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="sigmoid"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The model gives the sums z, and leaves the softmax to the loss (from_logits=True). Here it"
    " must give the probabilities itself: put the softmax into the last layer.",
    ru="Модель выдаёт суммы z и оставляет softmax функции потерь (from_logits=True). Здесь она должна"
    " сама выдавать вероятности: задайте softmax в последнем слое.",
    when=_model(lambda model, n, k: not _at_the_end(model) and model.from_logits),
)
def softmax_left_to_the_loss(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(n_classes)])
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(loss=loss, optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The softmax belongs into the last layer. In your model it stands in an earlier one, and the"
    " last layer gives any numbers.",
    ru="Место softmax — в последнем слое. У вас она стоит раньше, а последний слой выдаёт любые"
    " числа.",
    when=_model(lambda model, n, k: not _at_the_end(model) and "softmax" in _names(model.layers)),
)
def softmax_in_a_hidden_layer(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(16, activation="softmax"))
    model.add(keras.layers.Dense(n_classes))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The last layer has no activation, so it gives any numbers, such as -3 or 7. With a softmax"
    " it gives probabilities.",
    ru="У последнего слоя нет функции активации, и он выдаёт любые числа, например -3 или 7. С softmax"
    " он будет выдавать вероятности.",
    when=_model(lambda model, n, k: not _at_the_end(model)),
)
def no_activation(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(n_classes)])
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="relu has no upper end, so the outputs are no probabilities. In the last layer take the"
    " softmax; relu fits in hidden layers.",
    ru="У relu нет верхней границы, и выходы не вероятности. В последнем слое нужна softmax, а relu"
    " подходит скрытым слоям.",
    when=_model(lambda model, n, k: _at_the_end(model) == ["relu"]),
)
def relu_at_the_end(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(n_classes, activation="relu"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="tanh runs from -1 to 1, and a probability is never negative. In the last layer take the"
    " softmax.",
    ru="tanh меняется от -1 до 1, а вероятность не бывает отрицательной. В последнем слое нужна"
    " softmax.",
    when=_model(lambda model, n, k: _at_the_end(model) == ["tanh"]),
)
def tanh_at_the_end(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="tanh"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="These are the logarithms of the probabilities. The model must give the probabilities"
    ' themselves: "softmax".',
    ru='Это логарифмы вероятностей. Модель должна выдавать сами вероятности: "softmax".',
    when=_model(lambda model, n, k: _at_the_end(model) == ["log_softmax"]),
)
def log_softmax_at_the_end(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="log_softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The last layer ends with another activation than the softmax, or with more than one. The"
    " softmax alone makes probabilities that sum to 1.",
    ru="Последний слой кончается не softmax или не ею одной. Вероятности с суммой 1 даёт softmax, и"
    " больше там ничего не нужно.",
    when=_model(lambda model, n, k: _at_the_end(model) not in (["softmax"], [])),
)
def another_activation(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softplus"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The model is not compiled, so it cannot be trained. Call model.compile with the loss and an"
    " optimizer before you return it.",
    ru="Модель не скомпилирована, поэтому обучать её нельзя. Прежде чем вернуть её, вызовите"
    " model.compile с функцией потерь и оптимизатором.",
    when=_model(lambda model, n, k: not model.compiled),
)
def not_compiled(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    return model


@mistake(
    "build_model",
    en="compile has not been told the loss. Add loss=… with the categorical cross-entropy.",
    ru="В compile не указана функция потерь. Добавьте loss=… с категориальной кросс-энтропией.",
    when=_model(lambda model, n, k: model.compiled and model.loss is None),
)
def compiled_without_a_loss(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The loss is still that of logistic regression. The binary cross-entropy fits one neuron with"
    " yes or no; with a softmax take the categorical one.",
    ru="Функция потерь осталась от логистической регрессии. Бинарная кросс-энтропия подходит одному"
    " нейрону и ответу «да или нет», а к softmax возьмите категориальную.",
    when=_model(lambda model, n, k: model.loss == "binary_crossentropy"),
)
def loss_for_two_classes(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(loss="binary_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The sparse cross-entropy wants plain labels such as 2. Our targets are one-hot rows: leave"
    ' "sparse_" out of the name.',
    ru="Функция потерь со словом sparse ждёт простые метки, например 2. А наши ответы — строки"
    ' one-hot: уберите "sparse_" из названия.',
    when=_model(lambda model, n, k: model.loss == "sparse_categorical_crossentropy"),
)
def loss_for_plain_labels(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The loss is the mean squared error, as in linear regression. For probabilities take the"
    " categorical cross-entropy.",
    ru="Функция потерь — средний квадрат ошибки, как в линейной регрессии. Для вероятностей возьмите"
    " категориальную кросс-энтропию.",
    when=_model(lambda model, n, k: model.loss == "mean_squared_error"),
)
def loss_of_linear_regression(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(loss="mse", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The accuracy cannot be the loss: it has no slope to follow. It may stand in metrics; the"
    " loss is the categorical cross-entropy.",
    ru="Доля верных ответов не может быть функцией потерь: у неё нет наклона, по которому можно"
    " спускаться. Её место в metrics, а функция потерь — категориальная кросс-энтропия.",
    when=_model(lambda model, n, k: "accuracy" in model.loss),
)
def accuracy_as_the_loss(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(loss="accuracy", optimizer="adam")
    return model


def _misspelt(name):
    """Whether the name of a loss looks like the right one, but is written in another way."""
    plain = name.lower().replace("_", "").replace(" ", "").replace("-", "")
    likeness = difflib.SequenceMatcher(None, plain, "categoricalcrossentropy").ratio()
    return name != "categorical_crossentropy" and likeness > 0.9 and "sparse" not in plain


@mistake(
    "build_model",
    en="Keras knows no loss of this name. Check the spelling, with a single underscore:"
    " categorical_crossentropy.",
    ru="Функции потерь с таким названием в Keras нет. Проверьте, как она пишется, подчёркивание одно:"
    " categorical_crossentropy.",
    when=_model(lambda model, n, k: _misspelt(model.loss)),
)
def loss_misspelt(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(loss="categorical_cross_entropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The loss is not the categorical cross-entropy. It is the one that fits a softmax and one-hot"
    " targets.",
    ru="Функция потерь — не категориальная кросс-энтропия. А к softmax и ответам one-hot подходит"
    " именно она.",
    when=_model(lambda model, n, k: model.loss not in (None, "categorical_crossentropy")),
)
def another_loss(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    model.compile(loss="mae", optimizer="adam")
    return model


# train


@mistake(
    "train",
    en="Keras gets the targets where it expects the features. The order is fit(x, y, …): the"
    " features first.",
    ru="Keras получает ответы там, где ждёт признаки. Порядок такой: fit(x, y, …), сначала признаки.",
    when=_stops("to have value 2, but received input with shape (None, 3)"),
)
def features_and_targets_swapped(model, x, y):
    model.fit(y, x, epochs=20, batch_size=16, verbose=0)


@mistake(
    "train",
    en="fit is called on a model that is not compiled, so not on the one that train is given. Train"
    " the argument model itself.",
    ru="fit вызван у нескомпилированной модели, то есть не у той, которую получила функция."
    " Обучайте сам аргумент model.",
    when=_stops("must call `compile()`"),
)
def trains_an_uncompiled_model(model, x, y):
    layers = [keras.Input((x.shape[1],)), keras.layers.Dense(y.shape[1], "softmax")]
    keras.Sequential(layers).fit(x, y, epochs=20, verbose=0)


@mistake(
    "train",
    en="The loss gets plain labels, and it wants one-hot rows. y is one-hot already: give it to fit"
    " as it is.",
    ru="Функция потерь получает простые метки, а ждёт строки one-hot. В y уже строки one-hot:"
    " передайте его в fit как есть.",
    when=_stops("target.shape=(None,)", "target.shape=(None, 1)"),
)
def labels_instead_of_rows(model, x, y):
    model.fit(x, np.argmax(y, axis=1), epochs=20, batch_size=16, verbose=0)


@mistake(
    "train",
    en="y is one-hot already, and you make it one-hot once more: an axis too many. Give it to fit as"
    " it is.",
    ru="В y уже строки one-hot, а вы применяете one-hot ещё раз, и появляется лишняя ось. Передайте y"
    " в fit как есть.",
    when=_stops("target.shape=(None, 3, 3)", "target.shape=(None, 3, 2)"),
)
def one_hot_once_more(model, x, y):
    model.fit(x, keras.utils.to_categorical(y, 3), epochs=20, batch_size=16, verbose=0)


@mistake(
    "train",
    en="You compile the model with the sparse cross-entropy, which wants plain labels. With the"
    " one-hot rows of y, leave the loss as build_model has set it.",
    ru="Вы компилируете модель с функцией потерь sparse…, а ей нужны простые метки. Ответы y — строки"
    " one-hot, поэтому оставьте функцию потерь такой, как в build_model.",
    when=_stops("`target.ndim - 1`"),
)
def compiled_again_with_a_loss_for_labels(model, x, y):
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    model.fit(x, y, epochs=20, batch_size=16, verbose=0)


@mistake(
    "train",
    en="x and y do not have the same number of rows any more. Row i of y belongs to row i of x: give"
    " both as they are.",
    ru="В x и y стало разное число строк. Строка i в y относится к строке i в x: передавайте обе"
    " таблицы как есть.",
    when=_stops("same number of samples", "cardinality"),
)
def features_transposed(model, x, y):
    model.fit(x.T, y, epochs=20, batch_size=16, verbose=0)


@mistake(
    "train",
    en="The number of features is written into your function. A table may have two columns, or"
    " three, or more: use all of x.",
    ru="В вашей функции записано определённое число признаков. В таблице может быть два столбца, три"
    " или больше: берите весь x.",
    when=_stops("to have value 3, but received input with shape (None, 2)"),
)
def two_features_only(model, x, y):
    model.fit(x[:, :2], y, epochs=20, batch_size=16, verbose=0)


@mistake(
    "train",
    en="The number of classes is written into your function. There may be three of them, or four, or"
    " more: use all of y.",
    ru="В вашей функции записано определённое число классов. Их может быть три, четыре или больше:"
    " берите весь y.",
    when=_stops("target.shape=(None, 3), output.shape=(None, 4)"),
)
def three_classes_only(model, x, y):
    model.fit(x, y[:, :3], epochs=20, batch_size=16, verbose=0)


@mistake(
    "train",
    en="The weights of the model that train is given stay as they were. Call fit, and call it on"
    " this very model, not on a new one.",
    ru="Веса модели, которую получает train, остались прежними. Вызовите fit, причём именно у этой"
    " модели, а не у новой.",
    when=lambda seen: seen.notes.get("moved") == 0,
)
def trains_another_model(model, x, y):
    other = keras.models.clone_model(model)
    other.compile(loss="categorical_crossentropy", optimizer="adam")
    other.fit(x, y, epochs=2, verbose=0)
    return other


@mistake(
    "train",
    en="The weights have run away: some have changed by more than 50. Take smaller steps"
    " (learning_rate).",
    ru="Веса выросли слишком сильно: некоторые изменились больше чем на 50. Уменьшите скорость"
    " обучения (learning_rate).",
    when=lambda seen: not seen.notes["moved"] <= 50,
)
def steps_too_large(model, x, y):
    optimizer = keras.optimizers.SGD(learning_rate=5000.0)
    model.compile(loss="categorical_crossentropy", optimizer=optimizer)
    model.fit(x, y, epochs=3, batch_size=16, verbose=0)


@mistake(
    "train",
    en="After train the loss is larger than before, so the model has learnt something else than y"
    " says. Give fit x and y as they are, and do not make the steps too large.",
    ru="После train потери больше, чем до него: модель выучила не то, что написано в y. Передавайте в"
    " fit x и y как есть и не делайте шаги слишком крупными.",
    when=lambda seen: not seen.notes["loss"] <= seen.notes["loss_before"] + 0.1,
)
def columns_reversed(model, x, y):
    model.fit(x, y[:, ::-1], epochs=20, batch_size=16, verbose=0)


def _learns(seen):
    """Whether the weights have moved, not too far, and the loss has not grown."""
    falls = seen.notes["loss"] <= seen.notes["loss_before"] + 0.1
    return 0 < seen.notes["moved"] <= 50 and falls


@mistake(
    "train",
    en="Most answers are right already, but the model is not yet sure enough of them. Let fit go"
    " through the table more often (epochs), or take larger steps (learning_rate).",
    ru="Большинство ответов уже верны, но модель пока недостаточно в них уверена. Пусть fit проходит"
    " таблицу больше раз (epochs) или делает шаги крупнее (learning_rate).",
    when=lambda seen: _learns(seen) and seen.notes["accuracy"] > 0.75,
)
def one_epoch_only(model, x, y):
    model.fit(x, y, verbose=0)


@mistake(
    "train",
    en="The model has learnt next to nothing. Give fit x and y as they are: the numbers unchanged,"
    " and each row of y with its row of x. Then go through the table often enough (epochs).",
    ru="Модель почти ничему не научилась. Передавайте в fit x и y как есть: числа не меняйте, и пусть"
    " каждая строка y остаётся при своей строке x. И проходите таблицу достаточно раз (epochs).",
    when=lambda seen: _learns(seen) and seen.notes["accuracy"] <= 0.75,
)
def features_thrown_away(model, x, y):
    model.fit(np.zeros_like(x), y, epochs=20, batch_size=16, verbose=0)


# predict_class


def _answers(seen):
    """What came back, the probabilities of shape (n, k), and x; none where a call failed."""
    calls = [call for call in seen.calls if call.function == "predict_class"]
    if any(call.failure for call in calls):
        return []
    return [
        (call.value, call.arguments[0].compute(call.arguments[1]), call.arguments[1])
        for call in calls
    ]


def _gives(wrong):
    """All answers are what the function `wrong` makes of the probabilities."""

    def when(seen):
        answers = _answers(seen)
        return bool(answers) and all(_alike(value, wrong(p)) for value, p, x in answers)

    return when


def _alike(value, wrong):
    value, wrong = np.asarray(value, dtype=float), np.asarray(wrong, dtype=float)
    return value.shape == wrong.shape and np.allclose(value, wrong, rtol=1e-4, atol=1e-5)


def _best(p):
    return p.argmax(axis=1)


@mistake(
    "predict_class",
    en="Your function gives nothing back. End it with return; print only shows a value.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
    when=lambda seen: all(each[0] is None for each in _answers(seen)) and bool(_answers(seen)),
)
def prints_the_classes(model, x):
    print(np.argmax(model.predict(x, verbose=0), axis=1))


@mistake(
    "predict_class",
    en="You return the probabilities as predict gives them. Return for each row the number of the"
    " class with the largest one.",
    ru="Вы возвращаете вероятности такими, какими их даёт predict. Верните для каждой строки номер"
    " класса с наибольшей вероятностью.",
    when=_gives(lambda p: p),
)
def the_table_of_probabilities(model, x):
    return model.predict(x, verbose=0)


@mistake(
    "predict_class",
    en="You return the largest probability of each row. Asked for is where it stands: the number of"
    " its class.",
    ru="Вы возвращаете наибольшую вероятность каждой строки. А нужно место, где она стоит: номер"
    " класса.",
    when=_gives(lambda p: p.max(axis=1)),
)
def the_largest_probability(model, x):
    return np.max(model.predict(x, verbose=0), axis=1)


@mistake(
    "predict_class",
    en="You get a single number: argmax without axis counts through the whole table. Look for the"
    " largest number of each row.",
    ru="У вас получается одно число: argmax без axis считает по всей таблице подряд. Ищите наибольшее"
    " число в каждой строке.",
    when=_gives(np.argmax),
)
def argmax_without_axis(model, x):
    return np.argmax(model.predict(x, verbose=0))


@mistake(
    "predict_class",
    en="You get an answer for each column, not for each row: axis=0 goes down the columns. Take the"
    " other axis.",
    ru="У вас ответ для каждого столбца, а не для каждой строки: axis=0 идёт вниз по столбцам."
    " Возьмите другую ось.",
    when=_gives(lambda p: p.argmax(axis=0)),
)
def argmax_down_the_columns(model, x):
    return np.argmax(model.predict(x, verbose=0), axis=0)


@mistake(
    "predict_class",
    en="You return one-hot rows. Return the number of the class for each row, such as 2 for"
    " 0, 0, 1.",
    ru="Вы возвращаете строки one-hot. Верните для каждой строки номер класса, например 2 вместо"
    " 0, 0, 1.",
    when=_gives(lambda p: np.eye(p.shape[1])[_best(p)]),
)
def one_hot_rows(model, x):
    p = model.predict(x, verbose=0)
    return (p == p.max(axis=1, keepdims=True)).astype(int)


@mistake(
    "predict_class",
    en="You compare every probability with 0.5, or round it, and return the whole table. Return the"
    " number of the class with the largest probability, one for each row.",
    ru="Вы сравниваете каждую вероятность с 0.5 или округляете её и возвращаете всю таблицу. Верните"
    " номер класса с наибольшей вероятностью, по одному для каждой строки.",
    when=_gives(lambda p: p > 0.5),
)
def the_table_compared_with_a_half(model, x):
    return (model.predict(x, verbose=0) > 0.5).astype(int)


@mistake(
    "predict_class",
    en="This is the rule for yes or no: one column, compared with 0.5. With several classes look for"
    " the largest probability of the row.",
    ru="Это правило для ответа «да или нет»: один столбец сравнивается с 0.5. Если классов несколько,"
    " ищите в строке наибольшую вероятность.",
    when=lambda seen: any(
        _gives(wrong)(seen) for wrong in (lambda p: p[:, 0] > 0.5, lambda p: p[:, 1] > 0.5)
    ),
)
def the_rule_for_two_classes(model, x):
    return (model.predict(x, verbose=0)[:, 0] > 0.5).astype(int)


@mistake(
    "predict_class",
    en="Rows in which no probability exceeds 0.5 are missing from your answer. The largest one wins,"
    " however small it is.",
    ru="В вашем ответе нет строк, где ни одна вероятность не больше 0.5. Побеждает наибольшая, какой"
    " бы малой она ни была.",
    when=_gives(lambda p: np.where(p > 0.5)[1]),
)
def rows_without_a_majority_left_out(model, x):
    return np.where(model.predict(x, verbose=0) > 0.5)[1]


@mistake(
    "predict_class",
    en="Where no probability exceeds 0.5, you always answer 0. Compare the probabilities with each"
    " other, not with 0.5: the largest one wins.",
    ru="Если ни одна вероятность не больше 0.5, вы всегда отвечаете 0. Сравнивайте вероятности не с"
    " 0.5, а между собой: побеждает наибольшая.",
    when=_gives(lambda p: (p > 0.5).argmax(axis=1)),
)
def zero_without_a_majority(model, x):
    return np.argmax(np.round(model.predict(x, verbose=0)), axis=1)


@mistake(
    "predict_class",
    en="Your answers are one too large. The classes are counted from 0, and so does argmax.",
    ru="Ваши ответы на единицу больше, чем нужно. Классы считаются с нуля, и argmax считает так же.",
    when=_gives(lambda p: _best(p) + 1),
)
def classes_from_one(model, x):
    return np.argmax(model.predict(x, verbose=0), axis=1) + 1


@mistake(
    "predict_class",
    en="You choose the class with the smallest probability. The largest one wins.",
    ru="Вы выбираете класс с наименьшей вероятностью. А побеждает наибольшая.",
    when=_gives(lambda p: p.argmin(axis=1)),
)
def the_least_probable_class(model, x):
    return np.argmin(model.predict(x, verbose=0), axis=1)


@mistake(
    "predict_class",
    en="You return all classes, sorted by probability. Return the most probable one alone, one number"
    " for each row.",
    ru="Вы возвращаете все классы, упорядоченные по вероятности. Верните только самый вероятный, одно"
    " число для каждой строки.",
    when=lambda seen: any(
        _gives(wrong)(seen)
        for wrong in (lambda p: p.argsort(axis=1), lambda p: (-p).argsort(axis=1))
    ),
)
def all_classes_sorted(model, x):
    return np.argsort(model.predict(x, verbose=0), axis=1)


@mistake(
    "predict_class",
    en="The classes are right, but they come as a table with one column, shape (n, 1). Leave keepdims"
    " out: shape (n,).",
    ru="Классы верны, но это таблица с одним столбцом, формы (n, 1). Уберите keepdims: форма (n,).",
    when=_gives(lambda p: _best(p)[:, np.newaxis]),
)
def a_table_with_one_column(model, x):
    return np.argmax(model.predict(x, verbose=0), axis=1, keepdims=True)


@mistake(
    "predict_class",
    en="Only the first three classes can win. There may be more of them: look at the whole row.",
    ru="Победить могут только первые три класса. Их может быть больше: смотрите на всю строку.",
    when=_gives(lambda p: p[:, :3].argmax(axis=1)),
)
def three_classes_at_most(model, x):
    p = model.predict(x, verbose=0)
    return [0 if a > b and a > c else 1 if b > c else 2 for a, b, c in p[:, :3]]


@mistake(
    "predict_class",
    en="You look for the largest feature, and the model is not asked at all. Ask it first:"
    " model.predict(x, verbose=0).",
    ru="Вы ищете наибольший признак, а модель вообще не спрашиваете. Сначала спросите её:"
    " model.predict(x, verbose=0).",
    when=lambda seen: (
        bool(_answers(seen))
        and all(_alike(value, x.argmax(axis=1)) for value, p, x in _answers(seen))
    ),
)
def the_largest_feature(model, x):
    return np.argmax(x, axis=1)


@mistake(
    "predict_class",
    en="You give one answer, for the first row only. Every row of x gets its own.",
    ru="Вы даёте один ответ, только за первую строку. Ответ нужен для каждой строки x.",
    when=lambda seen: any(
        _gives(wrong)(seen) for wrong in (lambda p: _best(p)[0], lambda p: _best(p)[:1])
    ),
)
def the_first_row_only(model, x):
    return int(np.argmax(model.predict(x, verbose=0)[0]))


@mistake(
    "predict_class",
    en="You count how often each class wins. Return the classes themselves, one for each row.",
    ru="Вы считаете, сколько раз победил каждый класс. Верните сами классы, по одному для каждой"
    " строки.",
    when=lambda seen: any(
        _gives(wrong)(seen)
        for wrong in (
            lambda p: np.bincount(_best(p)),
            lambda p: np.bincount(_best(p), minlength=p.shape[1]),
        )
    ),
)
def counts_the_classes(model, x):
    return np.bincount(np.argmax(model.predict(x, verbose=0), axis=1))


@mistake(
    "predict_class",
    en="You add up each row. The probabilities of a row always sum to 1; look for the largest of"
    " them.",
    ru="Вы складываете числа строки. Сумма вероятностей в строке всегда равна 1; ищите наибольшую из"
    " них.",
    when=_gives(lambda p: p.sum(axis=1)),
)
def sums_of_the_rows(model, x):
    return np.sum(model.predict(x, verbose=0), axis=1)


@mistake(
    "predict_class",
    en="You answer 0 for every row. A probability is hardly ever 1, so int() cuts it down to 0; look"
    " for the largest one instead.",
    ru="Для каждой строки вы отвечаете 0. Вероятность почти никогда не равна 1, и int() обрезает её до"
    " 0; ищите наибольшую.",
    when=_gives(lambda p: np.zeros(len(p))),
)
def the_largest_cut_down(model, x):
    return np.max(model.predict(x, verbose=0), axis=1).astype(int)


@mistake(
    "predict_class",
    en="Keras no longer has predict_classes. Take predict, and look for the largest probability of"
    " each row.",
    ru="Метода predict_classes в Keras больше нет. Возьмите predict и найдите в каждой строке"
    " наибольшую вероятность.",
    when=_stops("predict_classes", "predict_class'"),
)
def an_old_method(model, x):
    return model.predict_classes(x)


@mistake(
    "predict_class",
    en="predict wants a table, and gets a single row. Give it the whole table x at once.",
    ru="predict ждёт таблицу, а получает одну строку. Передайте ему сразу всю таблицу x.",
    when=_stops("incompatible shape (2,)"),
)
def row_by_row(model, x):
    return [int(np.argmax(model.predict(row, verbose=0))) for row in x]


@mistake(
    "predict_class",
    en="Python's own max cannot compare whole rows. np.max and np.argmax can, with axis=1.",
    ru="Обычный max в Python не умеет сравнивать целые строки. Это умеют np.max и np.argmax с axis=1.",
    explains=max_of_arrays,
)
def the_max_of_python(model, x):
    p = model.predict(x, verbose=0)
    return max(p)


@mistake(
    "predict_class",
    en="int() and float() take a single number only. np.argmax gives integers already, one for each row.",
    ru="int() и float() принимают только одно число. np.argmax и так даёт целые числа, по одному на строку.",
    explains=float_of_an_array,
)
def int_of_an_array(model, x):
    return int(np.argmax(model.predict(x, verbose=0), axis=1))


@mistake(
    "predict_class",
    en="A single row has no axis 1. Give predict the whole table, and its result has one.",
    ru="У одной строки нет оси 1. Передайте predict всю таблицу, и у результата она будет.",
    when=_stops("axis 1 is out of bounds"),
)
def argmax_of_one_row(model, x):
    return np.argmax(model.predict(x, verbose=0)[0], axis=1)


@mistake(
    "predict_class",
    en="A table of one row gets a plain number, without an axis: squeeze removes them all. Leave it"
    " out, and the shape is (1,).",
    ru="Для таблицы из одной строки получается просто число, без осей: squeeze убирает их все. Без"
    " squeeze форма будет (1,).",
    when=_gives(lambda p: np.squeeze(_best(p))),
)
def squeezes_every_axis(model, x):
    return np.squeeze(np.argmax(model.predict(x, verbose=0), axis=1))


@mistake(
    "predict_class",
    en="Your answers are 0.0, 1.0, 2.0, so not integers. np.argmax gives integers; astype(int) makes"
    " integers of others.",
    ru="Ваши ответы — 0.0, 1.0, 2.0, это не целые числа. np.argmax даёт целые; из других их сделает"
    " astype(int).",
    when=lambda seen: (
        _gives(_best)(seen)
        and all(np.asarray(each[0]).dtype.kind == "f" for each in _answers(seen))
    ),
)
def decimal_numbers(model, x):
    return np.argmax(model.predict(x, verbose=0), axis=1).astype(float)
