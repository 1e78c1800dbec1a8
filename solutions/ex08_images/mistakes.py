"""Known wrong answers about pictures, each with its hint.

`load_gray` opens files, which lie only where the student's code runs: its mistakes are recognised
by what came back. A check notes the pixels of each file under its name.
"""

import numpy as np
import PIL.Image as Image

from autograder.checking import mistake, raises

PRINTS = {
    "en": "Your function gives nothing back. End it with return; print only shows a value.",
    "ru": "Ваша функция ничего не возвращает. Закончите её словом return: print лишь показывает"
    " значение.",
}
NO_RETURN = {
    "en": "Your function gives nothing back. End it with return and the result.",
    "ru": "Ваша функция ничего не возвращает. Закончите её словом return и результатом.",
}


LESSON = ((64, 96), (5, 7))  # the shapes of the pictures of the lesson


def _gray(pixels):
    """What PIL makes of the pixels."""
    return np.array(Image.fromarray(pixels).convert("L"))


def _close(value, expected, atol):
    """Whether a value holds these numbers in this shape."""
    found = np.asarray(value, dtype=float)
    return found.shape == np.shape(expected) and bool(np.all(np.abs(found - expected) <= atol))


def _reads(*rules, atol=1.01):
    """A `when`: one of the rules makes out of each file what the answer gives back."""

    def when(seen):
        calls = seen.calls
        return bool(calls) and any(
            all(
                not call.failure
                and call.value is not None
                and _close(call.value, rule(seen.notes[call.arguments[0]]), atol)
                for call in calls
            )
            for rule in rules
        )

    return when


def _right_but_type(kinds):
    """A `when`: the numbers are right, and the type of the array is one of these kinds."""

    def when(seen):
        types = [getattr(call.value, "dtype", np.dtype(np.uint8)) for call in seen.calls]
        others = all(kind != np.uint8 and kind.kind in kinds for kind in types)
        return others and _reads(_gray)(seen)

    return when


def _stops(exception, *said, always=True):
    """A `when`: some call, or each, stopped with this exception and one of these texts in it."""

    def when(seen):
        stopped = [
            call.failure is not None
            and call.failure.exception == exception
            and (not said or any(text in call.failure.message for text in said))
            for call in seen.calls
        ]
        return bool(stopped) and (all(stopped) if always else any(stopped))

    return when


def _is_none(seen, printed):
    """Whether every call gave back nothing, having printed something or not."""
    return bool(seen.calls) and all(
        not call.failure and call.value is None and call.printed == printed for call in seen.calls
    )


def _is_a(*names):
    """A `when`: each call gave back a thing of a class with one of these names."""

    def when(seen):
        return bool(seen.calls) and all(
            getattr(call.value, "type_name", "") in names for call in seen.calls
        )

    return when


# count_features


@mistake("count_features", **PRINTS)
def count_prints(height, width, channels=1):
    print(height * width * channels)


@mistake("count_features", **NO_RETURN)
def count_no_return(height, width, channels=1):
    result = height * width * channels


@mistake(
    "count_features",
    en="You count the pixels and leave the channels out. Each pixel has as many numbers as there are"
    " channels: multiply by channels, too.",
    ru="Вы считаете пиксели, но забываете о каналах. В каждом пикселе столько чисел, сколько каналов:"
    " умножьте ещё и на channels.",
)
def count_no_channels(height, width, channels=1):
    return height * width


@mistake(
    "count_features",
    en="You count three numbers for each pixel of any picture. Take the number that the function is"
    " given: channels.",
    ru="Вы считаете по три числа на пиксель в любой картинке. Берите то число, которое передано"
    " функции: channels.",
)
def count_always_three(height, width, channels=1):
    return height * width * 3


@mistake(
    "count_features",
    en="Where no channels are named, you count three. Leave the first line as it was: channels=1.",
    ru="Если каналы не указаны, вы считаете по три. Оставьте первую строку прежней: channels=1.",
)
def count_three_by_default(height, width, channels=3):
    return height * width * channels


@mistake(
    "count_features",
    en="You add height and width. The rows are stacked: height times width pixels in all.",
    ru="Вы складываете высоту и ширину. Строки лежат друг под другом: всего пикселей — высота,"
    " умноженная на ширину.",
)
def count_adds_sides(height, width, channels=1):
    return (height + width) * channels


@mistake(
    "count_features",
    en="You add up the three numbers. Multiply them: rows, times pixels in a row, times numbers in a"
    " pixel.",
    ru="Вы складываете три числа. Их нужно перемножить: строки, пиксели в строке, числа в пикселе.",
)
def count_adds_all(height, width, channels=1):
    return height + width + channels


@mistake(
    "count_features",
    en="You add the channels to the number of pixels. Each pixel has that many numbers, so multiply.",
    ru="Вы прибавляете каналы к числу пикселей. В каждом пикселе столько чисел, поэтому умножайте.",
)
def count_adds_channels(height, width, channels=1):
    return height * width + channels


@mistake(
    "count_features",
    en="You raise the number of pixels to a power. Channels are counted once for each pixel:"
    " multiply with one star, *.",
    ru="Вы возводите число пикселей в степень. Каналы считаются по разу на каждый пиксель: умножайте"
    " одной звёздочкой, *.",
)
def count_power(height, width, channels=1):
    return (height * width) ** channels


@mistake(
    "count_features",
    en="You divide by the channels, so more channels give fewer features. They give more: multiply.",
    ru="Вы делите на число каналов, и чем их больше, тем меньше признаков. Должно быть наоборот:"
    " умножайте.",
)
def count_divides(height, width, channels=1):
    return height * width / channels


