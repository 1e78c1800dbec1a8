"""Known wrong answers to `collapse`, each with its hint."""

import numpy as np

from autograder.checking import mistake


@mistake
def collapse_wrong_order(hidden, output):
    """The tables stand in the wrong order. The inputs meet the hidden layer first, so hidden stands
    on the left."""
    return output @ hidden


@mistake
def collapse_by_elements(hidden, output):
    """The sign * multiplies number by number, and nothing is added up. For each pair of an input
    and an output the products must be added over all hidden neurons: that is what @ does."""
    return hidden * output


@mistake
def collapse_products_not_added(hidden, output):
    """You have one product for each hidden neuron, but the paths through the neurons are not added
    up yet. Add the products, or let @ multiply and add."""
    return hidden * output.T


@mistake
def collapse_turned(hidden, output):
    """Rows and columns of the result have changed places. It wants a row for each input and a
    column for each output neuron."""
    return (hidden @ output).T


@mistake
def collapse_flat(hidden, output):
    """The numbers are right, but they lie in one row. The result is a table of shape (d, k)."""
    return (hidden @ output).ravel()


@mistake
def collapse_first_output_as_a_row(hidden, output):
    """Your result is for the first output neuron only, and it is a row. There may be several output
    neurons: keep a column for each."""
    return hidden @ output[:, 0]


@mistake
def collapse_first_output_only(hidden, output):
    """Only the first output neuron is there. The result needs a column for each of them."""
    return hidden @ output[:, :1]


@mistake
def collapse_hidden_turned(hidden, output):
    """Rows and columns of the hidden table have changed places. In it a row belongs to an input:
    use it as it is, without .T."""
    return hidden.T @ output


@mistake
def collapse_output_turned(hidden, output):
    """Rows and columns of the output table have changed places. In it a row belongs to a hidden
    neuron: use it as it is, without .T, and with @ or np.dot."""
    return hidden @ output.T


@mistake
def collapse_hidden_alone(hidden, output):
    """You give back the hidden weights as they were. Put the weights of the output in as well."""
    return hidden


@mistake
def collapse_output_alone(hidden, output):
    """You give back the output weights as they were. Put the weights of the hidden layer in too."""
    return output


@mistake(
    when=lambda seen: any(
        isinstance(call.value, list | tuple)
        and len(call.value) == 2
        and all(
            np.array_equal(part, table)
            for part, table in zip(call.value, call.arguments, strict=True)
        )
        for call in seen.calls
    )
)
def collapse_both(hidden, output):
    """You give back both tables. One table has to replace the two."""
    return [hidden, output]


@mistake
def collapse_mean(hidden, output):
    """You take the mean over the hidden neurons. Their contributions are added: a sum."""
    return hidden @ output / len(output)


@mistake
def collapse_adds_along_the_path(hidden, output):
    """The weights of a path are added in your answer. Along a path they are multiplied; only the
    paths are added up."""
    return np.sum(hidden[:, :, None] + output[None, :, :], axis=1)


@mistake
def collapse_relu_on_the_weights(hidden, output):
    """A relu has crept in. There is no activation here: negative weights keep their values."""
    return np.maximum(hidden, 0) @ output


@mistake
def collapse_relu_on_the_result(hidden, output):
    """A relu has crept in. There is no activation here: negative results stay as they are."""
    return np.maximum(hidden @ output, 0)


@mistake
def collapse_sigmoid_between(hidden, output):
    """A sigmoid has crept in. There is no activation here: only multiply and add."""
    return 1 / (1 + np.exp(-hidden)) @ output


@mistake
def collapse_sigmoid_at_the_end(hidden, output):
    """A sigmoid has crept in. There is no activation here: only multiply and add."""
    return 1 / (1 + np.exp(-(hidden @ output)))


@mistake
def collapse_one_number(hidden, output):
    """You have added everything up to one number. Each input keeps a weight of its own."""
    return np.sum(hidden @ output)


@mistake
def collapse_last_neuron_missing(hidden, output):
    """The last hidden neuron is left out. A loop over range(h) meets all h of them."""
    return hidden[:, :-1] @ output[:-1]


@mistake
def collapse_first_neuron_only(hidden, output):
    """Only the path through the first hidden neuron counts. Add the paths through all of them."""
    return hidden[:, :1] @ output[:1]


@mistake
def collapse_last_neuron_only(hidden, output):
    """Only the path through the last hidden neuron counts. Inside the loop add with += instead of
    replacing the sum."""
    return hidden[:, -1:] @ output[-1:]


@mistake
def collapse_two_two_one(hidden, output):
    """Your formula knows only two inputs, two hidden neurons and one output. The sizes may differ:
    take them from the tables, or use @."""
    first = hidden[0, 0] * output[0, 0] + hidden[0, 1] * output[1, 0]
    second = hidden[1, 0] * output[0, 0] + hidden[1, 1] * output[1, 0]
    return np.array([[first], [second]])


@mistake
def collapse_whole_numbers(hidden, output):
    """The digits after the decimal point are lost. Weights are not whole numbers: leave out int."""
    return (hidden @ output).astype(int)


@mistake
def collapse_minus(hidden, output):
    """All signs are reversed. Nothing is subtracted here."""
    return -(hidden @ output)
