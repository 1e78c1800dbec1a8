"""Code is translated in place, and everything else stays as it is."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from autograder.errors import CourseError
from autograder.pysource import literals
from autograder.pysource.parse import Place, indent, write_docstring
from autograder.pysource.translate import passages, translate_code

PLACE = Place(Path("lesson.en.md"), 10)


def translated(source: str, **words: str) -> str:
    def translate(text: str) -> str:
        for word, other in words.items():
            text = text.replace(word, other)
        return text

    return translate_code(source, translate, PLACE)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ('_("a {b}")', "a {b}"),
        ("_('it\\'s')", "it's"),
        ('_(f"{x:.2f} is {{x}}\\n")', "{x:.2f} is {{x}}\n"),
        ("_(f\"{d['a']!r:>{width}}\")", "{d['a']!r:>{width}}"),
        ('_("one "  # "why"\n  f"{two} "\n  "{three}")', "one {two} {{three}}"),
        ('_(rf"\\frac{x}" "\\t")', "\\frac{x}\t"),
        ('_("""two\nlines""")', "two\nlines"),
        ('_(f"\\N{BULLET} {x}")', "• {x}"),
    ],
)
def test_message_is_the_text_with_its_placeholders(source: str, message: str) -> None:
    (passage,) = passages(source, PLACE)
    assert passage.message == message


NESTED = 'x = 1\nprint(_(f"{d["a"]:>{len("bb")}} {", ".join(w)} WORDS"))'


@pytest.mark.skipif(sys.version_info < (3, 12), reason="Python 3.12 and later read it")
def test_quotes_of_its_own_inside_an_f_string() -> None:
    (passage,) = passages(NESTED, PLACE)
    assert passage.message == '{d["a"]:>{len("bb")}} {", ".join(w)} WORDS'
    assert translated(NESTED) == NESTED.replace("_(f", "f").replace("))", ")")
    code = translated(NESTED, WORDS="WORTE")
    assert code.startswith('x = 1\nprint(f\'{d["a"]')  # which every Python reads
    assert "WORTE" in code


@pytest.mark.skipif(sys.version_info < (3, 12), reason="Python 3.12 and later read it")
@pytest.mark.parametrize(
    "literal", ['f"{d["x"]} is"', 'f"{"a" + b}"', 'f"{x:{"3"}} is"', "f'{d['x']}' 'more'"]
)
def test_quotes_of_its_own_anywhere(literal: str) -> None:
    (passage,) = passages(f"_({literal})", PLACE)
    assert passage.message == literal[2:-1].replace("' '", "")
    assert translated(f"_({literal})") in (literal, f'f"{passage.message}"')


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="Python 3.12 and later read it")
@pytest.mark.parametrize(
    "source",
    [NESTED, 'x = 1\nprint(_(f"{f"{x}"}"))', 'x = 1\n_(f"{\n x}")', 'x = 1\n_(f"{"\\n".join(x)}")'],
)
def test_what_only_later_pythons_read_is_told(source: str) -> None:
    with pytest.raises(CourseError, match="no valid Python") as caught:
        passages(source, PLACE)
    assert caught.value.where == "lesson.en.md:11"
    assert "From Python 3.12 on it is" in caught.value.todo


@pytest.mark.parametrize("source", ['x = _(f"{")', 'x = _(f"{x")', "x = _('open)", "x = )"])
def test_what_no_python_reads_is_told_as_such(source: str) -> None:
    with pytest.raises(CourseError, match="no valid Python") as caught:
        passages(source, PLACE)
    assert caught.value.todo == "Correct this line."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{x} and {{y}} and {z:.2f}", ["{x}", "{z:.2f}"]),
        ("{d['}']}{d[\"{\"]!r:>{w}}", ['{d["{"]!r:>{w}}', "{d['}']}"]),
        ("{f'{x}'} {a != b}", ["{a != b}", "{f'{x}'}"]),
        ("{0} {points:g}", ["{0}", "{points:g}"]),
        ("{} {two words} {open", ["{open", "{two words}", "{}"]),
        ("lone }", ["}"]),
    ],
)
def test_placeholders_of_a_translation(text: str, found: list[str]) -> None:
    assert literals.placeholders(text) == found


def test_english_texts_lose_only_the_mark() -> None:
    source = "# é\nprint(_('é'), _(f\"{x}\"))  # tail\nlabel = _(r'\\d')\n"
    assert translated(source) == "# é\nprint('é', f\"{x}\")  # tail\nlabel = r'\\d'\n"


def test_placeholders_keep_their_values() -> None:
    source = "text = _(f\"{a:.1f} and {{b}} and {d['k']}\")"
    code = translated(source, **{"and": "UND \"x\" 'y'"})
    namespace = {"a": 2, "d": {"k": "v"}}
    exec(code, namespace)
    assert namespace["text"] == "2.0 UND \"x\" 'y' {b} UND \"x\" 'y' v"


def test_lost_placeholder_is_an_error() -> None:
    with pytest.raises(CourseError, match="placeholders") as caught:
        translated('\nprint(_(f"{x} y"))', **{"{x}": "{z}"})
    assert caught.value.where == "lesson.en.md:11"


@pytest.mark.parametrize(
    "source",
    [
        'print(_("TEXT"))',
        'assert x, _("TEXT")',
        'f(1, _("TEXT"), 2)',
        'f(\n    1,\n    _("TEXT"),\n)',
        'if x:\n    y = {"k": _(f"{x} TEXT")}',
    ],
)
def test_long_texts_are_wrapped_without_a_change(source: str) -> None:
    long = 'very "long" text,\nwith breaks ' * 6
    code = translated(source, TEXT=long)
    assert max(map(len, code.split("\n"))) <= literals.WIDTH
    expected = source.replace("TEXT", long.replace('"', '\\"').replace("\n", "\\n"))
    expected = expected.replace("_(", "(")
    assert ast.unparse(ast.parse(code)) == ast.unparse(ast.parse(expected))


def test_wrapping_looks_like_this() -> None:
    words = "word " * 20
    code = translated('assert x, _("TEXT")', TEXT=words.strip())
    first = "word " * 16
    assert code == f'assert x, (\n    "{first}"\n    "word word word word"\n)'


CROWDED = 'points = axes.scatter(*features[is_ripe].T, s=45, color=ORANGE, marker="X",'
SECOND = "                      linewidth=0.7, zorder=3, clip_on=False, alpha=0.75, size=9,"
BELOW = " " * 22


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (f'{CROWDED} label=_("ripe"))', f'{CROWDED}\n{BELOW}label="ripe")'),
        (f'{CROWDED} label=_("ripe"), s=3)', f'{CROWDED}\n{BELOW}label="ripe", s=3)'),
        (f'{CROWDED}\n{SECOND} label=_("ripe"))', f'{CROWDED}\n{SECOND}\n{BELOW}label="ripe")'),
        (f'{CROWDED} s=3)  # label=_("ripe")', f'{CROWDED} s=3)  # label=_("ripe")'),
    ],
)
def test_a_text_that_fits_into_a_line_of_its_own_needs_no_brackets(source: str, code: str) -> None:
    assert translated(source) == code


def test_comments_in_neighbouring_lines_are_one_message() -> None:
    source = "if x:\n    # one\n    # two\n    y = '# no'  # three\n# ---\n# noqa: E501\n"
    assert [each.message for each in passages(source, PLACE)] == ["one\ntwo", "three"]
    code = translated(source, one="ein\nlanger", three="drei\nvier")
    assert code == (
        "if x:\n    # ein\n    # langer\n    # two\n    y = '# no'  # drei vier\n# ---\n"
        "# noqa: E501\n"
    )


def test_docstrings_are_translated_with_their_indentation() -> None:
    source = 'def f():\n    """One.\n\n    Two.\n    """\n    return """One"""\n'
    assert [each.message for each in passages(source, PLACE)] == ["One.\n\nTwo."]
    assert translated(source, One="Eins").startswith('def f():\n    """Eins.\n\n    Two.\n    """')
    assert '"""One"""' in translated(source, One="Eins")


@pytest.mark.parametrize("text", ["a", "a\\b", 'a"', 'a """ b', "a\n\nb\\", "\\", 'say "hi"\nb'])
def test_written_docstrings_read_back(text: str) -> None:
    source = f"def f():\n    {write_docstring(text, '    ')}\n"
    assert ast.get_docstring(ast.parse(source).body[0]) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "source", ["_(name)", "_('a' + 'b')", "_('a', 'b')", "_(b'a')", "f\"{_('a')}\""]
)
def test_other_uses_of_the_mark_are_errors(source: str) -> None:
    with pytest.raises(CourseError):
        translated(source)


def test_wrong_python_names_the_line() -> None:
    with pytest.raises(CourseError) as caught:
        translated("x = 1\ny = = 2\n")
    assert caught.value.where == "lesson.en.md:11"


def test_indent_leaves_strings_alone() -> None:
    source = 'def f():\n    """D\n\n    E"""\n    return f"""\n{1}\n""" + """a\nb"""\nx = f()'
    plain: dict[str, object] = {}
    exec(source, plain)
    moved: dict[str, object] = {}
    exec("if True:\n" + indent(source, "    "), moved)
    assert moved["x"] == plain["x"] == "\n1\na\nb"
    assert "\n        E" in indent(source, "    ")
