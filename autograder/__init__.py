"""An auto-graded introduction to neural networks, and the engine that grades it."""

__version__ = "0.1.0"
