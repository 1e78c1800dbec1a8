"""What students and learning platforms really call files, and the archives that they come in.

`CASES` has for each name or archive what has to become of it. All of it is made on the fly, from
the patterns that the platforms' manuals and exports show.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

EXERCISE = "ex02_activations"
ANSWER = "import numpy as np\n\n\ndef relu(x):\n    return np.maximum(0, x)"
CODE = ANSWER.encode()
PEOPLE = """\
id,name,email,role,section
ivanova,Иванова Анна,anna@example.org,student,A
petrov,Петров Пётр,petrov.p@example.org,student,A
yakovlev,Яковлев Андрей,,student,B
sidorov1,Сидоров Иван,sidorov@example.org,student,A
sidorov2,Сидоров Иван,,student,B
mueller,Müller Jürgen,j.mueller@example.org,student,B
20251234,Nguyễn Văn An,,student,B
17,Andreeva Darya,,student,B
obrien-k,O'Brien Kate,,student,A
kovalchuk,Ковальчук Олександра Ігорівна,,student,A
ivanov,Иванов Иван,,student,A
ivanov-p,Иванов Иван Петрович,,student,A
smith,Smith-Jones Mary,,student,A
anna,Anna Lee,,student,A
lee,Bruce Lee,,student,B
weber,Katrin Weber,weber@example.org,teacher,
"""
Make = Callable[[Path, bytes], None]
MODEST = zipfile.ZIP_STORED


@dataclass(frozen=True)
class Case:
    """What lies in a folder, and whose it is; empty where nobody's, and then why not."""

    called: str
    make: Make
    student: str = ""
    why: str = ""


class RawInfo(zipfile.ZipInfo):
    """A name as a program writes it that does not say in which encoding."""

    raw = b""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.raw, 0


