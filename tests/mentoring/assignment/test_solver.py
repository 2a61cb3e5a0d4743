"""The best assignment, held against every other that there is; and what holds whatever comes."""

import io
import itertools

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from mentoring.assignment.comparing import gini, greedy, measure, plain
from mentoring.assignment.solver import NOBODY, Problem, Terms, assign, assign_several

SCORES = st.one_of(st.just(np.nan), st.integers(0, 12).map(float), st.floats(0, 100, width=16))


def several(of, number):
    return st.lists(of, min_size=number, max_size=number)


@st.composite
def problems(draw, most_needs=4, most_people=3):
    needs, people = draw(st.integers(1, most_needs)), draw(st.integers(1, most_people))
    return Problem(
        scores=np.array(draw(several(several(SCORES, people), needs))),
        capacities=np.array(draw(several(st.integers(0, 2), people))),
        loads=np.array(draw(several(st.integers(0, 3), people))),
        waited=np.array(draw(several(st.integers(0, 40).map(float), needs))),
        before=np.array(draw(several(st.integers(-1, people - 1), needs))),
    )


def is_allowed(problem, chosen):
    loads = np.bincount([p for p in chosen if p >= 0], minlength=len(problem.capacities))
    return (loads <= problem.capacities).all() and not any(
        p >= 0 and np.isnan(problem.scores[n, p]) for n, p in enumerate(chosen)
    )


def wishes(problem, terms, chosen):
    """What the module promises, in its order."""
    pairs = [(n, p) for n, p in enumerate(chosen) if p >= 0]
    if not pairs:
        return (0, 0.0, 0.0)
    taken = np.bincount([p for _n, p in pairs], minlength=len(problem.capacities))
    uneven = ((problem.loads + taken) ** 2 - problem.loads**2).sum()
    value = sum(problem.scores[pair] for pair in pairs) - terms.fairness * uneven
    value += terms.stability * sum(problem.before[n] == p for n, p in pairs)
    value += terms.ageing * sum(problem.waited[n] for n, _p in pairs)
    return (len(pairs), min(problem.scores[pair] for pair in pairs), value)


@given(problems(), st.sampled_from([Terms(), Terms(fairness=0, ageing=0, stability=0)]))
def test_no_other_assignment_is_better(problem, terms):
    needs, people = problem.scores.shape
    every = itertools.product(range(-1, people), repeat=needs)
    best = max(wishes(problem, terms, each) for each in every if is_allowed(problem, each))
    found = assign(problem, terms)
    assert is_allowed(problem, found.chosen)
    mine = wishes(problem, terms, found.chosen)
    assert mine[:2] == best[:2]
    assert mine[2] == pytest.approx(best[2], abs=1e-6)
    assert np.isnan(found.floor) if mine[0] == 0 else found.floor == mine[1]


@given(problems(8, 6))
def test_equal_questions_have_equal_answers_and_nothing_given_is_changed(problem):
    kept = problem.scores.copy()
    one, two = assign(problem), assign(problem)
    assert (one.chosen == two.chosen).all()
    assert one.bars == two.bars
    assert np.array_equal(problem.scores, kept, equal_nan=True)


@given(problems(8, 6))
def test_it_helps_as_many_as_greedy_and_none_worse_than_its_worst(problem):
    mine, theirs = measure(problem, assign(problem).chosen), measure(problem, greedy(problem))
    assert mine.helped >= theirs.helped
    if mine.helped == theirs.helped > 0:
        assert mine.worst >= theirs.worst
    alone = measure(problem, plain(problem))
    assert alone.helped == mine.helped
    assert alone.total >= mine.total - 1e-6


@given(problems(8, 6))
def test_who_is_not_helped_is_told_by_whom_it_could_have_been(problem):
    found = assign(problem)
    loads = np.bincount(found.chosen[found.chosen >= 0], minlength=len(problem.capacities))
    assert {bar.need for bar in found.bars} == set(np.flatnonzero(found.chosen == NOBODY))
    for bar in found.bars:
        # Those named have no place left, and the needs they help could have nobody else with one.
        assert all(loads[person] == problem.capacities[person] for person in bar.full)
        possible = ~np.isnan(problem.scores[[bar.need, *bar.helped]]) & (problem.capacities > 0)
        assert set(np.flatnonzero(possible.any(axis=0))) <= set(bar.full)
        assert len(bar.helped) == sum(problem.capacities[person] for person in bar.full)


