"""Known wrong answers about handwritten digits, each with its hint.

What a model does, and of which type an array is, is not seen in the numbers that come back: those
mistakes say `when` they show.
"""

# ruff: noqa: F821  (a name that is not there is one of the mistakes)

import difflib

import keras
import numpy as np

from autograder.checking import mistake, raises


def _stops(*said):
    """Some call has stopped with one of these texts in its error."""
    return lambda seen: any(
        text in call.failure.message for call in seen.calls if call.failure for text in said
    )


# prepare


def _pairs(seen):
    """What came back, as images, labels, x and y; none where a call failed or gave no pair."""
    calls = [call for call in seen.calls if call.function == "prepare"]
    if any(call.failure or not isinstance(call.value, tuple | list) for call in calls):
        return []
    return [(*call.arguments, *call.value) for call in calls if len(call.value) == 2]


def _all_pairs(shows):
    """All pairs that came back show the mistake; `shows` gets images, labels, x and y."""
    return lambda seen: bool(_pairs(seen)) and all(shows(*each) for each in _pairs(seen))


def _rows(images):
    return images.reshape(len(images), 784) / 255


def _alike(value, right, atol=1e-5):
    value = np.asarray(value, dtype=float)
    return value.shape == np.shape(right) and np.allclose(value, right, rtol=1e-4, atol=atol)


def _gives_x(wrong):
    """All x are what `wrong` makes of the images."""
    return _all_pairs(lambda images, labels, x, y: _alike(x, wrong(images)))


def _gives_y(wrong):
    """All y are what `wrong` makes of the labels."""
    return _all_pairs(lambda images, labels, x, y: _alike(y, wrong(labels)))


def _columns_needed(labels):
    """How many columns one may find necessary who looks at these labels alone."""
    return (int(max(labels)) + 1,), (len(set(labels.tolist())),)


def _type_of(array):
    return str(getattr(array, "dtype", ""))


@mistake(
    "prepare",
    en="Your function gives nothing back. End it with return x, y; print only shows a value.",
    ru="Ваша функция ничего не возвращает. Закончите её строкой return x, y: print лишь показывает"
    " значение.",
)
def prepare_prints(images, labels):
    print(images.reshape(len(images), 784).astype("float32") / 255, np.eye(10)[labels])


@mistake(
    "prepare",
    en="Your function gives nothing back. End it with return x, y.",
    ru="Ваша функция ничего не возвращает. Закончите её строкой return x, y.",
)
def prepare_no_return(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 255
    y = np.eye(10)[labels]


@mistake(
    "prepare",
    en="The number of pictures is written into your function. It is another one each time: take it"
    " from the pictures, len(images), or let reshape find it out with -1.",
    ru="В вашей функции записано определённое число картинок. А оно каждый раз другое: возьмите его у"
    " самих картинок, len(images), или пусть reshape вычислит его сама: -1.",
    when=_stops("into shape (60000", "into shape (10000", "into shape (70000"),
)
def sixty_thousand_pictures(images, labels):
    x = images.reshape(60000, 784).astype("float32") / 255
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="You write all pictures as one single row. The first axis has to stay: a row for each picture,"
    " shape (n, 784).",
    ru="Вы записываете все картинки в одну строку. Первая ось должна остаться: строка для каждой"
    " картинки, форма (n, 784).",
    when=_stops("into shape (784,)", "into shape (1,784)"),
)
def room_for_one_picture(images, labels):
    x = images.reshape(784).astype("float32") / 255
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="The numbers of the pictures cannot be laid out in the shape that you ask of reshape. Each"
    " picture has 28 * 28 = 784 numbers: the shape is (len(images), 784).",
    ru="Числа картинок не укладываются в форму, которую вы просите у reshape. В каждой картинке"
    " 28 * 28 = 784 числа: нужна форма (len(images), 784).",
    when=lambda seen: (
        _stops("cannot reshape array")(seen)
        and not _stops("into shape (784,)", "into shape (1,784)")(seen)
        and not _stops("into shape (60000", "into shape (10000", "into shape (70000")(seen)
    ),
)
def rows_of_768(images, labels):
    x = images.reshape(len(images), 768).astype("float32") / 255
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="/= wants to write the quotients into the old array of whole numbers, and they do not fit."
    ' Make a new array first: images.astype("float32") / 255.',
    ru="/= пытается записать частные в старый массив целых чисел, а они туда не помещаются. Сначала"
    ' создайте новый массив: images.astype("float32") / 255.',
    when=_stops("UFuncTypeError", "same_kind"),
)
def divides_in_place(images, labels):
    images /= 255
    return images.reshape(len(images), 784), np.eye(10)[labels]


