"""What the wrong answers to several questions have in common."""


def stops(*said):
    """Some call has stopped with one of these texts in its error."""
    return lambda seen: any(
        text in call.failure.message for call in seen.calls if call.failure for text in said
    )
