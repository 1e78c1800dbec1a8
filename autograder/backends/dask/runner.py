"""Grade on a Dask cluster: the runner on the grading side."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

import msgspec

from autograder.backends.dask.crew import Crew
from autograder.backends.dask.messages import Lost, Ready, Verdict, Work
from autograder.backends.dask.orders import no_verdict, order_for, under_real_name, work_for
from autograder.closing import Closing
from autograder.course import Exercise
from autograder.errors import ClusterError
from autograder.grading import Graded, Submission


def say_on_stderr(text: str) -> None:
    """Tell the person who grades."""
    print(text, file=sys.stderr, flush=True)


class ClusterRunner(Closing):
    """A runner that sends each submission to a worker of a Dask cluster, under a pseudonym."""

    def __init__(
        self, exercise: Exercise, address: str, say: Callable[[str], None] = say_on_stderr
    ) -> None:
        """Connect with the scheduler; raises UsageError or ClusterError. It grades one exercise."""
        self._exercise = exercise
        self._order = order_for(exercise)
        self._crew = Crew(address, exercise.device, say)

    def isolation(self, exercise: Exercise) -> str:
        """The level of isolation, of the first worker that is warm; the others have to have it."""
        assert exercise.name == self._exercise.name
        if not self._order.isolation:
            for _number, reply in self._crew.replies({0: self._order}):
                if isinstance(reply, Lost):
                    raise ClusterError(
                        f"No worker has got ready. {reply.why}", todo="See what they have written."
                    )
                assert isinstance(reply, Ready)
                self._order = msgspec.structs.replace(self._order, isolation=reply.isolation)
        return self._order.isolation

    def grade(
        self, exercise: Exercise, submissions: Iterable[Submission]
    ) -> Iterator[tuple[Submission, Graded]]:
        """Grade every submission; gradings come as they are finished.

        What was lost, since workers have ended with it, is tried once more when nothing else is
        under way, so that it is clear whose fault it is; if it is lost again, it has no verdict.
        """
        self.isolation(exercise)  # whoever grades has to have this level
        given = dict(enumerate(submissions))
        works = {number: work_for(exercise, self._order, each) for number, each in given.items()}
        lost: dict[int, str] = {}
        for number, graded in self._verdicts(works, lost):
            yield given[number], under_real_name(given[number], graded)
        for number in lost:
            again: dict[int, str] = {}
            alone = msgspec.structs.replace(works[number], alone=True)
            for _number, graded in self._verdicts({number: alone}, again):
                yield given[number], under_real_name(given[number], graded)
            for why in again.values():
                yield given[number], no_verdict(exercise, given[number], why)

    def close(self) -> None:
        """Leave the cluster; what is under way there is dropped."""
        self._crew.close()

    def _verdicts(
        self, works: Mapping[int, Work], lost: dict[int, str]
    ) -> Iterator[tuple[int, Graded]]:
        """The gradings that come of some work; what is lost comes into `lost`, with the reason."""
        for number, reply in self._crew.replies(works):
            if isinstance(reply, Lost):
                lost[number] = reply.why
            else:
                assert isinstance(reply, Verdict)
                yield number, reply.graded
