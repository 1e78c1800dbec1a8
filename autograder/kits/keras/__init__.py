"""Keras: models, seeds, data sets, and its own errors."""
