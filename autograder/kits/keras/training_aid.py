"""What to do about the errors of Keras where a model is compiled, trained, and given data.

The texts are those of Keras 3; `tests/checking/test_keras_aid.py` provokes each of them.
"""

from __future__ import annotations

from autograder.kits.aid import NAME, Aid
from autograder.language import _

N = r"(None|\d+)"  # how many examples there are, where it is known


def training_aids() -> tuple[Aid, ...]:
    """All sentences about training a model, those that know more first."""
    return (*_compiling(), *_training(), *_targets(), *_data())


def _compiling() -> tuple[Aid, ...]:
    optimizer = "^Could not interpret optimizer identifier: "
    arguments = r"^Argument\(s\) not recognized: \{'"
    unexpected = r"^Trainer\.compile\(\) got an unexpected keyword argument '"
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
            rf"{optimizer}<class 'keras\.[\w.]*optimizers\.",
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
            "^Argument `learning_rate` should be float",
            _("A learning rate is written with a decimal point: 1.0, not 1."),
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
    of_keras = r"^(TensorFlow|JAX|Torch)Trainer\."
    argument = r"\(\) got an unexpected keyword argument '"
    unexpected = rf"{of_keras}(?P<method>fit|evaluate|predict){argument}"
    no_targets = _("{method} has got no targets. Hand over both, the inputs and the targets.")
    alone = r"\(\s*[\w.]+\s*(\)|,\s*(epochs|batch_size|verbose|validation_split)\s*=)"
    return (
        Aid(
            "TypeError",
            rf"{of_keras}fit{argument}(nb_epochs?|epoch|n_epochs?|num_epochs?)'",
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
        Aid(
            "ValueError",
            rf"^Arguments not recognized: \{{'{NAME}'",
            _("evaluate has no argument called {name}: check the spelling."),
            line=r"\.evaluate\(",
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
            _(
                "Inputs and targets have different numbers of rows: print the .shape of both, and "
                "compare them."
            ),
        ),
        Aid(
            "IndexError",
            "^tuple index out of range",
            _(
                "{method} takes whole arrays, with a row for each example, and goes through the "
                "rows by itself. A single number has no rows."
            ),
            line=r"^(?!.*\.shape\s*\[).*\.(?P<method>fit|evaluate|predict)\(",
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
            rf"must have the same .*target\.shape=\({N},( 1)?\), "
            rf"output\.shape=\({N}, (?!1\))(?P<k>\d+)\)",
            _(
                "Each target is one number, and the model gives {k} for each example. Is it to "
                "give one, too? Then its last layer has one neuron. Are the targets plain labels "
                "of several classes? Then they need one-hot rows, or the loss whose name begins "
                "with sparse_."
            ),
        ),
        Aid(
            "ValueError",
            rf"must have rank .*target\.shape=\({N}, (?P<k>\d+)\), output\.shape=\({N}, (?P=k)\)",
            _(
                "The targets are rows, as one-hot rows are, and the sparse loss wants plain "
                "labels. Leave sparse_ out of its name."
            ),
        ),
        Aid(
            "ValueError",
            rf"must have rank .*target\.shape=\({N},\), output\.shape=\({N}, \d+, \d+\)",
            _(
                "The model gives a table for each example, where one row is wanted. Flatten makes "
                "a row of a table."
            ),
        ),
        Aid(
            "ValueError",
            rf"must have the same shape.*target\.shape=\({N}, (?P<wanted>\d+)\), "
            rf"output\.shape=\({N}, (?P<given>\d+)\)",
            _(
                "Numbers in each target: {wanted}. Numbers that the model gives for each example: "
                "{given}. Make them equal."
            ),
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
