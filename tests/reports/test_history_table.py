"""The words of the history's table."""

from __future__ import annotations

import pytest

from autograder.policies import Verdict
from autograder.reports.history_table import refused_words

TAKEN = (Verdict.IN_TIME, Verdict.LATE)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_each_verdict_that_refuses_work_has_words_of_its_own(language: str) -> None:
    said = {refused_words(each, language=language) for each in Verdict if each not in TAKEN}
    assert len(said) == len(Verdict) - len(TAKEN) and all(said)
