"""Known wrong answers to `gradient_step`, each with its hint."""

import numpy as np

from autograder.checking import float_of_an_array, mistake, raises

from ._shared import calls_of, one_constant


def _own_rate_in_a_step(seen):
    """Whether every step has the same learning rate, whatever is asked for."""
    rates = []
    for call in calls_of(seen, "gradient_step"):
        weight, gradient, _rate = call.arguments
        rates.append((weight - np.asarray(call.value, dtype=float)) / gradient)
    return len(rates) > 1 and one_constant(rates) and 0 < np.max(rates[0]) < 1


@mistake
def step_uphill(weight, gradient, learning_rate):
    """You go uphill. The gradient points to where the loss rises, so the step is subtracted."""
    return weight + learning_rate * gradient


@mistake
def step_without_rate(weight, gradient, learning_rate):
    """The learning rate is missing. Multiply the gradient by it before you subtract."""
    return weight - gradient


@mistake
def step_alone(weight, gradient, learning_rate):
    """You return only the length of the step, learning rate times gradient. Subtract it from the
    weight."""
    return learning_rate * gradient


@mistake
def step_change_alone(weight, gradient, learning_rate):
    """You return only the change, minus learning rate times gradient. Add it to the weight."""
    return -learning_rate * gradient


@mistake
def step_divides(weight, gradient, learning_rate):
    """You divide by the learning rate. Multiply: a smaller rate makes a shorter step."""
    return weight - gradient / learning_rate


@mistake
def step_in_brackets(weight, gradient, learning_rate):
    """You multiply the whole difference by the learning rate. It belongs to the gradient alone."""
    return (weight - gradient) * learning_rate


@mistake
def step_rate_on_weight(weight, gradient, learning_rate):
    """You multiply the weight by the learning rate. It belongs to the gradient."""
    return learning_rate * weight - gradient


@mistake
def step_turned(weight, gradient, learning_rate):
    """The difference is the wrong way round. Begin with the weight and subtract the step from it."""
    return learning_rate * gradient - weight


@mistake
def step_swapped(weight, gradient, learning_rate):
    """Weight and gradient have changed places. Subtract from the weight, and multiply the learning
    rate by the gradient."""
    return gradient - learning_rate * weight


@mistake
def step_shrinks_weight(weight, gradient, learning_rate):
    """Your weight shrinks in proportion to itself, and the gradient plays no part. Multiply the
    learning rate by the gradient."""
    return weight - learning_rate * weight


@mistake
def step_times_weight(weight, gradient, learning_rate):
    """Your step is also multiplied by the weight. It is learning rate times gradient, and nothing
    more."""
    return weight - learning_rate * gradient * weight


@mistake
def step_by_sign(weight, gradient, learning_rate):
    """Of the gradient only the sign counts, so all steps have the same length. Multiply by the
    gradient itself."""
    return weight - learning_rate * np.sign(gradient)


@mistake
def step_doubled(weight, gradient, learning_rate):
    """Your step is twice as long as it should be. The gradient comes ready-made: no factor 2
    here."""
    return weight - 2 * learning_rate * gradient


@mistake
def step_halved(weight, gradient, learning_rate):
    """Your step is half as long as it should be. It is learning rate times gradient, without
    another factor."""
    return weight - learning_rate * gradient / 2


@mistake(when=_own_rate_in_a_step)
def step_with_own_rate(weight, gradient, learning_rate):
    """All your steps have the same learning rate, whichever is given. Use learning_rate as it is,
    instead of a number of your own."""
    return weight - 0.01 * gradient


@mistake
def step_stands_still(weight, gradient, learning_rate):
    """You return the weight as it was. Subtract learning rate times gradient from it."""
    return weight


@mistake
def step_gives_gradient(weight, gradient, learning_rate):
    """You return the gradient. Return the new weight: the old one minus the step."""
    return gradient


@mistake
def step_sums_gradient(weight, gradient, learning_rate):
    """Every weight gets the same step, from all gradients added up. Each weight has its own
    gradient: leave np.sum out."""
    return weight - learning_rate * np.sum(gradient)


@mistake
def step_averages_gradient(weight, gradient, learning_rate):
    """Every weight gets the same step, from the mean gradient. Each weight has its own gradient:
    leave np.mean out."""
    return weight - learning_rate * np.mean(gradient)


@mistake
def step_rounds(weight, gradient, learning_rate):
    """You round the new weight to two decimals. Return it as it is: many small steps must add
    up."""
    return np.round(weight - learning_rate * gradient, 2)


@mistake
def step_keeps_positive(weight, gradient, learning_rate):
    """You turn negative weights into 0. A weight may be negative: return it as it is."""
    return np.maximum(0.0, weight - learning_rate * gradient)


@mistake(
    explains=lambda call: (
        np.ndim(call.arguments[0]) == 0
        and raises("TypeError", "has no len|not subscriptable|not iterable|iteration over a 0-d")(
            call
        )
    )
)
def step_arrays_only(weight, gradient, learning_rate):
    """Arrays work, but two plain numbers stop your function: a number has no length and cannot be
    looped over. Without a loop the formula fits both."""
    return np.array([weight[i] - learning_rate * gradient[i] for i in range(len(weight))])


@mistake(explains=float_of_an_array)
def step_numbers_only(weight, gradient, learning_rate):
    """Numbers work, but an array stops your function: float and int take a single number. Leave
    them out."""
    return float(weight) - learning_rate * float(gradient)


@mistake
def step_in_place(weight, gradient, learning_rate):
    """You write into weight, perhaps with -=, so the point where the step began is lost. Make a new
    array: weight - …."""
    weight -= learning_rate * gradient
    return weight
