"""`autograder lti`: platforms from the terminal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from service_tools import make_course

from autograder.classroom.kept import open_history
from autograder.cli.main import main
from autograder.service.lti.platforms import load_platforms
from autograder.service.store.audit import newest_acts
from autograder.service.store.tables import SERVICE

URLS = ["--login-url", "https://s.example/auth", "--token-url", "https://s.example/token"]
KEYS = ["--keys-url", "https://s.example/keys"]


def test_platforms_from_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    course = make_course(tmp_path / "course")

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(
            sys, "argv", ["autograder", "lti", *arguments, "--course", str(course.folder)]
        )
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out + said.err

    said = run("show")[1]
    assert "belongs to no learning platform" in said
    assert "/lti/launch" in said  # a platform asks for it before it gives a client id
    add = ["add", "https://s.example", "--client-id", 'c"7\\', *URLS]
    code, said = run(*add, *KEYS)
    assert code == 0
    assert "/lti/login" in said
    assert "no deployment yet" in said
    for deployment in ("d-1", "d-2", "d-1"):
        assert run(*add, *KEYS, "--deployment", deployment, "--trust-emails")[0] == 0
    (platform,) = load_platforms(course)
    assert platform.client_id == 'c"7\\'
    assert platform.deployments == ("d-1", "d-2")
    assert platform.trusts_emails
    file = course.folder / "lti.toml"
    assert file.stat().st_mode & 0o777 == 0o600
    more = [
        "--deployment",
        "d-3",
        "--frame",
        "https://s.example",
        "--audience",
        "https://a.example",
    ]
    assert run(*add, *KEYS, *more)[0] == 0
    assert run(*add, *KEYS, "--deployment", "d-4")[0] == 0
    (platform,) = load_platforms(course)  # what was said once holds
    assert (platform.trusts_emails, platform.audience) == (True, "https://a.example")
    assert platform.frames == ("https://s.example",)
    code, said = run("add", "s.example", "--client-id", "c", *URLS, *KEYS)
    assert code == 1
    assert "with https:// at the beginning" in said
    said = run("show")[1]
    for part in ("https://s.example/keys", "d-1, d-2, d-3, d-4", "exercise=toy"):
        assert part in said

    before = file.read_text()
    code, said = run(*add, "--keys-url", "http://s.example/keys")
    assert code == 1
    assert "cannot be an address" in said
    assert file.read_text() == before
    assert run("remove", "https://t.example")[0] == 2
    assert run("remove", "https://s.example")[0] == 0
    assert load_platforms(course) == ()

    assert run("rotate")[0] == 0
    assert "There are 3 keys now" in run("rotate")[1]
    with open_history(course, SERVICE) as history, history.database.reading() as connection:
        acts = [(each.what, each.detail) for each in newest_acts(connection, 4)]
    assert acts[1:] == [
        ("made new keys for learning platforms", {}),
        ("took out a learning platform", {"issuer": "https://s.example"}),
        ("wrote down a learning platform", {"issuer": "https://s.example"}),
    ]
    file.write_text("[[platform]]\nissuer = 7\n")
    code, said = run("show")
    assert code == 1
    assert "cannot be read" in said
    assert "move it away" in said


def test_the_service_starts_without_the_library_of_platforms() -> None:
    """Who belongs to none need not install what reads their signatures."""
    program = "import sys; sys.modules['joserfc'] = None; import autograder.service.serve"
    subprocess.run([sys.executable, "-c", program], check=True)