@mistake(
    "count_features",
    en="You walk round the border of the picture. The pixels inside count, too: height times width.",
    ru="Вы обходите картинку по краю. Пиксели внутри тоже считаются: высота, умноженная на ширину.",
)
def count_border(height, width, channels=1):
    return 2 * (height + width) * channels


@mistake(
    "count_features",
    en="You give back the shape of the picture, several numbers. Multiply them to get one.",
    ru="Вы возвращаете форму картинки, несколько чисел. Перемножьте их, чтобы получилось одно.",
)
def count_shape(height, width, channels=1):
    return (height, width, channels)


@mistake(
    "count_features",
    en="You count 256 for each number, one for each shade. A number is one feature, whatever shade"
    " it holds: leave 256 out.",
    ru="Вы считаете по 256 на каждое число — по одному на оттенок. Число — это один признак, какой бы"
    " оттенок в нём ни был: уберите 256.",
)
def count_shades(height, width, channels=1):
    return height * width * channels * 256


@mistake(
    "count_features",
    en="You always count the picture of the lesson, 64 by 96. Use the height and the width that the"
    " function is given.",
    ru="Вы всегда считаете картинку из урока, 64 на 96. Берите высоту и ширину, переданные функции.",
)
def count_our_picture(height, width, channels=1):
    return 64 * 96 * channels


@mistake(
    "count_features",
    en="Your function cannot be called with height and width alone. Leave its first line as it was:"
    " channels=1.",
    ru="Вашу функцию нельзя вызвать только с высотой и шириной. Оставьте её первую строку прежней:"
    " channels=1.",
    when=_stops("TypeError", "required positional argument: 'channels'", always=False),
)
def count_no_default(height, width, channels):
    return height * width * channels


@mistake(
    "count_features",
    en="The height is multiplied by itself, and the width takes no part. Multiply height by width.",
    ru="Высота умножается сама на себя, а ширина не участвует. Умножьте высоту на ширину.",
)
def count_square(height, width, channels=1):
    return height * height * channels


# load_gray


@mistake("load_gray", **PRINTS, when=lambda seen: _is_none(seen, printed=True))
def load_prints(path):
    print(np.array(Image.open(path).convert("L")))


@mistake("load_gray", **NO_RETURN, when=lambda seen: _is_none(seen, printed=False))
def load_no_return(path):
    result = np.array(Image.open(path).convert("L"))


@mistake(
    "load_gray",
    en="You give back a gray picture of Pillow, not its numbers. Put np.array around it.",
    ru="Вы возвращаете серую картинку Pillow, а не её числа. Превратите её в массив с помощью"
    " np.array.",
    when=_is_a("Image"),
)
def load_picture(path):
    return Image.open(path).convert("L")


@mistake(
    "load_gray",
    en="You only open the file. Two steps are left: make the picture gray with convert, and put"
    " np.array around it.",
    ru="Вы только открываете файл. Остаются ещё два шага: сделать картинку серой с помощью convert и"
    " превратить её в массив с помощью np.array.",
    when=_is_a("PngImageFile"),
)
def load_only_opens(path):
    return Image.open(path)


@mistake(
    "load_gray",
    en="np.array comes too early: only a picture of Pillow has convert, an array does not. Convert"
    " first, then make the array.",
    ru="np.array стоит слишком рано: convert есть у картинки Pillow, а у массива его нет. Сначала"
    " вызовите convert, потом сделайте массив.",
    when=_stops("AttributeError", "'numpy.ndarray' object has no attribute 'convert'"),
)
def load_array_too_early(path):
    return np.array(Image.open(path)).convert("L")


@mistake(
    "load_gray",
    en='Quotes make "path" a file of that name. Without them, path is the variable that holds the'
    " name.",
    ru='В кавычках "path" — это файл с таким именем. Без кавычек path — переменная, в которой'
    " лежит имя.",
    when=_stops("FileNotFoundError", "'path'"),
)
def load_name_in_quotes(path):
    return np.array(Image.open("path").convert("L"))


@mistake(
    "load_gray",
    en="You always open a picture of the lesson. Open the file that the function is given: path.",
    ru="Вы всегда открываете картинку из урока. Открывайте тот файл, который передан функции: path.",
    when=lambda seen: (
        bool(seen.calls) and all(np.shape(call.value)[:2] in LESSON for call in seen.calls)
    ),
)
def load_fixed_file(path):
    return np.array(Image.open("balloons.png").convert("L"))


@mistake(
    "load_gray",
    en="You read the file as text, but it is a picture. Image.open can read pictures.",
    ru="Вы читаете файл как текст, но это картинка. Картинки умеет читать Image.open.",
    when=_stops("UnicodeDecodeError"),
)
def load_as_text(path):
    return np.array(open(path).read())


@mistake(
    "load_gray",
    en='convert does not know this name of a mode. Gray is called "L", a capital L in quotes.',
    ru='Режима с таким именем convert не знает. Серый называется "L" — заглавная L в кавычках.',
    when=_stops("ValueError", "wrong mode", "conversion from"),
)
def load_unknown_mode(path):
    return np.array(Image.open(path).convert("gray"))


@mistake(
    "load_gray",
    en='The colours are still there: each pixel has three numbers. Call convert("L") before you make'
    " the array, and use what it gives back.",
    ru='Цвета остались: в каждом пикселе три числа. Прежде чем делать массив, вызовите convert("L")'
    " и возьмите то, что он возвращает.",
    when=_reads(lambda pixels: pixels, lambda pixels: pixels / 255, atol=0.001),
)
def load_in_colour(path):
    picture = Image.open(path)
    picture.convert("L")
    return np.array(picture)