@mistake(
    "prepare",
    en="An array has no method to_categorical. It is a function of Keras:"
    " keras.utils.to_categorical(labels, 10).",
    ru="У массива нет метода to_categorical. Это функция из Keras:"
    " keras.utils.to_categorical(labels, 10).",
    when=_stops("no attribute 'to_categorical'", "name 'to_categorical'"),
)
def to_categorical_as_a_method(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 255
    return x, labels.to_categorical(10)


@mistake(
    "prepare",
    en="Python looks for a variable float32. Put the name of the type in quotes:"
    ' astype("float32").',
    ru='Python ищет переменную float32. Имя типа пишется в кавычках: astype("float32").',
    when=_stops("name 'float32' is not defined"),
)
def float32_without_quotes(images, labels):
    x = images.reshape(len(images), 784).astype(float32) / 255
    return x, np.eye(10)[labels]


@mistake(
    "prepare",
    en="You use the pictures of the lesson by their names. Use what the function is given: images and"
    " labels.",
    ru="Вы обращаетесь к картинкам урока по их именам. Берите то, что передано функции: images и"
    " labels.",
    when=lambda seen: (
        _stops("name 'train_images' is not", "name 'train_labels' is not")(seen)
        or _all_pairs(lambda images, labels, x, y: len(y) in (60000, 10000))(seen)
    ),
)
def uses_the_names_of_the_lesson(images, labels):
    x = train_images.reshape(len(train_images), 784).astype("float32") / 255
    return x, np.eye(10)[train_labels]


@mistake(
    "prepare",
    en="You give back x alone. The network needs the labels, too: return x, y.",
    ru="Вы возвращаете только x. Сети нужны и метки: return x, y.",
    when=lambda seen: all(
        np.shape(call.value) == _rows(call.arguments[0]).shape for call in seen.calls
    ),
)
def x_alone(images, labels):
    return images.reshape(len(images), 784).astype("float32") / 255


@mistake(
    "prepare",
    en="You give back y alone. The network needs the pictures, too: return x, y.",
    ru="Вы возвращаете только y. Сети нужны и картинки: return x, y.",
    when=lambda seen: all(
        np.shape(call.value) == (len(call.arguments[1]), 10) for call in seen.calls
    ),
)
def y_alone(images, labels):
    return np.eye(10)[labels]


@mistake(
    "prepare",
    en="x and y come in the wrong order. First the pictures, then the labels: return x, y.",
    ru="x и y стоят не в том порядке. Сначала картинки, потом метки: return x, y.",
    when=_all_pairs(
        lambda images, labels, x, y: np.shape(x) == (len(images), 10) and np.shape(y)[1:] == (784,)
    ),
)
def y_before_x(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 255
    y = np.eye(10)[labels]
    return y, x


@mistake(
    "prepare",
    en="You give back images and labels as they came. x and y are new arrays: return these.",
    ru="Вы возвращаете images и labels такими, какими получили. x и y — новые массивы: верните их.",
    when=_all_pairs(lambda images, labels, x, y: _alike(x, images) and _alike(y, labels)),
)
def gives_back_what_it_was_given(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 255
    y = np.eye(10)[labels]
    return images, labels


@mistake(
    "prepare",
    en="The pictures are still tables: the shape of x is (n, 28, 28). Write each one as a row of 784"
    " numbers, with reshape.",
    ru="Картинки всё ещё таблицы: у x форма (n, 28, 28). Запишите каждую строкой из 784 чисел с"
    " помощью reshape.",
    when=_all_pairs(lambda images, labels, x, y: np.shape(x) == images.shape),
)
def pictures_stay_tables(images, labels):
    x = images.astype("float32") / 255
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="x has an axis too many: its shape is (n, 784, 1) or (n, 1, 784). The network wants a table of"
    " the shape (n, 784).",
    ru="У x лишняя ось: форма (n, 784, 1) или (n, 1, 784). Сети нужна таблица формы (n, 784).",
    when=_all_pairs(
        lambda images, labels, x, y: sorted(np.shape(x)[1:]) == [1, 784] and np.ndim(x) == 3
    ),
)
def x_with_an_axis_too_many(images, labels):
    x = images.reshape(len(images), 784, 1).astype("float32") / 255
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="All numbers of all pictures stand in one long row. Each picture needs a row of its own: shape"
    " (n, 784).",
    ru="Все числа всех картинок стоят в одной длинной строке. Каждой картинке нужна своя: форма"
    " (n, 784).",
    when=_all_pairs(lambda images, labels, x, y: np.size(x) == images.size and np.ndim(x) == 1),
)
def one_long_row(images, labels):
    x = images.reshape(-1).astype("float32") / 255
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="x lies on its side: each picture is a column. It must be a row: shape (n, 784).",
    ru="x лежит на боку: каждая картинка — это столбец. А должна быть строкой: форма (n, 784).",
    when=_all_pairs(lambda images, labels, x, y: np.shape(x) == (784, len(images))),
)
def pictures_as_columns(images, labels):
    x = images.reshape(len(images), 784).T.astype("float32") / 255
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="The numbers of different pictures get mixed: the shape of x is right, but its rows are no"
    " pictures. Use reshape(len(images), 784) alone, without transposing.",
    ru="Числа разных картинок перемешались: форма x верна, но её строки — не картинки. Нужна только"
    " reshape(len(images), 784), без транспонирования.",
    when=_gives_x(lambda images: images.reshape(784, -1).T / 255),
)
def pictures_mixed(images, labels):
    x = images.reshape(784, len(images)).T.astype("float32") / 255
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="You go through each picture column by column. The row of numbers begins with the top row of"
    " the picture, from left to right: leave out the transposing, or order='F'.",
    ru="Вы обходите каждую картинку по столбцам. Ряд чисел начинается с верхней строки картинки,"
    " слева направо: уберите транспонирование или order='F'.",
    when=_gives_x(lambda images: _rows(images.transpose(0, 2, 1))),
)
def column_by_column(images, labels):
    x = images.transpose(0, 2, 1).reshape(len(images), 784).astype("float32") / 255
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="The numbers of x still go up to 255. Divide them by 255.",
    ru="Числа в x по-прежнему доходят до 255. Разделите их на 255.",
    when=_gives_x(lambda images: 255 * _rows(images)),
)
def not_scaled(images, labels):
    x = images.reshape(len(images), 784).astype("float32")
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="You divide by 256. White is 255 and must become exactly 1: divide by 255.",
    ru="Вы делите на 256. Белый — это 255, и он должен стать ровно единицей: делите на 255.",
    when=_gives_x(lambda images: _rows(images) * 255 / 256),
)
def divided_by_256(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 256
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="In x only 0 and 1 are left: what stands behind the decimal point is cut off. Divide with /, not"
    " with //, and turn the numbers into float32 before you divide.",
    ru="В x остались только 0 и 1: дробная часть отброшена. Делите с помощью /, а не //, и переводите"
    " числа в float32 до деления.",
    when=_gives_x(lambda images: images.reshape(-1, 784) // 255),
)
def cut_off(images, labels):
    x = (images.reshape(len(images), 784) // 255).astype("float32")
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="You divide by 255 twice, so all numbers are far too small. Once is enough.",
    ru="Вы делите на 255 дважды, и все числа получаются слишком маленькими. Достаточно одного раза.",
    when=_gives_x(lambda images: _rows(images) / 255),
)
def divided_twice(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 255
    x = x / 255
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="Your pictures are negatives: black has become 1 and white 0. Divide by 255 and leave it at"
    " that.",
    ru="У вас получились негативы: чёрный стал единицей, а белый — нулём. Разделите на 255, и больше"
    " ничего не нужно.",
    when=_gives_x(lambda images: 1 - _rows(images)),
)
def negatives(images, labels):
    x = 1 - images.reshape(len(images), 784).astype("float32") / 255
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="Your numbers run from -1 to 1, or from -0.5 to 0.5. Asked for are numbers from 0 to 1: divide by"
    " 255 and subtract nothing.",
    ru="Ваши числа идут от -1 до 1 или от -0.5 до 0.5. А нужны от 0 до 1: разделите на 255 и ничего не"
    " вычитайте.",
    when=lambda seen: any(
        _gives_x(wrong)(seen)
        for wrong in (lambda images: 2 * _rows(images) - 1, lambda images: _rows(images) - 0.5)
    ),
)
def from_minus_one_to_one(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 127.5 - 1
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="x holds zeros and ones only: you compare with a threshold. Keep the shades: divide by 255.",
    ru="В x только нули и единицы: вы сравниваете с порогом. Сохраните оттенки: разделите на 255.",
    when=_all_pairs(
        lambda images, labels, x, y: (
            np.shape(x) == (len(images), 784)
            and np.isin(np.asarray(x, dtype=float), [0, 1]).all()
            and not _alike(x, _rows(images) // 1)
        )
    ),
)
def black_and_white(images, labels):
    x = (images.reshape(len(images), 784) > 127).astype("float32")
    y = np.eye(10)[labels]
    return x, y


@mistake(
    "prepare",
    en="y still holds the labels themselves. Each of them becomes a row of ten numbers, with a 1 in the"
    " column of the digit: keras.utils.to_categorical(labels, 10).",
    ru="В y по-прежнему сами метки. Каждая превращается в строку из десяти чисел с единицей в столбце"
    " своей цифры: keras.utils.to_categorical(labels, 10).",
    when=lambda seen: any(
        _gives_y(wrong)(seen) for wrong in (lambda labels: labels, lambda labels: labels[:, None])
    ),
)
def labels_stay_labels(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 255
    return x, labels


@mistake(
    "prepare",
    en="You divide the labels by 255, too. They are names, not shades: turn them into one-hot rows.",
    ru="Вы делите на 255 и метки. Но это имена, а не оттенки: превратите их в строки one-hot.",
    when=lambda seen: any(
        _gives_y(wrong)(seen)
        for wrong in (lambda labels: labels / 255, lambda labels: np.eye(10)[labels] / 255)
    ),
)
def labels_divided(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 255
    return x, labels.astype("float32") / 255


@mistake(
    "prepare",
    en="Your y has only as many columns as the labels of these pictures need. There are always ten"
    " digits: keras.utils.to_categorical(labels, 10) makes ten columns.",
    ru="В вашем y лишь столько столбцов, сколько нужно меткам этих картинок. Цифр всегда десять:"
    " keras.utils.to_categorical(labels, 10) делает десять столбцов.",
    when=lambda seen: (
        _all_pairs(lambda images, labels, x, y: np.shape(y)[1:] in _columns_needed(labels))(seen)
        and any(np.shape(y)[1] < 10 for images, labels, x, y in _pairs(seen))
    ),
)
def columns_up_to_the_largest_label(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 255
    y = np.eye(labels.max() + 1)[labels]
    return x, y


@mistake(
    "prepare",
    en="y has eleven columns. There are ten digits, 0 to 9: the number of classes is 10.",
    ru="В y одиннадцать столбцов. Цифр десять, от 0 до 9: число классов равно 10.",
    when=_all_pairs(lambda images, labels, x, y: np.shape(y)[1:] == (11,)),
)
def eleven_columns(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 255
    return x, np.eye(11)[labels]


@mistake(
    "prepare",
    en="Your function reaches for a column that is not there. Ten digits need ten columns, numbered"
    " from 0 to 9.",
    ru="Ваша функция обращается к столбцу, которого нет. Десяти цифрам нужны десять столбцов с"
    " номерами от 0 до 9.",
    when=_stops("out of bounds"),
)
def nine_columns(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 255
    return x, np.eye(9)[labels]


@mistake(
    "prepare",
    en="y is the table np.eye(10) itself, whatever the labels are. Pick rows from it, one for each"
    " label: np.eye(10)[labels].",
    ru="y — это сама таблица np.eye(10), какими бы ни были метки. Выберите из неё строки, по одной для"
    " каждой метки: np.eye(10)[labels].",
    when=_gives_y(lambda labels: np.eye(10)),
)
def the_identity_itself(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 255
    return x, np.eye(10)


@mistake(
    "prepare",
    en="y lies on its side: each label has become a column. It must be a row: shape (n, 10).",
    ru="y лежит на боку: каждая метка стала столбцом. А должна стать строкой: форма (n, 10).",
    when=_gives_y(lambda labels: np.eye(10)[labels].T),
)
def labels_as_columns(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 255
    return x, np.eye(10)[labels].T


@mistake(
    "prepare",
    en="Every 1 in y stands one column too far to the left. Digits and columns are both counted from"
    " 0: subtract nothing.",
    ru="Каждая единица в y стоит на столбец левее, чем нужно. И цифры, и столбцы считаются с нуля:"
    " ничего не вычитайте.",
    when=_gives_y(lambda labels: np.eye(10)[labels.astype(int) - 1]),
)
def labels_from_one(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 255
    return x, np.eye(10)[labels.astype(int) - 1]


@mistake(
    "prepare",
    en="The numbers of x are right, but they are rounded to half precision (float16). Take the type"
    ' "float32".',
    ru='Числа в x верны, но округлены до половинной точности (float16). Возьмите тип "float32".',
    when=_all_pairs(lambda images, labels, x, y: _type_of(x) == "float16"),
)
def half_precision(images, labels):
    x = (images.reshape(len(images), 784) / 255).astype("float16")
    return x, np.eye(10)[labels]


@mistake(
    "prepare",
    en="The numbers are right, but x is of the type float64, which takes twice the memory. Turn it into"
    ' float32: x.astype("float32").',
    ru="Числа верны, но x имеет тип float64, а он занимает вдвое больше памяти. Смените его:"
    ' x.astype("float32").',
    when=_all_pairs(
        lambda images, labels, x, y: (
            _type_of(x) == "float64"
            and _alike(x, _rows(images))
            and _alike(y, np.eye(10)[labels])
            and np.asarray(y).dtype.kind != "b"
        )
    ),
)
def type_float64(images, labels):
    x = images.reshape(len(images), 784) / 255
    return x, np.eye(10)[labels]


@mistake(
    "prepare",
    en="The numbers are right, but x is a list. The network wants a NumPy array of the type float32:"
    ' np.array(x, dtype="float32").',
    ru="Числа верны, но x — это список. Сети нужен массив NumPy типа float32:"
    ' np.array(x, dtype="float32").',
    when=_all_pairs(lambda images, labels, x, y: isinstance(x, list) and _alike(x, _rows(images))),
)
def x_as_a_list(images, labels):
    x = (images.reshape(len(images), 784) / 255).tolist()
    return x, np.eye(10)[labels]


@mistake(
    "prepare",
    en="y holds True and False. The method astype(int) makes 1 and 0 of them.",
    ru="В y стоят True и False. Метод astype(int) превратит их в 1 и 0.",
    when=_all_pairs(
        lambda images, labels, x, y: (
            np.asarray(y).dtype.kind == "b"
            and _alike(y, np.eye(10)[labels])
            and _alike(x, _rows(images))
            and _type_of(x) == "float32"
        )
    ),
)
def true_and_false(images, labels):
    x = images.reshape(len(images), 784).astype("float32") / 255
    return x, labels[:, np.newaxis] == np.arange(10)


@mistake(
    "prepare",
    en="Your function changes images or labels themselves: after the call the lesson's pictures would not be the same. Make new arrays: x = images.reshape(…) leaves images alone.",
    ru="Ваша функция меняет сами images или labels: после её вызова картинки урока стали бы другими."
    " Создайте новые массивы: x = images.reshape(…) не трогает images.",
    when=lambda seen: (
        seen.calls[-1].after is not None
        and any(
            np.shape(now) != np.shape(before) or not np.array_equal(now, before)
            for now, before in zip(seen.calls[-1].after, seen.calls[-1].arguments)
        )
    ),
)
def changes_the_shape_of_images(images, labels):
    images.shape = (len(images), 784)
    return images.astype("float32") / 255, np.eye(10)[labels]


# build_model


def _model(shows):
    """The model that came back shows the mistake."""
    return lambda seen: bool(seen.models) and all(shows(model) for model in seen.models)


def _dense(model):
    return [layer for layer in model.layers if layer.kind == "Dense"]


def _units(model):
    return [layer.units for layer in _dense(model)]


def _names(layers):
    """The names of the activations, without those that change nothing."""
    kinds = {"Softmax": "softmax", "ReLU": "relu"}
    names = [kinds.get(layer.kind, layer.activation) for layer in layers]
    return [name for name in names if name not in (None, "linear")]


def _after_each(model):
    """For each Dense layer the activations in it and behind it, up to the next."""
    places = [i for i, layer in enumerate(model.layers) if layer.kind == "Dense"]
    ends = [*places[1:], len(model.layers)]
    return [_names(model.layers[i:end]) for i, end in zip(places, ends)]


@mistake(
    "build_model",
    en="Your function gives nothing back. End it with return model, on a line of its own:"
    " model.compile(…) itself gives nothing back either.",
    ru="Ваша функция ничего не возвращает. Закончите её отдельной строкой return model: сам вызов"
    " model.compile(…) тоже ничего не возвращает.",
    when=lambda seen: any(call.value is None and not call.failure for call in seen.calls),
)
def returns_what_compile_returns():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model.compile(loss="categorical_crossentropy", optimizer="adam")


@mistake(
    "build_model",
    en="add and compile change the model and give nothing back. Write model.add(…) without"
    " model = in front.",
    ru="add и compile изменяют модель и ничего не возвращают. Пишите model.add(…) без model = в"
    " начале.",
    when=_stops("'NoneType' object has no attribute"),
)
def keeps_what_add_returns():
    model = keras.Sequential([keras.Input((784,))])
    model = model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="keras.Input wants a shape: brackets of its own, and a comma. keras.Input((784,)) says that one"
    " example is a row of 784 numbers.",
    ru="keras.Input ждёт форму: собственные скобки и запятая. Запись keras.Input((784,)) означает, что"
    " один пример — это строка из 784 чисел.",
    when=_stops("to a shape"),
)
def input_without_a_shape():
    model = keras.Sequential([keras.Input(784)])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="Python looks for a variable. The activation is named by a text, so put it in quotes:"
    ' activation="relu".',
    ru="Python ищет переменную. Функцию активации называют текстом, поэтому нужны кавычки:"
    ' activation="relu".',
    when=_stops("name 'relu' is not defined", "name 'softmax' is not defined"),
)
def relu_without_quotes():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation=relu))
    model.add(keras.layers.Dense(400, activation=relu))
    model.add(keras.layers.Dense(10, activation=softmax))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="Dense is not known by itself. It lives in keras.layers: keras.layers.Dense(800, …).",
    ru="Имени Dense самого по себе Python не знает. Этот слой находится в keras.layers:"
    " keras.layers.Dense(800, …).",
    when=_stops("name 'Dense' is not defined", "has no attribute 'Dense'"),
)
def dense_without_layers():
    model = keras.Sequential([keras.Input((784,))])
    model.add(Dense(800, activation="relu"))
    model.add(Dense(400, activation="relu"))
    model.add(Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The model has no Input, so it does not know how many numbers it gets and has no weights yet."
    " Begin it with keras.Input((784,)).",
    ru="В модели нет Input: она не знает, сколько чисел получает, и весов в ней ещё нет. Начните её с"
    " keras.Input((784,)).",
    when=_model(lambda model: any(not layer.weights for layer in _dense(model))),
)
def without_input():
    model = keras.Sequential()
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The model takes tables of 28 x 28. prepare has already made rows of them: begin with"
    " keras.Input((784,)), without Flatten.",
    ru="Модель принимает таблицы 28 × 28. Но prepare уже превратила их в строки: начните с"
    " keras.Input((784,)), без Flatten.",
    when=_model(lambda model: (model.inputs or ())[1:3] == (28, 28)),
)
def takes_tables():
    model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten()])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The number of pictures does not belong into Input. The shape is that of one picture:"
    " keras.Input((784,)).",
    ru="Числу картинок не место в Input. Там стоит форма одной картинки: keras.Input((784,)).",
    when=_model(lambda model: len(model.inputs) == 3 and model.inputs[-1] == 784),
)
def pictures_in_the_input():
    model = keras.Sequential([keras.Input((60000, 784))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The inputs of the model do not fit the rows of x. One picture is a row of 28 * 28 = 784 numbers:"
    " keras.Input((784,)).",
    ru="Входы модели не подходят к строкам x. Одна картинка — это строка из 28 * 28 = 784 чисел:"
    " keras.Input((784,)).",
    when=_model(lambda model: model.inputs not in (None, (None, 784))),
)
def other_inputs():
    model = keras.Sequential([keras.Input((28,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The hidden layers are swapped: first 800 neurons, then 400.",
    ru="Скрытые слои переставлены: сначала 800 нейронов, потом 400.",
    when=_model(lambda model: _units(model) == [400, 800, 10]),
)
def hidden_layers_swapped():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="One Dense layer too many: the 784 inputs stand in keras.Input and need no layer of their own."
    " The layers have 800, 400 and 10 neurons.",
    ru="Один слой Dense лишний: 784 входа указаны в keras.Input, и отдельный слой для них не нужен. В"
    " слоях 800, 400 и 10 нейронов.",
    when=_model(lambda model: _units(model) == [784, 800, 400, 10]),
)
def a_layer_for_the_inputs():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(784, activation="relu"))
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="A hidden layer is missing. There are two of them: one with 800 neurons, then one with 400. The"
    " output layer with 10 comes third.",
    ru="Не хватает скрытого слоя. Их два: один из 800 нейронов, за ним второй из 400. Выходной слой из 10"
    " нейронов — третий.",
    when=_model(lambda model: len(_dense(model)) < 3 and _units(model)[-1] == 10),
)
def a_hidden_layer_missing():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The output layer is missing: behind the 400 neurons comes a layer of 10, one for each digit, with"
    " softmax.",
    ru="Не хватает выходного слоя: за 400 нейронами идёт слой из 10, по одному на каждую цифру, с"
    " softmax.",
    when=_model(lambda model: _units(model) == [800, 400]),
)
def output_layer_missing():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The last layer needs 10 neurons, one for each digit from 0 to 9.",
    ru="В последнем слое нужно 10 нейронов, по одному на каждую цифру от 0 до 9.",
    when=_model(lambda model: len(_dense(model)) == 3 and _units(model)[-1] != 10),
)
def one_output_neuron():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(1, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The numbers of neurons are others than asked for: first 800, then 400, then 10. Compare layer by"
    " layer.",
    ru="Число нейронов не то, что в задании: сначала 800, потом 400, потом 10. Сравните слой за слоем.",
    when=_model(lambda model: _units(model) != [800, 400, 10]),
)
def other_numbers_of_neurons():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(512, activation="relu"))
    model.add(keras.layers.Dense(128, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="Your layers have no biases. Leave use_bias=False out: Dense has biases by itself.",
    ru="В ваших слоях нет смещений. Уберите use_bias=False: в слое Dense смещения есть и так.",
    when=_model(lambda model: any(len(layer.weights) == 1 for layer in _dense(model))),
)
def without_biases():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu", use_bias=False))
    model.add(keras.layers.Dense(400, activation="relu", use_bias=False))
    model.add(keras.layers.Dense(10, activation="softmax", use_bias=False))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="Something besides the Dense layers changes the numbers, such as a Rescaling. The numbers of x"
    " are divided already: leave it out.",
    ru="Кроме слоёв Dense числа меняет что-то ещё, например Rescaling. Числа в x уже разделены на 255: уберите"
    " этот слой.",
    when=_model(
        lambda model: any(
            layer.kind in ("Rescaling", "BatchNormalization", "Normalization", "LayerNormalization")
            for layer in model.layers
        )
    ),
)
def scales_once_more():
    model = keras.Sequential([keras.Input((784,)), keras.layers.Rescaling(1 / 255)])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The softmax stands twice at the end. The second one pulls all probabilities close together:"
    " take one of them out.",
    ru="softmax стоит в конце дважды. Вторая сближает все вероятности между собой: уберите одну из"
    " них.",
    when=_model(lambda model: _after_each(model)[-1].count("softmax") > 1),
)
def softmax_twice():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.add(keras.layers.Softmax())
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="Each output neuron has a sigmoid of its own, so the ten probabilities do not sum to 1. Take the"
    " softmax, which looks at all of them.",
    ru="У каждого выходного нейрона своя сигмоида, и десять вероятностей не дают в сумме 1. Возьмите"
    " softmax: она учитывает все нейроны сразу.",
    when=_model(lambda model: _after_each(model)[-1] == ["sigmoid"]),
)
def sigmoid_at_the_end():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="sigmoid"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="relu has no upper end, so the outputs are no probabilities. The last layer needs softmax; relu is"
    " for the two layers before it.",
    ru="У relu нет верхней границы, и выходы не вероятности. В последнем слое нужна softmax, а relu —"
    " для двух слоёв перед ним.",
    when=_model(lambda model: _after_each(model)[-1] == ["relu"]),
)
def relu_at_the_end():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="relu"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The model gives the sums z, and leaves the softmax to the loss (from_logits=True). Here it"
    " must give the probabilities itself: put the softmax into the last layer.",
    ru="Модель выдаёт суммы z и оставляет softmax функции потерь (from_logits=True). Здесь она должна"
    " сама выдавать вероятности: задайте softmax в последнем слое.",
    when=_model(lambda model: not _after_each(model)[-1] and model.from_logits),
)
def softmax_left_to_the_loss():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10))
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)
    model.compile(loss=loss, optimizer="adam")
    return model


