# A gradient step
#
# The visible checks for ex04_gradient_step.py. To run them, type
# `pytest test_ex04_gradient_step.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex04_gradient_step/;
# make changes there.

import numpy as np

from ex04_gradient_step import gradient_step, mse_gradient, descend, loss_surface


def test_gradient_step():
    result = gradient_step(3.0, 2.0, 0.25)
    assert result is not None, (
        "gradient_step gives nothing back. End it with return, not with print."
    )
    assert np.shape(result) == (), (
        "For two numbers gradient_step must return one number. Yours has shape "
        f"{np.shape(result)}."
    )
    assert not np.isclose(result, 3.5), (
        "You went uphill. The step goes against the gradient: mind the sign."
    )
    assert np.isclose(result, 2.5), (
        "From 3, with gradient 2 and learning rate 0.25, the step leads to 2.5. Yours "
        f"leads to {result}."
    )

    w = np.array([-1.0, 1.0])
    gradient = np.array([-2.0, 2.0])
    result = np.asarray(gradient_step(w, gradient, 0.25))
    assert result.shape == (2,), (
        f"Two weights must stay two weights: shape (2,). Yours has shape {result.shape}."
    )
    assert np.allclose(result, [-0.5, 0.5]), (
        f"From [-1, 1] the step leads to [-0.5, 0.5]. Yours leads to {result}."
    )
    assert w[0] == -1 and gradient[0] == -2, (
        "gradient_step changes one of its arguments, perhaps with -=. Make a new array."
    )

    table = np.asarray(gradient_step(np.array([[1.0, 2.0], [3.0, 4.0]]), np.ones((2, 2)), 0.5))
    assert table.shape == (2, 2) and np.allclose(table, [[0.5, 1.5], [2.5, 3.5]]), (
        "gradient_step is right for a row, but not yet for a table."
    )
    print("gradient_step works.")


def test_mse_gradient():
    w = np.array([-1.0, 1.0])
    x = np.array([[1.0, 0.0], [0.0, 1.0]])
    y = np.array([1.0, -1.0])
    result = mse_gradient(w, x, y)
    assert result is not None, (
        "mse_gradient gives nothing back. End it with return, not with print."
    )
    result = np.asarray(result)
    assert result.shape == (2,), (
        "Two weights need a gradient of two numbers, of shape (2,). Yours has shape "
        f"{result.shape}."
    )
    assert not np.allclose(result, [2, -2]), (
        "The size is right, but the signs are the wrong way round. The error is answer "
        "minus target."
    )
    assert np.allclose(result, [-2, 2], atol=1e-5), (
        f"The gradient of the case from the lesson is [-2, 2]. Yours is {result}."
    )

    # Three examples now, with the errors 1, -2 and 0.5. The sums are 2.5 and -0.5, and 2/n is 2/3.
    w = np.array([2.0, -1.0])
    x = np.array([[1.0, 2.0], [0.0, 1.0], [3.0, -1.0]])
    y = np.array([-1.0, 1.0, 6.5])
    result = np.asarray(mse_gradient(w, x, y))
    assert result.shape == (2,), (
        "With three examples there are still two weights: shape (2,). Yours has shape "
        f"{result.shape}."
    )
    assert np.allclose(w, [2, -1], atol=1e-9) and x[0, 1] == 2 and y[2] == 6.5, (
        "mse_gradient changes one of its arguments. Make new arrays instead of writing "
        "into them."
    )
    assert np.allclose(result, [5 / 3, -1 / 3], atol=1e-5), (
        f"For three examples the gradient is [1.6667, -0.3333]. Yours is {result}. Is the "
        "factor 2/n there, with n the number of examples?"
    )

    result = np.asarray(mse_gradient(np.array([0.5]), np.array([[2.0]]), np.array([3.0])))
    assert result.shape == (1,), (
        "One weight needs a gradient of one number, of shape (1,). Yours has shape "
        f"{result.shape}."
    )
    assert np.allclose(result, [-8], atol=1e-5), (
        f"For w = 0.5, x = 2, y = 3 the gradient is [-8]. Yours is {result}."
    )
    print("mse_gradient works.")


