"""Compares our assignment with greedy and plain linear assignment on anybody's arrays."""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError

from mentoring.assignment.comparing import greedy, measure, plain
from mentoring.assignment.solver import Ints, Problem, Terms, assign_several


class Command(BaseCommand):
    """`evaluate_assignment --scores F.npy --capacities F.npy [--needs F.npy]`."""

    help = (
        "Assign and compare: total, worst-off need, helped needs, Gini of the loads and seconds, "
        "of ours, greedy and plain linear assignment, side by side."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the command line."""
        parser.add_argument(
            "--scores", type=Path, required=True, metavar="F.npy",
            help="needs × facilitators; NaN where a pair may not be",
        )  # fmt: skip
        parser.add_argument(
            "--capacities", type=Path, required=True, metavar="F.npy",
            help="free places of each facilitator",
        )  # fmt: skip
        parser.add_argument(
            "--needs", type=Path, metavar="F.npy",
            help="how many facilitators each need wants; one each when it is left out",
        )  # fmt: skip
        parser.add_argument("--fairness", type=float, default=Terms.fairness)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Compute and print a line each."""
        try:
            problem = Problem.of(_array(options["scores"]), _array(options["capacities"]))
            wanted = _wanted(options["needs"], len(problem.scores))
        except ValueError as error:
            raise CommandError(str(error)) from error
        terms = Terms(fairness=options["fairness"])
        self.stdout.write(
            f"{problem.scores.shape[0]} needs, {problem.scores.shape[1]} facilitators, "
            f"{int(problem.capacities.sum())} places, {int(wanted.sum())} wanted"
        )
        self.stdout.write(
            f"{'':8}{'total':>12}{'worst-off':>12}{'helped':>8}{'pairs':>8}{'Gini':>8}{'seconds':>10}"
        )
        self._line("ours", problem, lambda: assign_several(problem, wanted, terms))
        self._line("greedy", problem, lambda: in_rounds(problem, wanted, greedy))
        self._line("plain", problem, lambda: in_rounds(problem, wanted, plain))

    def _line(self, name: str, problem: Problem, work: Callable[[], Ints]) -> None:
        start = time.perf_counter()
        chosen = work()
        took = time.perf_counter() - start
        found = measure(problem, chosen)
        self.stdout.write(
            f"{name:8}{found.total:12.3f}{found.worst:12.3f}{found.helped:8}{found.pairs:8}"
            f"{found.gini:8.3f}{took:10.3f}"
        )


def in_rounds(problem: Problem, wanted: Ints, way: Callable[[Problem], Ints]) -> Ints:
    """Assign in rounds by a way that knows one facilitator a need."""
    columns = []
    scores, capacities = problem.scores.copy(), problem.capacities
    for turn in range(max(int(wanted.max(initial=0)), 1)):
        scores[wanted <= turn] = np.nan
        chosen = way(Problem.of(scores, capacities))
        helped = np.flatnonzero(chosen >= 0)
        capacities = capacities - np.bincount(chosen[helped], minlength=len(capacities))
        scores[helped, chosen[helped]] = np.nan
        columns.append(chosen)
    return np.stack(columns, axis=1)


def _array(path: Path) -> Any:
    try:
        return np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise CommandError(f"{path}: {error}") from error


def _wanted(path: Path | None, needs: int) -> Ints:
    if path is None:
        return np.ones(needs, dtype=np.int64)
    wanted: Ints = np.asarray(_array(path), dtype=np.int64)
    if wanted.shape != (needs,) or (wanted < 0).any():
        raise ValueError(f"{path}: {needs} numbers from 0 are expected")
    return wanted
