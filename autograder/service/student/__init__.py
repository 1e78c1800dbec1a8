"""What students do: take a notebook, check a question, hand in, look at what came of it."""
