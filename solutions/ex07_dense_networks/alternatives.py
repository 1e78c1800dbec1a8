"""Other right answers: each of them must get full points."""

import keras
import numpy as np
import tensorflow as tf

from autograder.checking import alternative

# --- collapse ---


@alternative("collapse")
def collapse_dot(hidden, output):
    return np.dot(hidden, output)


@alternative("collapse")
def collapse_matmul_float32(hidden, output):
    return np.matmul(np.float32(hidden), np.float32(output))


@alternative("collapse")
def collapse_three_loops(hidden, output):
    rows = []
    for i in range(len(hidden)):
        row = []
        for j in range(len(output[0])):
            total = 0
            for n in range(len(output)):
                total = total + hidden[i][n] * output[n][j]
            row.append(total)
        rows.append(row)
    return rows


@alternative("collapse")
def collapse_by_broadcasting(hidden, output):
    return np.sum(hidden[:, :, None] * output[None, :, :], axis=1)


@alternative("collapse")
def collapse_einsum(hidden, output):
    return np.einsum("in,nj->ij", hidden, output)


@alternative("collapse")
def collapse_turned_twice(hidden, output):
    return (output.T @ hidden.T).T


@alternative("collapse")
def collapse_columns(hidden, output):
    columns = [hidden @ output[:, j] for j in range(output.shape[1])]
    return np.column_stack(columns).tolist()


@alternative("collapse")
def collapse_outer_products(hidden, output):
    return sum(np.outer(hidden[:, n], output[n]) for n in range(len(output)))


@alternative("collapse")
def collapse_by_trying_each_input(hidden, output):
    return np.array([one_input @ hidden @ output for one_input in np.eye(len(hidden))])


@alternative("collapse")
def collapse_tensor(hidden, output):
    return tf.matmul(hidden, output)


# --- build_hidden ---


@alternative("build_hidden")
def hidden_as_a_list(units):
    network = keras.Sequential(
        [
            keras.layers.Input(shape=(2,)),
            keras.layers.Dense(units, "relu"),
            keras.layers.Dense(1, "sigmoid"),
        ]
    )
    network.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return network


@alternative("build_hidden")
def hidden_functional(units):
    inputs = keras.Input((2,))
    hidden = keras.layers.Dense(units, activation=keras.activations.relu)(inputs)
    outputs = keras.layers.Dense(1, activation=keras.activations.sigmoid)(hidden)
    network = keras.Model(inputs, outputs)
    network.compile(
        optimizer=keras.optimizers.RMSprop(0.01), loss=keras.losses.BinaryCrossentropy()
    )
    return network