@mistake(
    "load_gray",
    en="You take the mean of the three colours. The eye sees green as brighter than blue:"
    ' convert("L") weighs the colours.',
    ru='Вы берёте среднее трёх цветов. Глазу зелёный кажется ярче синего: convert("L") берёт каждый'
    " цвет со своим весом.",
    when=_reads(lambda pixels: pixels.mean(axis=-1)),
)
def load_mean(path):
    return np.array(Image.open(path)).mean(axis=-1).astype(np.uint8)


@mistake(
    "load_gray",
    en="The sum of three uint8 numbers does not fit into uint8 and starts again at 0. And a mean is"
    ' not what is asked: convert("L") weighs the colours.',
    ru="Сумма трёх чисел uint8 не помещается в uint8 и начинается снова с нуля. Да и среднее здесь не"
    ' нужно: convert("L") берёт каждый цвет со своим весом.',
    when=_reads(
        lambda pixels: pixels.sum(axis=-1) % 256 / 3,
        lambda pixels: pixels.sum(axis=-1) % 256,
    ),
)
def load_sum_that_overflows(path):
    pixels = np.array(Image.open(path))
    return (pixels[:, :, 0] + pixels[:, :, 1] + pixels[:, :, 2]) / 3


@mistake(
    "load_gray",
    en="You take one colour only and forget the other two. Gray is made of all three:"
    ' convert("L").',
    ru="Вы берёте только один цвет и забываете о двух других. Серый получается из всех трёх:"
    ' convert("L").',
    when=_reads(
        lambda pixels: pixels[..., 0],
        lambda pixels: pixels[..., 1],
        lambda pixels: pixels[..., 2],
    ),
)
def load_one_colour(path):
    return np.array(Image.open(path))[:, :, 0]


@mistake(
    "load_gray",
    en='You take the largest of the three colours. Weigh all three: convert("L").',
    ru='Вы берёте наибольший из трёх цветов. Нужны все три, каждый со своим весом: convert("L").',
    when=_reads(lambda pixels: pixels.max(axis=-1)),
)
def load_largest(path):
    return np.array(Image.open(path)).max(axis=-1)


@mistake(
    "load_gray",
    en="You mix up red and blue: red is the first of the three numbers and has the weight 0.299.",
    ru="Вы путаете красный и синий: красный — первое из трёх чисел, и его вес равен 0.299.",
    when=_reads(lambda pixels: pixels @ np.array([0.114, 0.587, 0.299])),
)
def load_weights_turned(path):
    pixels = np.array(Image.open(path))
    gray = 0.114 * pixels[:, :, 0] + 0.587 * pixels[:, :, 1] + 0.299 * pixels[:, :, 2]
    return gray.round().astype(np.uint8)


@mistake(
    "load_gray",
    en='You weigh the colours as television does. convert("L") has other weights: 0.299, 0.587 and'
    " 0.114.",
    ru='Вы берёте веса, принятые на телевидении. У convert("L") они другие: 0.299, 0.587 и 0.114.',
    when=_reads(lambda pixels: pixels @ np.array([0.2126, 0.7152, 0.0722])),
)
def load_weights_of_television(path):
    pixels = np.array(Image.open(path))
    return (pixels @ np.array([0.2126, 0.7152, 0.0722])).round().astype(np.uint8)


@mistake(
    "load_gray",
    en='You get only black and white, without shades. The mode with shades of gray is "L".',
    ru='У вас получается только чёрное и белое, без оттенков. Режим с оттенками серого — "L".',
    when=lambda seen: (
        bool(seen.calls)
        and all(
            np.shape(call.value) == seen.notes[call.arguments[0]].shape[:2]
            and np.isin(np.asarray(call.value), [0, 1, 255]).all()
            for call in seen.calls
        )
    ),
)
def load_black_and_white(path):
    return np.array(Image.open(path).convert("1"))


@mistake(
    "load_gray",
    en='The mode "P" numbers the colours, as in a paint box: its numbers are no shades. Take "L".',
    ru='Режим "P" нумерует цвета, как краски в наборе: его числа — не оттенки. Возьмите "L".',
    when=_reads(lambda pixels: np.array(Image.fromarray(pixels).convert("P")), atol=0.001),
)
def load_paint_box(path):
    return np.array(Image.open(path).convert("P"))


@mistake(
    "load_gray",
    en="You change the size of the picture: each comes out equally large. Leave its rows and columns"
    " as they are.",
    ru="Вы меняете размер картинки: все получаются одинаковыми. Оставьте её строки и столбцы такими,"
    " какие они есть.",
    when=lambda seen: (
        len(seen.calls) > 1
        and len({np.shape(call.value) for call in seen.calls}) == 1
        and np.ndim(seen.calls[0].value) == 2
        and np.shape(seen.calls[0].value) not in LESSON
    ),
)
def load_one_size(path):
    return np.array(Image.open(path).convert("L").resize((28, 28)))


@mistake(
    "load_gray",
    en="Your numbers lie between 0 and 1 already. Here they stay from 0 to 255: scale comes later. Do"
    " not divide, and open the file with Image.open: plt.imread divides by itself.",
    ru="Ваши числа уже лежат от 0 до 1. Здесь они остаются от 0 до 255, а scale идёт позже. Не делите"
    " их и открывайте файл через Image.open: plt.imread делит сам.",
    when=_reads(lambda pixels: _gray(pixels) / 255, atol=0.005),
)
def load_scales(path):
    return np.array(Image.open(path).convert("L")) / 255


