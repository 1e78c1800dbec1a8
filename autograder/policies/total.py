"""A student's points in the course: every exercise with its weight, and a bonus on top."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from autograder.policies.decide import DECIMALS
from autograder.policies.policy import Policy


class Total(NamedTuple):
    """Points of the whole course, and how many can be reached without any bonus."""

    points: float
    max_points: float

    @property
    def share(self) -> float:
        """Between 0 and 1, and more with a bonus; 0 where there is nothing to reach."""
        return self.points / self.max_points if self.max_points else 0.0


def total(scores: Iterable[tuple[Policy, float, float]]) -> Total:
    """The total of one student, from the policy, the points and the greatest number of points of
    each exercise; one that was not handed in has no points, and belongs here, too."""
    points = max_points = 0.0
    for policy, earned, possible in scores:
        points += policy.weight * earned
        max_points += 0.0 if policy.bonus else policy.weight * possible
    return Total(round(points, DECIMALS), round(max_points, DECIMALS))
