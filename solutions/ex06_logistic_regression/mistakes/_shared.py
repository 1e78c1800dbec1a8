"""What the wrong answers to several questions have in common."""

import re


def stops(pattern):
    """Some call has stopped with an error whose text has the pattern in it."""
    return lambda seen: any(
        re.search(pattern, call.failure.message) for call in seen.calls if call.failure
    )
