"""What a student writes cannot be active in formgrader, and can still be read."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from itertools import product

import pytest
import toy_course as toy
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import COMMANDS, PNG, active, autograded, chunk, page, part, png, text_cell, texts

from autograder.notebooks.inert import inert
from autograder.notebooks.png import MAX_PIXELS, is_png
from autograder.wire.responses import Display, ErrorOutput, Stream

EVIL = "javascript:alert(1)"
WRITTEN = [
    f"[see]({EVIL})",
    f"[see](<{EVIL}>)",
    f'[see]({EVIL} "title")',
    f"[see](\n{EVIL})",
    "[see](JaVaScRiPt:alert(1))",
    "[see](java\tscript:alert(1))",
    "[see](&#106;avascript:alert(1))",
    "[see](\x01javascript:alert(1))",
    "[see](vbscript:msgbox(1))",
    "[see](data:text/html;base64,PHNjcmlwdD4=)",
    "[see](https://example.org)",
    "[see](//example.org)",
    "[see](../../secret)",
    "[see](#relu-checks)",
    "[a]\\(x) [b\\](javascript:1)",
    f"[see][1]\n\n[1]: {EVIL}",
    f"[see][]\n\n[see]: {EVIL}",
    f"[see]\n\n[see]: {EVIL}",
    f"> [see]\n\n> [see]: {EVIL}",
    f"- x\n\n   [see]: {EVIL}\n\n[see]",
    "[see]\n\n[see]:\nhttps://example.org\n'title'",
    f"[![x](attachment:a.png)]({EVIL})",
    "\\![x](attachment:a.png)",
    "![x](https://example.org/x.png)",
    "![x](//example.org/x.png)",
    "![x](x.svg)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](data:text/html,<script>alert(1)</script>)",
    "![x][1]\n\n[1]: https://example.org/x.png",
    "![d](attachment:d.png)",
    "![d](attachment:d.png 'title')",
    "![d](<attachment:d.png>)",
    "![d][d]\n\n[d]: attachment:d.png",
    "![d [e]](attachment:d.png)",
    "![d](ATTACHMENT:d.png)",
    f"<{EVIL}>",
    "<https://example.org>",
    "<ann@example.org>",
    "<1@example.org>",
    "<=!@example.org>",
    "https://example.org/path?x=1",
    "(http://example.org)",
    "HTTPS://example.org https://example.org\\_x",
    "www.example.org",
    "ann@example.org (ann.lee+x!@example.org)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img\nsrc=x\nonerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:1'>x</a>",
    "<!-- --><script>alert(1)</script>",
    "<?php ?><b>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<style>*{background:url(https://example.org)}</style>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<form action=https://example.org><button>",
    "<\x00script>alert(1)</script>",
    "\x0b<script>alert(1)</script>",
    "```mermaid\ngraph TD; click A href 'javascript:1'\n```",
    "> ```mermaid\n> graph\n> ```",
    "- ```mermaid\n  graph\n  ```",
    "~~~ mermaid `\ngraph\n~~~",
    "~~~~mermaid\n<script>alert(1)</script>\n~~~~",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\nx\n```',
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "# <script>alert(1)</script>",
    "# [see](javascript:1)",
    "| a |\n|---|\n| [see](javascript:1) <script> |",
    "[see](javascript:1)\n---",
    "term\n: [see](javascript:1)",
    "- [ ] [see](javascript:1)",
    "~~[see](javascript:1)~~ **[see](javascript:1)**",
    "$\\href{javascript:alert(1)}{x}$",
    "$$\n\\require{html}\\style{background:url(https://example.org)}{x}\n$$",
    "\\$\\\\href{javascript:alert(1)}{x}\\$",
    "\\begin{a}\\mmlToken{mi}[href='javascript:1']{x}\\end{a}",
    "\\\\[\\class{x}{y}\\cssId{x}{y}\\bbox[background:url(https://example.org)]{x}\\\\]",
    "\\\\(\\unicode[x]{65}\\url{javascript:1}\\\\)",
    "$</script><script>alert(1)</script>$",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#60;script>",
    "{{ 1 + 1 }} {% raw %}",
    "![x]\u200b(https://example.org) [see]\u2028(javascript:1) [see]\u00ad(javascript:1)",
]


@pytest.mark.parametrize("written", WRITTEN)
def test_what_a_student_writes_is_not_active(written: str) -> None:
    for text in (written, f"a {written} b\n\n> {written}"):
        assert active(part(autograded([text_cell(text)]))) == []


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_nothing_is_active_on_the_whole_page(kind: str) -> None:
    of_all = [text_cell(text, kind) for text in WRITTEN]
    assert active(page(autograded([*of_all, *toy.cells()]))) == []


PIECES = [
    "[", "]", "(", ")", "!", "<", ">", "&", "#", ":", "/", "\\", "`", "~", "```", "~~~", "$", "$$",
    "\n", "\n\n", " ", "    ", "> ", "- ", "| ", "*", "_", "=", "---", '"', "'", "@", "1",
    "javascript:x", "https://", "attachment:d.png", "[x]", "(y)", "![x]", "[x]: ", "script", "href",
    "\\href", "mermaid", "lt;", "106;", "a.b", "img src=x onerror=x", "\x00", "\u200b", "\u2028",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_whatever_is_put_together_is_not_active(written: str) -> None:
    assert active(part(autograded([text_cell(written)]))) == []


def test_this_test_would_see_it() -> None:
    """What is active where nothing is made inert: else the tests above could not fail."""
    lesson = "[see](javascript:1)\n\n![x](https://example.org/x.png)\n\n<b onclick=x>x</b>"
    content = autograded([text_cell("here"), *toy.cells()])
    seen = active(page(content.replace(b'"here"', _json(lesson))))
    for found in ("a href", "img src", "b onclick"):
        assert any(each.startswith(found) for each in seen)


def _json(text: str) -> bytes:
    return ('"' + text.replace("\n", "\\n") + '"').encode()


@pytest.mark.parametrize(
    "written",
    [
        "**bold**, *slanted*, `x[0]` and a list:\n\n- one\n- two\n\n1. three",
        "The loss is $\\frac{1}{n}\\sum_i (y_i - \\hat y_i)^2$, for 1 < 2 and $a_{ij} \\le b$.",
        "$$\n\\begin{aligned}\na &= b \\\\\nc &= [0, 1]\n\\end{aligned}\n$$",
        "| a | b |\n| --- | --- |\n| 1 | 2 |",
        "```python\nx = [1, 2][0]\n```\n\n```\nplain\n```",
        "Потери растут, потому что шаг слишком большой: 0.5 > 0.1. Вопрос [см. выше]!",
    ],
)
def test_what_is_harmless_stays_as_it_was(written: str) -> None:
    changed = written.replace("][", "] [")
    assert texts(autograded([text_cell(written), *toy.cells()]))[0] == changed


def test_an_address_is_no_link_in_any_program() -> None:
    """GitHub's Markdown makes one of it as it stands, which JupyterLab shows, and our page not."""
    text, _pictures = inert("ann@example.org, a+b!@example.org; @ann. x @ w, f(a@b)", {})
    assert text == "ann@ example.org, a+b!@ example.org; @ann. x @ w, f(a@b)"


