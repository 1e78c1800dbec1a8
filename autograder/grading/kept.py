"""What is kept of a student's texts in outputs and reports: what can be seen."""

from __future__ import annotations

from msgspec.structs import replace

from autograder.notebooks.raw import PNG
from autograder.results import CheckResult, Example, QuestionResult, Report
from autograder.visible import printed, visible, visible_data
from autograder.wire.responses import Display, ErrorOutput, Output, Stream


def kept_output(output: Output) -> Output:
    """An output of a cell."""
    if isinstance(output, Stream):
        return replace(output, text=printed(output.text))
    if isinstance(output, ErrorOutput):
        lines = tuple(map(visible, output.traceback))
        name, text = visible(output.name), visible(output.text)
        return replace(output, name=name, text=text, traceback=lines)
    data = {kind: text if kind == PNG else visible(text) for kind, text in output.data.items()}
    return Display(data, output.is_result)


def kept_report(report: Report) -> Report:
    """A report: what its sentences and values say of what a student wrote."""
    questions = tuple(map(kept_question, report.questions))
    return replace(report, questions=questions, notes=tuple(map(visible, report.notes)))


def kept_question(question: QuestionResult) -> QuestionResult:
    """One question of a report."""
    return replace(question, checks=tuple(map(_check, question.checks)))


def _check(check: CheckResult) -> CheckResult:
    return replace(
        check,
        message=visible(check.message),
        hint=visible(check.hint),
        expected=visible_data(check.expected),
        actual=visible_data(check.actual),
        counterexample=visible_data(check.counterexample),
        example=_example(check.example),
        line=visible(check.line),
    )


def _example(example: Example | None) -> Example | None:
    if example is None:
        return None
    values = visible_data(example.expected), visible_data(example.actual)
    return replace(example, call=visible(example.call), expected=values[0], actual=values[1])
