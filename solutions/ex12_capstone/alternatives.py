"""Other right answers about six shapes: each must pass every check."""

import keras
import numpy as np

from autograder.checking import alternative

# split


@alternative("split")
def with_a_mask(x, y, share, seed):
    rng = np.random.default_rng(seed)
    is_val = np.zeros(len(x), dtype=bool)
    is_val[rng.choice(len(x), round(share * len(x)), replace=False)] = True
    return x[~is_val], y[~is_val], x[is_val], y[is_val]


@alternative("split")
def shuffled_then_cut(x, y, share, seed):
    order = np.arange(len(x))
    np.random.default_rng(seed).shuffle(order)
    x, y = x[order], y[order]
    n_train = len(x) - round(share * len(x))
    return [x[:n_train], y[:n_train], x[n_train:], y[n_train:]]


@alternative("split")
def with_the_old_generator(x, y, share, seed):
    places = list(np.random.RandomState(seed).permutation(x.shape[0]))
    n_val = int(round(share * x.shape[0]))
    return x[places[n_val:]], y[places[n_val:]], x[places[:n_val]], y[places[:n_val]]


# build_model


@alternative("build_model")
def a_list_of_layers():
    model = keras.Sequential(
        [
            keras.Input(shape=(20, 20, 1)),
            keras.layers.Conv2D(16, (5, 5), padding="same", activation="relu"),
            keras.layers.AveragePooling2D(2),
            keras.layers.Conv2D(24, (3, 3), padding="same", activation=keras.activations.relu),
            keras.layers.Conv2D(40, 3, strides=2, activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(6, "softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.002), keras.losses.CategoricalCrossentropy())
    return model


@alternative("build_model")
def normalised_layers():
    model = keras.Sequential([keras.Input((20, 20, 1))])
    for n in (16, 24, 32):
        model.add(keras.layers.Conv2D(n, 3, padding="same", use_bias=False))
        model.add(keras.layers.BatchNormalization())
        model.add(keras.layers.ReLU())
        model.add(keras.layers.MaxPooling2D() if n < 32 else keras.layers.GlobalMaxPooling2D())
    model.add(keras.layers.Dense(6))
    model.add(keras.layers.Softmax())
    model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    return model


@alternative("build_model")
def functional_api():
    inputs = keras.Input(shape=(20, 20, 1))
    now = keras.layers.Rescaling(2.0, offset=-1.0)(inputs)
    now = keras.layers.Conv2D(16, 3, activation="relu")(now)
    now = keras.layers.MaxPooling2D()(now)
    now = keras.layers.Conv2D(32, 3, activation="relu")(now)
    now = keras.layers.MaxPooling2D()(now)
    now = keras.layers.Conv2D(32, 3, padding="same", activation="relu")(now)
    now = keras.layers.GlobalMaxPooling2D()(now)
    outputs = keras.layers.Dense(6, activation="softmax")(now)
    model = keras.Model(inputs, outputs)
    model.compile(loss="categorical_crossentropy", optimizer="rmsprop")
    return model


@alternative("build_model")
def many_kernels_at_once():
    model = keras.Sequential([keras.Input((20, 20, 1))])
    model.add(keras.layers.Conv2D(32, 3, padding="same", activation="gelu"))
    model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Conv2D(32, 3, padding="same", activation="relu"))
    model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Conv2D(32, 3, padding="same", activation="relu"))
    model.add(keras.layers.GlobalMaxPooling2D())
    model.add(keras.layers.Dense(6, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


@alternative("build_model")
def with_flatten_and_dropout():
    model = keras.Sequential([keras.Input((20, 20, 1))])
    for n in (16, 24):
        model.add(keras.layers.Conv2D(n, 3, padding="same", activation="relu"))
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Conv2D(32, 3, padding="same", activation="relu"))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dropout(0.2))
    model.add(keras.layers.Dense(6, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam")
    return model


# train


@alternative("train")
def in_larger_batches(model, x, y):
    return model.fit(x, y, batch_size=64, epochs=10, verbose=0)


@alternative("train")
def epoch_by_epoch(model, x, y):
    order = np.random.permutation(len(x))
    x, y = x[order], y[order]
    for _epoch in range(6):
        model.fit(x, y, verbose=0)


@alternative("train")
def with_a_part_held_back(model, x, y):
    stop = keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
    model.fit(x, y, epochs=8, validation_split=0.1, callbacks=[stop], verbose=0)


# confusion


@alternative("confusion")
def added_at(y_true, y_pred, n_classes):
    counts = np.zeros((n_classes, n_classes), dtype=int)
    np.add.at(counts, (y_true, y_pred), 1)
    return counts


@alternative("confusion")
def counted_in_a_row(y_true, y_pred, n_classes):
    places = n_classes * y_true + y_pred
    return np.bincount(places, minlength=n_classes**2).reshape(n_classes, n_classes)


@alternative("confusion")
def a_list_of_lists(y_true, y_pred, n_classes):
    return [
        [int(np.sum((y_true == truth) & (y_pred == answer))) for answer in range(n_classes)]
        for truth in range(n_classes)
    ]


@alternative("confusion")
def product_of_one_hot(y_true, y_pred, n_classes):
    one_hot = np.eye(n_classes, dtype=int)
    return one_hot[y_true].T @ one_hot[y_pred]