@mistake(
    "load_gray",
    en="Your picture is a negative: black has become 255 and white 0. Give the numbers back as they"
    " are.",
    ru="У вас получился негатив: чёрный стал 255, а белый — 0. Верните числа такими, какие они есть.",
    when=_reads(lambda pixels: 255 - _gray(pixels)),
)
def load_negative(path):
    return 255 - np.array(Image.open(path).convert("L"))


@mistake(
    "load_gray",
    en="Rows and columns are swapped. np.array has them in the right order already: leave transpose"
    " and T out.",
    ru="Строки и столбцы переставлены. np.array уже даёт их в верном порядке: уберите transpose"
    " или T.",
    when=_reads(lambda pixels: _gray(pixels).T),
)
def load_turned(path):
    return np.array(Image.open(path).convert("L")).T


@mistake(
    "load_gray",
    en="The size of Pillow is (width, height), the shape of an array (height, width). np.array alone"
    " gives the right shape.",
    ru="Размер в Pillow — это (ширина, высота), а форма массива — (высота, ширина). np.array сам даёт"
    " верную форму.",
    when=_reads(lambda pixels: _gray(pixels).reshape(pixels.shape[1], pixels.shape[0])),
)
def load_size_as_shape(path):
    picture = Image.open(path).convert("L")
    return np.array(picture).reshape(picture.size)


@mistake(
    "load_gray",
    en="You give back one long row. Here the table is wanted, of shape (height, width); the long row"
    " is the last task.",
    ru="Вы возвращаете одну длинную строку. Здесь нужна таблица формы (высота, ширина), а длинная"
    " строка — последнее задание.",
    when=_reads(lambda pixels: _gray(pixels).ravel()),
)
def load_flat(path):
    return np.array(Image.open(path).convert("L")).flatten()


@mistake(
    "load_gray",
    en="Your array has one axis of size 1 too many. The table alone is wanted, of shape"
    " (height, width).",
    ru="В вашем массиве лишняя ось длины 1. Нужна только таблица формы (высота, ширина).",
    when=_reads(lambda pixels: _gray(pixels)[None], lambda pixels: _gray(pixels)[:, :, None]),
)
def load_with_batch_axis(path):
    return np.expand_dims(np.array(Image.open(path).convert("L")), axis=0)


@mistake(
    "load_gray",
    en='Each pixel has two numbers: "LA" is gray together with opacity. Take "L".',
    ru='В каждом пикселе два числа: "LA" — это серый вместе с непрозрачностью. Возьмите "L".',
    when=_reads(lambda pixels: np.dstack([_gray(pixels), np.full(pixels.shape[:2], 255)])),
)
def load_with_opacity(path):
    return np.array(Image.open(path).convert("LA"))


@mistake(
    "load_gray",
    en='A colour picture works, a gray one does not: its array has no third axis. convert("L") can'
    " deal with both.",
    ru='Цветная картинка получается, а серая нет: в её массиве нет третьей оси. convert("L")'
    " справляется с обеими.",
    when=lambda seen: (
        any(call.failure is not None for call in seen.calls)
        and all(
            (call.failure is not None) == (seen.notes[call.arguments[0]].ndim == 2)
            for call in seen.calls
        )
    ),
)
def load_colour_only(path):
    pixels = np.array(Image.open(path))
    gray = 0.299 * pixels[:, :, 0] + 0.587 * pixels[:, :, 1] + 0.114 * pixels[:, :, 2]
    return gray.round().astype(np.uint8)


@mistake(
    "load_gray",
    en="The numbers are right, but their type is for floats. The table must be of the type uint8, as"
    " np.array makes it from a gray picture.",
    ru="Числа верны, но их тип — для дробных чисел. Таблица должна быть типа uint8: такой её делает"
    " np.array из серой картинки.",
    when=_right_but_type("f"),
)
def load_floats(path):
    return np.array(Image.open(path).convert("L"), dtype=float)


@mistake(
    "load_gray",
    en="The numbers are right, but they come as a list. Give back a NumPy array: np.array of the"
    " picture is one already.",
    ru="Числа верны, но это список. Верните массив NumPy: np.array от картинки им уже и является.",
    when=lambda seen: isinstance(seen.calls[-1].value, list) and _reads(_gray)(seen),
)
def load_list(path):
    return np.array(Image.open(path).convert("L")).tolist()


@mistake(
    "load_gray",
    en="The numbers are right, but of another type of whole numbers. np.array of the gray picture"
    " gives uint8 by itself.",
    ru="Числа верны, но их целый тип другой. np.array от серой картинки сам даёт uint8.",
    when=_right_but_type("iu"),
)
def load_long_integers(path):
    return np.array(Image.open(path).convert("L")).astype(int)


# scale


@mistake("scale", **PRINTS)
def scale_prints(image):
    print(image / 255)


@mistake("scale", **NO_RETURN)
def scale_no_return(image):
    result = image / 255


@mistake(
    "scale",
    en="Everything behind the decimal point is lost. Divide with / and not with //, and make a new"
    " array instead of writing into image or turning the result into whole numbers.",
    ru="Пропало всё, что стоит после запятой. Делите с помощью /, а не //, и создайте новый массив:"
    " не пишите в image и не делайте результат целым.",
)
def scale_cuts_fractions(image):
    return image // 255


@mistake(
    "scale",
    en="You round to whole numbers, so only 0 and 1 are left. Return the quotients as they are.",
    ru="Вы округляете до целых, и остаются только 0 и 1. Верните частные без округления.",
)
def scale_rounds_to_whole(image):
    return np.round(image / 255)


