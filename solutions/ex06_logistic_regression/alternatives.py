"""Other right answers to logistic regression: each must pass every check."""

import keras
import numpy as np

from autograder.checking import alternative

# build_model


@alternative("build_model")
def a_list_of_layers_and_adam(n_features):
    model = keras.Sequential([keras.Input(shape=(n_features,)), keras.layers.Dense(1, "sigmoid")])
    model.compile(optimizer=keras.optimizers.Adam(0.1), loss="bce", metrics=["accuracy"])
    return model


@alternative("build_model")
def functional_api_and_a_loss_object(n_features):
    inputs = keras.Input(shape=(n_features,))
    outputs = keras.layers.Dense(units=1, activation=keras.activations.sigmoid)(inputs)
    model = keras.Model(inputs, outputs)
    model.compile(
        optimizer=keras.optimizers.RMSprop(learning_rate=0.1),
        loss=keras.losses.BinaryCrossentropy(),
    )
    return model


@alternative("build_model")
def input_shape_and_a_loss_function(n_features):
    model = keras.Sequential()
    model.add(keras.layers.Dense(1, input_shape=(n_features,), activation="sigmoid"))
    optimizer = keras.optimizers.SGD(learning_rate=0.3, momentum=0.9)
    model.compile(optimizer, keras.losses.binary_crossentropy)
    return model


@alternative("build_model")
def input_dim_and_keras_of_tensorflow(n_features):
    from tensorflow import keras as tf_keras

    model = tf_keras.models.Sequential()
    model.add(tf_keras.layers.Dense(1, input_dim=n_features, activation="sigmoid"))
    model.compile(
        loss="binary_crossentropy", optimizer=tf_keras.optimizers.Nadam(0.1), metrics=["acc"]
    )
    return model


@alternative("build_model")
def sigmoid_as_a_layer(n_features):
    model = keras.Sequential(name="melons")
    model.add(keras.layers.Input((n_features,)))
    model.add(keras.layers.Dense(1, kernel_initializer="zeros"))
    model.add(keras.layers.Activation("sigmoid"))
    model.compile(loss=["binary_crossentropy"], optimizer=keras.optimizers.SGD(1.0))
    return model


@alternative("build_model")
def built_afterwards(n_features):
    model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    model.build((None, n_features))
    model.compile(loss="BinaryCrossentropy", optimizer=keras.optimizers.Adagrad(1.0))
    return model


@alternative("build_model")
def from_logits_which_keras_puts_right(n_features):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(1, "sigmoid")])
    loss = keras.losses.BinaryCrossentropy(from_logits=True)  # Keras warns, and finds the logits
    model.compile(loss=loss, optimizer=keras.optimizers.SGD(0.5))
    return model


# train


@alternative("train")
def in_one_batch(model, x, y):
    return model.fit(x, y, epochs=60, batch_size=len(x), verbose=0)


@alternative("train")
def with_a_progress_bar_and_a_column(model, x, y):
    model.fit(x=x.astype("float32"), y=y.reshape(-1, 1), batch_size=8, epochs=15)


@alternative("train")
def with_some_rows_kept_for_validation(model, x, y):
    stop = keras.callbacks.EarlyStopping(monitor="loss", patience=5)
    history = model.fit(
        x, y, epochs=30, batch_size=16, validation_split=0.1, callbacks=[stop], verbose=0
    )
    return history.history["loss"]


@alternative("train")
def until_it_is_good_enough(model, x, y):
    while np.ravel(model.evaluate(x, y, verbose=0))[0] > 0.33:
        model.fit(x, y, epochs=5, verbose=0)


@alternative("train")
def compiled_again(model, x, y):
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.1))
    model.fit(x, y, epochs=20, verbose=0)
    return model


@alternative("train")
def batch_by_batch(model, x, y):
    for _ in range(60):
        model.train_on_batch(x, y)


@alternative("train")
def gradients_by_hand(model, x, y):
    kernel, bias = (np.array(each, dtype=float) for each in model.get_weights())
    for _ in range(200):
        error = 1 / (1 + np.exp(-(x @ kernel + bias))) - y[:, None]
        kernel, bias = kernel - x.T @ error / len(x), bias - error.mean(axis=0)
    model.set_weights([kernel, bias])


# predict_class


@alternative("predict_class")
def with_where(model, x):
    return np.where(model.predict(x).flatten() > 0.5, 1, 0)


@alternative("predict_class")
def with_a_loop(model, x):
    classes = []
    for row in model.predict(x, verbose=0):
        if row[0] > 0.5:
            classes.append(1)
        else:
            classes.append(0)
    return classes


@alternative("predict_class")
def rounded(model, x):
    return np.round(model.predict(x, verbose=0)).astype("int32").ravel()


@alternative("predict_class")
def model_as_a_function(model, x):
    return 1 * (np.array(model(x))[:, 0] > 0.5)


@alternative("predict_class")
def squeezed_along_one_axis(model, x):
    return np.squeeze(model.predict(x, verbose=0) >= 0.5, axis=1).astype(np.int64)


@alternative("predict_class")
def a_tensor(model, x):
    return keras.ops.cast(keras.ops.reshape(model(x), (-1,)) > 0.5, "int32")


@alternative("predict_class")
def from_the_weights(model, x):
    kernel, bias = model.get_weights()
    return ((x @ kernel + bias)[:, 0] > 0).astype(int).tolist()


@alternative("predict_class")
def example_by_example(model, x):
    return [int(np.array(model(row[np.newaxis]))[0, 0] > 0.5) for row in x]
