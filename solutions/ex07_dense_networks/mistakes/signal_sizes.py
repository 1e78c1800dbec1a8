"""Known wrong answers to `signal_sizes`, each with its hint."""

import numpy as np

from autograder.checking import mistake, raises, returned_nothing, stopped_with


def _close(found, wanted):
    found, wanted = np.asarray(found, dtype=float), np.asarray(wanted, dtype=float)
    return found.shape == wanted.shape and np.allclose(found, wanted, rtol=1e-4, atol=1e-6)


def _second_from_x(model, x):
    """What the second layer, a sigmoid, would make of x itself."""
    second = model.layers[1]
    return 1 / (1 + np.exp(-(x @ second.weights[0] + second.weights[1])))


def _measures(seen, compute):
    """Whether every answer is what `compute` makes of the outputs of the layers (and of x)."""
    calls = [call for call in seen.calls if not call.failure]
    return bool(calls) and all(
        _close(call.value, compute(call.arguments[0].outputs(call.arguments[1]), call.arguments[1]))
        for call in calls
    )


def _all_are(measure):
    """A `when`: every answer is what `measure` says of the output of each layer."""
    return lambda seen: _measures(seen, lambda outputs, _x: [measure(each) for each in outputs])


def _each_like(seen, compute):
    """Whether each layer got an array of its own, made by `compute`."""
    calls = [call for call in seen.calls if not call.failure]
    return bool(calls) and all(
        len(call.value) == len(outputs)
        and all(
            _close(found, compute(output))
            for found, output in zip(call.value, outputs, strict=True)
        )
        for call in calls
        for outputs in [call.arguments[0].outputs(call.arguments[1])]
    )


def _sums(seen):
    """What each Dense layer makes of what comes to it, before the activation: by call."""
    for call in seen.calls:
        model, x = call.arguments
        signals = [x, *model.outputs(x)]
        yield [
            signal @ layer.weights[0] + layer.weights[1]
            for signal, layer in zip(signals[:-1], model.layers, strict=True)
        ]


def _measured(model, x, measure):
    """What `measure` says of the output of each layer."""
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(measure(np.array(x)))
    return sizes


@mistake(
    when=lambda seen: returned_nothing(seen) and all(call.printed for call in seen.calls),
    instead_of=("prints",),
)
def sizes_printed(model, x):
    """Your function gives nothing back. End it with return; print only shows a value."""
    for layer in model.layers:
        x = layer(x)
        print(np.std(np.array(x)))


@mistake(when=returned_nothing, instead_of=("gives_nothing_back",))
def sizes_without_return(model, x):
    """Your function gives nothing back. End it with return and the list. Note that append itself
    returns nothing."""
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.std(np.array(x)))


@mistake(when=stopped_with("KerasTensor"))
def sizes_of_symbols(model, x):
    """layer.output is only a drawing of the network: it holds no numbers. Call the layer with what
    comes to it: layer(signal)."""
    return [np.std(layer.output) for layer in model.layers]


@mistake(
    explains=raises(
        "AttributeError", "^'(Dense|Activation|Dropout)' object has no attribute 'predict'"
    )
)
def sizes_by_predict_of_a_layer(model, x):
    """A layer has no predict, only a model has. A layer is called like a function:
    layer(signal)."""
    sizes = []
    for layer in model.layers:
        x = layer.predict(x)
        sizes.append(np.std(x))
    return sizes


@mistake(explains=raises("ValueError", r"expected min_ndim=\d+, found ndim=0"))
def sizes_passed_on(model, x):
    """You pass the size of the signal on, one number. The next layer wants the signal itself, the
    whole table that the layer before has returned."""
    sizes = []
    for layer in model.layers:
        x = np.std(np.array(layer(x)))
        sizes.append(x)
    return sizes


@mistake(
    when=lambda seen: (
        stopped_with("expected axis -1")(seen)
        and any(
            _close(
                call.value[:2],
                [
                    np.std(call.arguments[0].outputs(call.arguments[1])[0]),
                    np.std(_second_from_x(*call.arguments)),
                ],
            )
            for call in seen.calls
            if not call.failure
        )
    )
)
def sizes_all_from_x(model, x):
    """Every layer gets x in your answer. Only the first one gets x; each other layer gets the
    output of the one before it."""
    return [np.std(np.array(layer(x))) for layer in model.layers]


