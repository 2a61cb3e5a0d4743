"""The ranking: exact sums, hard rules, and order that depends on the people and not on the list."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.matching.ranking import (
    DEFAULT_WEIGHTS,
    Ask,
    Candidate,
    Weights,
    points,
    rank,
)

TODAY = date(2026, 11, 22)
THEMES = ("facilitation", "alternance", "evaluation", "management")
STEMS = ("class", "muet", "distanc", "group", "tuteur", "seanc")
CODES = ("D33", "D86", "R75", "D69", "R84")


def ask(**values):
    return Ask(
        **(
            {
                "id": 1,
                "author_id": 1,
                "today": TODAY,
                "themes": frozenset({"facilitation", "alternance"}),
                "terms": {"class": 2, "muet": 1},
                "territory": ("D33", "R75"),
                "deadline_on": TODAY + timedelta(days=30),
            }
            | values
        )
    )


def candidate(**values):
    return Candidate(
        **(
            {
                "id": 7,
                "member_id": 107,
                "themes": frozenset({"facilitation"}),
                "languages": ("fr",),
                "formats": frozenset({"remote"}),
                "capacity": 2,
            }
            | values
        )
    )


def part(ranking, key, index=0):
    return next(item for item in ranking.matches[index].parts if item.key == key)


candidates = st.builds(
    Candidate,
    id=st.integers(1, 500),
    member_id=st.integers(2, 900),
    themes=st.frozensets(st.sampled_from(THEMES)),
    terms=st.dictionaries(st.sampled_from(STEMS), st.integers(1, 5)),
    home=st.sampled_from([(), ("D33", "R75"), ("D86", "R75"), ("D69", "R84")]),
    serves=st.frozensets(st.sampled_from(CODES)),
    languages=st.sampled_from([("fr",), ("en",), ("fr", "en"), ("en", "fr"), ()]),
    formats=st.frozensets(st.sampled_from(("remote", "on_site", "hybrid"))),
    capacity=st.integers(0, 4),
    load=st.integers(0, 5),
    is_paused=st.booleans(),
    available_from=st.none() | st.dates(TODAY - timedelta(days=40), TODAY + timedelta(days=90)),
    done=st.integers(0, 30),
    cards=st.integers(0, 60),
    sessions=st.integers(0, 60),
    feedback_points=st.integers(0, 40),
    feedback_count=st.integers(20, 40),
)
many = st.lists(candidates, max_size=12, unique_by=lambda item: item.id)
weights = st.builds(Weights, **{name: st.integers(0, 100) for name in Weights.names()})


@given(many, weights)
def test_a_score_is_the_exact_sum_of_its_parts_and_within_the_weights(people, chosen):
    ranking = rank(ask(), people, chosen)
    assert ranking.out_of == chosen.total
    for match in ranking.matches:
        assert match.score == sum(item.points for item in match.parts)
        assert all(0 <= item.points <= item.out_of for item in match.parts)
        assert [item.key for item in match.parts] == [
            name for name in Weights.names() if getattr(chosen, name)
        ]


@given(many)
def test_everybody_is_ranked_or_left_out_with_a_reason(people):
    ranking = rank(ask(), people)
    seen = [m.candidate.id for m in ranking.matches] + [e.candidate.id for e in ranking.excluded]
    assert sorted(seen) == sorted(person.id for person in people)
    for match in ranking.matches:
        who = match.candidate
        assert who.load < who.capacity
        assert not who.is_paused
        assert "fr" in who.languages


@given(many, st.randoms())
def test_the_order_does_not_depend_on_the_list(people, random):
    shuffled = list(people)
    random.shuffle(shuffled)
    assert rank(ask(), shuffled) == rank(ask(), people)


@given(candidates)
@settings(max_examples=200)
def test_better_facts_never_bring_fewer_points(person):
    fit = replace(person, languages=("en", "fr"), capacity=4, load=2, is_paused=False)
    fit = replace(fit, available_from=TODAY + timedelta(days=9))
    before = rank(ask(), [fit]).matches[0].score
    better = [
        replace(fit, themes=fit.themes | {"facilitation", "alternance"}),
        replace(fit, home=("D33", "R75")),
        replace(fit, formats=fit.formats | {"remote"}),
        replace(fit, available_from=None),
        replace(fit, load=1),
        replace(fit, languages=("fr", "en")),
        replace(fit, done=fit.done + 1),
        replace(fit, cards=fit.cards + 1),
        replace(fit, sessions=fit.sessions + 1),
        replace(
            fit, feedback_points=fit.feedback_points + 2, feedback_count=fit.feedback_count + 1
        ),
    ]
    for changed in better[:-1]:
        assert rank(ask(), [changed]).matches[0].score >= before
    if fit.feedback_points <= 2 * fit.feedback_count:
        assert rank(ask(), [better[-1]]).matches[0].score >= before


@given(st.integers(0, 100), st.floats(-1, 2, allow_nan=False))
def test_points_are_whole_and_held(weight, share):
    assert 0 <= points(weight, share) <= weight


def test_same_department_before_region_before_served_before_nowhere():
    people = [
        candidate(id=1, home=("D69", "R84")),
        candidate(id=2, home=("D69", "R84"), serves=frozenset({"R75"})),
        candidate(id=3, home=("D86", "R75")),
        candidate(id=4, home=("D33", "R75")),
    ]
    ranking = rank(ask(format="on_site"), people)
    assert [match.candidate.id for match in ranking.matches] == [4, 3, 2, 1]
    assert [part(ranking, "territory", index).points for index in range(4)] == [15, 11, 8, 0]


def test_words_are_compared_by_stems_and_rare_ones_tell_more():
    people = [
        candidate(id=1, terms={"class": 1, "group": 3}),
        candidate(id=2, terms={"muet": 1, "group": 3}),
        candidate(id=3, terms={"class": 1, "seanc": 2}),
        candidate(id=4, terms={"classement": 1}),
    ]
    ranking = rank(ask(terms={"class": 1, "muet": 1}), people, Weights(text=100))
    text = {match.candidate.id: match.parts[1].points for match in ranking.matches}
    assert text[2] > text[1] > text[4] == 0
    assert ranking.matches[0].parts[1].facts["shared"] == ("muet",)


def test_feedback_is_shrunk_towards_the_mean():
    one_fan = candidate(id=1, feedback_points=2, feedback_count=1)
    many_fans = candidate(id=2, feedback_points=38, feedback_count=20)
    ranking = rank(ask(), [one_fan, many_fans], Weights(feedback=100), prior=0.5)
    assert [match.candidate.id for match in ranking.matches] == [2, 1]
    assert part(ranking, "feedback", 1).points == 60


def test_ties_go_to_the_lighter_load_then_to_a_draw_fixed_for_the_need():
    weights_without_load = replace(DEFAULT_WEIGHTS, room=0)
    people = [candidate(id=1, load=1), candidate(id=2), candidate(id=3)]
    first = [m.candidate.id for m in rank(ask(id=1), people, weights_without_load).matches]
    assert first[2] == 1
    orders = {
        tuple(m.candidate.id for m in rank(ask(id=need), people, weights_without_load).matches)
        for need in range(30)
    }
    assert orders == {(2, 3, 1), (3, 2, 1)}


@pytest.mark.parametrize(
    ("key", "need", "who"),
    [
        ("self", {"author_id": 107}, {}),
        ("conflict", {}, {"avoided_members": frozenset({1})}),
        ("conflict", {"organisation_id": 5}, {"avoided_organisations": frozenset({5})}),
        ("hierarchy", {"organisations": frozenset({5, 6})}, {"organisation_id": 6}),
        ("language", {"language": "en"}, {}),
        ("skill", {"required_skill": "design_thinking"}, {"skills": frozenset({"facilitation"})}),
        ("pause", {}, {"is_paused": True}),
        ("capacity", {}, {"load": 2}),
        ("capacity", {}, {"capacity": 0}),
        ("late", {}, {"available_from": TODAY + timedelta(days=31)}),
    ],
)
def test_hard_rules_leave_out_with_their_reason(key, need, who):
    ranking = rank(ask(**need), [candidate(**who)])
    assert ranking.matches == ()
    assert ranking.excluded[0].key == key


def test_waiting_costs_in_proportion():
    soon = candidate(id=1, available_from=TODAY + timedelta(days=6))
    later = candidate(id=2, available_from=TODAY + timedelta(days=24))
    ranking = rank(ask(), [later, soon])
    assert [part(ranking, "availability", index).points for index in range(2)] == [8, 2]
