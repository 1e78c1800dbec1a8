"""What is drawn of a neuron, and of the network made of three."""

import numpy as np

from autograder.checking.pictures import curve, draws

X = np.linspace(-5.0, 5.0, 21)


@draws("neuron")
def neuron(student, reference):
    """Your neuron over the right one, while its first input grows"""
    calls = [(float(x), 2.0, 0.5, -0.75) for x in X]
    yours = [call.value for call in student.call_each("neuron", calls)]
    return curve(X, yours, [reference.neuron(*call) for call in calls], across="x₁")


@draws("forward")
def forward(student, reference):
    """The output of your network over the right one, while its first input grows"""
    x = np.column_stack([X, np.full_like(X, 2.0)])
    weights = [np.array([[0.5, -0.7], [0.2, 0.9]]), np.array([[1.1], [0.4]])]
    yours = np.ravel(student.forward(x, weights))
    return curve(X, yours, reference.forward(x, weights).ravel(), across="x₁", up="Y")
