"""Assigns facilitators to needs. Pure: arrays in, arrays out, the same answer to the same question.

What is wanted comes in this order, and nothing later is bought with anything earlier:

1. as many needs as possible are helped;
2. the *floor*: the score of the need that is helped worst is as high as it can be, as PR4A does
   for papers and reviewers (Stelmakh, Shah and Singh, 2019; see also Kobren, Saha and McCallum,
   2019);
3. the *value*: the sum of the scores, less the price of uneven loads, more what staying as it was
   is worth, and, where places are short, more the days that the helped have waited: they grow
   without end, so that among those who could have the same place none waits for ever. The price is
   `fairness` times the growth of the sum of the squares of the loads: for a given number of needs
   that is their variance, and it is convex, so that a facilitator's next place costs more than the
   last and the whole stays one linear assignment problem.

The problem is solved exactly by the shortest augmenting paths of `scipy.optimize` (Crouse, 2016),
each facilitator standing for as many columns as they have places.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
NOBODY: Final = -1


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What is weighed against scores, in their points."""

    fairness: float = 0.5
    """For each unit by which the sum of the squares of the loads grows."""
    ageing: float = 1.0
    """For each day that a need has waited, where not all can be helped."""
    stability: float = 2.0
    """What another facilitator must bring more than the one proposed before."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Needs (rows) and facilitators (columns)."""

    scores: Floats
    """Needs × facilitators; NaN where a hard rule or an exclusion bars the pair."""
    capacities: Ints
    """Free places of each facilitator."""
    loads: Ints
    """What each facilitator has in hand already."""
    waited: Floats
    """Days that each need has waited."""
    before: Ints
    """The facilitator proposed for each need in the last run, `NOBODY` where there was none."""

    def __post_init__(self) -> None:
        """Refuse arrays that do not belong together; the message says which."""
        needs, people = self.scores.shape
        for name, length in (
            ("capacities", people), ("loads", people), ("waited", needs), ("before", needs),
        ):  # fmt: skip
            if getattr(self, name).shape != (length,):
                raise ValueError(f"{name} must have {length} entries")
        if np.isinf(self.scores).any():
            raise ValueError("scores must be finite, or NaN for a pair that may not be")

    @classmethod
    def of(cls, scores: npt.ArrayLike, capacities: npt.ArrayLike) -> "Problem":
        """Return the problem of today: nothing in hand, nobody has waited, no run before."""
        matrix = np.asarray(scores, dtype=np.float64)
        if matrix.ndim != 2:
            raise ValueError("scores must have two dimensions, needs and facilitators")
        needs, people = matrix.shape
        return cls(
            scores=matrix,
            capacities=np.asarray(capacities, dtype=np.int64),
            loads=np.zeros(people, dtype=np.int64),
            waited=np.zeros(needs),
            before=np.full(needs, NOBODY, dtype=np.int64),
        )


@dataclass(frozen=True)
class Bar:
    """Why a need is not helped: whom it could have, all of them full, and whom they help."""

    need: int
    full: tuple[int, ...]
    """Facilitators without a free place, whom this need and those they help depend on; empty where
    hard rules leave nobody."""
    helped: tuple[int, ...]


@dataclass(frozen=True)
class Assignment:
    """The answer."""

    chosen: Ints
    """The facilitator of each need, or `NOBODY`."""
    floor: float
    """No helped need has less; NaN when none is helped."""
    bars: tuple[Bar, ...]


def assign(problem: Problem, terms: Terms | None = None) -> Assignment:
    """Return the best assignment, in the order of wishes that this module states."""
    terms = terms or Terms()
    places = _Places.of(problem)
    allowed = ~np.isnan(problem.scores)
    helped = _most_helped(allowed, places)
    floor = _highest_floor(problem.scores, places, helped)
    chosen = _most_valuable(problem, places, floor, terms)
    bars = tuple(_bars(allowed, problem.capacities, chosen))
    is_helped = chosen != NOBODY
    worst = problem.scores[is_helped, chosen[is_helped]].min() if is_helped.any() else np.nan
    return Assignment(chosen, float(worst), bars)


def assign_several(problem: Problem, wanted: Ints, terms: Terms | None = None) -> Ints:
    """Return needs × rounds: for each need as many different facilitators as it wants, or fewer.

    In rounds, so that no need has a second facilitator before every need that can has a first; each
    round is the best for itself.
    """
    chosen = np.full((len(wanted), max(int(wanted.max(initial=0)), 1)), NOBODY, dtype=np.int64)
    scores, capacities, loads = problem.scores.copy(), problem.capacities, problem.loads
    for turn in range(chosen.shape[1]):
        asking = np.flatnonzero(wanted > turn)
        part = Problem(
            scores=scores[asking],
            capacities=capacities,
            loads=loads,
            waited=problem.waited[asking],
            before=problem.before[asking] if turn == 0 else np.full_like(asking, NOBODY),
        )
        found = assign(part, terms).chosen
        helped = found != NOBODY
        chosen[asking[helped], turn] = found[helped]
        taken = np.bincount(found[helped], minlength=len(capacities))
        capacities, loads = capacities - taken, loads + taken
        scores[asking[helped], found[helped]] = np.nan
    return chosen


