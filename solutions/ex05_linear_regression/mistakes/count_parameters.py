"""Known wrong answers to `count_parameters`, each with its hint."""

from autograder.checking import mistake


@mistake
def counts_the_neurons(sizes, use_bias=False):
    """You count the neurons. Count the weights between them: inputs * neurons for each layer."""
    return sum(sizes)


@mistake
def last_layer_forgotten(sizes, use_bias=False):
    """The last layer is not counted. Take every pair of neighbours in the list, the last too."""
    total = 0
    for i in range(len(sizes) - 2):
        total += sizes[i] * sizes[i + 1]
        if use_bias:
            total += sizes[i + 1]
    return total


@mistake
def first_layer_only(sizes, use_bias=False):
    """Only the first layer is counted. Add up all pairs of neighbours in the list."""
    return sizes[0] * sizes[1] + (sizes[1] if use_bias else 0)


@mistake
def first_layer_without_bias(sizes, use_bias=False):
    """Only the first layer is counted. If return stands inside the loop, move it out, below the
    loop; otherwise add up all pairs of neighbours."""
    return sizes[0] * sizes[1]


@mistake
def two_layers_only(sizes, use_bias=False):
    """Only two layers are counted. The list may be longer or shorter: go through it in a loop."""
    return sizes[0] * sizes[1] + sizes[1] * sizes[2]


@mistake
def biases_by_inputs(sizes, use_bias=False):
    """You add as many biases as a layer has inputs. Add as many as it has neurons: the second
    number of each pair."""
    total = sum(sizes[:-1]) if use_bias else 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]
    return total


@mistake
def one_bias_for_the_network(sizes, use_bias=False):
    """You add one bias for the whole network. Each neuron has a bias of its own."""
    total = 1 if use_bias else 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]
    return total


@mistake
def always_with_bias(sizes, use_bias=False):
    """The biases are always counted. Add them only if use_bias is True."""
    total = 0
    for i in range(len(sizes) - 1):
        total += (sizes[i] + 1) * sizes[i + 1]
    return total


@mistake
def never_with_bias(sizes, use_bias=False):
    """The biases are never counted. If use_bias is True, add one for each neuron."""
    total = 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]
    return total


@mistake
def biases_for_the_inputs(sizes, use_bias=False):
    """You count biases for the inputs too. Inputs are not neurons: add biases from sizes[1] on."""
    total = sum(sizes) if use_bias else 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]
    return total


@mistake
def one_bias_for_each_layer(sizes, use_bias=False):
    """You add one bias for each layer. Each neuron has a bias of its own."""
    total = 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]
        if use_bias:
            total += 1
    return total


@mistake
def no_bias_for_the_output(sizes, use_bias=False):
    """The biases of the output layer are missing. Output neurons have a bias as well."""
    total = sum(sizes[1:-1]) if use_bias else 0
    for i in range(len(sizes) - 1):
        total += sizes[i] * sizes[i + 1]
    return total


@mistake
def product_of_all_sizes(sizes, use_bias=False):
    """You multiply all sizes together. Multiply neighbours only, and add up the products."""
    total = 1
    for size in sizes:
        total *= size
    return total + (sum(sizes[1:]) if use_bias else 0)


@mistake
def sum_of_neighbours(sizes, use_bias=False):
    """You add neighbours. Every neuron is connected to every input, so multiply them."""
    total = sum(sizes[1:]) if use_bias else 0
    for i in range(len(sizes) - 1):
        total += sizes[i] + sizes[i + 1]
    return total


@mistake
def list_of_layers(sizes, use_bias=False):
    """You return a list with a number for each layer. Add them up: the result is one number."""
    return [
        sizes[i] * sizes[i + 1] + (sizes[i + 1] if use_bias else 0) for i in range(len(sizes) - 1)
    ]
