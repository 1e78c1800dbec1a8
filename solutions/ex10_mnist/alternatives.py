"""Other right answers about handwritten digits: each must pass every check."""

import keras
import numpy as np

from autograder.checking import alternative

# prepare


@alternative("prepare")
def with_to_categorical(images, labels):
    x = images.reshape(-1, 28 * 28).astype("float32") / 255.0
    y = keras.utils.to_categorical(labels, 10)
    return x, y


@alternative("prepare")
def converted_after_dividing(images, labels):
    x = (images.reshape(images.shape[0], -1) / 255).astype(np.float32)
    return [x, keras.utils.to_categorical(labels, num_classes=10).astype("float32")]


@alternative("prepare")
def divided_in_place_of_a_copy(images, labels):
    x = images.astype("float32")
    x /= 255
    x = x.reshape((len(x), 784))
    y = np.zeros((len(labels), 10), dtype=int)
    y[np.arange(len(labels)), labels] = 1
    return x, y


@alternative("prepare")
def picture_by_picture(images, labels):
    rows = []
    for image in images:
        rows.append(image.ravel() / 255)
    return np.array(rows, dtype="float32"), (labels.reshape(-1, 1) == np.arange(10)).astype(int)


@alternative("prepare")
def keras_operations(images, labels):
    x = keras.ops.reshape(keras.ops.cast(images, "float32") / 255, (-1, 784))
    return x, keras.ops.one_hot(labels, 10)


@alternative("prepare")
def times_the_reciprocal(images, labels):
    x = np.multiply(images.reshape(len(labels), 784), np.float32(1 / 255), dtype="float32")
    y = [[1 if digit == label else 0 for digit in range(10)] for label in labels]
    return x, y


# build_model


@alternative("build_model")
def a_list_of_layers():
    model = keras.Sequential(
        [
            keras.Input(shape=(784,)),
            keras.layers.Dense(800, "relu"),
            keras.layers.Dense(400, "relu"),
            keras.layers.Dense(10, "softmax"),
        ],
        name="digits",
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return model


@alternative("build_model")
def functional_api():
    inputs = keras.Input(shape=(28 * 28,))
    hidden = keras.layers.Dense(units=800, activation=keras.activations.relu)(inputs)
    hidden = keras.layers.Dense(units=400, activation=keras.activations.relu)(hidden)
    outputs = keras.layers.Dense(units=10, activation=keras.activations.softmax)(hidden)
    model = keras.Model(inputs, outputs)
    model.compile("adam", keras.losses.categorical_crossentropy)
    return model


@alternative("build_model")
def activations_as_layers():
    model = keras.Sequential()
    model.add(keras.layers.Input((784,)))
    model.add(keras.layers.Dense(800))
    model.add(keras.layers.Activation("relu"))
    model.add(keras.layers.Dense(400))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.Dense(10))
    model.add(keras.layers.Softmax())
    model.compile(loss="CategoricalCrossentropy", optimizer=keras.optimizers.Adam())
    return model


@alternative("build_model")
def with_input_shape():
    model = keras.Sequential()
    model.add(keras.layers.Dense(800, input_shape=(784,), activation="relu"))
    model.add(keras.layers.Dense(400, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    optimizer = keras.optimizers.get("Adam")
    model.compile(loss=["categorical_crossentropy"], optimizer=optimizer, metrics=["acc"])
    return model


@alternative("build_model")
def with_input_dim_and_keras_of_tensorflow():
    from tensorflow import keras as tf_keras

    model = tf_keras.models.Sequential()
    model.add(tf_keras.layers.Dense(800, input_dim=784, activation="relu"))
    model.add(tf_keras.layers.Dense(400, activation="relu"))
    model.add(tf_keras.layers.Dense(10, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@alternative("build_model")
def built_in_a_loop():
    model = keras.Sequential()
    for units, activation in [(800, "relu"), (400, "relu"), (10, "softmax")]:
        model.add(keras.layers.Dense(units, activation=activation, kernel_initializer="he_normal"))
    model.build((None, 784))
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(0.001))
    return model


# train


@alternative("train")
def with_a_progress_bar(model, x, y, epochs):
    return model.fit(x, y, 128, epochs)


@alternative("train")
def with_some_digits_to_watch(model, x, y, epochs):
    history = model.fit(
        x, y, epochs=epochs, batch_size=128, validation_data=(x[:500], y[:500]), verbose=0
    )
    return history.history


@alternative("train")
def epoch_by_epoch(model, x, y, epochs):
    for _number in range(epochs):
        model.fit(x, y, batch_size=128, verbose=0)
    return model


@alternative("train")
def batch_by_batch(model, x, y, epochs):
    for _number in range(epochs):
        order = np.random.permutation(len(x))
        for start in range(0, len(x), 128):
            chosen = order[start : start + 128]
            model.train_on_batch(x[chosen], y[chosen])


# recognise


@alternative("recognise")
def with_expand_dims(model, image):
    x = np.expand_dims(image.reshape(784) / 255, axis=0)
    return int(np.argmax(model.predict(x), axis=1)[0])


@alternative("recognise")
def with_prepare(model, image):
    x, _y = prepare(image[np.newaxis], np.array([0]))  # noqa: F821
    return model.predict(x, verbose=0).argmax()


@alternative("recognise")
def model_as_a_function(model, image):
    return np.argmax(np.array(model(image.reshape(1, -1).astype(np.float32) / 255.0)))


@alternative("recognise")
def predict_on_batch(model, image):
    x = image.flatten()[np.newaxis, :] / 255
    return model.predict_on_batch(x)[0].argmax(-1)


@alternative("recognise")
def plain_python(model, image):
    p = model.predict(np.array([image.ravel() / 255]), verbose=0)[0].tolist()
    return p.index(max(p))


@alternative("recognise")
def a_tensor(model, image):
    x = keras.ops.reshape(keras.ops.cast(image, "float32") / 255, (1, 784))
    return keras.ops.argmax(model(x)[0])


@alternative("recognise")
def last_when_sorted(model, image):
    return np.argsort(model.predict(image.reshape(1, 784) / 255, verbose=0)[0])[-1]


@alternative("train")
def train_that_compiles_again(model, x, y, epochs):
    model.compile(
        loss=keras.losses.CategoricalCrossentropy(),
        optimizer=keras.optimizers.Adam(),
        metrics=["acc"],
    )
    model.fit(x=np.array(x), y=y, epochs=epochs, batch_size=128, shuffle=False)
