"""What to do about the errors of Keras: how its names are spelled, and what its methods take.

The texts are those of Keras 3; `tests/checking/test_keras_aid.py` provokes each of them.
"""

from __future__ import annotations

from autograder.checking.aid import Aid
from autograder.language import _

NAME = r"(?P<name>\w{1,40})"
# What the first Keras called its arguments, and what they are called since.
RENAMED = {
    "init": "kernel_initializer",
    "output_dim": "units",
    "nb_filter": "filters",
    "border_mode": "padding",
    "subsample": "strides",
    "W_regularizer": "kernel_regularizer",
    "bias": "use_bias",
}
MODEL = "'(Sequential|Functional|Model)'"
LAYERS = "Dense|Flatten|Dropout|Activation|Conv2D|MaxPooling2D|Rescaling|BatchNormalization"
OPTIMIZERS = "SGD|Adam|RMSprop|Adagrad"
ACTIVATIONS = "relu|sigmoid|softmax|tanh|linear|elu|selu|softplus"


def keras_aids() -> tuple[Aid, ...]:
    """All sentences about Keras, those that know more first."""
    return (*_layers(), *_models(), *_compiling(), *_training(), *_targets(), *_data())


def _layers() -> tuple[Aid, ...]:
    unknown = r"^Unrecognized keyword arguments passed to (?P<kind>\w{1,40}): \{'"
    renamed = _("In Keras, the argument {old} is called {new}.")
    activation = "^Could not interpret activation function identifier: "
    return (
        *(
            Aid("ValueError", f"{unknown}{old}'", renamed.format(old=old, new=new))
            for old, new in RENAMED.items()
        ),
        Aid(
            "ValueError",
            f"{unknown}{NAME}'",
            _("{kind} has no argument called {name}: check the spelling."),
        ),
        Aid(
            "TypeError",
            r"^Dense\.__init__\(\) missing 1 required positional argument: 'units'",
            _("Dense must be told how many neurons it has: that is its first argument, units."),
        ),
        Aid(
            "TypeError",
            r"^Dense\.__init__\(\) got multiple values for argument 'units'",
            _("The number of neurons is given twice: as the first argument, and as units=."),
        ),
        Aid(
            "ValueError",
            "^Received an invalid value for `units`",
            _("The first argument of Dense is the number of neurons, a whole number above 0."),
        ),
        Aid(
            "ValueError",
            "argument `rate`. Expected a float value between 0 and 1",
            _("Dropout takes a share between 0 and 1, such as 0.5."),
        ),
        Aid(
            "ValueError",
            rf"{activation}(?i:{ACTIVATIONS})$",
            _("Keras writes the names of activations in small letters, such as relu."),
        ),
        Aid(
            "ValueError",
            rf"{activation}\d",
            _("A number stands where Dense takes its activation: its second argument."),
        ),
        Aid(
            "ValueError",
            f"{activation}{NAME}$",
            _("Keras knows no activation called {name}. Is that a name, and is it spelled right?"),
        ),
        Aid("ValueError", activation, _("Keras knows no such activation: check the spelling.")),
        Aid(
            "ValueError",
            r"^Cannot convert '\d+' to a shape",
            _("A shape has brackets and a comma of its own: (2,), not 2. So keras.Input((2,))."),
        ),
        Aid(
            "ValueError",
            "^You must pass a `shape` argument",
            _("keras.Input must be told the shape of one example, such as keras.Input((2,))."),
        ),
        Aid(
            "AttributeError",
            rf"^module 'keras' has no attribute '(?P<name>{LAYERS})'",
            _("Layers live in keras.layers: keras.layers.{name}."),
        ),
        Aid(
            "AttributeError",
            rf"^module 'keras' has no attribute '(?P<name>{OPTIMIZERS})'",
            _("Optimizers live in keras.optimizers: keras.optimizers.{name}."),
        ),
        Aid(
            "AttributeError",
            "^module 'keras' has no attribute 'to_categorical'",
            _("This function lives in keras.utils: keras.utils.to_categorical."),
        ),
        Aid(
            "AttributeError",
            "^module 'keras' has no attribute '(?P<name>layer|optimizer|activation)'",
            _("There is an s at the end: keras.{name}s."),
        ),
        Aid(
            "AttributeError",
            "^module 'keras.optimizers' has no attribute '(sgd|adam|rmsprop|adagrad)'",
            _("The names of optimizers begin with large letters here: SGD, Adam."),
        ),
    )


