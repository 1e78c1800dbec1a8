"""What the wrong answers to several questions have in common."""

from autograder.checking import dense


def activations(model):
    """The activations of the Dense layers in order; one that is a layer of its own counts in."""
    found = []
    for layer in model.layers:
        if layer.kind == "Dense":
            found.append(layer.activation or "linear")
        elif found and found[-1] == "linear":
            found[-1] = {"ReLU": "relu"}.get(layer.kind, layer.activation)
    return found


def inputs(model):
    return dense(model)[0].weights[0].shape[0]


def has_other_layers(model):
    return any(
        layer.kind not in ("Dense", "Activation", "ReLU", "Softmax") for layer in model.layers
    )


SHAPE = (
    "keras.Input wants a shape in brackets of its own, with a comma: keras.Input((2,)) says that"
    " one example is two numbers."
)
NOTHING = (
    "Your function gives nothing back. compile changes the network and itself returns nothing:"
    " end with a line that returns the network."
)
NO_INPUT = (
    "The model has no Input, so it does not know how many inputs it gets and has no weights yet."
    " Begin it with keras.Input((2,))."
)
INPUTS = (
    "The model does not take two inputs. One example is a place, two numbers: keras.Input((2,))."
)
UNCOMPILED = (
    "The model is not compiled, so it cannot be trained. Call compile with a loss and an"
    " optimizer before you return it."
)
NO_BIAS = "A bias is switched off. Leave use_bias out: every layer keeps its bias."
OTHER_LAYERS = (
    "There is a layer of another kind in the model. Between the input and the output there are"
    " only Dense layers."
)
TWO_OUTPUTS = (
    "The last layer has more than one neuron. There is one question, wet or dry: one sigmoid"
    " neuron answers it."
)
OUTPUT_LINEAR = (
    "The last layer has no activation, so it can give any number. A probability comes from a"
    " sigmoid."
)
OUTPUT_SOFTMAX = (
    "Softmax over one neuron is always 1. One neuron that answers yes or no has a sigmoid."
)
LOSS_SQUARED = (
    "The loss is a squared or an absolute error: it fits where the answer is a quantity. For a"
    " probability take binary cross-entropy."
)
LOSS_CATEGORICAL = (
    "This cross-entropy is for several classes with a neuron each. With one sigmoid neuron the"
    " loss is binary_crossentropy."
)
LOSS_UNKNOWN = "Keras does not know a loss of this name. It is spelled binary_crossentropy."
LOGITS = (
    "from_logits=True tells the loss to apply a sigmoid itself. The network has one already:"
    " leave from_logits out."
)


def loses_by(model, *losses):
    return model.compiled and model.loss in losses


SQUARED = ("mean_squared_error", "mean_absolute_error")
CATEGORICAL = ("categorical_crossentropy", "sparse_categorical_crossentropy")
UNKNOWN = (
    "binary_cross_entropy",
    "binary-crossentropy",
    "binary crossentropy",
    "binarycrossentropy",
)
