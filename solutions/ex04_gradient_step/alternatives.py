"""Other right answers to the four functions: each must pass every check."""

import numpy as np

from autograder.checking import alternative

# mse_gradient


@alternative("mse_gradient")
def gradient_mean_of_rows(w, x, y):
    errors = np.dot(x, w) - y
    return np.mean(2 * errors[:, None] * x, axis=0)


@alternative("mse_gradient")
def gradient_errors_first(w, x, y):
    return (x @ w - y) @ x * (2 / x.shape[0])


@alternative("mse_gradient")
def gradient_two_loops(w, x, y):
    n, d = len(y), len(w)
    gradient = [0.0] * d
    for i in range(n):
        answer = 0.0
        for j in range(d):
            answer += x[i][j] * w[j]
        for j in range(d):
            gradient[j] += 2 / n * (answer - y[i]) * x[i][j]
    return gradient


@alternative("mse_gradient")
def gradient_example_by_example(w, x, y):
    total = np.zeros(len(w))
    for row, target in zip(x, y):
        total += 2 * (np.sum(row * w) - target) * row
    return total / len(x)


@alternative("mse_gradient")
def gradient_weight_by_weight(w, x, y):
    errors = x @ w - y
    return tuple(2 * np.mean(errors * x[:, j]) for j in range(x.shape[1]))


@alternative("mse_gradient")
def gradient_target_minus_answer(w, x, y):
    return -2 / len(y) * x.T @ (y - x @ w)


@alternative("mse_gradient")
def gradient_multiplied_out(w, x, y):
    return 2 / len(y) * (x.T @ x @ w - x.T @ y)


@alternative("mse_gradient")
def gradient_with_columns(w, x, y):
    errors = x @ w.reshape(-1, 1) - y.reshape(-1, 1)
    return (2 / len(y) * x.T @ errors).ravel()


@alternative("mse_gradient")
def gradient_float32(w, x, y):
    w, x, y = w.astype("float32"), x.astype("float32"), y.astype("float32")
    return np.float32(2) * x.T @ (x @ w - y) / len(y)


@alternative("mse_gradient")
def gradient_central_differences(w, x, y):
    def loss(weights):
        return np.mean((x @ weights - y) ** 2)

    h = 0.001
    gradient = np.zeros_like(w)
    for j in range(len(w)):
        move = np.zeros_like(w)
        move[j] = h
        gradient[j] = (loss(w + move) - loss(w - move)) / (2 * h)
    return gradient


@alternative("mse_gradient")
def gradient_central_differences_small_h(w, x, y):
    h = 1e-6
    moves = h * np.eye(len(w))
    return [
        (np.mean((x @ (w + move) - y) ** 2) - np.mean((x @ (w - move) - y) ** 2)) / (2 * h)
        for move in moves
    ]


@alternative("mse_gradient")
def gradient_moves_and_puts_back(w, x, y):
    h = 1e-4
    gradient = []
    for j in range(w.size):
        w[j] += h
        above = np.mean((x @ w - y) ** 2)
        w[j] -= 2 * h
        below = np.mean((x @ w - y) ** 2)
        w[j] += h
        gradient.append((above - below) / (2 * h))
    return np.array(gradient)


@alternative("mse_gradient")
def gradient_of_tensorflow(w, x, y):
    import tensorflow as tf

    weights = tf.Variable(w)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((tf.linalg.matvec(x, weights) - y) ** 2)
    return tape.gradient(loss, weights)


# gradient_step


@alternative("gradient_step")
def step_opposite_way(weight, gradient, learning_rate):
    return weight + -learning_rate * gradient


@alternative("gradient_step")
def step_new_variable(weight, gradient, learning_rate):
    weight = weight - gradient * learning_rate
    return weight


@alternative("gradient_step")
def step_of_numpy(weight, gradient, learning_rate):
    return np.subtract(weight, np.multiply(learning_rate, gradient))


@alternative("gradient_step")
def step_always_an_array(weight, gradient, learning_rate):
    return np.array(weight) - learning_rate * np.array(gradient)


