"""How long the assignment of many needs takes, beside greedy and plain linear assignment.

    python tests/benchmarks/assignment.py [--needs 1000] [--facilitators 2000] [--rounds 3]

Invented scores, a third of the pairs barred by hard rules; once with places for all, once with too
few. Says for each way the seconds (the median of the rounds), the total, the worst-off need, how
many are helped and the Gini coefficient of the loads, all of the same matrix in one run.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from mentoring.assignment.comparing import greedy, measure, plain
from mentoring.assignment.solver import Ints, Problem, assign


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--needs", type=int, default=1000)
    parser.add_argument("--facilitators", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    chance = np.random.default_rng(7)
    shape = (options.needs, options.facilitators)
    # Whole points, as the ranking gives them; most pairs fit little, a few very well.
    scores = np.round(chance.gamma(2, 10, shape).clip(0, 100))
    scores[chance.random(shape) < 1 / 3] = np.nan
    ample = chance.integers(0, 4, options.facilitators)
    short = np.where(np.arange(options.facilitators) < options.needs // 4, 2, 0)
    for name, capacities in (("places for all", ample), ("half the places", short)):
        problem = Problem.of(scores, capacities)
        print(f"{name}: {options.needs} needs, {options.facilitators} facilitators")
        for way, work in WAYS.items():
            show(way, problem, work, options.rounds)


def ours(problem: Problem) -> Ints:
    """Assign with floor, fairness, ageing and stability."""
    return assign(problem).chosen


WAYS: dict[str, Callable[[Problem], Ints]] = {"ours": ours, "greedy": greedy, "plain": plain}


def show(way: str, problem: Problem, work: Callable[[Problem], Ints], rounds: int) -> None:
    """Print what a way comes to, and how long it takes."""
    taken = []
    for _round in range(rounds):
        start = time.perf_counter()
        chosen = work(problem)
        taken.append(time.perf_counter() - start)
    found = measure(problem, chosen)
    print(
        f"  {way:8}{statistics.median(taken):8.3f} s   total {found.total:10.0f}   "
        f"worst-off {found.worst:5.0f}   helped {found.helped:5}   Gini {found.gini:.3f}"
    )


if __name__ == "__main__":
    main()
