"""A teacher's page of wrong answers that no hint explains."""

from __future__ import annotations

from service_tools import answers, browser, csrf, hand_in, is_booked, is_graded, until

from autograder.service.store.audit import newest_acts
from autograder.service.web.state import State

PATH = "/class/toy/unexplained"
THREE = answers(double="def double(x):\n    return 3 * x  # by Ann")
ANNS = answers(double="def double(ann):\n    return 2 * ann + ann")
MARKUP = answers(
    double="def double(x):\n    '</pre><script>'\n    return [x, '<script>alert(1)</script>']"
)


def class_with(state: State, **works: bytes) -> None:
    for student, content in works.items():
        place = hand_in(browser(state, student), content)
        until(lambda place=place: is_graded(state, place))
    until(lambda: is_booked(state))


def gathered(state: State) -> None:
    def is_done() -> bool:
        found = state.gatherings.of("toy")
        return found is not None and not found.is_under_way

    until(is_done)


def test_a_teacher_gathers_them(state: State) -> None:
    tess = browser(state, "tess")
    assert "Gather them" in tess.get(PATH).text
    assert PATH in tess.get("/class/toy").text
    class_with(state, ann=ANNS, bob=THREE)
    assert tess.post(PATH, data={"csrf": csrf(tess)}).headers["location"] == PATH
    gathered(state)
    text = tess.get(PATH).text
    assert "Wrong answers without a hint: 2. Groups: 1." in text
    assert "answers: 2" in text and "return 3 * x" in text
    assert "autograder explain toy GROUP" in text
    assert "Ann" not in text and "ann" not in text.replace("annot", "")
    with state.history.database.reading() as connection:
        assert newest_acts(connection, 1)[0].what == "gathered wrong answers"
    assert "gathered the wrong answers without a hint" in tess.get("/audit").text


def test_nothing_of_a_students_becomes_html(state: State) -> None:
    class_with(state, bob=MARKUP)
    tess = browser(state, "tess")
    tess.post(PATH, data={"csrf": csrf(tess)})
    gathered(state)
    text = tess.get(PATH).text
    assert "&lt;script&gt;alert(1)" in text and "<script>alert" not in text


def test_where_nothing_can_be_gathered_it_says_why(idle: State) -> None:
    tess = browser(idle, "tess")
    tess.post(PATH, data={"csrf": csrf(tess)})
    gathered(idle)
    assert "Nothing has been graded yet for toy." in tess.get(PATH).text