@alternative("gradient_step")
def step_on_a_copy(weight, gradient, learning_rate):
    new = np.array(weight, dtype=float)
    new -= learning_rate * gradient
    return new


@alternative("gradient_step")
def step_lists(weight, gradient, learning_rate):
    return (np.asarray(weight) - learning_rate * np.asarray(gradient)).tolist()


@alternative("gradient_step")
def step_number_by_number(weight, gradient, learning_rate):
    return np.vectorize(lambda one, slope: one - learning_rate * slope, otypes=[float])(
        weight, gradient
    )


@alternative("gradient_step")
def step_float32(weight, gradient, learning_rate):
    return np.float32(weight) - np.float32(learning_rate) * np.float32(gradient)


@alternative("gradient_step")
def step_in_two_cases(weight, gradient, learning_rate):
    if np.ndim(weight) == 0:
        return float(weight) - learning_rate * float(gradient)
    return [step for step in weight - learning_rate * gradient]


# descend


@alternative("descend")
def descend_fills_a_table(w, x, y, learning_rate, steps):
    path = np.empty((steps + 1, len(w)))
    path[0] = w
    for i in range(steps):
        path[i + 1] = gradient_step(path[i], mse_gradient(path[i], x, y), learning_rate)
    return path


@alternative("descend")
def descend_list_of_lists(w, x, y, learning_rate, steps):
    path = [w.tolist()]
    for i in range(steps):
        w = gradient_step(w, mse_gradient(w, x, y), learning_rate)
        path.append(list(w))
    return path


@alternative("descend")
def descend_stacks(w, x, y, learning_rate, steps):
    path = w[np.newaxis]
    while len(path) < steps + 1:
        step = gradient_step(path[-1], mse_gradient(path[-1], x, y), learning_rate)
        path = np.vstack([path, step])
    return path


@alternative("descend")
def descend_concatenates(w, x, y, learning_rate, steps):
    path = np.array([w])
    for i in range(1, steps + 1):
        w = w - learning_rate * mse_gradient(w, x, y)
        path = np.append(path, [w], axis=0)
    return path


@alternative("descend")
def descend_all_on_its_own(w, x, y, learning_rate, steps):
    path = [w]
    for i in range(steps):
        errors = x @ w - y
        gradient = 2 * x.T @ errors / len(y)
        w = w - learning_rate * gradient
        path.append(w)
    return path


@alternative("descend")
def descend_copies(w, x, y, learning_rate, steps):
    w = np.copy(w)
    path = [w.copy()]
    for i in range(steps):
        w -= learning_rate * mse_gradient(w, x, y)
        path.append(w.copy())
    return np.array(path)


@alternative("descend")
def descend_calls_itself(w, x, y, learning_rate, steps):
    if steps == 0:
        return np.array([w])
    path = descend(w, x, y, learning_rate, steps - 1)
    last = path[-1]
    return np.vstack([path, [gradient_step(last, mse_gradient(last, x, y), learning_rate)]])


@alternative("descend")
def descend_weight_by_weight(w, x, y, learning_rate, steps):
    path = [[float(weight) for weight in w]]
    for i in range(steps):
        gradient = mse_gradient(np.array(path[-1]), x, y)
        path.append([gradient_step(a, b, learning_rate) for a, b in zip(path[-1], gradient)])
    return path


@alternative("descend")
def descend_float32(w, x, y, learning_rate, steps):
    path = np.zeros((steps + 1, w.size), dtype=np.float32)
    path[0] = w
    for i in range(steps):
        path[i + 1] = path[i] - learning_rate * mse_gradient(path[i], x, y)
    return path


@alternative("descend")
def descend_in_closed_form(w, x, y, learning_rate, steps):
    lowest = np.linalg.pinv(x) @ y
    bend = np.eye(len(w)) - 2 * learning_rate / len(y) * x.T @ x
    kept = w - lowest - np.linalg.pinv(x) @ x @ (w - lowest)
    return np.array(
        [
            lowest + kept + np.linalg.matrix_power(bend, k) @ (w - lowest - kept)
            for k in range(steps + 1)
        ]
    )