@dataclass(frozen=True)
class _Places:
    """A column for each place of a facilitator that may be of use."""

    owner: Ints
    order: Ints
    """1 for the first place of its owner, and so on."""

    @classmethod
    def of(cls, problem: Problem) -> "_Places":
        needs, people = problem.scores.shape
        # More places than needs are of no use.
        wanted = np.minimum(np.maximum(problem.capacities, 0), needs)
        owner = np.repeat(np.arange(people), wanted)
        first = np.repeat(np.cumsum(wanted) - wanted, wanted)
        return cls(owner, np.arange(len(owner)) - first + 1)


def _most_helped(allowed: npt.NDArray[np.bool_], places: _Places) -> int:
    """Return how many needs can be helped at once."""
    if not places.owner.size:
        return 0
    graph = csr_array(allowed[:, places.owner])
    return int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())


def _highest_floor(scores: Floats, places: _Places, helped: int) -> float:
    """Return the highest score that all of so many needs can have at once.

    No floor is above the best score of the needs' worst best: mostly it is that one, so the search
    begins there and goes down in growing steps before it halves.
    """
    if not helped:
        return -np.inf
    best = np.sort(np.nanmax(np.where(np.isnan(scores), -np.inf, scores), axis=1))
    ceiling = best[len(best) - helped]
    values = np.unique(scores[scores <= ceiling])

    def is_possible(place: int) -> bool:
        with np.errstate(invalid="ignore"):
            return _most_helped(scores >= values[place], places) == helped

    top, step = len(values) - 1, 1
    if is_possible(top):
        return float(values[top])
    while top - step > 0 and not is_possible(top - step):
        top, step = top - step, step * 8
    low = max(top - step, 0)
    # `values[low]` is possible, `values[top]` is not.
    while top - low > 1:
        middle = (low + top) // 2
        low, top = (middle, top) if is_possible(middle) else (low, middle)
    return float(values[low])


def _most_valuable(problem: Problem, places: _Places, floor: float, terms: Terms) -> Ints:
    needs = len(problem.scores)
    chosen = np.full(needs, NOBODY, dtype=np.int64)
    if not places.owner.size or not needs:
        return chosen
    with np.errstate(invalid="ignore"):
        value = np.where(problem.scores >= floor, problem.scores, -np.inf)
    kept = np.flatnonzero(problem.before != NOBODY)
    value[kept, problem.before[kept]] += terms.stability
    cost = -value[:, places.owner]
    # The growth of load² from one place to the next: (l + k)² - (l + k - 1)².
    cost += terms.fairness * (2 * (problem.loads[places.owner] + places.order) - 1)
    is_barred = np.isinf(cost)
    finite = cost[~is_barred]
    span = float(finite.max() - finite.min()) if finite.size else 0.0
    # Worth more than anything that helping one need fewer could ever bring to all others.
    worth = (needs + 1) * (span + 1.0) + terms.ageing * np.maximum(problem.waited, 0.0)
    cost -= worth[:, np.newaxis]
    cost[is_barred] = 0.0
    rows, columns = linear_sum_assignment(cost)
    is_helped = ~is_barred[rows, columns]
    chosen[rows[is_helped]] = places.owner[columns[is_helped]]
    return chosen


def _bars(allowed: npt.NDArray[np.bool_], capacities: Ints, chosen: Ints) -> Iterator[Bar]:
    """Yield for each need that is not helped the full facilitators that bar it (Hall, 1935).

    From the need to all whom it could have, from those to the needs that they help, and on: nobody
    on the way has a free place, or the need would have been helped.
    """
    has_places = capacities > 0
    for need in np.flatnonzero(chosen == NOBODY):
        full = allowed[need] & has_places
        helped = np.zeros(len(chosen), dtype=np.bool_)
        new = full
        while new.any():
            theirs = np.isin(chosen, np.flatnonzero(new)) & ~helped
            helped |= theirs
            new = allowed[theirs].any(axis=0) & has_places & ~full
            full = full | new
        if not full.any():
            # Nobody whom it could have takes anything on at all.
            full = allowed[need]
        yield Bar(int(need), _numbers(full), _numbers(helped))


def _numbers(marked: npt.NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(number) for number in np.flatnonzero(marked))
