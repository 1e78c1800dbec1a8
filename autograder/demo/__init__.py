"""An example class: what students hand in, from right answers to files that are no notebooks."""
