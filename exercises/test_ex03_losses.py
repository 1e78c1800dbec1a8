# Loss functions
#
# The visible checks for ex03_losses.py. To run them, type
# `pytest test_ex03_losses.py` in this folder.
#
# Teachers: `autograder build` writes this file from solutions/ex03_losses/;
# make changes there.

import numpy as np

from ex03_losses import mae, mse, bce, cross_entropy


def test_mae():
    y_true = np.array([40.0, 52.0, 38.0, 61.0, 45.0])
    y_pred = np.array([40.0, 52.0, 38.0, 61.0, 55.0])
    result = mae(y_true, y_pred)
    assert result is not None, "mae gives nothing back. End it with return, not with print."
    assert np.shape(result) == (), (
        f"mae must return one number. Yours has the shape {np.shape(result)}. Is the mean "
        "taken?"
    )
    assert not np.isclose(result, 10), (
        "10 is the sum of the five errors, and the largest of them. Take their mean."
    )
    assert result >= 0, (
        f"The loss must not be negative. Yours is {result:.4g}. Take away the sign of each "
        "error."
    )
    assert np.isclose(result, 2), (
        f"Boris's mean absolute error must be 2. Yours is {result:.4g}."
    )

    y_pred = np.array([42.0, 50.0, 40.0, 59.0, 47.0])
    result = mae(y_true, y_pred)
    assert not np.isclose(abs(result), 0.4), (
        "Plus and minus cancel out. Take away the sign of each error before the mean."
    )
    assert np.isclose(result, 2), (
        f"Anna's mean absolute error must be 2. Yours is {result:.4g}."
    )
    assert y_true[0] == 40 and y_pred[0] == 42, (
        "mae changes its arguments. Make a new array instead of writing into them."
    )

    y_true = np.array([[1.0, -1.0, 3.0], [4.0, 5.0, 6.0]])
    y_pred = np.array([[1.5, 1.0, 2.0], [4.0, 7.0, 3.9]])
    result = mae(y_true, y_pred)
    assert np.shape(result) == (), (
        "mae must return one number for a table too. Yours has the shape "
        f"{np.shape(result)}."
    )
    assert np.isclose(result, 7.6 / 6), (
        "The errors of the table are 0.5, 2, 1, 0, 2, 2.1; their mean is 1.267. Yours is "
        f"{result:.4g}."
    )
    print("mae works.")


def test_mse():
    y_true = np.array([40.0, 52.0, 38.0, 61.0, 45.0])
    y_pred = np.array([42.0, 50.0, 40.0, 59.0, 47.0])
    result = mse(y_true, y_pred)
    assert result is not None, "mse gives nothing back. End it with return, not with print."
    assert np.shape(result) == (), (
        f"mse must return one number. Yours has the shape {np.shape(result)}. Is the mean "
        "taken?"
    )
    assert not np.isclose(result, 20), (
        "That is the sum of the five squares. Take their mean."
    )
    assert np.isclose(result, 4), (
        f"Anna's mean squared error must be 4. Yours is {result:.4g}."
    )
    assert y_true[0] == 40 and y_pred[0] == 42, (
        "mse changes its arguments. Make a new array instead of writing into them."
    )

    y_pred = np.array([40.0, 52.0, 38.0, 61.0, 55.0])
    result = mse(y_true, y_pred)
    assert not np.isclose(result, 4), (
        "Square each error first, and take the mean of the squares last."
    )
    assert np.isclose(result, 20), (
        f"Boris's mean squared error must be 20. Yours is {result:.4g}."
    )

    y_true = np.array([[1.0, -1.0, 3.0], [4.0, 5.0, 6.0]])
    y_pred = np.array([[1.5, 1.0, 2.0], [4.0, 7.0, 3.9]])
    result = mse(y_true, y_pred)
    assert np.shape(result) == (), (
        "mse must return one number for a table too. Yours has the shape "
        f"{np.shape(result)}."
    )
    assert np.isclose(result, 13.66 / 6), (
        "The squares of the table are 0.25, 4, 1, 0, 4, 4.41; their mean is 2.277. Yours "
        f"is {result:.4g}."
    )
    print("mse works.")


