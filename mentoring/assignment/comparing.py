"""Measures an assignment, and the simpler ways it is compared with."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from mentoring.assignment.solver import NOBODY, Floats, Ints, Problem


@dataclass(frozen=True)
class Measures:
    """What an assignment comes to; scores are in points."""

    total: float
    """The sum of the scores of all pairs."""
    worst: float
    """The lowest sum that any helped need has; NaN when none is helped."""
    helped: int
    """Needs with at least one facilitator."""
    pairs: int
    gini: float
    """Of the facilitators' loads, among those with a place: 0 when all have the same."""


def measure(problem: Problem, chosen: Ints) -> Measures:
    """Measure an assignment: needs × rounds, `NOBODY` where there is none."""
    chosen = chosen.reshape(len(problem.scores), -1)
    is_pair = chosen != NOBODY
    needs, rounds = np.nonzero(is_pair)
    people = chosen[needs, rounds]
    brought = problem.scores[needs, people]
    sums = np.bincount(needs, weights=brought, minlength=len(chosen))
    is_helped = is_pair.any(axis=1)
    loads = problem.loads + np.bincount(people, minlength=len(problem.loads))
    return Measures(
        total=float(brought.sum()),
        worst=float(sums[is_helped].min()) if is_helped.any() else float("nan"),
        helped=int(is_helped.sum()),
        pairs=int(is_pair.sum()),
        gini=gini(loads[(problem.capacities > 0) | (problem.loads > 0)].astype(np.float64)),
    )


def gini(values: Floats) -> float:
    """Return the Gini coefficient (Gini, 1912) of what each has; 0 for nothing at all."""
    total = values.sum()
    if not len(values) or not total:
        return 0.0
    ordered = np.sort(values)
    ranks = np.arange(1, len(ordered) + 1)
    return float((2 * (ranks * ordered).sum() / total - (len(ordered) + 1)) / len(ordered))


def greedy(problem: Problem) -> Ints:
    """Take the best pair that is left, again and again: what one does by hand."""
    chosen = np.full(len(problem.scores), NOBODY, dtype=np.int64)
    free = problem.capacities.copy()
    with np.errstate(invalid="ignore"):
        order = np.argsort(-problem.scores, axis=None, kind="stable")
    people = problem.scores.shape[1]
    for place in order:
        need, person = divmod(int(place), people)
        if np.isnan(problem.scores[need, person]):
            # Those that may not be are sorted last.
            break
        if chosen[need] == NOBODY and free[person] > 0:
            chosen[need] = person
            free[person] -= 1
    return chosen


def plain(problem: Problem) -> Ints:
    """Maximise the sum alone, one place a facilitator as often as they have places."""
    needs, people = problem.scores.shape
    owner = np.repeat(np.arange(people), np.clip(problem.capacities, 0, needs))
    chosen = np.full(needs, NOBODY, dtype=np.int64)
    if not owner.size:
        return chosen
    is_barred = np.isnan(problem.scores)
    far = -1.0 - needs * np.nanmax(np.abs(problem.scores), initial=0.0)
    worth = np.where(is_barred, far, problem.scores)
    rows, columns = linear_sum_assignment(worth[:, owner], maximize=True)
    found = owner[columns]
    is_pair = ~is_barred[rows, found]
    chosen[rows[is_pair]] = found[is_pair]
    return chosen
