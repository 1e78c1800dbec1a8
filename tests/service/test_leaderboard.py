"""A leaderboard: only where the course asks for one, and only with those who want to be on it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from service_tools import (
    Clock,
    answers,
    browser,
    csrf,
    hand_in,
    is_booked,
    is_graded,
    make_course,
    service,
    until,
    with_people,
)
from sqlalchemy import inspect, select, update
from starlette.testclient import TestClient
from toy_files import CHECKS

from autograder.course import Course
from autograder.engine.engine import Engine
from autograder.errors import CourseError
from autograder.history import FILE, HandIn, History
from autograder.history import Clock as Whose
from autograder.language import speaking
from autograder.results import CheckResult, QuestionResult, Report, ReportStatus, Status
from autograder.roster import Person
from autograder.service.queue.figures import figure_in, rank_anew, see_that_boards_have_figures
from autograder.service.store.leaderboards import OnBoard, on_board, put_on_board
from autograder.service.store.leaderboards_table import LEADERBOARDS
from autograder.service.store.marking_tables import MARKING
from autograder.service.store.tables import AUDIT, SERVICE, VERSION
from autograder.service.student.pseudonyms import seems, well_written, why_not
from autograder.service.upkeep.carried import keep_in_mind, known_in
from autograder.service.upkeep.forgetting import forget_person
from autograder.service.web.state import State

BOARD = "/exercises/toy/leaderboard"
PAGE = "/exercises/toy"
CLASS = "id,name,email,role\n" + "".join(f"s{n},,,student\n" for n in range(20))
TELLS = '''

from autograder.checking import tell


@property_check("double", points=0)
def test_leaderboard(student, secret_rng):
    """is also tried on other numbers, which decide no points"""
    tell("97.35%")
'''


def with_board(course: Course, **more: object) -> Course:
    """The course with a leaderboard for its exercise."""
    policy = msgspec.structs.replace(course.policies["toy"], leaderboard=True, **more)
    course.policies["toy"] = policy
    return course


@pytest.fixture
def open_board(idle: State) -> State:
    """A service in which nothing is graded, with a leaderboard."""
    with_board(idle.course, pause_minutes=0.0)
    return idle


def reached(state: State, person: str, *figures: str) -> None:
    """Somebody has handed in, and this was told for the leaderboard."""
    for number, figure in enumerate(figures):
        with state.history.writing(person) as writing:
            content = f"{person} {figure} {number}".encode()
            kept = writing.hand_in(
                HandIn(
                    exercise="toy",
                    student=person,
                    content=content,
                    received_at=state.now(),
                    clock=Whose.RECEIVER,
                )
            )
            writing.grading(kept, report(person, figure))
        with state.history.database.writing(person) as connection:
            rank_anew(connection, state.course, state.class_list.now(), "toy", person)


def report(person: str, figure: str, name: str = "leaderboard", status: str = "passed") -> Report:
    check = CheckResult(
        name=name, description="", status=Status(status), points=0, max_points=0, message=figure
    )
    question = QuestionResult(
        name="double", status=Status.PASSED, score=4, max_score=4, checks=(check,)
    )
    return Report(
        exercise="toy",
        student=person,
        status=ReportStatus.GRADED,
        score=4,
        max_score=10,
        questions=(question,),
    )


def joins(client: TestClient, pseudonym: str) -> str:
    """What the page says after somebody has tried to join."""
    answer = client.post(BOARD, data={"csrf": csrf(client), "pseudonym": pseudonym})
    if answer.status_code == 303:
        assert answer.headers["location"] == f"{PAGE}#leaderboard"
        return client.get(PAGE).text
    assert answer.status_code == 400
    found = re.search(r'role="alert"[^>]*>([^<]+)<', answer.text)
    assert found and 'aria-invalid="true"' in answer.text
    return found[1]


def lines(client: TestClient) -> list[tuple[str, str, str]]:
    """Place, pseudonym and result of each line of the leaderboard, as somebody sees it."""
    text = client.get(PAGE).text.partition('id="leaderboard"')[2]
    found = re.findall(r"<td>(\d+)</td>\s*<td>(.*?)</td>\s*<td>(.*?)</td>", text)
    return [(place, re.sub("<[^>]+>", "", name).strip(), figure) for place, name, figure in found]


def test_there_is_none_unless_the_course_asks_for_one(idle: State) -> None:
    ann = browser(idle, "ann")
    assert "eaderboard" not in ann.get(PAGE).text
    told = ann.post(BOARD, data={"csrf": csrf(ann), "pseudonym": "Comet"})
    assert told.status_code == 404 and "no leaderboard" in told.text
    assert ann.get(BOARD).headers["location"] == PAGE


def test_nobody_is_on_it_who_has_not_joined(open_board: State) -> None:
    ann = browser(open_board, "ann")
    reached(open_board, "ann", "97.35%")
    text = ann.get(PAGE).text
    assert "Nobody has a place yet." in text and "97.35" not in text.partition("eaderboard")[2]
    assert lines(ann) == []


def test_who_joins_has_a_place_by_what_they_have_reached_before(open_board: State) -> None:
    ann, bob = browser(open_board, "ann"), browser(open_board, "bob")
    reached(open_board, "ann", "91.00%")
    assert "Your place is 1, of 1." in joins(ann, "  Comet   7 ")
    assert lines(ann) == [("1", "Comet 7 (you)", "91.00%")]
    assert lines(bob) == [("1", "Comet 7", "91.00%")]


def test_a_pseudonym_is_changed_and_the_leaderboard_left(open_board: State) -> None:
    ann, bob = browser(open_board, "ann"), browser(open_board, "bob")
    reached(open_board, "ann", "91.00%")
    joins(ann, "Comet")
    joins(ann, "Nebula")
    assert lines(bob) == [("1", "Nebula", "91.00%")]
    joins(bob, "Comet")  # it is free again
    ann.post(f"{BOARD}/leave", data={"csrf": csrf(ann)})
    assert lines(bob) == []
    with open_board.history.database.reading() as connection:
        assert [each.person for each in on_board(connection, "toy")] == ["bob"]
    assert "You have joined, and have no place yet" in bob.get(PAGE).text


def test_without_what_a_form_sends_along_nobody_joins_or_leaves(open_board: State) -> None:
    ann = browser(open_board, "ann")
    assert ann.post(BOARD, data={"pseudonym": "Comet"}).status_code == 403
    joins(ann, "Comet")
    assert ann.post(f"{BOARD}/leave").status_code == 403
    with open_board.history.database.reading() as connection:
        assert len(on_board(connection, "toy")) == 1


PEOPLE = [Person("ann", "Ann Example", "ann@example.org"), Person("p17", "Пётр Петров", "pp@x.org")]


@pytest.mark.parametrize("pseudonym", ["Comet", "Комета 7", "a-b_c.d", "Annika", "कोमेट", "Xi"])
def test_pseudonyms(pseudonym: str) -> None:
    assert why_not(well_written(pseudonym), [seems("Nebula")], PEOPLE) == ""


@pytest.mark.parametrize(
    ("pseudonym", "said"),
    [
        ("", "2 to 24"),
        ("A", "2 to 24"),
        ("A" * 25, "2 to 24"),
        ("Com\u202eet", "letters, digits"),
        ("Com\net", "letters, digits"),
        ("<b>Comet", "letters, digits"),
        ("C" + "\u0323" * 9, "letters, digits"),
        ("17 . 4", "at least one letter"),
        ("nebula", "not free"),
        ("Ne bu-la", "not free"),
        ("Nеbulа", "not free"),  # two letters are Cyrillic
        ("ANN", "not free"),
        ("the real ann", "not free"),
        ("example.ann", "not free"),
        ("xExampleAnnx", "not free"),
        ("pp", "not free"),
        ("P17", "not free"),
        ("Петров Петр", "not free"),
    ],
)
def test_what_is_no_pseudonym(pseudonym: str, said: str) -> None:
    assert said in why_not(well_written(pseudonym), [seems("Nebula")], PEOPLE)


def test_a_refused_pseudonym_is_said_in_the_language_of_the_course() -> None:
    with speaking("ru"):
        assert "не свободен" in why_not("Nebula", [seems("Nebula")], [])


def test_two_cannot_have_the_same_in_one_exercise(open_board: State) -> None:
    joins(browser(open_board, "ann"), "Comet")
    assert "not free" in joins(browser(open_board, "bob"), "COMET")
    assert "not free" in joins(browser(open_board, "bob"), "Ann Example")
    assert "2 to 24" in joins(browser(open_board, "bob"), "\u200b")


def test_ten_places_and_ones_own(open_board: State) -> None:
    with_people(open_board.course, CLASS)
    with open_board.history.database.writing() as connection:
        for n in range(20):
            put_on_board(connection, "toy", OnBoard(f"s{n}", f"Star {n}", f"star{n}"))
    for n in range(20):
        reached(open_board, f"s{n}", f"{50 + n}.00%" if n not in (17, 18) else "68.50%")
    shown = lines(browser(open_board, "s3"))
    assert [place for place, _name, _figure in shown] == [
        "1", "2", "2", "4", "5", "6", "7", "8", "9", "10", "17",
    ]  # fmt: skip
    assert shown[1:3] == [("2", "Star 17", "68.50%"), ("2", "Star 18", "68.50%")]
    assert shown[-1] == ("17", "Star 3 (you)", "53.00%")
    assert "Your place is 17, of 20." in browser(open_board, "s3").get(PAGE).text


def test_the_best_attempt_counts_that_the_dates_take(open_board: State) -> None:
    ann = browser(open_board, "ann")
    joins(ann, "Comet")
    reached(open_board, "ann", "91.00%", "93.25%", "92.00%")
    assert lines(ann) == [("1", "Comet (you)", "93.25%")]
    with_board(open_board.course, attempts=1)
    reached(open_board, "ann", "99.00%")
    assert lines(ann) == [("1", "Comet (you)", "91.00%")]


def test_only_a_check_of_that_name_tells_a_figure() -> None:
    records = {
        "97.35%": report("ann", "97.35%"),
        "5 %": report("ann", "5 %"),
        "97,35\u00a0%": report("ann", "97,35\u00a0%"),
        "in a sentence": report("ann", "On other data: 97.35%"),
        "no share": report("ann", "On other data: nothing"),
        "another check": report("ann", "97.35%", "third_mark"),
        "not passed": report("ann", "97.35%", status="failed"),
    }
    found = {name: figure_in(msgspec.json.encode(each).decode()) for name, each in records.items()}
    assert found.pop("97.35%") == pytest.approx(0.9735)
    assert found.pop("5 %") == pytest.approx(0.05)
    assert found.pop("in a sentence") == pytest.approx(0.9735)
    assert found.pop("97,35\u00a0%") == pytest.approx(0.9735)
    assert set(found.values()) == {None}


def test_nothing_says_who_is_who(open_board: State) -> None:
    """Neither to the class nor in what teachers read; who teaches sees it, and is not on it."""
    ann, bob, tess = (browser(open_board, name) for name in ("ann", "bob", "tess"))
    reached(open_board, "ann", "91.00%")
    joins(ann, "Comet")
    part = bob.get(PAGE).text.partition('id="leaderboard"')[2]
    assert "Comet" in part and "ann" not in part.casefold()
    assert lines(tess) == [("1", "Comet", "91.00%")]
    told = tess.post(BOARD, data={"csrf": csrf(tess), "pseudonym": "Nebula"})
    assert told.status_code == 400 and "for students" in told.text
    assert 'name="pseudonym"' not in tess.get(PAGE).text
    for page in ("/class/toy", "/people", "/people/ann", "/audit"):
        assert "Comet" not in tess.get(page).text
    with open_board.history.database.reading() as connection:
        acts = json.dumps([[row.what, row.detail] for row in connection.execute(select(AUDIT))])
    assert "Comet" not in acts and "eaderboard" not in acts


def test_who_is_not_in_the_class_sees_nothing_and_is_not_seen(open_board: State) -> None:
    ann, bob = browser(open_board, "ann"), browser(open_board, "bob")
    reached(open_board, "ann", "91.00%")
    joins(ann, "Comet")
    assert browser(open_board).get(PAGE).status_code == 303
    (open_board.course.folder / "people.csv").write_text("id,role\nbob,student\ntess,teacher\n")
    assert ann.get(PAGE).status_code == 303
    assert lines(bob) == []


def test_who_is_forgotten_is_not_on_it_any_more(open_board: State) -> None:
    joins(browser(open_board, "ann"), "Comet")
    joins(browser(open_board, "bob"), "Nebula")
    forget_person(open_board.course, "ann")
    with open_board.history.database.reading() as connection:
        assert [each.pseudonym for each in on_board(connection, "toy")] == ["Nebula"]


def test_who_has_left_since_a_backup_is_not_back_on_it(tmp_path: Path) -> None:
    for name, people in (("backup", ["ann", "bob"]), ("here", ["bob", "cid"])):
        (tmp_path / name / ".autograder").mkdir(parents=True)
        with (
            History(tmp_path / name / FILE, SERVICE) as history,
            history.database.writing() as connection,
        ):
            for person in people:
                put_on_board(connection, "toy", OnBoard(person, f"{name} {person}", person, 0.5))
    known = known_in(tmp_path / "here")
    assert known is not None
    with (
        History(tmp_path / "backup" / FILE, SERVICE) as history,
        history.database.writing() as connection,
    ):
        keep_in_mind(connection, known, set())
        found = {each.pseudonym: each.figure for each in on_board(connection, "toy")}
    assert found == {"here bob": None, "here cid": None}


def test_a_database_from_before_has_the_table_afterwards(tmp_path: Path) -> None:
    with History(tmp_path / FILE, SERVICE) as history, history.database.writing() as connection:
        wanted = [column["name"] for column in inspect(connection).get_columns("leaderboards")]
        LEADERBOARDS.drop(connection)
        for table in MARKING:
            table.drop(connection)
        connection.execute(update(VERSION).values(version=2))
    with History(tmp_path / FILE, SERVICE) as history, history.database.writing() as connection:
        found = inspect(connection)
        assert [column["name"] for column in found.get_columns("leaderboards")] == wanted
        (unique,) = found.get_unique_constraints("leaderboards")
        assert unique["column_names"] == ["exercise", "seems"]
        put_on_board(connection, "toy", OnBoard("ann", "Comet", "comet"))
        assert on_board(connection, "toy") == [OnBoard("ann", "Comet", "comet")]


def test_an_exercise_without_a_figure_cannot_have_one(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="no figure for a leaderboard"):
        see_that_boards_have_figures(with_board(make_course(tmp_path / "without")))
    see_that_boards_have_figures(with_board(make_course(tmp_path / "with", checks=CHECKS + TELLS)))


def test_from_the_check_to_the_page(
    tmp_path: Path, engine: Engine, clock: Clock, no_gradebook: None
) -> None:
    course = with_board(make_course(tmp_path / "course", checks=CHECKS + TELLS))
    with service(course, engine, clock) as state:
        ann = browser(state, "ann")
        joins(ann, "Comet")
        place = hand_in(ann, answers())
        until(lambda: is_graded(state, place))
        until(lambda: is_booked(state))
        assert lines(ann) == [("1", "Comet (you)", "97.35%")]
        assert "which decide no points" in ann.get(place).text