def test_bce():
    y_true = np.array([1.0])
    y_pred = np.array([0.9])
    result = bce(y_true, y_pred)
    assert result is not None, "bce gives nothing back. End it with return, not with print."
    assert np.shape(result) == (), (
        f"bce must return one number. Yours has the shape {np.shape(result)}. Is the mean "
        "taken?"
    )
    assert result >= 0, (
        f"The loss must not be negative. Yours is {result:.4g}. Look at the minus and the "
        "brackets."
    )
    assert not np.isclose(result, 0.045757, atol=1e-5), (
        "That is the logarithm of base 10. np.log is the natural one."
    )
    assert np.isclose(result, 0.105361, atol=1e-5), (
        f"bce([1], [0.9]) must be -ln(0.9) = 0.1054. Yours is {result:.4g}."
    )
    result = bce(np.array([0.0]), np.array([0.2]))
    assert np.isclose(result, 0.223144, atol=1e-5), (
        f"bce([0], [0.2]) must be -ln(0.8) = 0.2231. Yours is {result:.4g}."
    )

    y_true = np.array([1.0, 0.0, 1.0])
    y_pred = np.array([0.9, 0.2, 0.4])
    result = bce(y_true, y_pred)
    assert np.shape(result) == (), (
        f"bce must return one number. Yours has the shape {np.shape(result)}. Is the mean "
        "taken?"
    )
    assert not np.isclose(result, 1.244795, atol=1e-5), (
        "That is the sum of the three losses. Take their mean."
    )
    assert np.isclose(result, 0.414932, atol=1e-5), (
        f"The loss of the three days must be 0.4149. Yours is {result:.4g}."
    )

    y_pred = np.array([0.0, 1.0, 0.0])
    result = bce(y_true, y_pred)
    assert np.isfinite(result), (
        f"Where p is exactly 0 or 1, your loss becomes {result}. Limit p before the "
        "logarithm."
    )
    assert 9 <= result <= 40, (
        "If p is 0 where 1 is right, and 1 where 0 is right, the loss must be large but "
        f"finite: about 16 with the limit 1e-7. Yours is {result:.4g}."
    )
    assert y_pred[0] == 0 and y_pred[1] == 1, (
        "bce changes its arguments. Make a new array instead of writing into them."
    )
    result = bce(y_true, np.array([1.0, 0.0, 1.0]))
    assert abs(result) <= 1e-4, (
        "If p is 1 where 1 is right, and 0 where 0 is right, the loss must be at most "
        f"0.0001. Yours is {result:.4g}."
    )
    print("bce works.")


def test_cross_entropy():
    y_true = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
    y_pred = np.array([[0.1, 0.7, 0.2], [0.25, 0.25, 0.5]])
    result = cross_entropy(y_true, y_pred)
    assert result is not None, (
        "cross_entropy gives nothing back. End it with return, not with print."
    )
    assert np.shape(result) == (), (
        f"cross_entropy must return one number. Yours has the shape {np.shape(result)}."
    )
    assert result >= 0, (
        f"The loss must not be negative. Yours is {result:.4g}. Look at the minus and the "
        "brackets."
    )
    assert not np.isclose(result, 1.742969, atol=1e-5), (
        "That is the sum over both customers. Take the mean."
    )
    assert not np.isclose(result, 0.290495, atol=1e-5), (
        "You divide by 6, the number of all elements. Divide by the number of rows, 2."
    )
    assert not np.isclose(result, 0.580990, atol=1e-5), (
        "You divide by 3, the number of classes. Divide by the number of rows, 2."
    )
    assert np.isclose(result, 0.871485, atol=1e-5), (
        f"The loss of the two customers must be 0.8715. Yours is {result:.4g}."
    )
    assert y_true[0, 1] == 1 and y_pred[0, 0] == 0.1, (
        "cross_entropy changes its arguments. Make a new array instead of writing into "
        "them."
    )

    y_true = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    y_pred = np.array([[0.1, 0.9], [0.8, 0.2], [0.6, 0.4]])
    result = cross_entropy(y_true, y_pred)
    assert np.isclose(result, 0.414932, atol=1e-5), (
        f"For three rows and two classes the loss must be 0.4149. Yours is {result:.4g}."
    )
    print("cross_entropy works.")
