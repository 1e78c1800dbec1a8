"""Feedback is no table of answers: who only looks up what it has shown earns nothing by it."""

from __future__ import annotations

from pathlib import Path

from autograder.course import load_course
from benchmarks.bots import ECHOES, EXERCISE, Bot, play

SUBMISSIONS = 20
ROOT = Path(__file__).resolve().parents[2]


def test_a_bot_with_a_table_gets_only_what_needs_no_input() -> None:
    course, bot = load_course(ROOT), Bot()
    for points in play(bot, course, course.exercise(EXERCISE), SUBMISSIONS):
        assert {name for name, score in points.items() if score} <= set(ECHOES)
    learnt = {name: len(table) for name, table in bot.single.items()}
    assert learnt.keys() >= {"relu", "sigmoid", "tanh"}  # it has been shown something
    assert min(learnt.values()) > SUBMISSIONS