@mistake(
    "scale",
    en="image /= 255 writes into the old array, and uint8 has no room for fractions. Make a new"
    " array: image / 255.",
    ru="image /= 255 пишет в старый массив, а в uint8 для дробей нет места. Создайте новый массив:"
    " image / 255.",
)
def scale_in_place(image):
    image /= 255
    return image


@mistake(
    "scale",
    en="You divide by 256, so white does not become 1. The largest number is 255.",
    ru="Вы делите на 256, и белый не становится единицей. Самое большое число — 255.",
)
def scale_by_256(image):
    return image / 256


@mistake(
    "scale",
    en="You divide by the largest number of the picture, so a dark picture becomes bright. Divide"
    " every picture by 255.",
    ru="Вы делите на самое большое число картинки, и тёмная картинка становится светлой. Любую"
    " картинку делите на 255.",
)
def scale_by_largest(image):
    return image / np.max(image)


@mistake(
    "scale",
    en="You stretch each picture from its darkest to its brightest pixel. Divide by 255 only:"
    " nothing is subtracted.",
    ru="Вы растягиваете каждую картинку от самого тёмного её пикселя до самого светлого. Нужно лишь"
    " разделить на 255, вычитать ничего не надо.",
)
def scale_stretches(image):
    low, high = np.min(image), np.max(image)
    return (image - low) / (high - low)


@mistake(
    "scale",
    en="You divide by 255 twice. Once is enough.",
    ru="Вы делите на 255 дважды. Одного раза достаточно.",
)
def scale_twice(image):
    return image / 255 / 255


@mistake(
    "scale",
    en="You divide by 100, as for percent. White is 255, so divide by 255.",
    ru="Вы делите на 100, как для процентов. Белый — это 255, поэтому делите на 255.",
)
def scale_by_100(image):
    return image / 100


@mistake(
    "scale",
    en="You return percent, from 0 to 100. The numbers must lie between 0 and 1.",
    ru="Вы возвращаете проценты, от 0 до 100. Числа должны лежать между 0 и 1.",
)
def scale_to_percent(image):
    return image / 255 * 100


@mistake(
    "scale",
    en="Your numbers run from -1 to 1. Here they run from 0 to 1: only divide by 255.",
    ru="У вас числа от -1 до 1. Здесь нужны от 0 до 1: только разделите на 255.",
)
def scale_around_zero(image):
    return image / 127.5 - 1


@mistake(
    "scale",
    en="You turn the picture into a negative: black becomes 1. Black stays 0; leave out the"
    " subtraction.",
    ru="Вы превращаете картинку в негатив: чёрный становится единицей. Чёрный остаётся нулём: уберите"
    " вычитание.",
)
def scale_negative(image):
    return 1 - image / 255


@mistake(
    "scale",
    en="You round the result to two decimals. Return it as it is.",
    ru="Вы округляете результат до двух знаков. Верните его без округления.",
)
def scale_rounds(image):
    return np.round(image / 255, 2)


@mistake(
    "scale",
    en="The fraction is upside down: you divide 255 by the pixels. Divide the pixels by 255.",
    ru="Дробь перевёрнута: вы делите 255 на пиксели. Делите пиксели на 255.",
)
def scale_upside_down(image):
    return 255 / image


@mistake(
    "scale",
    en="You cut the numbers off at 1, so almost everything becomes white. Divide by 255 instead.",
    ru="Вы обрезаете числа на единице, и почти всё становится белым. Вместо этого делите на 255.",
)
def scale_clips(image):
    return np.clip(image, 0, 1)


@mistake(
    "scale",
    en="You divide by the sum of all pixels. Divide each number by 255, on its own.",
    ru="Вы делите на сумму всех пикселей. Делите каждое число на 255, отдельно от остальных.",
)
def scale_by_sum(image):
    return image / np.sum(image)


@mistake(
    "scale",
    en="You subtract the mean and divide by the standard deviation. Here only division by 255 is"
    " asked.",
    ru="Вы вычитаете среднее и делите на стандартное отклонение. Здесь нужно только разделить на 255.",
)
def scale_standardises(image):
    return (image - np.mean(image)) / np.std(image)


@mistake(
    "scale",
    en="The numbers come as one long row. Keep the shape: image / 255 works on the whole picture.",
    ru="Числа возвращаются одной длинной строкой. Сохраните форму: image / 255 делит всю картинку"
    " сразу.",
)
def scale_flattens(image):
    return (image / 255).flatten()


@mistake(
    "scale",
    en="A gray picture works, a colour picture stops with an error: its shape has three numbers. No"
    " loops are needed: NumPy divides a whole array of any shape.",
    ru="Серую картинку функция считает, а на цветной останавливается: в её форме три числа. Циклы не"
    " нужны: NumPy делит сразу весь массив любой формы.",
)
def scale_gray_only(image):
    height, width = image.shape
    result = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            result[row, column] = image[row, column] / 255
    return result


@mistake(
    "scale",
    en="You give the picture back as it was. Divide by 255, and return the result of the division.",
    ru="Вы возвращаете картинку такой, какой она была. Разделите на 255 и верните результат деления.",
)
def scale_unchanged(image):
    image / 255
    return image


# channel


def _nothing(call):
    return call.failure is None and call.value is None and not call.printed


def _place(call):
    return ("red", "green", "blue").index(call.arguments[1])


def _another(call):
    """Whether another channel came than the one that was asked for."""
    image = call.arguments[0]
    others = (k for k in range(3) if k != _place(call))
    return any(_close(call.value, image[:, :, k], 0.001) for k in others)


