"""Tools for those who work on this package; nothing of them is installed."""