def zipped(
    files: dict[str | bytes, bytes], *, packed: int = zipfile.ZIP_DEFLATED, day: int = 1
) -> bytes:
    """A zip with these files; names that are bytes stand there as they are."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", packed) as archive:
        for name, data in files.items():
            if isinstance(name, bytes):
                info = RawInfo("raw", (2024, 9, day, 12, 0, 0))
                info.raw = name
                info.compress_type = packed
            else:
                info = zipfile.ZipInfo(name, (2024, 9, day, 12, 0, 0))
                info.compress_type = packed
            archive.writestr(info, data)
    return into.getvalue()


def loose(name: str) -> Make:
    """A file of this name in a folder."""

    def make(folder: Path, work: bytes) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(work)

    return make


def in_zip(name: str | bytes, archive: str = "all.zip") -> Make:
    """The same in an archive."""
    return lambda folder, work: _put(folder / archive, zipped({name: work}))


def packed(*names: str | bytes) -> Make:
    """An archive in an archive in another one."""

    def make(folder: Path, work: bytes) -> None:
        data = work
        for name in reversed(names[1:]):
            data = zipped({name: data})
        _put(folder / str(names[0]), data)

    return make


def bytes_of(name: str, data: bytes) -> Make:
    """A file with this in it."""
    return lambda folder, _work: _put(folder / name, data)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _link(folder: Path, work: bytes) -> None:
    _put(folder.parent / "elsewhere.ipynb", work)
    (folder / "ivanova.ipynb").symlink_to(folder.parent / "elsewhere.ipynb")


def _folder_link(folder: Path, work: bytes) -> None:
    _put(folder.parent / "elsewhere" / "ex02.ipynb", work)
    (folder / "ivanova").symlink_to(folder.parent / "elsewhere")


def _pipe(folder: Path, _work: bytes) -> None:
    os.mkfifo(folder / "ivanova.ipynb")


def _linked_in_zip(folder: Path, _work: bytes) -> None:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        info = zipfile.ZipInfo("ivanova/ex02.ipynb")
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    _put(folder / "all.zip", into.getvalue())


def _locked(folder: Path, work: bytes) -> None:
    """With the sign of a password, which is all that is ever looked at."""
    data = bytearray(zipped({"ivanova/ex02.ipynb": work}))
    listed = data.rfind(b"PK\1\2")
    data[listed + 8] |= 1
    data[6] |= 1
    _put(folder / "all.zip", bytes(data))


def _cut_off(folder: Path, work: bytes) -> None:
    _put(folder / "ivanova.zip", zipped({"ivanova/ex02.ipynb": work})[:-40])


def _damaged(folder: Path, work: bytes) -> None:
    data = bytearray(zipped({"ivanova/ex02.ipynb": work}))
    data[200:260] = bytes(60)
    _put(folder / "all.zip", bytes(data))


def _with_million(folder: Path, _work: bytes) -> None:
    data = bytearray(zipped({"ivanova/ex02.ipynb": b"{}"}))
    end = data.rfind(b"PK\5\6")
    data[end + 12 : end + 16] = (50_000_000).to_bytes(4, "little")
    _put(folder / "all.zip", bytes(data))


def _many(folder: Path, _work: bytes) -> None:
    _put(folder / "all.zip", zipped({f"ivanova/{n}": b"" for n in range(20_001)}, packed=MODEST))


def _bomb(folder: Path, _work: bytes) -> None:
    _put(folder / "all.zip", zipped({"ivanova/ex02.ipynb": bytes(12_000_000)}))


def _huge(folder: Path, _work: bytes) -> None:
    """It says that nine gigabytes are in it."""
    data = bytearray(zipped({f"ivanova/{n}.csv": b"1" for n in range(3)}))
    place = -1
    while (place := data.find(b"PK\1\2", place + 1)) >= 0:
        data[place + 24 : place + 28] = (3_000_000_000).to_bytes(4, "little")
    _put(folder / "all.zip", bytes(data))


def _nested_bomb(folder: Path, _work: bytes) -> None:
    inner = zipped({f"{n}.csv": bytes(4_900_000) for n in range(50)})
    _put(folder / "all.zip", zipped({"ivanova.zip": inner}))


def _checkout(name: str) -> Make:
    """A checkout of git, with a hook and a setting that git would run."""

    def make(folder: Path, work: bytes) -> None:
        _put(folder / name / f"{EXERCISE}.ipynb", work)
        _put(folder / name / ".git" / "config", b"[core]\n\tfsmonitor = touch /tmp/owned\n")
        _put(folder / name / ".git" / "hooks" / "post-checkout", b"#!/bin/sh\ntouch /tmp/owned\n")
        _put(folder / name / ".gitattributes", b"*.ipynb filter=run\n")
        _put(folder / name / "README.md", "# Иванов Иван".encode())

    return make


def _beside_rubbish(folder: Path, work: bytes) -> None:
    rubbish = zipped(
        {
            "Иванова Анна/ex02.ipynb": work,
            "__MACOSX/Иванова Анна/._ex02.ipynb": b"\0\5\x16\7",
            "Иванова Анна/.DS_Store": b"\0",
            "Иванова Анна/.ipynb_checkpoints/ex02-checkpoint.ipynb": work,
        }
    )
    _put(folder / "all.zip", rubbish)


MOODLE = "{who}_12345_assignsubmission_file_{file}"
CASES = (
    # Moodle: files, folders, groups, marking without names, typed text
    Case("moodle", in_zip("Иванова Анна_12345_assignsubmission_file_ex02.ipynb"), "ivanova"),
    Case("moodle, other order", in_zip("Анна Иванова_1_assignsubmission_file_a.ipynb"), "ivanova"),
    Case("moodle, folder", in_zip("Петров Пётр_77_assignsubmission_file_/my work.ipynb"), "petrov"),
    Case("moodle, new folder", in_zip("Петров Петр_77_assignsubmission_file/x.ipynb"), "petrov"),
    Case(
        "moodle, deep",
        in_zip("Müller Jürgen_9_assignsubmission_file_/a/b/c/ex02.ipynb"),
        "mueller",
    ),
    Case("moodle, group", in_zip("A-Иванова Анна_12_assignsubmission_file_x.ipynb"), "ivanova"),
    Case(
        "moodle, hyphens",
        in_zip("Group B-Smith-Jones Mary_12_assignsubmission_file_x.ipynb"),
        "smith",
    ),
    Case(
        "moodle, no middle name",
        in_zip("Олександра Ковальчук_5_assignsubmission_file_x.ipynb"),
        "kovalchuk",
    ),
    Case("moodle, exact", in_zip("Иванов Иван_5_assignsubmission_file_x.ipynb"), "ivanov"),
    Case("moodle, an accent", in_zip("Nguyen Van An_5_assignsubmission_file_x.ipynb"), "20251234"),
    Case(
        "moodle, zip of the student's",
        lambda folder, work: _put(
            folder / "all.zip",
            zipped(
                {
                    "Иванова Анна_1_assignsubmission_file_/work.zip": zipped(
                        {"ex02/notebook.ipynb": work}
                    )
                }
            ),
        ),
        "ivanova",
    ),
    Case(
        "moodle, zip with a Python file",
        lambda folder, _work: _put(
            folder / "all.zip",
            zipped({"Иванова Анна_1_assignsubmission_file_a.zip": zipped({"b.py": CODE})}),
        ),
        "ivanova",
    ),
    Case(
        "moodle, one name of two",
        in_zip("Сидоров Иван_5_assignsubmission_file_ex02.ipynb"),
        why="Several people may be meant: sidorov1, sidorov2.",
    ),
    Case(
        "moodle, one name of two, with the id",
        in_zip("Сидоров Иван_5_assignsubmission_file_sidorov2 ex02.ipynb"),
        "sidorov2",
    ),
    Case(
        "moodle, one name of two, in a group",
        in_zip("B-Сидоров Иван_5_assignsubmission_file_ex02.ipynb"),
        "sidorov2",
    ),
    Case("one name of two, in a folder of a section", loose("A/Сидоров Иван.ipynb"), "sidorov1"),
    Case(
        "one name of two, in another section", loose("C/Сидоров Иван.ipynb"), why="Several people"
    ),
    Case(
        "moodle, somebody else's name in the file",
        in_zip("Иванова Анна_5_assignsubmission_file_Петров Пётр.ipynb"),
        "ivanova",
    ),
    Case(
        "moodle, not in the list",
        in_zip("Иванова Мария_5_assignsubmission_file_Иванова Анна.ipynb"),
        why="Nobody in the class list is called “Иванова Мария”. It may be: ivanova.",
    ),
    Case(
        "moodle, other letters",
        in_zip("Ivanova Anna_5_assignsubmission_file_x.ipynb"),
        why="Nobody in the class list is called “Ivanova Anna”.",
    ),
    Case(
        "moodle, without names",
        in_zip("Participant 12345_12345_assignsubmission_file_x.ipynb"),
        why="Nobody in the class list is called “Participant 12345”.",
    ),
    Case(
        "moodle, only a picture",
        in_zip("Иванова Анна_1_assignsubmission_file_photo.jpg"),
        why="has sent neither a notebook nor a Python file",
    ),
    # Canvas
    Case("canvas", in_zip("ивановаанна_12345_67890_ex02.ipynb"), "ivanova"),
    Case("canvas, late", in_zip("mullerjurgen_LATE_12345_67890_ex02-1.ipynb"), "mueller"),
    Case("canvas, accents", in_zip("müllerjürgen_12345_67890_ex02.ipynb"), "mueller"),
    Case("canvas, an apostrophe", in_zip("obrienkate_123_456_ex02.ipynb"), "obrien-k"),
    Case("canvas, two names in one", in_zip("smithjonesmary_123_456_ex02.ipynb"), "smith"),
    Case("canvas, its number is the id", in_zip("somebody_20251234_67890_x.ipynb"), "20251234"),
    Case(
        "canvas, not in the list",
        in_zip("petrovpavel_123_456_ivanova.ipynb"),
        why="Nobody in the class list is called “petrovpavel”.",
    ),
    Case("canvas, no canvas", in_zip("ivanova/hw_02_10_final.ipynb"), "ivanova"),
    # Google Classroom and GitHub Classroom
    Case("google", in_zip("Activations/Иванова Анна - ex02_activations.ipynb"), "ivanova"),
    Case("google, a copy", in_zip("ex02/Копия Андрей Яковлев - work (1).ipynb"), "yakovlev"),
    Case("github", _checkout("activations-ivanova"), "ivanova"),
    Case("github, of the branch", _checkout("ex02-activations-obrien-k-main"), "obrien-k"),
    Case("github, submissions", _checkout("ex02-submissions/ex02-20251234"), "20251234"),
    Case("nbgrader", loose(f"petrov+{EXERCISE}+2030-09-01 10:00:00 UTC+0f/x.ipynb"), "petrov"),
    # Loose files
    Case("id", loose("ivanova.ipynb"), "ivanova"),
    Case("id and exercise", loose("ex02_activations_petrov.ipynb"), "petrov"),
    Case("id, capital", loose("IVANOVA_ex02.IPYNB"), "ivanova"),
    Case("folder", loose("ivanova/notebook.ipynb"), "ivanova"),
    Case("folder of folders", loose("hw/B/yakovlev/ex 02/final FINAL.ipynb"), "yakovlev"),
    Case("python", lambda f, _w: _put(f / "ivanova" / "work.py", ANSWER.encode()), "ivanova"),
    Case("e-mail", loose("anna@example.org.ipynb"), "ivanova"),
    Case("e-mail in a name", loose("ex02_j.mueller@example.org_1.ipynb"), "mueller"),
    Case("e-mail of a folder", loose("petrov.p@example.org/ex02.ipynb"), "petrov"),
    Case("e-mail of nobody", loose("ivanova@other.org ex02.ipynb"), why="Nobody in the class list"),
    Case("name", loose("Иванова Анна ex02.ipynb"), "ivanova"),
    Case("name, other order", loose("ex02_Анна_Иванова.ipynb"), "ivanova"),
    Case("name in one word", loose("ИвановаАнна ex02.ipynb"), "ivanova"),
    Case("(1)", loose("ivanova (1).ipynb"), "ivanova"),
    Case("Копия", loose("Копия Иванова Анна.ipynb"), "ivanova"),
    Case("— копия", loose("Иванова Анна — копия (2).ipynb"), "ivanova"),
    Case("copy", loose("17 copy.ipynb"), "17"),
    Case("short id", loose("17.ipynb"), "17"),
    Case("short id with the exercise", loose("ex02_activations-17/x.ipynb"), "17"),
    Case("a copy, and no short id", loose("ex02_activations-17.ipynb"), why="Nobody"),
    Case("short id that may be a day", loose("17 september.ipynb"), why="Nobody"),
    Case(".ipynb.txt", loose("Иванова Анна.ipynb.txt"), "ivanova"),
    Case(".ipynb.json", loose("ivanova.ipynb.json"), "ivanova"),
    Case("й in two letters", loose("Яковлев Андрей.ipynb"), "yakovlev"),
    Case("two people", loose("Иванова Анна и Петров Пётр.ipynb"), why="several people"),
    Case("one in another's folder", loose("Петров Пётр/ivanova.ipynb"), why="several people"),
    Case("two of one name", loose("Сидоров Иван.ipynb"), why="sidorov1, sidorov2"),
    Case("two of one name, and the id", loose("sidorov1 Сидоров Иван.ipynb"), "sidorov1"),
    Case("a name that begins another", loose("Иванов Иван.ipynb"), why="ivanov, ivanov-p"),
    Case("the longer one", loose("Иванов Иван Петрович.ipynb"), "ivanov-p"),
    Case("a surname alone", loose("Яковлев ex02.ipynb"), why="It may be: yakovlev."),
    Case("an id that is a surname, too", loose("lee.ipynb"), why="anna, lee"),
    Case("an archive of that name", in_zip("x.ipynb", "lee.zip"), why="anna, lee"),
    Case("a folder of that name", loose("lee/x.ipynb"), "lee"),
    Case("an id that is somebody's first name", loose("anna ex02.ipynb"), "anna"),
    Case("a teacher", loose("Katrin Weber.ipynb"), why="Nobody in the class list"),
    Case("very long", loose("Иванова Анна " + "ж" * 100 + ".ipynb"), "ivanova"),
    Case("very long in a zip", in_zip("ivanova/" + "ж" * 3000 + ".ipynb"), "ivanova"),
    # Archives
    Case("zip of one", in_zip("ex02.ipynb", "Иванова Анна.zip"), "ivanova"),
    Case("zip in a zip", packed("class.zip", "ivanova.zip", "x.ipynb"), "ivanova"),
    Case("zip in a zip in a zip", packed("a.zip", "b.zip", "ivanova.zip", "x.ipynb"), "ivanova"),
    Case(
        "zip in zips without end",
        packed("a.zip", "b.zip", "c.zip", "d.zip", "e.zip", "ivanova.zip", "x.ipynb"),
        why="too many archives in archives",
    ),
    Case("cp866", in_zip("Иванова Анна/ex02.ipynb".encode("cp866")), "ivanova"),
    Case("cp866, loud", in_zip("ИВАНОВА АННА.ipynb".encode("cp866")), "ivanova"),
    Case("cp1251", in_zip("Иванова Анна/Активации.ipynb".encode("cp1251")), "ivanova"),
    Case("utf-8 that does not say so", in_zip("Иванова Анна/х.ipynb".encode()), "ivanova"),
    Case("cp437", in_zip("Müller Jürgen.ipynb".encode("cp437")), "mueller"),
    Case("cp1252", in_zip("Müller Jürgen.ipynb".encode("cp1252")), "mueller"),
    Case(
        "й in two letters in a zip",
        in_zip("Яковлев Андрей/ex02.ipynb"),
        "yakovlev",
    ),
    Case("backslashes", in_zip(b"ivanova\\ex02.ipynb"), "ivanova"),
    Case("what a Mac adds", _beside_rubbish, "ivanova"),
    Case("absolute", in_zip(b"/ivanova/ex02.ipynb"), why="leads out of the archive"),
    Case("a drive", in_zip(b"C:\\ivanova\\ex02.ipynb"), why="leads out of the archive"),
    Case("..", in_zip(b"ivanova/../../ex02.ipynb"), why="leads out of the archive"),
    Case("..\\", in_zip(b"ivanova\\..\\..\\ex02.ipynb"), why="leads out of the archive"),
    Case("a link in a zip", _linked_in_zip, why="links are not followed"),
    Case("locked", _locked, why="locked with a password"),
    Case("cut off", _cut_off, why="This archive is broken"),
    Case("damaged", _damaged, why="broken"),
    Case("no zip", bytes_of("ivanova.zip", b"hello"), why="This archive is broken"),
    Case("empty zip file", bytes_of("ivanova.zip", b""), why="This archive is broken"),
    Case("bomb by ratio", _bomb, why="more than 200 times"),
    Case("bomb by number", _many, why="more than 20000 files"),
    Case("bomb by its list", _with_million, why="more than 20000 files"),
    Case("bomb by size", _huge, why="larger than 8000 MB"),
    Case("bomb in a zip", _nested_bomb, why="larger than 200 MB"),
    Case("tar", bytes_of("ivanova.tar.gz", b"\x1f\x8b"), why="Only zip archives are opened"),
    Case("rar", bytes_of("ivanova.rar", b"Rar!\x1a\7"), why="Only zip archives are opened"),
    Case("7z", bytes_of("ivanova.7z", b"7z\xbc\xaf"), why="Only zip archives are opened"),
    Case("tar in a zip", in_zip("ivanova/work.tgz"), why="Only zip archives are opened"),
    # What is in it
    Case("empty", bytes_of("ivanova/ex02_activations.ipynb", b""), "ivanova"),
    Case("broken off", bytes_of("ex02_activations_ivanova.ipynb", b'{"cells": ['), "ivanova"),
    Case("no notebook at all", bytes_of("ivanova.ipynb", b"%PDF-1.7"), why="a PDF file"),
    Case(
        "another notebook", bytes_of("ivanova.ipynb", b'{"cells": [], "nbformat": 4}'), why="says"
    ),
    Case("a helper", bytes_of("ivanova/helper.py", b"A = 1\n"), why="says"),
    # What lies in a folder
    Case("a link", _link, why="links are not followed"),
    Case("a link to a folder", _folder_link, why="links are not followed"),
    Case("a pipe", _pipe, why="no ordinary file"),
    Case("hidden", loose(".ipynb_checkpoints/ivanova-checkpoint.ipynb")),
)