@mistake(
    when=lambda seen: _measures(
        seen, lambda outputs, x: [np.std(x), *(np.std(output) for output in outputs)]
    )
)
def sizes_with_the_inputs(model, x):
    """Your list begins with the size of x. The inputs are not a layer: leave x out."""
    sizes = [np.std(x)]
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.std(np.array(x)))
    return sizes


@mistake(
    when=lambda seen: _measures(
        seen, lambda outputs, x: [np.std(signal) for signal in [x, *outputs[:-1]]]
    )
)
def sizes_before_the_layer(model, x):
    """You measure before the layer works: your list begins with x, and the last layer is missing.
    Call the layer first, then measure."""
    sizes = []
    for layer in model.layers:
        sizes.append(np.std(np.array(x)))
        x = layer(x)
    return sizes


@mistake(
    when=lambda seen: any(
        len(call.arguments[0].layers) > 1
        and _close(
            call.value,
            [np.std(output) for output in call.arguments[0].outputs(call.arguments[1])[:-1]],
        )
        for call in seen.calls
        if not call.failure
    )
)
def sizes_without_the_last(model, x):
    """The last layer is missing. Go through all of model.layers."""
    sizes = []
    for layer in model.layers[:-1]:
        x = layer(x)
        sizes.append(np.std(np.array(x)))
    return sizes


@mistake(
    when=lambda seen: _measures(
        seen, lambda outputs, _x: [np.std(output) for output in outputs[1:]]
    )
)
def sizes_without_the_first(model, x):
    """The first layer is missing: model.layers has no layer for the inputs, so skip none."""
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.std(np.array(x)))
    return sizes[1:]


@mistake(
    when=lambda seen: (
        _measures(seen, lambda outputs, _x: np.std(outputs[-1]))
        or _measures(seen, lambda outputs, _x: [np.std(outputs[-1])])
    )
)
def sizes_of_the_last_only(model, x):
    """Only the last layer is measured. Collect a number for each layer in a list."""
    return np.std(model.predict(x, verbose=0))


@mistake(
    when=lambda seen: (
        _measures(seen, lambda outputs, _x: np.std(outputs[0]))
        or _measures(seen, lambda outputs, _x: [np.std(outputs[0])])
    )
)
def sizes_of_the_first_only(model, x):
    """Only the first layer is measured. If return stands inside the loop, move it below."""
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.append(np.std(np.array(x)))
        return sizes


@mistake(
    when=lambda seen: _measures(seen, lambda outputs, _x: [np.std(outputs[-1])] * len(outputs))
)
def sizes_of_the_model(model, x):
    """The same number stands for every layer: the output of the whole model. Call the layers one
    after the other instead of the model."""
    return [np.std(model.predict(x, verbose=0)) for _layer in model.layers]


@mistake(
    when=lambda seen: _measures(
        seen, lambda outputs, _x: [np.std(output) for output in outputs[::-1]]
    )
)
def sizes_backwards(model, x):
    """The numbers stand in the wrong order: the first layer comes first."""
    sizes = []
    for layer in model.layers:
        x = layer(x)
        sizes.insert(0, np.std(np.array(x)))
    return sizes


@mistake(when=lambda seen: _each_like(seen, lambda output: np.std(output, axis=0)))
def sizes_of_each_neuron(model, x):
    """You give one number for each neuron. A layer gets one number: np.std without axis, over all
    that it gives."""
    return _measured(model, x, lambda signal: np.std(signal, axis=0))


@mistake(when=lambda seen: _each_like(seen, lambda output: np.std(output, axis=1)))
def sizes_of_each_example(model, x):
    """You give one number for each example. A layer gets one number: np.std without axis, over all
    that it gives."""
    return _measured(model, x, lambda signal: np.std(signal, axis=-1))


@mistake(when=lambda seen: _each_like(seen, lambda output: output))
def sizes_not_measured(model, x):
    """You give back the outputs themselves. Measure each of them with np.std."""
    outputs = []
    for layer in model.layers:
        x = layer(x)
        outputs.append(np.array(x))
    return outputs


