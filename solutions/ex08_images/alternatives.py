"""Other right answers about pictures: each must pass every check."""

import math

import numpy as np
import PIL.Image as Image

from autograder.checking import alternative

# count_features


@alternative("count_features")
def count_of_an_array(height, width, channels=1):
    return np.zeros((height, width, channels)).size


@alternative("count_features")
def count_product(height, width, channels=1):
    return math.prod([channels, width, height])


@alternative("count_features")
def count_of_numpy(height, width, channels=1):
    return np.prod([height, width, channels])


@alternative("count_features")
def count_one_by_one(height, width, channels=1):
    total = 0.0
    for _ in range(height):
        total += width * channels
    return total


# load_gray


@alternative("load_gray")
def load_closing_the_file(path):
    from PIL import Image

    with Image.open(path) as picture:
        return np.asarray(picture.convert(mode="L"))


@alternative("load_gray")
def load_with_grayscale(path):
    from PIL import ImageOps

    return np.array(ImageOps.grayscale(Image.open(path)))


@alternative("load_gray")
def load_through_colour(path):
    colours = np.array(Image.open(path).convert("RGB"))
    gray = colours[:, :, 0] * 0.299 + colours[:, :, 1] * 0.587 + colours[:, :, 2] * 0.114
    return gray.round().astype("uint8")


@alternative("load_gray")
def load_cutting_off(path):
    pixels = np.array(Image.open(path))
    if pixels.ndim == 2:
        return pixels
    return np.uint8(np.dot(pixels, [0.299, 0.587, 0.114]))


@alternative("load_gray")
def load_pixel_by_pixel(path):
    picture = Image.open(path).convert("L")
    width, height = picture.size
    result = np.zeros((height, width), dtype=np.uint8)
    for row in range(height):
        for column in range(width):
            result[row, column] = picture.getpixel((column, row))
    return result


@alternative("load_gray")
def load_from_bytes(path):
    picture = Image.open(path).convert("L")
    return np.frombuffer(picture.tobytes(), dtype=np.uint8).reshape(picture.height, picture.width)


@alternative("load_gray")
def load_with_matplotlib(path):
    import matplotlib.pyplot as plt

    pixels = plt.imread(path)
    if pixels.ndim == 3:
        pixels = pixels[:, :, :3] @ np.array([0.299, 0.587, 0.114])
    return np.round(pixels * 255).astype(np.uint8)


# scale


@alternative("scale")
def scale_float32(image):
    return image.astype("float32") / 255.0


@alternative("scale")
def scale_copy_in_place(image):
    image = image.astype(float)
    image /= 255
    return image


@alternative("scale")
def scale_reciprocal(image):
    return np.multiply(image, 1 / 255)


@alternative("scale")
def scale_interpolates(image):
    return np.interp(image, [0, 255], [0, 1])


@alternative("scale")
def scale_list(image):
    return np.true_divide(image, 255).tolist()


@alternative("scale")
def scale_by_the_type(image):
    return image / np.iinfo(np.uint8).max


@alternative("scale")
def scale_rows_in_a_loop(image):
    return [[pixel / 255 for pixel in row] for row in image]


# channel


@alternative("channel")
def channel_with_if(image, name):
    if name == "red":
        return image[:, :, 0]
    elif name == "green":
        return image[:, :, 1]
    else:
        return image[:, :, 2]


@alternative("channel")
def channel_with_dictionary(image, name):
    return image[..., {"red": 0, "green": 1, "blue": 2}[name]].copy()


@alternative("channel")
def channel_with_take(image, name):
    return np.take(image, "rgb".index(name[0]), axis=-1)


@alternative("channel")
def channel_unpacked(image, name):
    red, green, blue = np.moveaxis(image, -1, 0)
    return {"red": red, "green": green, "blue": blue}[name]


@alternative("channel")
def channel_list(image, name):
    place = ("red", "green", "blue").index(name)
    return [[int(pixel[place]) for pixel in row] for row in image]


@alternative("channel")
def channel_of_pillow(image, name):
    return np.array(Image.fromarray(image).getchannel(name[0].upper()))


@alternative("channel")
def channel_as_floats(image, name):
    return image[:, :, -3 + ["red", "green", "blue"].index(name)].astype(float)


# to_vector


@alternative("to_vector")
def vector_flatten(image):
    return image.flatten()


@alternative("to_vector")
def vector_ravel(image):
    return np.ravel(image)


@alternative("to_vector")
def vector_with_its_size(image):
    return np.reshape(image, (image.size,))


@alternative("to_vector")
def vector_in_loops(image):
    numbers = []
    for row in image:
        for pixel in row:
            if image.ndim == 3:
                numbers.extend(pixel)
            else:
                numbers.append(pixel)
    return numbers


@alternative("to_vector")
def vector_joined(image):
    rows = np.concatenate(image)
    return np.concatenate(rows) if image.ndim == 3 else rows


@alternative("to_vector")
def vector_flat(image):
    return np.array(list(image.flat), dtype="float32")


@alternative("to_vector")
def vector_tuple(image):
    return tuple(image.reshape(-1).tolist())