@alternative("build_hidden")
def hidden_input_dim(units):
    from tensorflow import keras

    network = keras.models.Sequential()
    network.add(keras.layers.Dense(units, input_dim=2, activation="relu"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss=keras.losses.binary_crossentropy, optimizer=keras.optimizers.SGD(0.1))
    return network


@alternative("build_hidden")
def hidden_input_shape(units):
    network = tf.keras.Sequential(
        [
            tf.keras.layers.Dense(units, activation="relu", input_shape=(2,)),
            tf.keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    network.compile(
        loss=["binary_crossentropy"],
        optimizer=keras.optimizers.SGD(learning_rate=0.05, momentum=0.9),
        metrics=[keras.metrics.BinaryAccuracy()],
    )
    return network


@alternative("build_hidden")
def hidden_with_activation_layers(units):
    network = keras.Sequential(name="circle")
    network.add(keras.layers.InputLayer(shape=(2,)))
    network.add(keras.layers.Dense(units, kernel_initializer="he_normal", name="hidden"))
    network.add(keras.layers.ReLU())
    network.add(keras.layers.Dense(1, name="output"))
    network.add(keras.layers.Activation("sigmoid"))
    network.compile(loss="bce", optimizer=keras.optimizers.Nadam(0.01))
    return network


@alternative("build_hidden")
def hidden_plain_sgd(units):
    network = keras.Sequential([keras.Input((2,))])
    network.add(keras.layers.Dense(units, activation="relu", bias_initializer="ones"))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(optimizer="sgd", loss="BinaryCrossentropy")
    return network


@alternative("build_hidden")
def hidden_built_afterwards(units):
    network = keras.Sequential(
        [keras.layers.Dense(units, "relu"), keras.layers.Dense(1, "sigmoid", use_bias=True)]
    )
    network.build((None, 2))
    network.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.05),
        loss=keras.losses.BinaryCrossentropy(from_logits=False),
    )
    return network


# --- build_deep ---


@alternative("build_deep")
def deep_as_a_list(depth, units, activation):
    hidden = [keras.layers.Dense(units, activation) for _ in range(depth)]
    network = keras.Sequential([keras.Input((2,)), *hidden, keras.layers.Dense(1, "sigmoid")])
    network.compile("adam", "binary_crossentropy")
    return network


@alternative("build_deep")
def deep_functional(depth, units, activation):
    inputs = keras.Input(shape=(2,))
    x = inputs
    for i in range(depth):
        x = keras.layers.Dense(units, activation=activation, name=f"hidden{i}")(x)
    network = keras.Model(inputs=inputs, outputs=keras.layers.Dense(1, "sigmoid")(x))
    network.compile(loss=keras.losses.BinaryCrossentropy(), optimizer=keras.optimizers.SGD(1.0))
    return network


@alternative("build_deep")
def deep_input_dim_in_the_first_layer(depth, units, activation):
    network = keras.models.Sequential()
    network.add(keras.layers.Dense(units, input_dim=2, activation=activation))
    for _ in range(depth - 1):
        network.add(keras.layers.Dense(units, activation=activation))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile(loss=keras.losses.binary_crossentropy, optimizer="rmsprop")
    return network


@alternative("build_deep")
def deep_while_loop(depth, units, activation):
    from tensorflow import keras

    network = keras.Sequential()
    network.add(keras.Input(shape=(2,)))
    while len(network.layers) < depth:
        network.add(keras.layers.Dense(units, keras.activations.get(activation)))
    network.add(keras.layers.Dense(1, activation="sigmoid"))
    network.compile("sgd", loss="bce", metrics=["accuracy"])
    return network


@alternative("build_deep")
def deep_with_activation_layers(depth, units, activation):
    network = keras.Sequential([keras.Input((2,))])
    for _ in range(depth):
        network.add(keras.layers.Dense(units))
        network.add(keras.layers.Activation(activation))
    network.add(keras.layers.Dense(1))
    network.add(keras.layers.Activation("sigmoid"))
    network.compile(loss="binary_crossentropy")
    return network


@alternative("build_deep")
def deep_chain_inside_a_chain(depth, units, activation):
    hidden = keras.Sequential([keras.Input((2,))])
    for _ in range(depth):
        hidden.add(keras.layers.Dense(units, activation=activation))
    network = keras.Sequential([hidden, keras.layers.Dense(1, activation="sigmoid")])
    network.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Adam(0.001))
    return network


# --- signal_sizes ---


@alternative("signal_sizes")
def sizes_as_an_array(model, x):
    sizes = np.zeros(len(model.layers))
    for i in range(len(model.layers)):
        x = model.layers[i](x)
        sizes[i] = np.std(x)
    return sizes


@alternative("signal_sizes")
def sizes_of_tensors(model, x):
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(tf.math.reduce_std(x))
    return sizes


@alternative("signal_sizes")
def sizes_by_a_model_of_all_outputs(model, x):
    every_layer = keras.Model(model.inputs, [layer.output for layer in model.layers])
    outputs = every_layer.predict(x, verbose=0)
    return [output.std() for output in (outputs if isinstance(outputs, list) else [outputs])]


@alternative("signal_sizes")
def sizes_by_shorter_models(model, x):
    sizes = []
    for layer in model.layers:
        front = keras.Model(model.inputs, layer.output)
        sizes.append(float(front(x).numpy().std()))
    return tuple(sizes)


@alternative("signal_sizes")
def sizes_by_the_weights(model, x):
    sizes = []
    for layer in model.layers:
        weights, bias = layer.get_weights()
        x = np.array(layer.activation(x @ weights + bias))
        sizes.append(np.sqrt(np.mean((x - np.mean(x)) ** 2)))
    return sizes


@alternative("signal_sizes")
def sizes_keras_operations(model, x):
    sizes = []
    for layer in model.layers:
        x = layer.call(keras.ops.convert_to_tensor(x, dtype="float32"))
        sizes.append(keras.ops.std(x))
    return sizes