@mistake(when=_all_are(lambda output: np.mean(np.std(output, axis=0))))
def sizes_mean_over_neurons(model, x):
    """You measure each neuron on its own and take the mean. Here all numbers of a layer go into one
    np.std, without axis."""
    return _measured(model, x, lambda signal: np.mean(np.std(signal, axis=0)))


@mistake(when=_all_are(lambda output: np.mean(np.std(output, axis=1))))
def sizes_mean_over_examples(model, x):
    """You measure each example on its own and take the mean. Here all numbers of a layer go into
    one np.std, without axis."""
    return _measured(model, x, lambda signal: np.mean(np.std(signal, axis=1)))


@mistake(when=_all_are(np.var))
def sizes_variance(model, x):
    """You give the variance, which is the square of the standard deviation. Take np.std."""
    return _measured(model, x, np.var)


@mistake(when=_all_are(np.mean))
def sizes_mean(model, x):
    """You give the mean of the outputs. How far they spread around it says np.std."""
    return _measured(model, x, np.mean)


@mistake(when=_all_are(lambda output: np.mean(np.abs(output))))
def sizes_mean_of_absolute_values(model, x):
    """You give the mean size of the outputs. The standard deviation measures from their mean."""
    return _measured(model, x, lambda signal: np.mean(np.abs(signal)))


@mistake(when=_all_are(np.ptp))
def sizes_range(model, x):
    """You give the distance from the smallest output to the largest. Take np.std."""
    sizes = []
    for layer in model.layers:
        x = np.array(layer(x))
        sizes.append(x.max() - x.min())
    return sizes


@mistake(when=_all_are(lambda output: np.std(output, ddof=1)))
def sizes_with_ddof(model, x):
    """You divide by one number less (ddof=1). Here it is plain np.std(…), without ddof."""
    return _measured(model, x, lambda signal: np.std(signal, ddof=1))


@mistake(
    when=lambda seen: any(
        _close(call.value, [np.std(layer.weights[0]) for layer in call.arguments[0].layers])
        for call in seen.calls
        if not call.failure
    )
)
def sizes_of_the_weights(model, x):
    """You measure the weights. Measure what the layers give for x."""
    return [np.std(layer.get_weights()[0]) for layer in model.layers]


@mistake(
    when=lambda seen: all(
        _close(call.value, [np.std(each) for each in sums])
        for call, sums in zip(seen.calls, _sums(seen), strict=True)
    )
)
def sizes_before_the_activation(model, x):
    """You measure the sums before the activation. A layer passes its activation on, so apply it
    before you measure: layer(signal) does both."""
    sizes = []
    for layer in model.layers:
        weights, bias = layer.get_weights()
        sums = x @ weights + bias
        sizes.append(np.std(sums))
        x = np.array(layer.activation(sums))
    return sizes


@mistake(
    when=lambda seen: any(
        np.allclose(call.value, sizes, rtol=0, atol=0.006)
        and np.allclose(call.value, np.round(call.value, 3), rtol=0, atol=1e-7)
        for call in seen.calls
        if not call.failure
        for sizes in [[np.std(out) for out in call.arguments[0].outputs(call.arguments[1])]]
    )
)
def sizes_rounded(model, x):
    """The numbers are rounded. Deep down the signal is tiny, so keep all digits: leave out
    round."""
    return _measured(model, x, lambda signal: round(float(np.std(signal)), 2))


@mistake(when=_all_are(lambda output: np.std(np.sum(output, axis=0))))
def sizes_of_the_sums(model, x):
    """All examples are added up before you measure. Measure the whole table, not its sums."""
    return _measured(model, x, lambda signal: np.std(np.sum(signal, axis=0)))


@mistake(when=_all_are(lambda output: np.std(output[0])))
def sizes_of_the_first_example(model, x):
    """Only the first example is measured. np.std needs the outputs for all rows of x."""
    sizes = []
    for layer in model.layers:
        x = np.array(layer(x))
        sizes.append(np.std(x[0]))
    return sizes
