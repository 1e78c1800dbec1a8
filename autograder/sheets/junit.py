"""Gradings as JUnit XML, which most systems that run tests can show: a suite for each student, a
test case for each check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from autograder.reports.plain import clean, one_line
from autograder.reports.statuses import OPEN, question_words, report_status_words, status_words
from autograder.reports.values import plain_points, points_of
from autograder.results import CheckResult, QuestionResult, Report, ReportStatus, Status

LINE, TEXT = 300, 4_000
STOPPED = frozenset({Status.ERROR, Status.TIMEOUT, Status.MEMORY, Status.CRASHED})
COUNTED = {
    "tests": "testcase",
    "failures": "testcase/failure",
    "errors": "testcase/error",
    "skipped": "testcase/skipped",
}
UNDECIDED = OPEN | {Status.SKIPPED}
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(reports: Iterable[Report], name: str) -> bytes:
    """The file; `name` is that of the exercise."""
    root = Element("testsuites", name=_xml(name, LINE))
    suites = [_suite(root, each) for each in reports]
    for what in ("tests", "failures", "errors"):
        root.set(what, str(sum(int(each.attrib[what]) for each in suites)))
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _suite(root: Element, report: Report) -> Element:
    suite = SubElement(root, "testsuite", name=_xml(report.student, LINE))
    properties = SubElement(suite, "properties")
    for name, value in (
        ("exercise", report.exercise),
        ("status", report.status.value),
        ("score", plain_points(report.score)),
        ("max_score", plain_points(report.max_score)),
    ):
        SubElement(properties, "property", name=name, value=_xml(value, LINE))
    if report.attempt is not None:
        suite.set("timestamp", f"{report.attempt.received:%Y-%m-%dT%H:%M:%S}")
    for case in _cases(report):
        suite.append(case)
    for count, path in COUNTED.items():
        suite.set(count, str(len(suite.findall(path))))
    suite.set("time", f"{report.seconds:.3f}")
    return suite


def _cases(report: Report) -> Iterator[Element]:
    if report.status is not ReportStatus.GRADED:
        case = _case(report.exercise, report.status.value)
        kind = "error" if report.status is ReportStatus.UNREADABLE else "skipped"
        _tell(case, kind, report_status_words(report.status), "\n".join(report.notes))
        yield case
    for question in report.questions:
        where = f"{report.exercise}.{question.name}"
        if question.by_hand or not question.checks:
            yield _of_question(_case(where, question.name), question)
        else:
            yield from (_of_check(_case(where, each.name), each) for each in question.checks)


def _of_question(case: Element, question: QuestionResult) -> Element:
    """Where a person has decided, the checks do not tell what counts."""
    if question.status is not Status.PASSED:
        kind = "skipped" if question.status in UNDECIDED else "failure"
        earned = points_of(question.score, question.max_score)
        _tell(case, kind, question_words(question), f"{earned}\n{question.comment}")
    return case


def _of_check(case: Element, check: CheckResult) -> Element:
    if check.status is not Status.PASSED:
        kind = "error" if check.status in STOPPED else "failure"
        kind = "skipped" if check.status in UNDECIDED else kind
        earned = points_of(check.points, check.max_points)
        said = (check.description, earned, check.message, check.hint)
        message = check.message or status_words(check.status)
        _tell(case, kind, message, "\n".join(filter(None, said)))
    return case


def _case(where: str, name: str) -> Element:
    return Element("testcase", classname=_xml(where, LINE), name=_xml(name, LINE))


def _tell(case: Element, kind: str, message: str, text: str) -> None:
    told = SubElement(case, kind, message=_xml(one_line(message, LINE), LINE))
    if kind != "skipped":
        told.set("type", kind)
        told.text = _xml(text, TEXT)


def _xml(text: str, limit: int) -> str:
    """What XML can hold of a text that a student may have written."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", clean(text, limit))
