"""What teachers do: look at the class, see to its list, grade again what has changed."""