@mistake("channel", **PRINTS)
def channel_prints(image, name):
    print(image[:, :, ["red", "green", "blue"].index(name)])


@mistake(
    "channel",
    en="Your function gives nothing back. Does it reach a return for each of the three names, written"
    " in small letters?",
    ru="Ваша функция ничего не возвращает. Доходит ли она до return для каждого из трёх имён,"
    " написанных строчными буквами?",
)
def channel_no_return(image, name):
    result = image[:, :, ["red", "green", "blue"].index(name)]


@mistake(
    "channel",
    en="For one of the names nothing comes back. Write a return for red, for green and for blue, and"
    " check the spelling.",
    ru="Для одного из имён ничего не возвращается. Напишите return для red, для green и для blue и"
    " проверьте, нет ли опечатки.",
    when=lambda seen: len({call.arguments[1] for call in seen.calls if _nothing(call)}) == 1,
    explains=_nothing,
)
def channel_forgets_one(image, name):
    if name == "red":
        return image[:, :, 0]
    if name == "green":
        return image[:, :, 1]


@mistake(
    "channel",
    en="Red and blue are swapped. The order in the last axis is red, green, blue.",
    ru="Красный и синий переставлены. Порядок на последней оси: красный, зелёный, синий.",
)
def channel_backwards(image, name):
    return image[:, :, ["blue", "green", "red"].index(name)]


@mistake(
    "channel",
    en="Green and blue are swapped. The order in the last axis is red, green, blue.",
    ru="Зелёный и синий переставлены. Порядок на последней оси: красный, зелёный, синий.",
)
def channel_green_and_blue_swapped(image, name):
    return image[:, :, ["red", "blue", "green"].index(name)]


@mistake(
    "channel",
    en="Red and green are swapped. The order in the last axis is red, green, blue.",
    ru="Красный и зелёный переставлены. Порядок на последней оси: красный, зелёный, синий.",
)
def channel_red_and_green_swapped(image, name):
    return image[:, :, ["green", "red", "blue"].index(name)]


@mistake(
    "channel",
    en="You count the channels from 1. Python counts from 0: red is 0, green is 1, blue is 2.",
    ru="Вы считаете каналы с единицы. Python считает с нуля: красный — 0, зелёный — 1, синий — 2.",
    when=lambda seen: any(call.failure for call in seen.calls),
    explains=lambda call: (
        raises("IndexError", "index 3 is out of bounds for axis 2 with size 3")(call)
        or _close(call.value, call.arguments[0][:, :, _place(call) + 1], 0.001)
    ),
)
def channel_counts_from_one(image, name):
    return image[:, :, {"red": 1, "green": 2, "blue": 3}[name]]


@mistake(
    "channel",
    en="You take a row of the picture. The channel stands on the last axis, behind all rows and all"
    " columns.",
    ru="Вы берёте строку картинки. Канал стоит на последней оси — после всех строк и всех столбцов.",
)
def channel_takes_a_row(image, name):
    return image[["red", "green", "blue"].index(name)]


@mistake(
    "channel",
    en="You take a column of the picture. The channel stands on the last axis, behind all rows and"
    " all columns.",
    ru="Вы берёте столбец картинки. Канал стоит на последней оси — после всех строк и всех столбцов.",
)
def channel_takes_a_column(image, name):
    return image[:, ["red", "green", "blue"].index(name)]


@mistake(
    "channel",
    en="An axis of size 1 is left at the end. Take the channel by its number alone, without a colon"
    " and without brackets around the number.",
    ru="В конце осталась ось длины 1. Берите канал просто по номеру, без двоеточия и без скобок"
    " вокруг номера.",
)
def channel_keeps_the_axis(image, name):
    place = ["red", "green", "blue"].index(name)
    return image[:, :, place : place + 1]


@mistake(
    "channel",
    en="You set the other colours to 0, but they are still there: three numbers in each pixel. Return"
    " only the numbers of one channel.",
    ru="Вы обнуляете остальные цвета, но они остаются: в каждом пикселе три числа. Верните числа"
    " только одного канала.",
)
def channel_blackens_the_others(image, name):
    place = ["red", "green", "blue"].index(name)
    result = np.zeros_like(image)
    result[:, :, place] = image[:, :, place]
    return result


@mistake(
    "channel",
    en="Rows and columns are swapped. With two colons and a number in one pair of brackets, the"
    " picture keeps its position.",
    ru="Строки и столбцы переставлены. Если взять два двоеточия и номер в одних скобках, картинка"
    " не повернётся.",
)
def channel_turned(image, name):
    return image.T[["red", "green", "blue"].index(name)]


@mistake(
    "channel",
    en="The numbers come as one long row. Keep the table, of shape (height, width).",
    ru="Числа возвращаются одной длинной строкой. Оставьте таблицу формы (высота, ширина).",
)
def channel_flat(image, name):
    return image[:, :, ["red", "green", "blue"].index(name)].flatten()


@mistake(
    "channel",
    en="You divide by 255. Here the numbers stay as they are.",
    ru="Вы делите на 255. Здесь числа остаются такими, какие они есть.",
)
def channel_scales(image, name):
    return image[:, :, ["red", "green", "blue"].index(name)] / 255


@mistake(
    "channel",
    en="You mix the three colours to a mean. Take one channel only, the one that name asks for.",
    ru="Вы смешиваете три цвета в среднее. Возьмите только один канал — тот, который указан в name.",
)
def channel_mean(image, name):
    return image.mean(axis=-1)


