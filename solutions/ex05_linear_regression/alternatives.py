"""Other right answers to linear regression: each must pass every check."""

import keras
import numpy as np
from keras import layers
from keras.models import Sequential

from autograder.checking import alternative

# --- count_parameters ---


@alternative("count_parameters")
def loop_over_places(sizes, use_bias=False):
    total = 0
    for i in range(1, len(sizes)):
        total = total + sizes[i - 1] * sizes[i]
    if use_bias is True:
        total = total + sum(sizes[1:])
    return total


@alternative("count_parameters")
def bias_as_one_more_input(sizes, use_bias=False):
    return sum((sizes[i] + use_bias) * sizes[i + 1] for i in range(len(sizes) - 1))


@alternative("count_parameters")
def product_of_arrays(sizes, use_bias=False):
    sizes = np.array(sizes)
    total = np.sum(sizes[:-1] * sizes[1:])
    return total + np.sum(sizes[1:]) if use_bias else total


@alternative("count_parameters")
def a_network_counts_itself(sizes, use_bias=False):
    network = keras.Sequential([keras.Input((sizes[0],))])
    for neurons in sizes[1:]:
        network.add(keras.layers.Dense(neurons, use_bias=use_bias))
    return network.count_params()


# --- build_model ---


@alternative("build_model")
def short_names(n_features):
    model = Sequential([layers.Input((n_features,)), layers.Dense(1)])
    model.compile("sgd", "mse")
    return model


@alternative("build_model")
def objects_and_a_metric(n_features):
    model = keras.Sequential(
        [keras.Input(shape=(n_features,)), keras.layers.Dense(units=1, activation="linear")]
    )
    model.compile(
        optimizer=keras.optimizers.SGD(0.02),
        loss=keras.losses.MeanSquaredError(),
        metrics=["mae", "mse"],
    )
    return model


@alternative("build_model")
def functional_api(n_features):
    inputs = keras.Input(shape=(n_features,))
    outputs = keras.layers.Dense(1, name="speed")(inputs)
    model = keras.Model(inputs, outputs)
    model.compile(loss=keras.losses.mean_squared_error, optimizer=keras.optimizers.SGD())
    return model


@alternative("build_model")
def input_dim(n_features):
    model = keras.Sequential()
    model.add(keras.layers.Dense(1, input_dim=n_features))
    model.compile(loss="MSE", optimizer="SGD")
    return model


@alternative("build_model")
def input_shape_and_keras_of_tensorflow(n_features):
    from tensorflow import keras

    model = keras.models.Sequential()
    model.add(keras.layers.Dense(1, input_shape=(n_features,), kernel_initializer="zeros"))
    model.compile(optimizer=keras.optimizers.SGD(learning_rate=0.03), loss=keras.losses.MSE)
    return model


@alternative("build_model")
def everything_of_tensorflow(n_features):
    import tensorflow as tf

    model = tf.keras.Sequential(
        [tf.keras.layers.InputLayer(shape=(n_features,)), tf.keras.layers.Dense(1, use_bias=True)]
    )
    model.compile(
        tf.keras.optimizers.SGD(0.05), tf.keras.losses.MeanSquaredError(), run_eagerly=False
    )
    return model


@alternative("build_model")
def linear_as_a_layer(n_features):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(1, activation=None))
    model.add(keras.layers.Activation("linear"))
    model.compile(loss=["mse"], optimizer=keras.optimizers.SGD(learning_rate=0.01, momentum=0.9))
    return model


@alternative("build_model")
def built_afterwards(n_features):
    model = keras.Sequential([keras.layers.Dense(1, bias_initializer="random_normal")])
    model.build((None, n_features))
    model.compile(loss="mean_squared_error", optimizer=keras.optimizers.SGD(0.05, nesterov=False))
    model.summary()
    return model


