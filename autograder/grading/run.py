"""The cells of one submission on their way through the sandbox."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import msgspec

from autograder.checking.deeds import Deeds
from autograder.checking.examine import DIAGNOSED, judge, verdict
from autograder.course import GPU
from autograder.errors import SandboxError
from autograder.grading.kept import kept_output
from autograder.grading.left_out import left_out, never_ended
from autograder.grading.personal import Numbers
from autograder.grading.records import ExerciseContext, ScoredCall
from autograder.kits.registry import still_seconds_of
from autograder.language import _
from autograder.notebooks.cells import Cell
from autograder.notebooks.kinds import ANSWER, CHECK
from autograder.notebooks.quoted import listed
from autograder.responder import ChildDied
from autograder.results import CheckResult, QuestionResult, Status
from autograder.sandbox.clock import Clock
from autograder.sandbox.control_channel import ControlChannel
from autograder.sandbox.session import Session
from autograder.student import Inquiry
from autograder.wire.responses import CellDone, ErrorOutput, Output, size

Done = Callable[[QuestionResult], None]
MAX_RESTARTS = 6
DRAWN = (Status.PASSED, *DIAGNOSED)  # the code answers, so that there is something to draw
PICTURE_SECONDS = 3.0  # for each answer
DRAWING_SECONDS = 10.0  # when no other picture is begun
SAID_ONCE = (*DIAGNOSED, Status.MISSING)
MAX_OUTPUTS = 8_000_000  # characters, of all cells together


@dataclass
class Run:
    """One submission: a child runs its cells, and a fresh one goes on where a child has died."""

    context: ExerciseContext
    control: ControlChannel
    files: Mapping[str, bytes]
    student: str = ""
    secret: bytes = b""
    crossing: bool = False
    tells_deeds: bool = False
    recording: bool = False
    file: str = ""  # the name of a Python file, where that has been handed in
    done: Done = lambda result: None  # gets each final verdict
    results: dict[str, QuestionResult] = field(default_factory=dict)
    outputs: list[list[Output]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    fitting: dict[str, list[str]] = field(default_factory=dict)
    deeds: dict[str, Deeds] = field(default_factory=dict)
    scored: dict[str, list[ScoredCall]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        limits = self.context.limits
        self._numbers = Numbers(
            self.context,
            self.student,
            self.notes,
            self.secret,
            self._another,
            self.fitting if self.crossing else None,
            self.deeds if self.tells_deeds else None,
            self.scored if self.recording else None,
        )
        self.clock = Clock(
            limits.cell_seconds,
            limits.submission_seconds,
            limits.idle_seconds,
            elsewhere=self.context.exercise.device == GPU,
            still_seconds=still_seconds_of(self.context.exercise.warm),
        )
        self._session: Session | None = None
        self._restarts = 0
        self._latest = 0  # of the questions that the child has been asked about, by their order
        self._output_left = MAX_OUTPUTS
        # What is run again in a fresh child: cells that ran; and of those that did not come to
        # their end, in the second list, too, only what they import and define.
        self._fine: list[Cell] = []
        self._stopped: list[Cell] = []
        self._missing: dict[str, None] = {}  # libraries that are not installed here, in order
        self._death: ChildDied | None = None  # of the last child, if no other can be started

    def step(self, cell: Cell, *, runs: bool = True) -> None:
        """Run one cell, then examine the questions that end there."""
        if cell.role == ANSWER:  # of a copied answer the last one counts, however this one ended
            self.results.pop(cell.question, None)
        does_run = runs and cell.runs and not self._would_hang(cell)
        self.outputs.append(self._run(cell) if does_run else [])
        for question in sorted(cell.examine, key=self.context.questions.index):
            if question not in self.results:
                self.results[question] = self._examine(question)
            if not (self.clock.again or self.clock.is_void):  # another try decides then
                self.done(self.results[question])

    def draw(self) -> None:
        """Add the pictures to the verdicts, which all stand; what goes wrong here costs nothing."""
        names = [name for name, result in self.results.items() if result.status in DRAWN]
        names = [name for name in names if name in self.context.examiner.checks.drawings]
        if not names or self.crossing or self.clock.again or self.clock.is_void:
            return
        end = time.monotonic() + DRAWING_SECONDS
        with self.clock.aside(PICTURE_SECONDS), suppress(ChildDied, SandboxError):
            session = self._alive()
            for name in names:
                if session is None or time.monotonic() > end:
                    return
                pictures = self._numbers.pictures(name, session)
                drawn = msgspec.structs.replace(self.results[name], pictures=pictures)
                self.results[name] = drawn

    def asked(self, question: str) -> Inquiry:
        """What was asked of the student's code while a question was examined."""
        return self._numbers.asked.get(question, Inquiry())

    def note_missing_libraries(self) -> None:
        """Say in the notes which libraries the student imports that are not installed here."""
        named = listed(self._missing)
        text = _(
            "Not installed where your work is graded: {libraries}. Where an answer does not need "
            "that, it costs nothing."
        )
        if named:
            self.notes.append(text.format(libraries=named))

    def close(self) -> None:
        """End the last child."""
        if self._session is not None:
            self._session.close()

    def _run(self, cell: Cell) -> list[Output]:
        session = self._alive()
        if session is None:
            return []
        try:
            done = self._do(cell, session)
        except ChildDied as death:
            self._blame(cell, death, session.reached)
            if cell.role != CHECK and not self.file:
                self._fine.append(cell)
                self._stopped.append(cell)
            return [ErrorOutput(death.status.value, death.message)]
        if cell.role != CHECK:
            self._fine.append(cell)
        self._missing |= dict.fromkeys(done.missing)
        self._output_left -= size(done.outputs)
        return list(map(kept_output, done.outputs)) if self._output_left >= 0 else []

    def _do(self, cell: Cell, session: Session) -> CellDone:
        is_stopped = any(cell is other for other in self._stopped)
        return session.run_cell(cell.raw.source, self.file, only_definitions=is_stopped)

    def _blame(self, cell: Cell, death: ChildDied, line: int) -> None:
        """A cell ended the child: its question has no answer; other cells cost nothing. A Python
        file had come to a line by then, outside of its functions."""
        if cell.role == CHECK and self._may_be_anothers(cell.question):
            return
        if cell.role in (ANSWER, CHECK):
            self.results[cell.question] = self._all(cell.question, death.status, death.message)
            return
        why = death.message
        if not cell.examine:
            self.notes.append(left_out(cell, why))
        elif line:  # a Python file as a whole
            note, why = never_ended(cell, why, line)
            self.notes.append(note)
        for question in cell.examine:
            self.results[question] = self._all(question, death.status, why)

    def _would_hang(self, cell: Cell) -> bool:
        """Whether a visible check would wait again for a function that has never ended."""
        if cell.role != CHECK or not self._may_be_anothers(cell.question):
            return False
        called = self.results.keys() & self.context.mentions[cell.question].parts
        return any(self.results[name].status is Status.TIMEOUT for name in called)

    def _may_be_anothers(self, question: str) -> bool:
        """Whether a function of another question that this one calls may have ended the child: its
        checks tell that apart."""
        return self.context.mentions[question].is_fair

    def _examine(self, question: str) -> QuestionResult:
        self._forget_later_ones(question)
        session = self._alive()
        if session is None:
            assert self._death is not None
            return self._all(question, self._death.status, self._death.message)
        passed = {name for name, result in self.results.items() if result.status is Status.PASSED}
        result, undecided = self._numbers.examine(question, session, passed)
        if undecided:
            return self._all(question, Status.MANUAL, undecided)
        missing = _all_that_is_missing(result)
        if missing:
            return self._all(question, Status.MISSING, missing)
        return msgspec.structs.replace(result, checks=tuple(_each_said_once(result.checks)))

    def _all(self, question: str, status: Status, message: str) -> QuestionResult:
        """The same verdict for every check of a question; the sentence stands at the first."""
        first, *others = self.context.examiner.checks.questions[question]
        results = [judge(first, status, message), *(judge(other, status) for other in others)]
        return verdict(question, results)

    def _forget_later_ones(self, question: str) -> None:
        """Examine no question in a child that has been asked about a later one.

        What a later check hands to the student's functions may answer an earlier question: a model
        that is built right, say. A second copy of its answer cell would hand it in.
        """
        place = self.context.questions.index(question)
        if place < self._latest and self._session is not None:
            self._session.close()
            self._session = None
        self._latest = place

    def _alive(self) -> Session | None:
        """The child; a fresh one, with the cells so far run again, if the last one died."""
        while self._session is None or not self._session.alive:
            if self._session is not None:
                self._session.close()
                self._restarts += 1
            if self.clock.is_over or self._restarts > MAX_RESTARTS:
                self._death = self._death or ChildDied(
                    Status.TIMEOUT, _("The whole notebook took too long to get here.")
                )
                return None
            self._session = self._open()
            self._run_again(self._session)
        return self._session

    def _another(self) -> Session:
        """A child beside the first one, in which the cells so far have run; raises ChildDied."""
        session = self._open()
        try:
            for cell in self._fine:
                self._do(cell, session)
        except BaseException:
            session.close()
            raise
        return session

    def _open(self) -> Session:
        limit = self.context.limits.output_kilobytes * 1024
        return Session(self.control, self.clock, limit, self.files)

    def _run_again(self, session: Session) -> None:
        for cell in list(self._fine):
            try:
                self._do(cell, session)
            except ChildDied as death:  # it was fine the first time: leave it out now
                self._fine.remove(cell)
                self._death = death
                return


def _all_that_is_missing(result: QuestionResult) -> str:
    """The one sentence that says it all, where nothing else than that costs the points."""
    lost = {each.status for each in result.checks} - {Status.PASSED}
    said = {each.message for each in result.checks if each.status is Status.MISSING}
    alone = result.score == 0 and lost <= {Status.MISSING, Status.SKIPPED} and len(said) == 1
    return said.pop() if alone else ""


def _each_said_once(checks: Iterable[CheckResult]) -> Iterator[CheckResult]:
    """Where a name is not there, or a line always stops, several checks say the same sentence."""
    said = set()
    for check in checks:
        shows = check.mistake or check.expected is not None or check.actual is not None
        if check.status in SAID_ONCE and check.message in said and not shows:
            check = msgspec.structs.replace(check, message="", hint="")
        said.add(check.message)
        yield check