@mistake(
    "channel",
    en="The same channel comes back for every name. Let name choose it; and mind that"
    ' `name == "red" or "r"` is always true.',
    ru="Для любого имени возвращается один и тот же канал. Пусть его выбирает name; и учтите, что"
    ' `name == "red" or "r"` верно всегда.',
    when=lambda seen: any(
        all(
            call.failure is None and _close(call.value, call.arguments[0][:, :, place], 0.001)
            for call in seen.calls
        )
        for place in range(3)
    ),
)
def channel_always_red(image, name):
    return image[:, :, 0]


@mistake(
    "channel",
    en="For one of the names you take another channel. Red is 0, green is 1, blue is 2; and check"
    " whether the names are spelled right where you compare them.",
    ru="Для одного из имён вы берёте чужой канал. Красный — 0, зелёный — 1, синий — 2; и проверьте, нет"
    " ли опечатки там, где вы сравниваете имена.",
    when=lambda seen: (
        len({call.arguments[1] for call in seen.calls}) == 3
        and len({call.arguments[1] for call in seen.calls if _another(call)}) == 1
    ),
    explains=_another,
)
def channel_misspelled(image, name):
    if name == "red":
        return image[:, :, 0]
    if name == "gren":
        return image[:, :, 1]
    return image[:, :, 2]


@mistake(
    "channel",
    en='An array has no places called "red", "green" or "blue". Turn the name into a number'
    " first: 0, 1 or 2.",
    ru='В массиве нет мест с именами "red", "green" и "blue". Сначала превратите имя в номер: 0,'
    " 1 или 2.",
    explains=raises("IndexError", "^only integers, slices", line=r"\bname\b"),
)
def channel_name_as_index(image, name):
    return image[:, :, name]


@mistake(
    "channel",
    en='Your dictionary or list does not know one of the names. They are "red", "green" and "blue", in'
    " small letters.",
    ru='В вашем словаре или списке нет одного из имён. Они пишутся строчными буквами: "red", "green"'
    ' и "blue".',
    explains=lambda call: (
        raises("KeyError", f"^'{call.arguments[1]}'$")(call)
        or raises("ValueError", f"^'{call.arguments[1]}' is not in list|not in tuple$")(call)
    ),
)
def channel_capital_letters(image, name):
    return image[:, :, {"Red": 0, "Green": 1, "Blue": 2}[name]]


@mistake(
    "channel",
    en="image is an array of NumPy here, not a picture of Pillow: it has no such method. Take the"
    " channel with square brackets.",
    ru="Здесь image — массив NumPy, а не картинка Pillow: такого метода у него нет. Берите канал с"
    " помощью квадратных скобок.",
    when=_stops("AttributeError", "no attribute 'getchannel'", "no attribute 'split'"),
)
def channel_as_in_pillow(image, name):
    return image.getchannel(["red", "green", "blue"].index(name))


@mistake(
    "channel",
    en="The channel is multiplied by its weight in gray. Return its numbers as they are.",
    ru="Канал умножен на вес, с которым он входит в серый. Верните его числа такими, какие они есть.",
)
def channel_weighed(image, name):
    weights = {"red": 0.299, "green": 0.587, "blue": 0.114}
    return weights[name] * image[:, :, ["red", "green", "blue"].index(name)]


@mistake(
    "channel",
    en="You give the whole picture back. Take one channel out of it.",
    ru="Вы возвращаете всю картинку. Возьмите из неё один канал.",
)
def channel_whole_picture(image, name):
    return image


# to_vector


@mistake("to_vector", **PRINTS)
def vector_prints(image):
    print(image.reshape(-1))


@mistake(
    "to_vector",
    en="Your function gives nothing back. reshape makes a new array: return it.",
    ru="Ваша функция ничего не возвращает. reshape создаёт новый массив: верните его.",
)
def vector_no_return(image):
    image.reshape(-1)


@mistake(
    "to_vector",
    en="You give the picture back as it was. reshape and flatten make a new array and leave image"
    " alone: return what they give.",
    ru="Вы возвращаете картинку такой, какой она была. reshape и flatten создают новый массив и не"
    " меняют image: верните то, что они дают.",
)
def vector_unchanged(image):
    image.reshape(-1)
    return image


@mistake(
    "to_vector",
    en="The brackets behind the name of the method are missing, so you return the method itself. Call"
    " it: flatten().",
    ru="После имени метода не хватает скобок, и вы возвращаете сам метод. Вызовите его: flatten().",
    when=_is_a("builtin_function_or_method", "method"),
)
def vector_without_brackets(image):
    return image.flatten


@mistake(
    "to_vector",
    en='You go column by column. Go row by row: leave out order="F" and T.',
    ru='Вы идёте по столбцам. Идите по строкам: уберите order="F" или T.',
)
def vector_by_columns(image):
    return image.flatten(order="F")


@mistake(
    "to_vector",
    en="In a colour picture, all of red comes first, then all of green, then all of blue. Go pixel by"
    " pixel: a plain reshape does.",
    ru="В цветной картинке сначала идёт весь красный, потом весь зелёный, потом весь синий. Идите"
    " пиксель за пикселем: так делает простой reshape.",
)
def vector_by_channels(image):
    if image.ndim == 3:
        return np.concatenate([image[:, :, place].flatten() for place in range(3)])
    return image.flatten()


@mistake(
    "to_vector",
    en="You return a table with one row, of shape (1, n). Here one axis is wanted: shape (n,). The"
    " batch axis comes later.",
    ru="Вы возвращаете таблицу из одной строки, формы (1, n). Здесь нужна одна ось: форма (n,). Ось"
    " батча появится позже.",
)
def vector_as_a_row_table(image):
    return image.reshape(1, -1)