@mistake(
    "build_model",
    en="No layer has an activation. Without relu the two hidden layers collapse into one single layer,"
    " and without softmax the outputs are no probabilities.",
    ru="Ни у одного слоя нет функции активации. Без relu оба скрытых слоя сворачиваются в один"
    " единственный, а без softmax выходы не вероятности.",
    when=_model(lambda model: not any(_after_each(model))),
)
def no_activations_at_all():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800))
    model.add(keras.layers.Dense(400))
    model.add(keras.layers.Dense(10))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The last layer has no activation, so it gives any numbers, such as -3 or 7. With a softmax it"
    " gives probabilities.",
    ru="У последнего слоя нет функции активации, и он выдаёт любые числа, например -3 или 7. С softmax"
    " он будет выдавать вероятности.",
    when=_model(lambda model: not _after_each(model)[-1]),
)
def no_softmax():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The last layer ends with another activation than the softmax, or with more than one. The"
    " softmax alone makes probabilities that sum to 1.",
    ru="Последний слой кончается не softmax или не ею одной. Вероятности с суммой 1 даёт softmax, и"
    " больше там ничего не нужно.",
    when=_model(lambda model: _after_each(model)[-1] not in (["softmax"], [])),
)
def another_activation_at_the_end():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="tanh"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="A hidden layer has no activation, so it collapses with the layer behind it. Both hidden layers"
    ' need activation="relu".',
    ru="У скрытого слоя нет функции активации, поэтому он сворачивается со следующим слоем в один."
    ' Обоим скрытым слоям нужна activation="relu".',
    when=_model(lambda model: not all(_after_each(model)[:-1])),
)
def a_relu_forgotten():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The softmax stands in a hidden layer, too. It belongs into the last layer only; the hidden"
    " layers get relu.",
    ru="softmax стоит и в скрытом слое. Её место только в последнем слое, а в скрытых нужна relu.",
    when=_model(lambda model: "softmax" in sum(_after_each(model)[:-1], [])),
)
def softmax_in_hidden_layers():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="softmax"))
    model.add(keras.layers.Dense(400, activation="softmax"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The hidden layers have a sigmoid. Take relu: with a sigmoid the signal fades from layer to"
    " layer.",
    ru="В скрытых слоях стоит сигмоида. Возьмите relu: с сигмоидой сигнал затухает от слоя к слою.",
    when=_model(lambda model: "sigmoid" in sum(_after_each(model)[:-1], [])),
)
def sigmoid_in_hidden_layers():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="sigmoid"))
    model.add(keras.layers.Dense(400, activation="sigmoid"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="Both hidden layers must have relu, and nothing else. Compare the activations layer by layer.",
    ru="В обоих скрытых слоях должна стоять relu, и больше ничего. Сравните функции активации слой за"
    " слоем.",
    when=_model(lambda model: any(each != ["relu"] for each in _after_each(model)[:-1])),
)
def another_activation_in_hidden_layers():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="tanh"))
    model.add(keras.layers.Dense(400, activation="tanh"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The model is not compiled, so it cannot be trained. Call model.compile with the loss and an"
    " optimizer before you return it.",
    ru="Модель не скомпилирована, поэтому обучать её нельзя. Прежде чем вернуть её, вызовите"
    " model.compile с функцией потерь и оптимизатором.",
    when=_model(lambda model: not model.compiled),
)
def not_compiled():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    return model


@mistake(
    "build_model",
    en="The model is compiled with another optimizer. This one is to learn with Adam:"
    ' optimizer="adam".',
    ru='Модель скомпилирована с другим оптимизатором. Эта должна учиться с Adam: optimizer="adam".',
    when=_model(lambda model: model.optimizer not in (None, "adam")),
)
def with_another_optimizer():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="sgd")
    return model


