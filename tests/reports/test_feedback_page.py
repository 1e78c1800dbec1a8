"""The student's page: complete, calm, and safe whatever a submission wrote."""

import hashlib
import re
from base64 import b64encode

import msgspec
import pytest
from bs4 import BeautifulSoup

from autograder.reports.code_words import with_code
from autograder.reports.page import feedback_page
from autograder.results import AppliedRule, ReportStatus, Status

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\x1b[31m\u202e{{ 7*7 }}'


def page(report, **options):
    arguments = {"title": "Activation functions", "language": "en"} | options
    return BeautifulSoup(feedback_page(report, **arguments), "html.parser")


def words(soup):
    return " ".join(soup.get_text(" ").split())


@pytest.fixture
def hostile(make):
    bad = make.check(
        EVIL,
        0.0,
        1.0,
        description=EVIL,
        message=EVIL + "x" * 100_000,
        hint=EVIL,
        mistake=EVIL,
        expected=EVIL,
        actual=[[EVIL]],
        counterexample={EVIL: EVIL},
    )
    return make.report(EVIL, make.question(EVIL, bad), exercise=EVIL, notes=(EVIL,))


def test_the_score_and_what_waits_for_the_teacher(ivanova):
    text = words(page(ivanova))
    assert "ivanova Activation functions Points 2.5 of 9.5" in text
    assert "Still to be decided by your teacher: 2" in text
    assert "The cell 'softmax-checks' had been changed and was restored." in text


def test_the_bar_has_the_share_of_the_points(ivanova):
    bar = page(ivanova).select_one(".bar")
    assert bar.rect["width"] == "26.32%"
    assert (bar.line["x1"], bar.line["x2"]) == ("26.32%", "47.37%")


def test_what_to_mend_stands_first_and_leads_to_the_question(ivanova, hint):
    soup = page(ivanova)
    items = soup.select(".mend li")
    assert [item.a.text for item in items] == ["softmax", "tanh", "linear"]
    assert items[0].span.text == hint
    targets = [soup.select_one(item.a["href"]).select_one(".name").text for item in items]
    assert targets == ["softmax", "tanh", "linear"]


def test_the_questions_keep_the_order_of_the_exercise(ivanova):
    soup = page(ivanova)
    heads = [" ".join(head.get_text(" ").split()) for head in soup.select(".head")]
    assert heads == [
        "sigmoid ✓ passed 1.5 of 1.5",
        "softmax ✗ not right yet 1 of 3",
        "tanh ! the code raised an error 0 of 2",
        "linear ○ not answered yet 0 of 1",
        "why_it_diverged ✎ a teacher grades this up to 2",
    ]


def test_a_lost_point_shows_hint_values_and_counterexample_once(ivanova, hint):
    softmax = page(ivanova).select_one("#question-1")
    assert [box.select_one("p + p").text for box in softmax.select(".hint")] == [hint]
    tables = softmax.select("table")
    assert [cell.text for cell in tables[0].select("td mark")] == [
        "0.0320586",
        "0.0871443",
        "0.236883",
        "0.643914",
    ]
    assert [cell.text for cell in tables[1].select("td")] == ["0.268941", "0.731059"] * 2
    assert "The smallest input on which it goes wrong z = [[0], [0]]" in words(softmax)
    assert "Your answer [nan, nan] Expected [0.731059, 0.268941]" in words(softmax)


def test_a_passed_check_is_one_line(petrov):
    soup = page(petrov)
    assert len(soup.select(".check.passed > *")) == 2
    assert soup.select_one(".mend") is None
    assert "Everything is right. Well done!" in words(soup)


def test_what_is_right_is_folded_away(ivanova):
    soup = page(ivanova)
    (done,) = soup.select("details.question")
    assert done.select_one("h2 .name").text == "sigmoid" and not done.has_attr("open")
    assert done.summary.select_one(".points").text == "1.5 of 1.5"
    softmax = soup.select_one("#question-1")
    assert softmax.name == "section"
    assert len(softmax.select("details.fine .check.passed")) == 1
    assert not [check for check in soup.select(".check.open") if check.find_parent("details")]
    assert all(details.summary is not None for details in soup.select("details"))


def test_what_a_passed_check_tells_can_be_read_without_unfolding(make):
    said = "Of 10000 unseen digits the model recognises 97.10%; the mark is 96.4%."
    told = make.check("recognises enough digits", 1.0, 1.0, message=said)
    for other in ([], [make.check("batches", 0.0, 1.0, message="8 steps")]):
        soup = page(make.report("a", make.question("train", told, *other)))
        (line,) = soup.select(".said")
        assert line.text == said and line.find_parent("details") is None


def by_hand(make, comment="Say also what happens to the steps.", score=1.0):
    """A written answer on which the teacher has decided."""
    checks = (make.check("in_words", 0.0, 2.0, status=Status.MANUAL),)
    question = make.question("why", *checks, status=Status.FAILED)
    decided = {"score": score, "checks": (), "by_hand": True, "comment": comment}
    return make.report("a", msgspec.structs.replace(question, **decided))


def test_the_teachers_mark_and_comment_stand_at_the_question(make):
    answer = "Because the step is too large. " * 9
    soup = page(by_hand(make), answers={"why": answer}, written=("why",))
    why = soup.select_one("#question-0")
    assert "why ✎ graded by your teacher 1 of 2" in words(why)
    assert "Your teacher Say also what happens to the steps." in words(why)
    assert "not right yet" not in words(soup)
    beside = why.select_one(".beside")  # the answer and the comment, side by side
    assert beside.select_one(".words").text.strip() == answer.strip()
    assert "Your answer" in words(beside) and beside.select_one(".teacher") is not None
    assert "Your code" not in words(soup) and why.pre is None
    assert [item.a.text for item in soup.select(".mend li")] == ["why"]


def test_a_mark_without_a_comment_is_nothing_to_mend(make):
    soup = page(by_hand(make, comment=""))
    assert soup.select_one(".mend") is None and "graded by your teacher" in words(soup)


def test_the_page_says_of_which_course_and_day_it_is(petrov):
    soup = page(petrov, course="Neural networks", date="Handed in: 2030-09-01 12:00 UTC")
    header = words(soup.header)
    assert header.startswith("Neural networks · petrov Activation functions")
    assert "Handed in: 2030-09-01 12:00 UTC" in header
    assert "Neural networks" in soup.title.text
    assert soup.select_one(".date") and not page(petrov).select_one(".date")


def test_a_passed_check_without_points_says_why(make):
    unpaid = make.check("keeps its arguments", 0.0, 0.5, status=Status.PASSED)
    text = words(page(make.report("a", make.question("tanh", unpaid))))
    assert "keeps its arguments 0 of 0.5 This is right. It counts as soon as" in text


def test_one_reason_for_several_checks_is_told_once(make):
    def stopped(name, message=""):
        return make.check(name, 0.0, 0.5, status=Status.ERROR, message=message)

    checks = (stopped("first"), stopped("second", "NameError: no x"), stopped("third"))
    soup = page(make.report("a", make.question("tanh", *checks)))
    first, second, third = map(words, soup.select("#question-0 .check"))
    assert "same reason" not in first + second and "NameError: no x" in second
    assert "For the same reason as above." in third


def test_an_unreadable_file_has_no_score(unreadable):
    text = words(page(unreadable))
    assert "There was nothing in this submission that could be graded." in text
    assert "line 1 is no JSON" in text
    assert "of 10" not in text


def test_our_own_fault_is_no_zero_and_tells_no_details(internal, make):
    text = words(page(internal))
    assert "not graded, and this is our fault up to 2" in text
    assert "The checker ended early." not in text
    assert "What to mend" not in text
    whole = make.report("a", status=ReportStatus.INTERNAL, notes=("Traceback of ours",))
    assert "It costs you no points." in words(page(whole))
    assert "Traceback of ours" not in words(page(whole))


def test_the_students_code_is_text(ivanova):
    soup = page(ivanova, answers={"softmax": "\nif a < b:\n    '</pre><script>'\n", "other": "no"})
    (code,) = soup.select("details pre")
    assert code.text == "if a < b:\n    '</pre><script>'"
    assert code.find_parent("section")["id"] == "question-1"
    assert soup.script is None


def test_nothing_that_a_submission_wrote_becomes_markup(hostile):
    source = feedback_page(hostile, title=EVIL, language="en", answers={EVIL: EVIL})
    soup = BeautifulSoup(source, "html.parser")
    assert soup.find(["script", "img", "iframe", "link", "object", "form"]) is None
    assert not [tag for tag in soup.find_all(True) if any(name[:2] == "on" for name in tag.attrs)]
    assert "&lt;script&gt;alert(1)" in source
    assert "{{ 7*7 }}" in source
    assert not set(source) & set("\x1b\u202e")
    assert len(source) < 50_000


def test_the_page_needs_nothing_else(ivanova):
    source = feedback_page(ivanova, title="x", language="en")
    assert not re.search(r"https?:|//[a-z]|@import|url\(|<script|<link", source, re.IGNORECASE)
    soup = BeautifulSoup(source, "html.parser")
    policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    digest = b64encode(hashlib.sha256(soup.style.string.encode()).digest()).decode()
    allowed = [f"style-src 'sha256-{digest}'", "base-uri 'none'", "form-action 'none'"]
    assert policy.split("; ") == ["default-src 'none'", *allowed]
    assert not soup.find_all(style=True)
    assert soup.find("meta", {"name": "viewport"})
    assert all(tag["href"].startswith("#") for tag in soup.find_all(href=True))
    assert not soup.find_all(src=True)


def test_a_name_written_from_right_to_left_turns_nothing_around_it(petrov):
    soup = page(msgspec.structs.replace(petrov, student="דנה 7"), course="Neural networks")
    assert [each.text for each in soup.header.select("bdi")] == ["Neural networks", "דנה 7"]


def test_the_page_can_be_read_by_ear_and_by_keyboard(ivanova):
    soup = page(ivanova, answers={"softmax": "x = 1"}, written=("why_it_diverged",))
    headings = [" ".join(each.get_text(" ").split()) for each in soup.select("h1, h2")]
    assert headings[:4] == [
        "Activation functions",
        "Notes on your file",
        "What to mend",
        "sigmoid ✓ passed 1.5 of 1.5",
    ]
    assert {each.parent.name for each in soup.select("h2")} == {"section", "summary"}
    assert all(each["tabindex"] == "0" for each in soup.select(".wide"))
    assert [each["aria-label"] for each in soup.select("table")] == ["Your answer", "Expected"]
    for verbatim in soup.select("pre, table, .name, .mend a"):
        assert verbatim["translate"] == "no"


def test_every_word_of_ours_is_translated(ivanova, unreadable, pseudo_language):
    for report in (ivanova, unreadable):
        soup = page(report, title="", language=pseudo_language, answers={"softmax": "pass"})
        assert soup.html["lang"] == pseudo_language
        soup.style.decompose()
        rest = re.sub(r"⟦[^⟧]*⟧", "", soup.get_text(" "))
        for ours in re.findall(r"[A-Za-z][a-z]{2,}", rest):
            assert ours in str(report), f"'{ours}' is not translated"


def test_english_without_a_catalog(petrov):
    assert page(petrov).html["lang"] == "en"
    assert "⟦" not in words(page(petrov))


def test_what_stands_between_backticks_is_shown_as_code() -> None:
    shown = with_code("Take out `raise <it>`: a & b. `\nThat is none.`")
    code = '<code translate="no">raise &lt;it&gt;</code>'
    assert shown == f"Take out {code}: a &amp; b. `\nThat is none.`"


def test_which_rule_applied_stands_below_the_title(petrov):
    rule = AppliedRule(name="dates", sentence="Due 2030-09-15; it came 2030-09-17.")
    late = msgspec.structs.replace(petrov, policy=(rule, AppliedRule(name="silent")))
    header = page(late).header
    assert [each.text for each in header.select(".date")] == [rule.sentence]
    assert not page(petrov).header.select(".date")