def test_descend():
    w = np.array([-1.0, 1.0])
    x = np.array([[1.0, 0.0], [0.0, 1.0]])
    y = np.array([1.0, -1.0])
    for part in (mse_gradient(w, x, y), gradient_step(1.0, 2.0, 0.5)):
        assert part is not None, (
            "descend uses mse_gradient and gradient_step, and one of these gives nothing "
            "back yet."
        )
    path = descend(w, x, y, 0.5, 3)
    assert path is not None, (
        "descend gives nothing back. End it with return, not with print."
    )
    path = np.asarray(path)
    assert path.shape == (4, 2), (
        "The start and three steps are four rows of two weights: shape (4, 2). Yours has "
        f"shape {path.shape}."
    )
    assert np.allclose(path[0], [-1, 1]), (
        f"The first row must be the start, [-1, 1]. Yours is {path[0]}. If an array is "
        "changed with -=, append a copy of it."
    )
    assert w[0] == -1 and y[0] == 1, "descend changes one of its arguments. Work on a copy."

    # Each row must follow from the row above it, by your own two functions.
    w = np.array([2.0, -1.0])
    x3 = np.array([[1.0, 2.0], [0.0, 1.0], [3.0, -1.0]])
    y3 = np.array([-1.0, 1.0, 6.5])
    for path, x, y, rate in [(path, x, y, 0.5), (np.asarray(descend(w, x3, y3, 0.1, 2)), x3, y3, 0.1)]:
        assert len(path) > 2, f"Two steps must give three rows. You have {len(path)}."
        for number in range(1, len(path)):
            before = path[number - 1].copy()
            gradient = np.asarray(mse_gradient(before.copy(), x.copy(), y.copy()))
            expected = gradient_step(before.copy(), gradient, rate)
            assert np.allclose(path[number], expected, rtol=1e-4), (
                f"Step {number} begins at {before}. From there your gradient_step leads to "
                f"{expected}, but in your path comes {path[number]}."
            )

    path = np.asarray(descend(w, x3, y3, 0.1, 0))
    assert path.shape == (1, 2) and np.allclose(path, [[2, -1]]), (
        f"With 0 steps the path is only the start: [[2, -1]]. Yours is {path.tolist()}."
    )
    print("descend works.")


def test_loss_surface():
    x = np.array([[1.0, 0.0], [0.0, 1.0]])
    y = np.array([1.0, -1.0])
    surface = loss_surface(np.array([-1.0, 0.0, 1.0]), np.array([1.0, -1.0]), x, y)
    assert surface is not None, (
        "loss_surface gives nothing back. End it with return, not with print."
    )
    surface = np.asarray(surface)
    assert surface.shape != (3, 2), (
        "Rows and columns are swapped: w2 needs the rows, w1 the columns. The shape must "
        "be (2, 3)."
    )
    assert surface.shape == (2, 3), (
        f"Two values of w2 and three of w1 make the shape (2, 3). Yours is {surface.shape}."
    )
    assert not np.allclose([surface[0, 0], surface[1, 2]], [0, 4]), (
        "At w1 = -1 and w2 = 1 the loss is 4. Yours is that of w1 = 1 and w2 = -1: have "
        "the two weights changed places?"
    )
    assert np.isclose(surface[0, 0], 4), (
        f"At w = (-1, 1) the loss is 4. Yours is {surface[0, 0]:.6g}. It is the mean of "
        "squared errors."
    )
    assert np.allclose(surface, [[4, 2.5, 2], [2, 0.5, 0]]), (
        "The table of the lesson is [[4, 2.5, 2], [2, 0.5, 0]]. Yours is "
        f"{surface.tolist()}."
    )

    x = np.array([[1.0, 2.0], [0.0, 1.0], [3.0, -1.0]])
    y = np.array([-1.0, 1.0, 6.5])
    surface = np.asarray(loss_surface(np.array([2.0, 0.0]), np.array([-1.0, 0.5, 1.0]), x, y))
    expected = [[1.75, 11.75], [5.75, 17.75], [9.083333, 21.75]]
    assert surface.shape == (3, 2) and np.allclose(surface, expected, atol=1e-5), (
        "For three examples it is not right yet. Is it the mean over all examples? It "
        f"should be {expected}. Yours is {surface.tolist()}."
    )
    print("loss_surface works.")
