"""What the wrong answers to several questions have in common."""


def stops(seen, *said):
    """Whether an answer stopped somewhere with all these texts in its error, its line included."""
    messages = [call.failure.message for call in seen.calls if call.failure]
    return any(all(text in message for text in said) for message in messages)
