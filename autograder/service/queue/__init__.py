"""Hand-ins wait, are graded by an engine, and their verdicts are written down."""