def test_emphasis_and_formulas_are_shown() -> None:
    shown = part(autograded([text_cell("# Why\n**because** $x^2$ and `a[0](b)`")]))
    assert [tag.get_text() for tag in shown.find_all(["strong", "code"])][:2] == [
        "because",
        "a[0] (b)",
    ]
    assert "$x^2$" in shown.get_text()
    assert shown.find("h1") is not None


@pytest.mark.parametrize("heading", ["# relu-checks", "relu-checks\n---", "> ## relu-checks"])
def test_a_heading_cannot_pass_for_a_field_of_formgrader(heading: str) -> None:
    shown = part(autograded([text_cell(heading)]))
    assert shown.find(id="relu-checks") is None
    assert "relu-checks" in shown.get_text()


# --- pictures ---


def pasted(name: str, content: object = PNG, kind: str = "image/png") -> dict[str, object]:
    return {name: {kind: content}}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("![d](attachment:d.png)", "d.png"),
        ("see\n![d](attachment:d.png)\nhere", "d.png"),
        ('![](attachment:d.png "a drawing")', "d.png"),
        ("![my drawing](attachment:my%20drawing%20(1).png)", "my drawing (1).png"),
        ("> - ![d](attachment:11ab-22cd.png)", "11ab-22cd.png"),
    ],
)
def test_a_pasted_picture_is_kept(written: str, name: str) -> None:
    content = autograded([text_cell(written, **pasted(name)), *toy.cells()])
    (shown,) = part(content).find_all("img")
    assert shown["src"] == f"data:image/png;base64,{PNG}"
    assert active(part(content)) == []


def test_a_picture_may_stand_in_lines() -> None:
    cell = text_cell("![d](attachment:d.png)", **pasted("d.png", [PNG[:20] + "\n", PNG[20:]]))
    assert len(page(autograded([cell, *toy.cells()])).find_all("img")) == 1


@pytest.mark.parametrize(
    "attached",
    [
        {},
        pasted("other.png"),
        pasted("d.png", "PHN2Zz4="),
        pasted("d.png", PNG, "image/svg+xml"),
        pasted("d.png", PNG, "text/html"),
        pasted("d.png", PNG + '" onerror="alert(1)'),
        pasted("d.png", base64.b64encode(png() + b"<script>").decode()),
        pasted("d.png", base64.b64encode(png(100_000, 100_000)).decode()),
        pasted("d.png", 5),
        {"d.png": "text"},
        {"d.png": {"image/png": {"a": 1}}},
    ],
    ids=str,
)
def test_a_picture_that_is_none_becomes_a_sentence(attached: dict[str, object]) -> None:
    cell = text_cell("![d](attachment:d.png)", **attached)
    shown = part(autograded([cell]))
    assert shown.find_all("img") == []
    assert "only PNG files can" in shown.get_text()