def _models() -> tuple[Aid, ...]:
    one_list = _("Sequential takes one list of layers, in square brackets: Sequential([…, …]).")
    no_layer = "^Only instances of `keras.Layer` can be added to a Sequential model. Received: "
    return (
        Aid("TypeError", rf"^'({LAYERS})' object is not iterable", one_list, line=r"Sequential\("),
        Aid("ValueError", "^Expected `trainable` to be a boolean", one_list, line=r"Sequential\("),
        Aid(
            "ValueError",
            f"{no_layer}<class 'keras",
            _("This is only the name of a kind of layer. To make a layer, put ( ) behind it."),
        ),
        Aid("ValueError", rf"{no_layer}\[", _("There is a list in the list of layers.")),
        Aid("ValueError", no_layer, _("Only layers can be put into a model, and this is not one.")),
        Aid(
            "AttributeError",
            "^'NoneType' object has no attribute "
            "'(add|compile|fit|predict|evaluate|layers|summary|get_weights)'",
            _(
                "There is None where a model should be. add and compile of Keras give back None: "
                "let each stand in a line of its own, without = in front."
            ),
        ),
        Aid(
            "AttributeError",
            f"^{MODEL} object has no attribute 'train'",
            _("In Keras, the method that trains a model is called fit."),
        ),
        Aid(
            "AttributeError",
            f"^{MODEL} object has no attribute 'score'",
            _("In Keras, the method that measures the loss is called evaluate."),
        ),
        Aid(
            "AttributeError",
            rf"^{MODEL} object has no attribute '(?P<name>predict_\w+)'",
            _("Keras has no {name} any more. predict gives what the last layer gives."),
        ),
        Aid(
            "ValueError",
            "the layer isn't built",
            _("The model has no weights yet. Let it begin with keras.Input."),
        ),
        Aid(
            "TypeError",
            "^'History' object is not subscriptable",
            _("fit gives back a History. Its numbers stand in a dictionary: .history."),
        ),
    )


def _compiling() -> tuple[Aid, ...]:
    optimizer = "^Could not interpret optimizer identifier: "
    arguments = r"^Argument\(s\) not recognized: \{'"
    unexpected = r"compile\(\) got an unexpected keyword argument '"
    return (
        Aid(
            "ValueError",
            f"{arguments}lr'",
            _("The argument lr is called learning_rate today: SGD(learning_rate=…)."),
        ),
        Aid(
            "ValueError",
            f"{arguments}{NAME}'",
            _("The optimizer has no argument called {name}: check the spelling."),
        ),
        Aid(
            "ValueError",
            f"{optimizer}<class",
            _("This is only the name of a kind of optimizer. To make one, put ( ) behind it."),
        ),
        Aid(
            "ValueError",
            rf"{optimizer}\w+\(",
            _(
                "In quotes only the bare name of an optimizer may stand. To choose its learning "
                "rate, write keras.optimizers.SGD(learning_rate=…) without quotes."
            ),
        ),
        Aid(
            "ValueError",
            rf"{optimizer}(mse|mae|mean_\w+|\w*crossentropy)$",
            _("This is the name of a loss. Write which is which: loss=…, optimizer=…."),
        ),
        Aid(
            "ValueError",
            rf"{optimizer}[0-9.]+$",
            _("A number is no optimizer: keras.optimizers.SGD(learning_rate=…) makes one."),
        ),
        Aid(
            "ValueError",
            f"{optimizer}{NAME}$",
            _("Keras knows no optimizer called {name}: check the spelling."),
        ),
        Aid(
            "ValueError",
            "^Could not interpret loss identifier: (accuracy|acc)$",
            _("The accuracy cannot be a loss: it has no slope to follow. It belongs into metrics."),
        ),
        Aid(
            "ValueError",
            f"^Could not interpret loss identifier: {NAME}$",
            _("Keras knows no loss called {name}: check the spelling and each underscore."),
        ),
        Aid(
            "ValueError",
            "^Expected `metrics` argument to be a list",
            _("metrics is a list, in square brackets, even of one name."),
        ),
        Aid(
            "ValueError",
            f"^Could not interpret metric identifier: {NAME}$",
            _("Keras knows no metric called {name}: check the spelling."),
        ),
        Aid(
            "TypeError",
            f"{unexpected}(lr|learning_rate)'",
            _(
                "The learning rate belongs to the optimizer, not to compile: "
                "optimizer=keras.optimizers.SGD(learning_rate=…)."
            ),
        ),
        Aid(
            "TypeError",
            f"{unexpected}(?P<name>epochs|batch_size)'",
            _("The argument {name} belongs to fit, not to compile."),
        ),
        Aid("TypeError", f"{unexpected}metric'", _("The argument is called metrics, with an s.")),
        Aid(
            "TypeError",
            f"{unexpected}{NAME}'",
            _("compile has no argument called {name}: check the spelling."),
        ),
        Aid(
            "ValueError",
            "^No loss to compute",
            _("compile has not been told a loss: compile(loss=…, optimizer=…)."),
        ),
    )


