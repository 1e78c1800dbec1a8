"""What to do about the errors of Keras where a model is built: its layers, and their names.

The texts are those of Keras 3; `tests/checking/test_keras_aid.py` provokes each of them.
"""

from __future__ import annotations

from autograder.kits.aid import ANY, NAME, Aid
from autograder.language import _

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
# None is asked for what models have; or for add, which sets have too, in a line about a model.
OF_MODELS = (
    "^'NoneType' object has no attribute "
    "'(compile|fit|predict|evaluate|layers|summary|get_weights|set_weights|count_params)'"
)
ADD = "^'NoneType' object has no attribute 'add'"
TO_A_MODEL = (
    r"(?i:model|net|network|sequential)\w*\s*\.\s*add\b"
    r"|\.\s*add\b.*(\bkeras\b|\blayers\.|\b(Input|Dense|Flatten|Dropout|Activation)\()"
)
MODEL = "'(Sequential|Functional|Model)'"
LAYERS = "Dense|Flatten|Dropout|Activation|Conv2D|MaxPooling2D|Rescaling|BatchNormalization"
OPTIMIZERS = "SGD|Adam|RMSprop|Adagrad"
ACTIVATIONS = "relu|sigmoid|softmax|tanh|linear|elu|selu|softplus"


def building_aids() -> tuple[Aid, ...]:
    """All sentences about building a model, those that know more first."""
    return (*_layers(), *_models())


def none_aids() -> tuple[Aid, ...]:
    """What add or compile of a model gives back was kept, model = model.add(…), and used on."""
    text = _(
        "There is None where a model should be. add and compile of Keras give back None: let each "
        "stand in a line of its own, without = in front."
    )
    return tuple(
        Aid("AttributeError", missing, text, line=line)
        for missing, line in ((OF_MODELS, ANY), (ADD, TO_A_MODEL))
    )


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
            activation,
            _(
                "The activation is called there, and what it gives is handed over. Hand over the "
                "function itself, without ( ): activation=keras.activations.relu."
            ),
            line=rf"\bactivations\.({ACTIVATIONS})\(",
        ),
        Aid(
            "ValueError",
            rf"{activation}-?[\d.]+$",
            _(
                "A number stands where the activation is wanted. The second argument of Dense is "
                'its activation, such as "relu"; the number of neurons is the first one alone.'
            ),
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
            rf"{no_layer}<class 'keras\.[\w.]*\blayers\.",
            _("This is only the name of a kind of layer. To make a layer, put ( ) behind it."),
        ),
        Aid("ValueError", rf"{no_layer}\[", _("There is a list in the list of layers.")),
        Aid("ValueError", no_layer, _("Only layers can be put into a model, and this is not one.")),
        *none_aids(),
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
