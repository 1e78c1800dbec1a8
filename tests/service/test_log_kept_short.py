"""What strangers can cause is written into the log once a minute."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from python_multipart.multipart import MultipartParser

from autograder.service.web.seldom import MOST, OF_FORMS, OF_REQUESTS, Seldom, keep_the_log_short


class Lines(logging.Handler):
    """What has come through."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


class Now:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def logger(now: Now) -> logging.Logger:
    logger = logging.Logger("of a test")
    logger.addFilter(Seldom(now))
    return logger


@pytest.fixture
def lines(logger: logging.Logger) -> list[str]:
    handler = Lines()
    logger.addHandler(handler)
    return handler.said


def test_one_line_a_minute_with_a_count(logger: logging.Logger, lines: list[str], now: Now) -> None:
    for _each in range(1_000):
        logger.warning("Invalid %s request received.", "HTTP")
        logger.warning("Something else.")
    assert lines == ["Invalid HTTP request received.", "Something else."]
    now.seconds = 61.0
    logger.warning("Invalid HTTP request received.")
    assert lines[2:] == ["Invalid HTTP request received. (999 more of these before it)"]


def test_lines_that_are_all_different_have_an_end(
    logger: logging.Logger, lines: list[str], now: Now
) -> None:
    for number in range(10 * MOST):
        logger.warning("Of stranger %s.", number)
    assert len(lines) == MOST
    now.seconds = 61.0
    logger.warning("Of somebody else.")
    assert lines[MOST:] == ["Of somebody else."]


def test_another_fault_is_said_all_the_same(logger: logging.Logger, lines: list[str]) -> None:
    for fault in (lambda: 1 / 0, lambda: [][0], lambda: {}[""]):  # type: ignore[var-annotated]
        for _again in range(3):
            try:
                fault()
            except Exception:
                logger.exception("Exception in ASGI application")
    assert len(lines) == 3


@pytest.fixture
def as_served() -> Iterator[None]:
    forms = logging.getLogger(OF_FORMS)
    level, filters = forms.level, {n: logging.getLogger(n).filters[:] for n in OF_REQUESTS}
    keep_the_log_short()
    yield
    forms.setLevel(level)
    for name, before in filters.items():
        logging.getLogger(name).filters[:] = before


@pytest.mark.usefixtures("as_served")
def test_the_loggers_that_requests_reach_are_kept_short() -> None:
    """Those of the web server and of the library that reads forms, by the names that they have."""
    lines = Lines()
    for name in (*OF_REQUESTS, OF_FORMS):
        logger = logging.getLogger(name)
        logger.addHandler(lines)
        if name != OF_FORMS:
            for _each in range(10):
                logger.error("The same.")
    parser = MultipartParser(b"x", {})
    assert parser.logger.name == OF_FORMS
    with pytest.raises(ValueError, match="boundary"):
        parser.write(b"sssssssss")
    for name in (*OF_REQUESTS, OF_FORMS):
        logging.getLogger(name).removeHandler(lines)
    assert lines.said == ["The same."] * len(OF_REQUESTS)