def _training() -> tuple[Aid, ...]:
    unexpected = r"(?P<method>fit|evaluate|predict)\(\) got an unexpected keyword argument '"
    no_targets = _("{method} has got no targets. Hand over both, the inputs and the targets.")
    alone = r"\(\s*[\w.]+\s*(\)|,\s*(epochs|batch_size|verbose|validation_split)\s*=)"
    return (
        Aid(
            "TypeError",
            rf"{unexpected}(nb_epochs?|epoch|n_epochs?|num_epochs?)'",
            _("The number of rounds is called epochs: epochs=…."),
        ),
        Aid(
            "TypeError",
            f"{unexpected}(batchsize|batch|batches)'",
            _("The size of a batch is called batch_size: batch_size=…."),
        ),
        Aid(
            "TypeError",
            f"{unexpected}(lr|learning_rate)'",
            _("The learning rate belongs to the optimizer, which compile is given."),
        ),
        Aid(
            "TypeError",
            f"{unexpected}{NAME}'",
            _("{method} has no argument called {name}: check the spelling."),
        ),
        *(
            Aid(
                "ValueError",
                "^None values not supported",
                no_targets.format(method=method),
                line=rf"\.{method}{alone}",
            )
            for method in ("fit", "evaluate")
        ),
        Aid(
            "ValueError",
            r"^You must call `compile\(\)`",
            _("The model is not compiled yet: compile it with a loss and an optimizer first."),
        ),
        Aid(
            "ValueError",
            "^Data cardinality is ambiguous",
            _("Inputs and targets have different numbers of rows. Print x.shape and y.shape."),
        ),
        Aid(
            "ValueError",
            r"^Unrecognized data type: x=\[",
            _("Keras takes arrays, not lists: np.array(…) makes one."),
        ),
    )


def _targets() -> tuple[Aid, ...]:
    return (
        Aid(
            "ValueError",
            r"must have the same rank.*target\.shape=\(None,\), output\.shape=\(None, \d+\)",
            _(
                "Each target is one number, and the model gives a row of them. The categorical "
                "loss wants one-hot rows; for plain labels there is the sparse one."
            ),
        ),
        Aid(
            "ValueError",
            r"must have rank .*target\.shape=\(None, (?P<k>\d+)\), output\.shape=\(None, (?P=k)\)",
            _(
                "The targets are rows, as one-hot rows are, and the sparse loss wants plain "
                "labels. Leave sparse_ out of its name."
            ),
        ),
        Aid(
            "ValueError",
            r"must have rank .*target\.shape=\(None,\), output\.shape=\(None, \d+, \d+\)",
            _(
                "The model gives a table for each example, where one row is wanted. Flatten makes "
                "a row of a table."
            ),
        ),
        Aid(
            "ValueError",
            r"must have the same shape.*target\.shape=\(None, (?P<wanted>\d+)\), "
            r"output\.shape=\(None, (?P<given>\d+)\)",
            _("Each target has {wanted} numbers, and the model gives {given}: make them equal."),
        ),
    )


def _data() -> tuple[Aid, ...]:
    return (
        Aid(
            "ValueError",
            r"Expected shape \(None, (?P<one>[\d, ]+)\), but input has incompatible shape "
            r"\((?P=one),?\)",
            _(
                "The model takes many examples at once, and this is a single one. With x[None] it "
                "becomes the first of one."
            ),
        ),
        Aid(
            "ValueError",
            r"expected axis -1 of input shape to have value (?P<wanted>\d+), but received input "
            r"with shape \((None|\d+), (?P<given>\d+)\)",
            _("The model takes rows of {wanted} numbers, and was given rows of {given}."),
        ),
        Aid(
            "ValueError",
            r"Expected shape \(None, (?P<wanted>[\d, ]+)\), but input has incompatible shape "
            r"\((?P<given>(None|\d+)(, \d+)*,?)\)",
            _("The model takes data of the shape (n, {wanted}), and was given ({given})."),
        ),
    )