@alternative("descend")
def descend_with_sgd_of_keras(w, x, y, learning_rate, steps):
    import keras

    network = keras.Sequential(
        [keras.Input((len(w),)), keras.layers.Dense(1, use_bias=False, dtype="float64")]
    )
    network.set_weights([w.reshape(-1, 1)])
    network.compile(optimizer=keras.optimizers.SGD(learning_rate), loss="mse")
    path = [w]
    for i in range(steps):
        network.train_on_batch(x, y.reshape(-1, 1))
        path.append(network.get_weights()[0].ravel())
    return np.array(path)


# loss_surface


@alternative("loss_surface")
def surface_list_of_lists(w1_values, w2_values, x, y):
    return [[np.mean((x @ np.array([w1, w2]) - y) ** 2) for w1 in w1_values] for w2 in w2_values]


@alternative("loss_surface")
def surface_meshgrid(w1_values, w2_values, x, y):
    w1, w2 = np.meshgrid(w1_values, w2_values)
    weights = np.stack([w1, w2], axis=-1)
    return ((weights @ x.T - y) ** 2).mean(axis=-1)


@alternative("loss_surface")
def surface_broadcasting(w1_values, w2_values, x, y):
    w1, w2 = w1_values[None, :, None], w2_values[:, None, None]
    return np.mean((w1 * x[:, 0] + w2 * x[:, 1] - y) ** 2, axis=2)


@alternative("loss_surface")
def surface_transposed_at_the_end(w1_values, w2_values, x, y):
    surface = np.zeros((len(w1_values), len(w2_values)))
    for i in range(len(w1_values)):
        for j in range(len(w2_values)):
            errors = y - (x[:, 0] * w1_values[i] + x[:, 1] * w2_values[j])
            surface[i, j] = errors @ errors / len(errors)
    return surface.T


@alternative("loss_surface")
def surface_plain_python(w1_values, w2_values, x, y):
    surface = []
    for w2 in w2_values:
        row = []
        for w1 in w1_values:
            total = 0
            for (x1, x2), target in zip(x, y):
                total += (x1 * w1 + x2 * w2 - target) ** 2
            row.append(total / len(y))
        surface.append(row)
    return surface


@alternative("loss_surface")
def surface_example_by_example(w1_values, w2_values, x, y):
    w1, w2 = np.meshgrid(w1_values, w2_values)
    total = np.zeros(w1.shape)
    for row, target in zip(x, y):
        total += (row[0] * w1 + row[1] * w2 - target) ** 2
    return total / x.shape[0]


@alternative("loss_surface")
def surface_multiplied_out(w1_values, w2_values, x, y):
    w1, w2 = np.meshgrid(w1_values, w2_values)
    a, b, c = np.mean(x[:, 0] ** 2), np.mean(x[:, 1] ** 2), np.mean(x[:, 0] * x[:, 1])
    p, q = np.mean(x[:, 0] * y), np.mean(x[:, 1] * y)
    return a * w1**2 + b * w2**2 + 2 * c * w1 * w2 - 2 * p * w1 - 2 * q * w2 + np.mean(y**2)


@alternative("loss_surface")
def surface_vectorize(w1_values, w2_values, x, y):
    loss = np.vectorize(lambda w1, w2: np.square(x @ np.array([w1, w2]) - y).mean())
    return loss(*np.meshgrid(w1_values, w2_values))


@alternative("loss_surface")
def surface_float32(w1_values, w2_values, x, y):
    surface = np.zeros((len(w2_values), len(w1_values)), dtype="float32")
    for i, w2 in enumerate(w2_values):
        surface[i] = [np.mean((x @ [w1, w2] - y) ** 2) for w1 in w1_values]
    return surface


@alternative("loss_surface")
def surface_of_tensorflow(w1_values, w2_values, x, y):
    import tensorflow as tf

    w1, w2 = tf.meshgrid(w1_values, w2_values)
    errors = w1[..., None] * x[:, 0] + w2[..., None] * x[:, 1] - y
    return tf.reduce_mean(tf.square(errors), axis=-1)