def test_who_has_waited_longer_than_values_can_differ_comes_first():
    """Of two that ask for one place the older goes first, once its days outweigh the scores."""
    scores = np.array([[50.0, np.nan], [40.0, np.nan], [np.nan, 40.0]])
    for days, first in ((9, 0), (11, 1)):
        problem = Problem.of(scores, [1, 1])
        problem.waited[1] = days
        chosen = assign(problem, Terms(ageing=1.0)).chosen
        assert chosen[first] == 0
        assert chosen[1 - first] == NOBODY


def test_it_stays_as_it_was_unless_a_change_pays():
    # The second need is the worst off: the first may choose.
    problem = Problem.of([[70.0, 71.0], [60.0, 50.0]], [2, 2])
    problem.before[0] = 0
    assert assign(problem, Terms(stability=3, fairness=0)).chosen[0] == 0
    assert assign(problem, Terms(stability=0.5, fairness=0)).chosen[0] == 1


def test_equal_people_have_equal_loads():
    problem = Problem.of(np.full((6, 3), 10.0), [6, 6, 6])
    assert np.bincount(assign(problem).chosen).tolist() == [2, 2, 2]
    problem.loads[0] = 3
    assert sorted(np.bincount(assign(problem).chosen, minlength=3)) == [0, 3, 3]


@given(problems(6, 5), several(st.integers(0, 3), 6))
def test_several_for_a_need_are_different_and_within_the_places(problem, wanted):
    wanted = np.array(wanted[: len(problem.scores)])
    chosen = assign_several(problem, wanted)
    for row, number in zip(chosen, wanted, strict=True):
        found = [person for person in row if person != NOBODY]
        assert len(found) == len(set(found)) <= number
    loads = np.bincount(chosen[chosen >= 0], minlength=len(problem.capacities))
    assert (loads <= problem.capacities).all()


def test_arrays_that_do_not_belong_together_are_refused():
    with pytest.raises(ValueError, match="capacities must have 2"):
        Problem.of([[1.0, 2.0]], [1])
    with pytest.raises(ValueError, match="finite"):
        Problem.of([[np.inf]], [1])
    with pytest.raises(ValueError, match="two dimensions"):
        Problem.of([1.0], [1])


def test_nothing_to_assign():
    assert assign(Problem.of(np.zeros((0, 3)), [1, 1, 1])).chosen.tolist() == []
    assert assign(Problem.of(np.zeros((2, 0)), [])).chosen.tolist() == [NOBODY, NOBODY]


def test_gini():
    assert gini(np.array([3.0, 3.0])) == 0
    assert gini(np.array([0.0, 0.0, 0.0, 4.0])) == 0.75
    assert gini(np.array([])) == 0


def test_the_command_shows_all_three_side_by_side(tmp_path):
    chance = np.random.default_rng(3)
    np.save(tmp_path / "scores.npy", chance.random((30, 20)))
    np.save(tmp_path / "capacities.npy", np.full(20, 4))
    np.save(tmp_path / "needs.npy", np.full(30, 2))
    paths = {name: tmp_path / f"{name}.npy" for name in ("scores", "capacities", "needs")}
    out = io.StringIO()
    call_command("evaluate_assignment", **paths, stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "30 needs, 20 facilitators, 80 places, 60 wanted"
    rows = {line.split()[0]: line.split()[1:] for line in lines[2:]}
    assert list(rows) == ["ours", "greedy", "plain"]
    assert all(row[3] == "60" for row in rows.values())
    assert float(rows["ours"][1]) >= float(rows["plain"][1])
    np.save(tmp_path / "needs.npy", np.full(3, 2))
    with pytest.raises(CommandError, match="30 numbers"):
        call_command("evaluate_assignment", **paths, stdout=out)
    (tmp_path / "scores.npy").write_bytes(b"no array")
    with pytest.raises(CommandError, match=r"scores\.npy"):
        call_command("evaluate_assignment", **paths, stdout=out)