@mistake(
    "to_vector",
    en="You return a table with one column, of shape (n, 1). Here one axis is wanted: shape (n,).",
    ru="Вы возвращаете таблицу из одного столбца, формы (n, 1). Здесь нужна одна ось: форма (n,).",
)
def vector_as_a_column(image):
    return image.reshape(-1, 1)


@mistake(
    "to_vector",
    en="A gray picture works, a colour picture stops with an error: it has a third axis, the"
    " channels. Let NumPy work out the size: -1.",
    ru="Серая картинка получается, а цветная останавливается с ошибкой: у неё есть третья ось —"
    " каналы. Пусть NumPy вычислит размер сам: -1.",
)
def vector_forgets_channels(image):
    return image.reshape(image.shape[0] * image.shape[1])


@mistake(
    "to_vector",
    en="A colour picture works, a gray one stops with an error: it has one number in each pixel, not"
    " three. Let NumPy work out the size: -1.",
    ru="Цветная картинка получается, а серая останавливается с ошибкой: у неё в каждом пикселе одно"
    " число, а не три. Пусть NumPy вычислит размер сам: -1.",
)
def vector_always_three_channels(image):
    return image.reshape(image.shape[0] * image.shape[1] * 3)


@mistake(
    "to_vector",
    en="The size that you ask for does not fit the picture, and every picture has its own. Let NumPy"
    " work it out: -1.",
    ru="Размер, который вы указали, не подходит картинке, а у каждой картинки он свой. Пусть NumPy"
    " вычислит его сам: -1.",
    when=_stops("ValueError", "cannot reshape array of size"),
)
def vector_fixed_size(image):
    return image.reshape(6144)


@mistake(
    "to_vector",
    en="A gray picture works, but of a colour picture a table is left: a row of three numbers for each"
    " pixel. Its pixels have to be written one after the other, too.",
    ru="Серая картинка получается, а от цветной остаётся таблица: по строке из трёх чисел на каждый"
    " пиксель. Пиксели тоже нужно записать один за другим.",
)
def vector_of_pixels(image):
    return np.concatenate(image)


@mistake(
    "to_vector",
    en="The result is still a table. A new shape with one single axis is wanted.",
    ru="Получается по-прежнему таблица. Нужна новая форма, в которой всего одна ось.",
)
def vector_two_axes(image):
    return image.reshape(image.shape[0] * image.shape[1], -1)


@mistake(
    "to_vector",
    en="Each row of the picture stays a row of the result. All of them must stand in one single row,"
    " so the new shape has one axis only.",
    ru="Каждая строка картинки остаётся отдельной строкой. Все они должны стоять в одной, поэтому в"
    " новой форме всего одна ось.",
    when=lambda seen: any(np.ndim(call.arguments[0]) == 3 for call in seen.calls),
    explains=lambda call: _close(
        call.value, call.arguments[0].reshape(len(call.arguments[0]), -1), 1e-6
    ),
)
def vector_row_by_row(image):
    return image.reshape(image.shape[0], -1)


@mistake(
    "to_vector",
    en="You take the first row only. Write all rows, one after the other.",
    ru="Вы берёте только первую строку. Запишите все строки, одну за другой.",
)
def vector_first_row(image):
    return image[0]


@mistake(
    "to_vector",
    en="You add the numbers of each row. Keep every number: only the shape changes.",
    ru="Вы складываете числа каждой строки. Сохраните каждое число: меняется только форма.",
)
def vector_sums_rows(image):
    return image.sum(axis=1)


@mistake(
    "to_vector",
    en="You divide by 255. Here the numbers stay as they are; scale does the rest.",
    ru="Вы делите на 255. Здесь числа остаются прежними: для деления есть scale.",
)
def vector_scales(image):
    return image.reshape(-1) / 255


@mistake(
    "to_vector",
    en="You sort the numbers, and the picture is lost. Keep their order.",
    ru="Вы сортируете числа, и картинка пропадает. Сохраните их порядок.",
)
def vector_sorts(image):
    return np.sort(image, axis=None)


@mistake(
    "to_vector",
    en="Equal numbers have been thrown away. Every pixel keeps its number, even if another has the"
    " same.",
    ru="Одинаковые числа отброшены. Каждый пиксель сохраняет своё число, даже если такое уже есть.",
)
def vector_unique(image):
    return np.array(list(dict.fromkeys(image.ravel().tolist())))


@mistake(
    "to_vector",
    en="The row is turned round: it begins with the last pixel. Begin with the first one, top left.",
    ru="Строка перевёрнута: она начинается с последнего пикселя. Начните с первого, левого верхнего.",
)
def vector_backwards(image):
    return image.reshape(-1)[::-1]


@mistake(
    "to_vector",
    en="You have added one more axis in front. Fewer axes are wanted: a row has just one.",
    ru="Вы добавили впереди ещё одну ось. Осей должно стать меньше: у строки она всего одна.",
)
def vector_expands(image):
    return np.expand_dims(image, axis=0)


@mistake(
    "to_vector",
    en="A colour picture becomes gray here. Keep all three numbers of each pixel.",
    ru="Цветная картинка становится здесь серой. Сохраните все три числа каждого пикселя.",
)
def vector_mixes_colours(image):
    if image.ndim == 3:
        image = image.mean(axis=-1)
    return image.reshape(-1)


@mistake(
    "to_vector",
    en="The digits after the decimal point are lost. Leave the numbers as they are, without int.",
    ru="Теряется дробная часть. Оставьте числа такими, какие они есть, без int.",
)
def vector_cuts_fractions(image):
    return image.reshape(-1).astype(int)