def test_attachments_stand_only_where_they_are_shown() -> None:
    code = {**toy.code("x = 1"), "attachments": pasted("d.png")}
    without = [text_cell("none", kind, **pasted("d.png")) for kind in ("markdown", "raw")]
    assert b"attachments" not in autograded([code, *without, *toy.cells()])


@pytest.mark.parametrize(
    ("data", "right"),
    [
        (png(), True),
        (png(more=chunk(b"tEXt", b"Title\0x")), True),
        (png(20_000, MAX_PIXELS // 20_000), True),
        (png(20_000, MAX_PIXELS // 20_000 + 1), False),
        (png(0, 1), False),
        (png()[:-1], False),
        (png() + b"x", False),
        (png(more=chunk(b"IEND", b"")), False),
        (png().replace(b"IDAT", b"IDAX"), False),
        (b"\x89PNG\r\n\x1a\n", False),
        (b"\x89PNG\r\n\x1a\n" + chunk(b"IEND", b""), False),
        (b"\x89PNG\r\n\x1a\n" + b"\xff" * 50, False),
        (b"", False),
        (b"<svg>", False),
    ],
)
def test_what_is_a_png(data: bytes, right: bool) -> None:
    assert is_png(data) is right


# --- the rest of the notebook ---


def test_the_lesson_keeps_its_own_links_and_pictures() -> None:
    source = "[more](https://example.org) ![dot](attachment:dot.png)"
    lesson = text_cell(source, **pasted("dot.png"))
    kept = part(autograded([text_cell(source)], lesson=[lesson]))
    assert [a["href"] for a in kept.find_all("a")] == ["https://example.org"]
    assert len(kept.find_all("img")) == 1
    changed = part(autograded([text_cell(f"{source} mine")], lesson=[lesson]))
    assert changed.find_all("a") == changed.find_all("img") == []


@pytest.mark.parametrize("text", WRITTEN[::6])
def test_nothing_else_of_a_notebook_is_active(text: str) -> None:
    odd = {
        "cell_type": text, "id": text, "source": text,
        "metadata": {
            "name": text, "tags": [text], "raw_mimetype": "text/html", "language": "html",
            "nbgrader": {"grade_id": text, "grade": True, "points": 3},
            "autograder": {"kind": text, "name": text},
        },
    }  # fmt: skip
    raw = {**odd, "cell_type": "raw"}
    code = {**toy.code(text), "id": text, "outputs": [{"output_type": text, "text/html": text}]}
    outputs = [
        Stream("stdout", text),
        Display({"text/plain": text, "image/png": text}, is_result=True),
        ErrorOutput(text[:90], text, text, (text, f"\x1b[31m{text}")),
    ]
    content = autograded([odd, raw, code, *toy.cells()], {2: outputs})
    shown = page(content)  # what a program prints is no formula: it stands in a <pre>
    assert [each for each in active(shown) if each not in COMMANDS] == []


def test_a_long_text_is_cut() -> None:
    cells = [text_cell(f"{'x' * 30_000}"), *[text_cell("y" * 20_000)] * 9, *toy.cells()]
    shown = texts(autograded(cells))
    assert 20_000 < len(shown[0]) < 20_200
    assert sum(map(len, shown)) < 110_000


@pytest.mark.parametrize(
    "piece",
    [
        "<", "&", "[", "]", "![", "![x](attachment:", "![x](attachment:(", "`", "```", "~~~ ", "~",
        "\\", "\\href", "# ", "> ", "-", "=", "- ", "data:image/png;base64,", "data:", "A", "www.",
        "<a", "<a@", "a@", "@a-", "~~~" + " " * 50, "#", "://", "\n", "\x00", "\ue000", "1.", "$",
    ],
)  # fmt: skip
def test_the_work_grows_with_the_text_and_not_with_its_square(piece: str) -> None:
    assert _growth(lambda text: inert(text, {}), piece) < 30


def _growth(work: Callable[[str], object], piece: str) -> float:
    """How much longer eight times as much takes: 8 where the work is linear, 64 where it is not."""
    small, large = (
        min(_seconds(work, (piece * size)[:size]) for _try in range(5)) for size in (4_000, 32_000)
    )
    return large / small


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


def test_the_list_has_every_kind() -> None:
    kinds = ("](", "]:", "<", "://", "mermaid", "\\\\href", "attachment:")
    assert all(any(kind in repr(each) for each in WRITTEN) for kind in kinds)
    assert len(WRITTEN) >= 60
    assert len(set(product(WRITTEN))) == len(WRITTEN)
