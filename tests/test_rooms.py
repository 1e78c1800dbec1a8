"""The picture and the table of the rooms are those of the imports as they are now."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from tools import house as houses
from tools import rooms
from tools.drawing import WIDTH, draw
from tools.house import Room
from tools.layers import arranged, shortened

SVG = "{http://www.w3.org/2000/svg}"


def small(**imports: str) -> dict[str, Room]:
    return {
        name: Room(name, f"{name}/", f"What {name} is", frozenset(names.split()))
        for name, names in imports.items()
    }


@pytest.fixture(scope="module")
def house() -> dict[str, Room]:
    return houses.read_rooms()


def test_the_picture_and_the_table_are_up_to_date() -> None:
    assert rooms.main(["--check"]) == 0, "run: python -m tools.rooms"


def test_a_stale_picture_is_told(
    house: dict[str, Room],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    more = {**house, "attic": Room("attic", "attic/", "", house["cli"].imports)}
    monkeypatch.setattr(rooms, "read_rooms", lambda within: more if not within else house)
    picture = rooms.DOCS / "rooms.svg"
    before = picture.read_bytes()
    assert rooms.main(["--check"]) == 1
    assert picture.read_bytes() == before
    assert "docs/rooms.svg is not up to date" in capsys.readouterr().out


@pytest.mark.parametrize("within", rooms.HOUSES)
def test_every_room_says_what_it_is(within: str) -> None:
    assert not [room.name for room in houses.read_rooms(within).values() if len(room.says) < 20]


@pytest.mark.parametrize("within", rooms.HOUSES)
def test_every_room_is_in_the_picture_once_and_on_the_page(within: str) -> None:
    house = houses.read_rooms(within)
    svg = ElementTree.fromstring(draw(house))
    names = [each.text for each in svg.iter(f"{SVG}text") if each.get("class") == "name"]
    assert sorted(filter(None, names)) == sorted(room.path for room in house.values())
    for box in svg.iter(f"{SVG}rect"):
        x, width = float(box.get("x", 0)), float(box.get("width", 0))
        assert x >= 0 and x + width <= WIDTH
    for way in svg.iter(f"{SVG}path"):
        starts = re.findall(r"[MC]([\d.-]+) ", way.get("d", ""))
        assert all(0 <= float(x) <= WIDTH for x in starts)


def test_a_room_stands_above_what_it_imports() -> None:
    house = small(door="hall cellar", hall="cellar", shed="cellar", cellar="")
    assert [[room.name for room in floor] for floor in houses.floors(house)] == [
        ["cellar"],
        ["hall", "shed"],
        ["door"],
    ]


def test_an_arrow_that_a_longer_way_implies_is_left_out() -> None:
    house = small(door="hall cellar", hall="cellar", cellar="")
    arrows = shortened({name: room.imports for name, room in house.items()})
    assert arrows == {"door": ["hall"], "hall": ["cellar"], "cellar": []}


def test_arrows_do_not_cross_where_they_need_not() -> None:
    rows = arranged(
        [["a", "b"], ["c", "d"]], {"a": ["d"], "b": ["c"]}, dict.fromkeys("abcd", 50.0), 400
    )
    places = {place.name: place.middle for row in rows for place in row}
    assert (places["a"] < places["b"]) == (places["d"] < places["c"])


def test_boxes_stand_apart_within_the_page() -> None:
    needs = dict.fromkeys("abcdef", 60.0) | {"c": 150.0}
    (row,) = arranged([list("abcdef")], {}, needs, 600)
    edges = [edge for p in row for edge in (p.middle - p.width / 2, p.middle + p.width / 2)]
    assert edges == sorted(edges) and edges[0] >= 0 and edges[-1] <= 600
    assert all(place.width >= needs[place.name] for place in row)


def test_what_runs_beside_a_students_code(house: dict[str, Room]) -> None:
    assert houses.student_side(house) == {"kits.inside", "sandbox.inside", "wire"}


@pytest.mark.parametrize(
    ("module", "room"),
    [
        ("autograder", ""),
        ("autograder.outputs", "outputs"),
        ("autograder.kits.keras.inside.kit", "kits.inside"),
        ("autograder.sandbox.inside.confine.rules", "sandbox.inside"),
        ("autograder.engine.queue", "engine"),
    ],
)
def test_the_room_of_a_module(module: str, room: str) -> None:
    assert houses.room_of(module) == room


@pytest.mark.parametrize(
    ("module", "room"),
    [
        ("autograder.service", ""),
        ("autograder.service.app", "app"),
        ("autograder.service.web.pages.page", "web"),
        ("autograder.history.database", ""),
    ],
)
def test_the_room_within_a_room(module: str, room: str) -> None:
    assert houses.room_of(module, "service") == room