@mistake(
    "build_model",
    en="compile has not been told the loss. Add loss=… with the categorical cross-entropy.",
    ru="В compile не указана функция потерь. Добавьте loss=… с категориальной кросс-энтропией.",
    when=_model(lambda model: model.compiled and model.loss is None),
)
def compiled_without_a_loss():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(optimizer="adam", metrics=["accuracy"])
    return model


@mistake(
    "build_model",
    en="The binary cross-entropy is for one neuron that says yes or no. For ten probabilities from a"
    " softmax take the categorical one.",
    ru="Бинарная кросс-энтропия — для одного нейрона с ответом «да или нет». Для десяти вероятностей из"
    " softmax возьмите категориальную.",
    when=_model(lambda model: model.loss == "binary_crossentropy"),
)
def loss_for_two_classes():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="binary_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The sparse cross-entropy wants plain labels such as 5. Our targets are one-hot rows: leave"
    ' "sparse_" out of the name.',
    ru="Функция потерь со словом sparse ждёт простые метки, например 5. А наши ответы — строки"
    ' one-hot: уберите "sparse_" из названия.',
    when=_model(lambda model: model.loss == "sparse_categorical_crossentropy"),
)
def loss_for_plain_labels():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The loss is the mean squared error, as in linear regression. For probabilities take the"
    " categorical cross-entropy.",
    ru="Функция потерь — средний квадрат ошибки, как в линейной регрессии. Для вероятностей возьмите"
    " категориальную кросс-энтропию.",
    when=_model(lambda model: model.loss == "mean_squared_error"),
)
def loss_of_linear_regression():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="mse", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The accuracy cannot be the loss: it has no slope to follow. Its place is metrics; the loss is the"
    " categorical cross-entropy.",
    ru="Доля верных ответов не может быть функцией потерь: у неё нет наклона, по которому можно"
    " спускаться. Её место в metrics, а функция потерь — категориальная кросс-энтропия.",
    when=_model(lambda model: "accuracy" in model.loss),
)
def accuracy_as_the_loss():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="accuracy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en='Keras knows no metric of this name. Check the spelling: metrics=["accuracy"].',
    ru='Метрики с таким названием в Keras нет. Проверьте, как она пишется: metrics=["accuracy"].',
    when=lambda seen: "metric" in seen.notes["untrainable"],
)
def metric_misspelt():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracity"])
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
    when=_model(lambda model: _misspelt(model.loss)),
)
def loss_misspelt():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_cross_entropy", optimizer="adam")
    return model


