"""Other right answers to several classes: each must pass every check."""

import keras
import numpy as np

from autograder.checking import alternative

# one_hot


@alternative("one_hot")
def ones_by_a_loop(labels, n_classes):
    table = np.zeros((len(labels), n_classes))
    for i in range(len(labels)):
        table[i, labels[i]] = 1
    return table


@alternative("one_hot")
def a_list_of_lists(labels, n_classes):
    table = []
    for label in labels:
        row = [0] * n_classes
        row[label] = 1
        table.append(row)
    return table


@alternative("one_hot")
def nested_comprehension(labels, n_classes):
    return [[1.0 if column == label else 0.0 for column in range(n_classes)] for label in labels]


@alternative("one_hot")
def compared_with_the_columns(labels, n_classes):
    return (labels[:, np.newaxis] == np.arange(n_classes)).astype("float32")


@alternative("one_hot")
def compared_by_outer(labels, n_classes):
    return np.equal.outer(labels, np.arange(n_classes)) * 1


@alternative("one_hot")
def ones_at_pairs_of_indices(labels, n_classes):
    table = np.zeros((labels.size, n_classes), dtype=int)
    table[np.arange(labels.size), labels] = 1
    return table


@alternative("one_hot")
def column_by_column(labels, n_classes):
    return np.stack([np.where(labels == k, 1.0, 0.0) for k in range(n_classes)], axis=1)


@alternative("one_hot")
def rows_of_the_identity(labels, n_classes):
    return np.take(np.identity(n_classes, dtype="int8"), labels, axis=0)


@alternative("one_hot")
def rows_one_under_the_other(labels, n_classes):
    return np.vstack([np.eye(1, n_classes, label) for label in labels])


@alternative("one_hot")
def put_along_the_axis(labels, n_classes):
    table = np.zeros((len(labels), n_classes))
    np.put_along_axis(table, labels.reshape(-1, 1), 1, axis=1)
    return table


@alternative("one_hot")
def ready_made_in_keras(labels, n_classes):
    return keras.utils.to_categorical(labels, n_classes)


@alternative("one_hot")
def a_tensor(labels, n_classes):
    import tensorflow as tf

    return tf.one_hot(labels, n_classes)


@alternative("one_hot")
def transposed_at_the_end(labels, n_classes):
    return np.array([labels == k for k in range(n_classes)]).T.astype(int)


# build_model


@alternative("build_model")
def a_list_of_layers_and_metrics(n_features, n_classes):
    model = keras.Sequential(
        [keras.Input(shape=(n_features,)), keras.layers.Dense(n_classes, "softmax")]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(0.1),
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return model


@alternative("build_model")
def functional_api(n_features, n_classes):
    inputs = keras.Input(shape=(n_features,))
    outputs = keras.layers.Dense(units=n_classes, activation=keras.activations.softmax)(inputs)
    model = keras.Model(inputs, outputs)
    model.compile(
        optimizer=keras.optimizers.RMSprop(learning_rate=0.1),
        loss=keras.losses.categorical_crossentropy,
    )
    return model


@alternative("build_model")
def with_input_shape(n_features, n_classes):
    model = keras.Sequential()
    model.add(keras.layers.Dense(n_classes, input_shape=(n_features,), activation="softmax"))
    optimizer = keras.optimizers.SGD(learning_rate=0.2, momentum=0.9)
    model.compile(optimizer, "categorical_crossentropy", metrics=["acc"])
    return model


@alternative("build_model")
def with_input_dim_and_keras_of_tensorflow(n_features, n_classes):
    from tensorflow import keras as tf_keras

    model = tf_keras.models.Sequential()
    model.add(tf_keras.layers.Dense(n_classes, input_dim=n_features, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer=tf_keras.optimizers.Nadam(0.1))
    return model


@alternative("build_model")
def softmax_as_an_activation_layer(n_features, n_classes):
    model = keras.Sequential(name="tracks")
    model.add(keras.layers.Input((n_features,)))
    model.add(keras.layers.Dense(n_classes))
    model.add(keras.layers.Activation("softmax"))
    model.compile(loss=["categorical_crossentropy"], optimizer=keras.optimizers.SGD(0.5))
    return model


@alternative("build_model")
def softmax_as_a_layer(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,)), keras.layers.Dense(n_classes)])
    model.add(keras.layers.Softmax())
    model.compile(loss="CategoricalCrossentropy", optimizer=keras.optimizers.Adagrad(1.0))
    return model


