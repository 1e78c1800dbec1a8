"""What the pictures of a student's page cost, and how large the worst page is.

    python -m benchmarks.pictures

The worst page has every question wrong, and pictures of all kinds, with noise in every pixel and
every cell. The bounds are 15 ms of processor time for the pictures of a page, and 400 KB for it.
"""

from __future__ import annotations

import statistics
import time

import numpy as np

from autograder.checking import pictures
from autograder.reports.page import feedback_page
from autograder.reports.pictures import drawn
from autograder.results import (
    CheckResult,
    Example,
    Picture,
    QuestionResult,
    Report,
    ReportStatus,
    Status,
)

MOST_MS, MOST_BYTES = 15.0, 400_000
TIMES = 25
CODE = (
    '''def answer{number}(x):
    """Return it, however long that takes."""
    total = 0.0  # so far
    for each in range(10):
        total += x[each] * "text"
    return total
'''
    + "    # and so on\n" * 40
)


def all_kinds() -> list[Picture]:
    """The pictures of a page, each as large as an exercise of ours has them."""
    rng = np.random.default_rng(1)
    x = np.linspace(-6.0, 6.0, pictures.MAX_POINTS)
    side = pictures.MAX_SIDE
    noise = rng.normal(size=x.size)
    points = rng.uniform(-3, 3, (pictures.MAX_POINTS, 2))
    classes = rng.integers(0, 6, (pictures.MAX_POINTS, 1))
    image = rng.integers(0, 256, (28, 28))
    made = [
        pictures.curve(x, noise, np.sin(x), points=points, across="x", up="y"),
        pictures.path(points[:101], points[::-1][:101], rng.random((24, 24)), (-3, 3, -3, 3)),
        pictures.regions(
            rng.integers(0, 6, (28, 28)), np.hstack([points, classes]), (-3, 3, -3, 3)
        ),
        pictures.signal(rng.random(24), rng.random(24)),
        pictures.images(*[(f"{n} → {n + 1}", image, None) for n in range(4)]),
        pictures.images(("", rng.integers(0, 256, (side, side, 3)), image)),
        pictures.scale(0.87, (0.9, 0.95)),
        pictures.matrix(rng.integers(0, 99, (10, 10)), None, [str(n) for n in range(10)]),
    ]
    return [_with_caption(each) for each in made]


def worst_report() -> Report:
    """Every question wrong, with all that a page can show of it."""
    made = all_kinds()
    return Report(
        exercise="worst",
        student="ivanova",
        status=ReportStatus.GRADED,
        score=0.0,
        max_score=float(len(made)),
        questions=tuple(_question(number, picture) for number, picture in enumerate(made)),
        notes=("The cell 'answer0-checks' had been changed and was restored.",),
    )


def worst_page(language: str = "en") -> str:
    """The page on it."""
    report = worst_report()
    names = [each.name for each in report.questions]
    return feedback_page(
        report,
        title="The worst page",
        language=language,
        answers={name: CODE.format(number=number) for number, name in enumerate(names)},
        outputs=dict.fromkeys(names, "a line that was printed\n" * 20),
        course="Neural networks",
        date="2030-09-01",
    )


def main() -> None:
    made = all_kinds()
    spent = []
    for _time in range(TIMES):
        start = time.process_time()
        for each in made:
            assert drawn(each) is not None
        spent.append(1000 * (time.process_time() - start))
    size = len(worst_page().encode())
    median = statistics.median(spent)
    print(f"pictures of the worst page: {median:.1f} ms of CPU, at most {MOST_MS:.0f}")
    print(f"the worst page: {size / 1000:.0f} KB, at most {MOST_BYTES / 1000:.0f}")
    if median > MOST_MS or size > MOST_BYTES:
        raise SystemExit(1)


def _with_caption(picture: Picture) -> Picture:
    caption = "What your function makes of it, beside what is right"
    return Picture(kind=picture.kind, caption=caption, data=picture.data)


def _question(number: int, picture: Picture) -> QuestionResult:
    line = 'total += x[each] * "text"'
    table = [[round(0.37 * i * j - 2, 5) for i in range(8)] for j in range(8)]
    failed = CheckResult(
        name="first",
        description="gives the right numbers for a table",
        status=Status.FAILED,
        points=0.0,
        max_points=0.5,
        message="answer([[1, 2], [3, 4]])[0, 0] is 3; 0 is right.",
        hint="Sum over the last axis and keep it: `axis=-1, keepdims=True`.",
        expected=table,
        actual=[[each + 1 for each in row] for row in table],
        counterexample={"x": [1]},
        example=Example(call=f"answer{number}(np.array([1.0]))", expected=[2], actual=["nan"]),
    )
    stopped = CheckResult(
        name="second",
        description="does the same for a row",
        status=Status.ERROR,
        points=0.0,
        max_points=0.5,
        message=f"answer{number} stopped with an error in the line `{line}`: TypeError",
        line=line,
    )
    return QuestionResult(
        name=f"answer{number}",
        status=Status.ERROR,
        score=0.0,
        max_score=1.0,
        checks=(failed, stopped),
        pictures=(picture,),
    )


if __name__ == "__main__":
    main()
