"""nbformat comes without a grammar that takes seconds; whoever wants that has it afterwards."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
from autograder.notebooks.quick_nbformat import GRAMMAR, import_quickly
import_quickly()
assert "nbformat" in sys.modules and GRAMMAR not in sys.modules
import nbgrader.api
assert GRAMMAR not in sys.modules
import rfc3987_syntax
assert rfc3987_syntax.is_valid_syntax("iri", "https://пример.рф/")
import_quickly()
assert sys.modules[GRAMMAR] is rfc3987_syntax
"""


def test_the_grammar_is_left_out_and_can_be_had() -> None:
    subprocess.run([sys.executable, "-W", "error", "-c", PROGRAM], check=True)