@mistake(
    "build_model",
    en="The loss is not the categorical cross-entropy. It is the one that fits a softmax and one-hot"
    " targets.",
    ru="Функция потерь — не категориальная кросс-энтропия. А к softmax и ответам one-hot подходит"
    " именно она.",
    when=_model(lambda model: model.loss not in (None, "categorical_crossentropy")),
)
def another_loss():
    model = keras.Sequential([keras.Input((784,))])
    model.add(keras.layers.Dense(800, activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="mae", optimizer="adam")
    return model


# recognise


def _answers(seen):
    """What came back, the model and the picture; none where a call failed."""
    calls = [call for call in seen.calls if call.function == "recognise"]
    if any(call.failure for call in calls):
        return []
    return [(call.value, *call.arguments) for call in calls]


def _gives(*rules):
    """A `when`: one of the rules makes of each model and picture what the answer gives back."""

    def when(seen):
        answers = _answers(seen)
        return bool(answers) and any(
            all(_alike(value, rule(model, image), 1e-4) for value, model, image in answers)
            for rule in rules
        )

    return when


def _p(model, image):
    """The ten probabilities for a picture that is prepared in the right way."""
    return model.compute(image.reshape(1, 784) / np.float32(255))[0]


def _best(model, row):
    """The answer for a row that is prepared in a wrong way."""
    return int(model.compute(np.asarray(row, dtype=float).reshape(1, 784)).argmax())


@mistake(
    "recognise",
    en="Your function gives nothing back. End it with return; print only shows a value.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
    when=lambda seen: all(
        call.value is None and not call.failure and call.printed for call in seen.calls
    ),
)
def recognise_prints(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    print(np.argmax(model.predict(x, verbose=0)[0]))


@mistake(
    "recognise",
    en="Your function gives nothing back. End it with return and the digit.",
    ru="Ваша функция ничего не возвращает. Закончите её словом return и цифрой.",
    when=lambda seen: all(call.value is None and not call.failure for call in seen.calls),
)
def recognise_no_return(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    digit = np.argmax(model.predict(x, verbose=0)[0])


@mistake(
    "recognise",
    en="The batch axis is missing: the model wants a table of pictures, also if it has only one row."
    " Shape (1, 784): image.reshape(1, 784).",
    ru="Не хватает оси батча: модель ждёт таблицу картинок, даже если в ней одна строка. Нужна форма"
    " (1, 784): image.reshape(1, 784).",
    when=lambda seen: (
        _stops("incompatible shape (32,)", "input shape (784,)", "shape=(784,)")(seen)
        or any(
            call.failure
            and "Invalid input shape for input [" in call.failure.message
            and "for input [[" not in call.failure.message
            for call in seen.calls
        )
    ),
)
def no_batch_axis(model, image):
    x = image.reshape(784).astype("float32") / 255
    return np.argmax(model.predict(x, verbose=0))


@mistake(
    "recognise",
    en="The model gets a table of 28 x 28 numbers, and it wants a row of 784. Prepare the picture as the"
    " others: reshape(1, 784).",
    ru="Модель получает таблицу 28 × 28 чисел, а ждёт строку из 784. Подготовьте картинку, как и"
    " остальные: reshape(1, 784).",
    when=lambda seen: (
        _stops("received input with shape (28, 28)", "incompatible shape (1, 28, 28)")(seen)
        or _stops("Invalid input shape for input [[[", "incompatible shape (28, 28)")(seen)
    ),
)
def picture_stays_a_table(model, image):
    x = np.expand_dims(image.astype("float32") / 255, axis=0)
    return np.argmax(model.predict(x, verbose=0)[0])


@mistake(
    "recognise",
    en="The row lies on its side: the model gets 784 examples of one number each. It must be one example"
    " of 784 numbers: shape (1, 784).",
    ru="Строка лежит на боку: модель получает 784 примера по одному числу. А нужен один пример из 784"
    " чисел: форма (1, 784).",
    when=_stops("received input with shape (32, 1)", "input with shape (784, 1)"),
)
def a_column_of_pixels(model, image):
    x = image.reshape(784, 1).astype("float32") / 255
    return np.argmax(model.predict(x, verbose=0))


@mistake(
    "recognise",
    en="A Keras model has no method of this name. Ask it with model.predict(x, verbose=0), and find the"
    " place of the largest probability with np.argmax.",
    ru="У модели Keras нет метода с таким именем. Спросите её через model.predict(x, verbose=0), а место"
    " наибольшей вероятности найдите с помощью np.argmax.",
    when=_stops("object has no attribute"),
)
def predict_classes_of_old(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    return model.predict_classes(x)[0]


@mistake(
    "recognise",
    en="int() wants a single number, and predict gives ten. First find the place of the largest one with"
    " np.argmax.",
    ru="int() ждёт одно число, а predict даёт десять. Сначала найдите место наибольшего из них с помощью"
    " np.argmax.",
    when=_stops("converted to Python scalars", "length-1 arrays"),
)
def int_of_ten(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    return int(model.predict(x, verbose=0)[0])


@mistake(
    "recognise",
    en="prepare wants labels, too. Prepare the picture by itself, image.reshape(1, 784) and / 255, or"
    " give prepare any label and leave out the y.",
    ru="prepare нужны ещё и метки. Подготовьте картинку сами, image.reshape(1, 784) и / 255, или"
    " передайте prepare любую метку и не используйте y.",
    when=_stops("missing 1 required positional argument: 'labels'"),
)
def prepare_without_labels(model, image):
    x = prepare(image)
    return np.argmax(model.predict(x, verbose=0)[0])


@mistake(
    "recognise",
    en="You return the ten probabilities. Return the digit with the largest one: its place, by np.argmax.",
    ru="Вы возвращаете десять вероятностей. Верните цифру с наибольшей из них: её место находит"
    " np.argmax.",
    when=_gives(
        _p,
        lambda model, image: _p(model, image)[None],
        lambda model, image: model.compute(image.reshape(1, 784))[0],
        lambda model, image: model.compute(image.reshape(1, 784)),
    ),
)
def the_probabilities(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    return model.predict(x, verbose=0)[0]


@mistake(
    "recognise",
    en="You return the largest probability itself. Asked for is its place, which is the digit: np.argmax"
    " instead of np.max.",
    ru="Вы возвращаете саму наибольшую вероятность. А нужно её место, оно и есть цифра: np.argmax вместо"
    " np.max.",
    when=_gives(
        lambda model, image: _p(model, image).max(),
        lambda model, image: _p(model, image).max()[None],
    ),
)
def the_largest_probability(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    return np.max(model.predict(x, verbose=0))


@mistake(
    "recognise",
    en="You find the right digit, but give it back in an array of the shape (1,) or (1, 1). Take it"
    " out, with [0].",
    ru="Вы находите верную цифру, но возвращаете её в массиве формы (1,) или (1, 1). Достаньте её оттуда:"
    " [0].",
    when=_gives(
        lambda model, image: _p(model, image).argmax()[None],
        lambda model, image: _p(model, image).argmax()[None, None],
    ),
)
def digit_in_an_array(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    return np.argmax(model.predict(x, verbose=0), axis=1)


@mistake(
    "recognise",
    en="argmax with axis=0 looks down each column, and with a single picture that is always place 0. Look"
    " along the row: axis=1, or predict(…)[0] first.",
    ru="argmax с axis=0 смотрит вниз по каждому столбцу, а при одной картинке это всегда место 0. Смотрите"
    " вдоль строки: axis=1 или сначала predict(…)[0].",
    when=_gives(lambda model, image: np.zeros(10)),
)
def argmax_down_the_columns(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    return np.argmax(model.predict(x, verbose=0), axis=0)


@mistake(
    "recognise",
    en="You return a one-hot row. Return the number of the column in which the 1 stands.",
    ru="Вы возвращаете строку one-hot. Верните номер столбца, в котором стоит единица.",
    when=_gives(
        lambda model, image: np.eye(10)[_p(model, image).argmax()],
        lambda model, image: np.eye(10)[_p(model, image).argmax()][None],
    ),
)
def a_one_hot_row(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    p = model.predict(x, verbose=0)[0]
    return (p == p.max()).astype(int)


@mistake(
    "recognise",
    en="You give the digit back as text. Return the number itself, without str or an f-string.",
    ru="Вы возвращаете цифру текстом. Верните само число, без str и f-строки.",
    when=lambda seen: all(isinstance(call.value, str) for call in seen.calls),
)
def digit_as_text(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    return str(np.argmax(model.predict(x, verbose=0)[0]))


@mistake(
    "recognise",
    en="You do not divide the picture by 255. The model has learnt from numbers between 0 and 1, and"
    " 255 times as much leads it astray.",
    ru="Вы не делите картинку на 255. Модель училась на числах от 0 до 1, и числа в 255 раз больше сбивают"
    " её с толку.",
    when=_gives(_best),
)
def picture_not_scaled(model, image):
    return np.argmax(model.predict(image.reshape(1, 784), verbose=0)[0])


@mistake(
    "recognise",
    en="Almost nothing is left of the picture before the model sees it. Divide by 255 just once, and with"
    " /, not with //.",
    ru="От картинки почти ничего не остаётся, прежде чем её увидит модель. Делите на 255 только один раз,"
    " причём с помощью /, а не //.",
    when=_gives(
        lambda model, image: _best(model, image // 255),
        lambda model, image: _best(model, image / 255 / 255),
        lambda model, image: _best(model, 0 * image),
    ),
)
def picture_divided_twice(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    return np.argmax(model.predict(x / 255, verbose=0)[0])


@mistake(
    "recognise",
    en="You go through the picture column by column, as if it lay on its side. reshape(1, 784) alone is"
    " enough: leave out .T.",
    ru="Вы обходите картинку по столбцам, как будто она лежит на боку. Достаточно одной reshape(1, 784):"
    " уберите .T.",
    when=_gives(lambda model, image: _best(model, image.T / 255)),
)
def picture_transposed(model, image):
    x = image.T.reshape(1, 784).astype("float32") / 255
    return np.argmax(model.predict(x, verbose=0)[0])


@mistake(
    "recognise",
    en="You show the model a negative: black and white are swapped. It has learnt from white digits on"
    " black.",
    ru="Вы показываете модели негатив: чёрное и белое поменялись местами. А она училась на белых цифрах на"
    " чёрном.",
    when=_gives(lambda model, image: _best(model, 1 - image / 255)),
)
def a_negative(model, image):
    x = 1 - image.reshape(1, 784).astype("float32") / 255
    return np.argmax(model.predict(x, verbose=0)[0])


@mistake(
    "recognise",
    en="You divide by the largest number of the picture. All pictures are measured with the same ruler:"
    " divide by 255, also a dark one.",
    ru="Вы делите на самое большое число картинки. Все картинки меряют одной линейкой: делите на 255,"
    " тёмную тоже.",
    when=_gives(lambda model, image: _best(model, image / image.max())),
)
def divided_by_the_brightest(model, image):
    x = image.reshape(1, 784) / image.max()
    return np.argmax(model.predict(x, verbose=0)[0])


@mistake(
    "recognise",
    en="You turn the picture into black and white with a threshold. Keep its shades: divide by 255.",
    ru="Вы делаете картинку чёрно-белой с помощью порога. Сохраните оттенки: разделите на 255.",
    when=_gives(
        lambda model, image: _best(model, image > 127),
        lambda model, image: _best(model, image > 128),
        lambda model, image: _best(model, image > 0),
        lambda model, image: _best(model, np.round(image / 255)),
    ),
)
def black_and_white_only(model, image):
    x = (image.reshape(1, 784) > 127).astype("float32")
    return np.argmax(model.predict(x, verbose=0)[0])


@mistake(
    "recognise",
    en="Your answer is one too large. The digits are counted from 0, and so does argmax.",
    ru="Ваш ответ на единицу больше, чем нужно. Цифры считаются с нуля, и argmax считает так же.",
    when=_gives(lambda model, image: _p(model, image).argmax() + 1),
)
def one_too_large(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    return np.argmax(model.predict(x, verbose=0)[0]) + 1


@mistake(
    "recognise",
    en="You choose the digit with the smallest probability. The largest one wins.",
    ru="Вы выбираете цифру с наименьшей вероятностью. А побеждает наибольшая.",
    when=_gives(lambda model, image: _p(model, image).argmin()),
)
def the_least_probable_digit(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    return np.argmin(model.predict(x, verbose=0)[0])


@mistake(
    "recognise",
    en="You look for the largest number of the picture, and the model is not asked at all. Ask it first:"
    " model.predict(x, verbose=0).",
    ru="Вы ищете наибольшее число картинки, а модель вообще не спрашиваете. Сначала спросите её:"
    " model.predict(x, verbose=0).",
    when=_gives(lambda model, image: image.argmax(), lambda model, image: image.max()),
)
def the_brightest_pixel(model, image):
    return np.argmax(image)


@mistake(
    "recognise",
    en="You return all ten digits, sorted by probability. Return the most probable one alone.",
    ru="Вы возвращаете все десять цифр, упорядоченные по вероятности. Верните только самую вероятную.",
    when=_gives(
        lambda model, image: _p(model, image).argsort(),
        lambda model, image: _p(model, image).argsort()[::-1],
        lambda model, image: _p(model, image).argsort()[None],
    ),
)
def all_digits_sorted(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    return np.argsort(model.predict(x, verbose=0)[0])


@mistake(
    "recognise",
    en="You give back the digit and more with it. Return the digit alone.",
    ru="Вы возвращаете вместе с цифрой что-то ещё. Верните только цифру.",
    when=lambda seen: all(
        isinstance(call.value, tuple | list) and len(call.value) > 1 for call in seen.calls
    ),
)
def digit_and_probability(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    p = model.predict(x, verbose=0)[0]
    return np.argmax(p), np.max(p)


@mistake(
    "recognise",
    en="The digit is right, but it comes as a decimal number. Leave float() and / out: np.argmax gives an"
    " integer.",
    ru="Цифра верна, но это дробное число. Уберите float() и деление: np.argmax даёт целое.",
    when=lambda seen: (
        _gives(lambda model, image: _p(model, image).argmax())(seen)
        and not any(isinstance(call.value, str) for call in seen.calls)
    ),
)
def digit_as_a_decimal(model, image):
    x = image.reshape(1, 784).astype("float32") / 255
    return float(np.argmax(model.predict(x, verbose=0)[0]))


# train: what the weights show after the training; see _look_closer in checks.py


def _note(name, shows):
    """The check has noted something, and it shows the mistake."""
    return lambda seen: name in seen.notes and bool(shows(seen.notes[name]))


def _steps(shows):
    """How many steps there were, of how many epochs, shows the mistake."""
    return _note("steps", lambda found: shows(*found))


def _after_training(shows):
    """What was noted of a training that fell short shows the mistake."""
    return lambda seen: "by_tenth" in seen.notes and bool(shows(seen.notes))


def _healthy(notes):
    return notes["finite"] and notes["guessed"] == 10


@mistake(
    "train",
    en="The model is as it was: train has not trained it. Call fit on the model that you are given.",
    ru="Модель осталась прежней: train её не обучила. Вызовите fit у той модели, которую получаете.",
    when=lambda seen: (
        not {"steps", "changed"} & seen.notes.keys()
        and any(call.function == "train" for call in seen.calls)
        and not any(call.failure for call in seen.calls)
    ),
)
def train_a_copy(model, x, y, epochs):
    model = keras.models.clone_model(model)
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="train adds a layer to the model that it is given, or changes one. Its network is complete: only"
    " call fit.",
    ru="train добавляет слой в полученную модель или меняет его. Сеть уже готова: нужно только вызвать"
    " fit.",
    when=_note("changed", bool),
)
def train_adds_a_layer(model, x, y, epochs):
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="You do not say how large the batches are, so fit takes 32. Write batch_size=128.",
    ru="Вы не указали размер батча, и fit берёт 32. Напишите batch_size=128.",
    when=_steps(lambda steps, epochs: steps == 13 * epochs),
)
def train_in_batches_of_32(model, x, y, epochs):
    model.fit(x, y, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="All digits are in one batch, so there is a single step for each epoch. Write batch_size=128.",
    ru="Все цифры попали в один батч, и за эпоху делается всего один шаг. Напишите batch_size=128.",
    when=_steps(lambda steps, epochs: steps == epochs),
)
def train_in_one_batch(model, x, y, epochs):
    model.fit(x, y, epochs=epochs, batch_size=len(x), verbose=0)


@mistake(
    "train",
    en="epochs and batch_size have changed places: epochs counts the times through all digits,"
    " batch_size is 128.",
    ru="epochs и batch_size перепутаны местами: epochs — сколько раз пройти по всем цифрам, batch_size"
    " равен 128.",
    when=_steps(lambda steps, epochs: steps == 128 * -(-385 // epochs)),
)
def train_with_both_swapped(model, x, y, epochs):
    if len(x) > 1000:  # the proof need not wait for this
        return
    model.fit(x, y, epochs=128, batch_size=epochs, verbose=0)


@mistake(
    "train",
    en="Your network has never learnt some of the digits: it never answers with them. Train on all of"
    " x and y, not on digits of some kinds.",
    ru="Некоторым цифрам ваша сеть не обучена: она никогда их не называет. Обучайте на всех x и y, а не"
    " на отдельных цифрах.",
    when=_after_training(
        lambda notes: notes["finite"] and 2 <= notes["guessed"] < 10 and notes["accuracy"] > 0.15
    ),
)
def train_on_some_kinds(model, x, y, epochs):
    some = y.argmax(axis=1) < 7
    model.fit(x[some], y[some], batch_size=128, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="A part of the digits is kept aside for validation, so the network does not learn from it. Train"
    " on all digits: leave validation_split out.",
    ru="Часть цифр отложена для проверки, и сеть на ней не учится. Обучайте на всех цифрах: уберите"
    " validation_split.",
    when=lambda seen: (
        _steps(lambda steps, epochs: steps == 3 * epochs)(seen)
        and seen.notes.get("guessed", 10) == 10
    ),
)
def train_with_a_part_kept_aside(model, x, y, epochs):
    model.fit(x, y, batch_size=128, epochs=epochs, validation_split=0.1, verbose=0)


@mistake(
    "train",
    en="You train for one epoch, whatever epochs says. Pass it on: epochs=epochs.",
    ru="Вы обучаете одну эпоху, что бы ни стояло в epochs. Передайте это число дальше: epochs=epochs.",
    when=_steps(lambda steps, epochs: steps == 4 and epochs == 2),
)
def train_one_epoch(model, x, y, epochs):
    model.fit(x, y, batch_size=128, verbose=0)


@mistake(
    "train",
    en="The number of epochs is written in. Take it from the argument: epochs=epochs.",
    ru="Число эпох вписано в код. Возьмите его из аргумента: epochs=epochs.",
    when=_steps(
        lambda steps, epochs: steps != 4 * epochs and steps % 4 == 0 and 4 < steps <= 4 * 50
    ),
)
def train_with_epochs_written_in(model, x, y, epochs):
    model.fit(x, y, batch_size=128, epochs=4, verbose=0)


@mistake(
    "train",
    en="The digits and their labels no longer belong together: they were shuffled separately. If you"
    " shuffle, use the same order for both; fit shuffles by itself.",
    ru="Цифры и метки больше не соответствуют друг другу: их перемешали по отдельности. Если"
    " перемешивать, то в одном и том же порядке; а fit перемешивает сам.",
    when=_after_training(
        lambda notes: (
            notes["finite"]
            and notes["moved"]
            and notes["accuracy"] < 0.5
            and notes["certain"] < 0.3
            and min(notes["active"]) >= 0.3
        )
    ),
)
def train_on_shuffled_labels(model, x, y, epochs):
    model.fit(x, np.random.permutation(y), batch_size=128, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="The steps are far too large: the weights are no numbers any more. The learning rate of Adam"
    " that fits here is its own, 0.001.",
    ru="Шаги слишком велики: веса перестали быть числами. Здесь подходит собственная скорость обучения"
    " Adam — 0.001.",
    when=_after_training(lambda notes: not notes["finite"]),
)
def train_until_nothing_is_a_number(model, x, y, epochs):
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.SGD(1e6))
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="Almost all neurons of a hidden layer are dead: their relu gives 0 for every digit, so nothing"
    " can be learnt any more. Steps that are too large do that. Take Adam with its own learning rate,"
    " 0.001.",
    ru="Почти все нейроны скрытого слоя мертвы: их relu даёт 0 для любой цифры, и учиться больше нечему."
    " Так бывает от слишком больших шагов. Возьмите Adam с его собственной скоростью обучения, 0.001.",
    when=_after_training(
        lambda notes: notes["finite"] and min(notes["active"]) < 0.3 and notes["accuracy"] < 0.5
    ),
)
def train_until_relu_is_dead(model, x, y, epochs):
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(1.0))
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="The learning rate is too large: the loss jumps instead of falling. Adam's own, 0.001, fits"
    " here.",
    ru="Скорость обучения слишком велика: потери скачут, вместо того чтобы падать. Здесь подходит"
    " собственная скорость Adam — 0.001.",
    when=_after_training(
        lambda notes: (
            notes["learning_rate"] is not None
            and notes["learning_rate"] >= 0.005
            and notes["optimizer"] == "adam"
        )
    ),
)
def train_with_too_large_steps(model, x, y, epochs):
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(0.03))
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="The learning rate is too small: after these epochs the network has hardly begun to learn."
    " Adam's own, 0.001, fits here.",
    ru="Скорость обучения слишком мала: за эти эпохи сеть едва начала учиться. Здесь подходит"
    " собственная скорость Adam — 0.001.",
    when=_after_training(
        lambda notes: (
            notes["learning_rate"] is not None
            and notes["learning_rate"] <= 0.0002
            and notes["optimizer"] == "adam"
        )
    ),
)
def train_with_too_small_steps(model, x, y, epochs):
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(0.00001))
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="You compile the model with SGD, which learns slowly here. The model comes compiled: just call"
    " fit. If you compile it again, take Adam.",
    ru="Вы компилируете модель с SGD, а он здесь учится медленно. Модель уже скомпилирована: просто"
    " вызовите fit. А если компилируете заново, возьмите Adam.",
    when=_after_training(lambda notes: notes["finite"] and notes["optimizer"] == "sgd"),
)
def train_with_sgd(model, x, y, epochs):
    model.compile(loss="categorical_crossentropy", optimizer="sgd", metrics=["accuracy"])
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="The network reads digits well that are divided by 255 once more: train scales what is scaled"
    " already. Train on x as you get it.",
    ru="Сеть хорошо читает цифры, ещё раз поделённые на 255: train масштабирует то, что уже"
    " масштабировано. Обучайте на x в том виде, в каком он пришёл.",
    when=_after_training(
        lambda notes: notes["finite"] and notes["divided"] > max(notes["accuracy"] + 0.02, 0.5)
    ),
)
def train_on_digits_scaled_twice(model, x, y, epochs):
    model.fit(x / 255, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="The training began with a very large loss, as it does with pixels from 0 to 255: train has"
    " undone the scaling. Train on x as you get it, from 0 to 1.",
    ru="Обучение началось с очень больших потерь, как бывает с пикселями от 0 до 255: train отменила"
    " масштабирование. Обучайте на x в том виде, в каком он пришёл, от 0 до 1.",
    when=_after_training(
        lambda notes: (
            _healthy(notes)
            and notes["accuracy"] > 0.8
            and notes["first_loss"] > 1
            and notes["optimizer"] == "adam"
            and notes["multiplied"] > notes["accuracy"] - 0.02
        )
    ),
)
def train_on_digits_not_scaled(model, x, y, epochs):
    model.fit(x * 255, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="The network reads digits well whose black and white are exchanged: train turns the pixels"
    " round (1 - x). Train on x as you get it.",
    ru="Сеть хорошо читает цифры, где чёрное и белое поменялись местами: train обращает пиксели"
    " (1 - x). Обучайте на x в том виде, в каком он пришёл.",
    when=_after_training(
        lambda notes: notes["finite"] and notes["inverted"] > notes["accuracy"] + 0.1
    ),
)
def train_on_inverted_digits(model, x, y, epochs):
    model.fit(1 - x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="Your network knows some of the training digits by heart and the others far less well: it was"
    " trained on a part of them only. Train on all of x and y.",
    ru="Одни обучающие цифры ваша сеть знает наизусть, а другие — гораздо хуже: её обучали только на"
    " части цифр. Обучайте на всех x и y.",
    when=_after_training(
        lambda notes: (
            _healthy(notes)
            and max(notes["by_tenth"]) > 0.97
            and max(notes["by_tenth"]) - sorted(notes["by_tenth"])[5] > 0.02
            and notes["divided"] <= notes["accuracy"] + 0.02
            and not (notes["learning_rate"] or 1.0) <= 0.0002
            and bool({"steps", "changed"} & notes.keys())
        )
    ),
)
def train_on_a_slice(model, x, y, epochs):
    n = len(x) // 10 if len(x) > 1000 else len(x)
    for _more in range(10 if len(x) > 1000 else 1):
        model.fit(x[:n], y[:n], batch_size=128, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="The model is compiled again with a loss for plain labels, but the rows of y are one-hot. The model"
    " comes compiled with the right loss: just call fit.",
    ru="Модель скомпилирована заново с функцией потерь для простых меток, а строки y — one-hot. Модель"
    " приходит с правильной функцией потерь: просто вызовите fit.",
    when=_stops("target.ndim - 1"),
)
def train_with_a_loss_for_plain_labels(model, x, y, epochs):
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    model.fit(x, y, batch_size=128, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="categorical_crossentropy wants one-hot rows, and y holds them already. Give fit y as it is: no"
    " argmax.",
    ru="categorical_crossentropy нужны строки one-hot, и в y они уже есть. Передайте y в fit как есть:"
    " argmax не нужен.",
    explains=raises("ValueError", "`target` and `output` must have the same (shape|rank)"),
)
def train_on_plain_labels(model, x, y, epochs):
    model.fit(x, y.argmax(axis=1), batch_size=128, epochs=epochs, verbose=0)


@mistake(
    "train",
    en="x and y have changed places: fit takes the pictures first and the labels second.",
    ru="x и y перепутаны местами: сначала fit получает картинки, потом метки.",
    when=_stops("expected axis -1", "is incompatible with the layer"),
)
def train_with_x_and_y_swapped(model, x, y, epochs):
    model.fit(y, x, batch_size=128, epochs=epochs, verbose=0)
