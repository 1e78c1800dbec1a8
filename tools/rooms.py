"""The pictures and the tables of the rooms: docs/rooms.svg, a picture of each large room from
within, and parts of docs/architecture.md.

python -m tools.rooms           write all of them
python -m tools.rooms --check   exit status 1 where one is not as it would be written
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from tools.drawing import draw
from tools.house import ROOT, Room, floors, ground, read_rooms, upstairs

DOCS = ROOT / "docs"
PAGE = DOCS / "architecture.md"
HOUSES = {"": "rooms", "service": "rooms-of-service"}  # of which room, and the picture's name
TABLE = r"(?<=<!-- {name} -->\n).*?(?=<!-- end of {name} -->)"


def table(rooms: dict[str, Room]) -> str:
    """The rooms as a table in Markdown, from the top floor down."""
    above = [room for floor in reversed(floors(upstairs(rooms))) for room in floor]
    lines = [
        f"| `{room.path}` | {room.says} |"
        for room in above + [rooms[name] for name in sorted(ground(rooms))]
    ]
    return "\n".join(["| room | what it is |", "| --- | --- |", *lines, ""])


def files() -> dict[Path, str]:
    """What is written, and what stands in it."""
    page = PAGE.read_text(encoding="utf-8")
    found = {}
    for within, name in HOUSES.items():
        rooms = read_rooms(within)
        found[DOCS / f"{name}.svg"] = draw(rooms)
        parts = re.split(TABLE.format(name=name), page, flags=re.DOTALL)
        if len(parts) != 2:
            raise ValueError(f"{PAGE}: a table stands between two comments, {name} and its end")
        page = table(rooms).join(parts)
    return found | {PAGE: page}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.rooms", description="Draw the rooms.")
    parser.add_argument("--check", action="store_true", help="write nothing; say what is stale")
    check = parser.parse_args(arguments).check
    stale = [
        path
        for path, text in files().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]
    if not check:
        for path in stale:
            path.write_text(files()[path], encoding="utf-8")
    for path in stale:
        name = path.relative_to(ROOT)
        print(f"{name} is not up to date: run python -m tools.rooms" if check else f"wrote {name}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