@alternative("build_model")
def input_of_a_list(n_features):
    model = keras.Sequential(name="regression")
    model.add(keras.Input([n_features], dtype="float32"))
    model.add(keras.layers.Dense(1, keras.activations.linear))
    model.compile(loss="mse", optimizer=keras.optimizers.get("sgd"))
    return model


# --- train ---


@alternative("train")
def many_epochs_in_default_batches(model, x, y):
    return model.fit(x, y, epochs=50)


@alternative("train")
def row_by_row(model, x, y):
    model.fit(x, y, batch_size=1, epochs=10, verbose=2)
    return model


@alternative("train")
def whole_table_at_once(model, x, y):
    model.fit(x=x, y=y, batch_size=len(x), epochs=70, verbose=False)


@alternative("train")
def until_it_is_good(model, x, y):
    for _round in range(50):
        if model.evaluate(x, y, verbose=0) < 0.5:
            break
        model.fit(x, y, epochs=10, batch_size=4, verbose=0)


@alternative("train")
def with_validation(model, x, y):
    history = model.fit(x, y, validation_split=0.2, epochs=20, batch_size=4, verbose=0)
    return history.history


@alternative("train")
def stops_early(model, x, y):
    stop = keras.callbacks.EarlyStopping("loss", patience=5, restore_best_weights=True)
    model.fit(x, y, epochs=100, batch_size=8, callbacks=[stop], verbose=0)


@alternative("train")
def batches_by_hand(model, x, y):
    for _epoch in range(30):
        for start in range(0, len(x), 4):
            model.train_on_batch(x[start : start + 4], y[start : start + 4])


@alternative("train")
def targets_as_a_column(model, x, y):
    y = np.array(y).reshape(-1, 1).astype("float32")
    model.fit(np.float32(x), y, epochs=40, batch_size=5, shuffle=False, verbose=0)


@alternative("train")
def compiled_again(model, x, y):
    model.compile(loss="mse", optimizer=keras.optimizers.Adam(0.5))
    model.fit(x, y, epochs=40, batch_size=8, verbose=0)


@alternative("train")
def another_learning_rate(model, x, y):
    model.optimizer.learning_rate = 0.02
    model.fit(x, y, epochs=30, batch_size=4, verbose=0)


@alternative("train")
def a_loop_of_tensorflow(model, x, y):
    import tensorflow as tf

    x, y = tf.constant(x, tf.float32), tf.constant(y[:, None], tf.float32)
    for _step in range(100):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(x) - y) ** 2)
        gradients = tape.gradient(loss, model.trainable_variables)
        model.optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))


@alternative("train")
def best_weights_by_a_formula(model, x, y):
    table = np.column_stack([x, np.ones(len(x))])
    best = np.linalg.lstsq(table, y, rcond=None)[0]
    model.set_weights([best[:-1, None], best[-1:]])


# --- predict ---


@alternative("predict")
def flattened(model, x):
    return model.predict(x).flatten()


@alternative("predict")
def first_column(model, x):
    return model.predict(x, verbose=0)[:, 0]


@alternative("predict")
def reshaped(model, x):
    return np.reshape(model.predict(np.asarray(x), batch_size=2), -1)


@alternative("predict")
def squeezed_along_the_last_axis(model, x):
    return np.squeeze(model.predict(x, verbose=0), axis=-1)


@alternative("predict")
def called_as_a_function(model, x):
    return model(x)[:, 0]


@alternative("predict")
def on_a_batch(model, x):
    return model.predict_on_batch(x).ravel().tolist()


@alternative("predict")
def list_of_numbers(model, x):
    return [float(row[0]) for row in model.predict(x, verbose=0)]


@alternative("predict")
def row_by_row_in_a_loop(model, x):
    results = []
    for row in x:
        results.append(model(np.expand_dims(row, axis=0))[0, 0])
    return np.array(results)


@alternative("predict")
def from_the_weights(model, x):
    w, b = model.get_weights()
    return (x @ w + b).reshape(len(x))