@alternative("build_model")
def built_afterwards(n_features, n_classes):
    model = keras.Sequential([keras.layers.Dense(n_classes, activation="softmax")])
    model.build((None, n_features))
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(0.2))
    return model


@alternative("build_model")
def a_hidden_layer(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(16, activation="relu"))
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    optimizer = keras.optimizers.Adam(0.02)
    model.compile(loss="categorical_crossentropy", optimizer=optimizer)
    return model


@alternative("build_model")
def hidden_layers_and_dropout(n_features, n_classes):
    inputs = keras.Input((n_features,))
    hidden = keras.layers.Dense(24, activation="tanh")(inputs)
    hidden = keras.layers.Dropout(0.1)(keras.layers.Dense(12)(hidden))
    outputs = keras.layers.Dense(n_classes, activation="softmax")(hidden)
    model = keras.Model(inputs=inputs, outputs=outputs)
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.Adam(0.02))
    return model


@alternative("build_model")
def from_logits_which_keras_puts_right(n_features, n_classes):
    model = keras.Sequential([keras.Input((n_features,))])
    model.add(keras.layers.Dense(n_classes, activation="softmax"))
    loss = keras.losses.CategoricalCrossentropy(from_logits=True)  # Keras warns, and finds them
    model.compile(loss=loss, optimizer=keras.optimizers.Adam(0.1))
    return model


# train


@alternative("train")
def in_one_batch(model, x, y):
    return model.fit(x, y, epochs=80, batch_size=len(x), verbose=0)


@alternative("train")
def with_a_progress_bar(model, x, y):
    model.fit(x=x.astype("float32"), y=y.astype("float32"), batch_size=10, epochs=15)


@alternative("train")
def with_some_rows_kept_for_validation(model, x, y):
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=10)
    history = model.fit(
        x, y, epochs=30, batch_size=16, validation_split=0.2, callbacks=[stop], verbose=0
    )
    return history.history["loss"]


@alternative("train")
def until_it_is_good_enough(model, x, y):
    while np.ravel(model.evaluate(x, y, verbose=0))[0] > 0.35:
        model.fit(x, y, epochs=5, verbose=0)


@alternative("train")
def compiled_again(model, x, y):
    model.compile(loss="categorical_crossentropy", optimizer=keras.optimizers.SGD(0.5))
    model.fit(x, y, epochs=20, batch_size=16, verbose=0)
    return model


@alternative("train")
def compiled_again_for_labels(model, x, y):
    optimizer = keras.optimizers.Adam(0.1)
    model.compile(loss="sparse_categorical_crossentropy", optimizer=optimizer)
    model.fit(x, np.argmax(y, axis=1), epochs=20, batch_size=16, verbose=0)


@alternative("train")
def batch_by_batch(model, x, y):
    for _ in range(80):
        model.train_on_batch(x, y)


@alternative("train")
def gradients_by_hand(model, x, y):
    kernel, bias = (np.array(each, dtype=float) for each in model.get_weights())
    for _ in range(200):
        powers = np.exp(x @ kernel + bias)
        error = powers / powers.sum(axis=1, keepdims=True) - y
        kernel, bias = kernel - x.T @ error / len(x), bias - error.mean(axis=0)
    model.set_weights([kernel, bias])


# predict_class


@alternative("predict_class")
def argmax_as_a_method(model, x):
    return model.predict(x).argmax(-1)


@alternative("predict_class")
def row_by_row_of_the_table(model, x):
    return [np.argmax(row) for row in model.predict(x, verbose=0)]


@alternative("predict_class")
def plain_python(model, x):
    classes = []
    for row in model.predict(x, verbose=0).tolist():
        classes.append(row.index(max(row)))
    return classes


@alternative("predict_class")
def model_as_a_function(model, x):
    return np.argmax(np.array(model(x)), axis=1).astype("int32")


@alternative("predict_class")
def a_tensor_of_classes(model, x):
    return keras.ops.argmax(model(x), axis=-1)


@alternative("predict_class")
def last_when_sorted(model, x):
    return np.argsort(model.predict(x, verbose=0), axis=1)[:, -1]


@alternative("predict_class")
def from_the_sums(model, x):
    kernel, bias = model.get_weights()
    return np.argmax(x @ kernel + bias, axis=1).tolist()


@alternative("predict_class")
def where_it_equals_the_largest(model, x):
    p = model.predict(x, verbose=0)
    return np.where(p == np.max(p, axis=1, keepdims=True))[1]


@alternative("predict_class")
def example_by_example(model, x):
    return np.array([int(np.argmax(model(row[np.newaxis])[0])) for row in x])
