"""`autograder doctor` says in sentences what this machine gives and lacks."""

from __future__ import annotations

import os

import pytest

from autograder.classroom import machine
from autograder.cli import doctor
from autograder.sandbox.inside.confine import group, rules
from autograder.wire.control import Trial


def test_what_this_machine_gives(capsys: pytest.CaptureFixture[str]) -> None:
    status = doctor.run()
    said = capsys.readouterr().out
    if status:
        pytest.skip("no level works here")
    for about in ("User namespaces: ", "Landlock: ", "System calls: ", "Memory: "):
        assert said.count(f"- {about}") == 1


def test_whether_there_are_user_namespaces(monkeypatch: pytest.MonkeyPatch) -> None:
    said = set()
    for user, problem in ((0, ""), (1000, ""), (1000, "unshare: Operation not permitted")):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        said.add(machine.namespaces_note([Trial("full", problem), Trial("base", "")]))
    assert len(said) == 3


def test_what_a_machine_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandlock.landlock_abi_version", lambda: 3)
    assert "lacks" in rules.note()
    monkeypatch.setattr("sandlock.landlock_abi_version", lambda: 6)
    assert "lacks" not in rules.note()
    place = group.Place(group.PROC, group.SECOND)
    monkeypatch.setattr(group, "found", lambda: (place, ""))
    assert "version 2" in group.note()
    monkeypatch.setattr(group, "found", lambda: (None, "read-only"))
    assert "(read-only)" in group.note()
