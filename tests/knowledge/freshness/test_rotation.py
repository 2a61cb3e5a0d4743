"""The dealing of cards among people: fair within one card, whoever comes or goes."""

import random
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from knowledge.freshness.rotation import Turn, deal

PEOPLE = st.lists(st.integers(1, 40), min_size=1, max_size=8, unique=True)


@st.composite
def tables(draw):
    """Cards in any hands, those of people who left among them, and the people who are there."""
    people = draw(PEOPLE)
    anybody = st.sampled_from([*people, 98, 99])
    return [
        Turn(
            card=card,
            holder=draw(st.none() | anybody),
            author=draw(st.none() | anybody),
            verified=tuple(draw(st.lists(anybody, max_size=4, unique=True))),
            due=draw(st.integers(0, 50)),
        )
        for card in range(draw(st.integers(0, 25)))
    ], people


def loads(holders, people):
    counted = Counter(holders.values())
    return [counted[person] for person in people]


@given(tables())
def test_every_card_has_one_verifier_and_nobody_two_cards_more_than_another(table):
    turns, people = table
    holders = deal(turns, people)
    assert set(holders) == {turn.card for turn in turns}
    assert set(holders.values()) <= set(people)
    assert max(loads(holders, people)) - min(loads(holders, people)) <= 1


@given(tables(), st.randoms(use_true_random=False))
def test_the_same_input_gives_the_same_answer_in_any_order(table, shuffler):
    turns, people = table
    mixed_turns, mixed_people = list(turns), list(people)
    shuffler.shuffle(mixed_turns)
    shuffler.shuffle(mixed_people)
    assert deal(turns, people) == deal(mixed_turns, mixed_people)


@given(tables())
def test_dealing_again_changes_nothing(table):
    turns, people = table
    holders = deal(turns, people)
    again = [replace(turn, holder=holders[turn.card]) for turn in turns]
    assert deal(again, people) == holders


@given(tables(), st.data())
def test_when_somebody_leaves_nobody_else_loses_a_card(table, data):
    turns, people = table
    bare = [replace(turn, author=None, verified=()) for turn in turns]
    before = deal(bare, people)
    leaver = data.draw(st.sampled_from(people))
    rest = [person for person in people if person != leaver]
    after = deal([replace(turn, holder=before[turn.card]) for turn in bare], rest)
    if not rest:
        assert after == {}
        return
    kept = {card for card, person in before.items() if person != leaver}
    assert {card: after[card] for card in kept} == {card: before[card] for card in kept}
    assert max(loads(after, rest)) - min(loads(after, rest)) <= 1


@given(PEOPLE, st.integers(1, 6))
def test_one_card_goes_round_among_all(people, rounds):
    turn, seen = Turn(card=1), []
    for _ in range(rounds * len(people)):
        person = deal([turn], people)[1]
        seen.append(person)
        verified = (*(each for each in turn.verified if each != person), person)
        turn = replace(turn, holder=None, verified=verified)
    assert set(Counter(seen).values()) == {rounds}
    if len(people) > 1:
        assert all(first != then for first, then in pairwise(seen))


def test_it_is_not_the_author_where_somebody_else_is_there():
    turns = [Turn(card=number, author=1 if number % 2 else 2) for number in range(10)]
    holders = deal(turns, [1, 2, 3])
    assert all(turn.author != holders[turn.card] for turn in turns)


def test_nobody_is_there():
    assert deal([Turn(card=1, holder=7)], []) == {}


class Years(RuleBasedStateMachine):
    """Years of a group: people come, leave and verify, cards come and go."""

    def __init__(self):
        super().__init__()
        self.people, self.turns, self.number = [1, 2, 3], {}, 0
        self.again = 0

    def settle(self):
        holders = deal(self.turns.values(), self.people)
        self.turns = {
            card: replace(turn, holder=holders.get(card)) for card, turn in self.turns.items()
        }

    @rule(count=st.integers(1, 5))
    def write(self, count):
        for _ in range(count):
            self.number += 1
            self.turns[self.number] = Turn(card=self.number, due=self.number)
        self.settle()

    @precondition(lambda self: self.turns and self.people)
    @rule(draw=st.integers(0, 10**6))
    def verify(self, draw):
        card = random.Random(draw).choice(sorted(self.turns))
        turn = self.turns[card]
        verified = (*(each for each in turn.verified if each != turn.holder), turn.holder)
        self.turns[card] = replace(turn, holder=None, verified=verified, due=turn.due + 12)
        self.settle()

    @rule()
    def join(self):
        self.people = [*self.people, max(self.people, default=0) + 1]
        self.settle()

    @precondition(lambda self: self.people)
    @rule(draw=st.integers(0, 10**6))
    def leave(self, draw):
        gone = random.Random(draw).choice(self.people)
        self.people = [person for person in self.people if person != gone]
        self.settle()

    @precondition(lambda self: self.turns)
    @rule()
    def withdraw(self):
        del self.turns[min(self.turns)]
        self.settle()

    @invariant()
    def is_fair(self):
        if self.people and self.turns:
            holders = {card: turn.holder for card, turn in self.turns.items()}
            assert set(holders.values()) <= set(self.people)
            assert max(loads(holders, self.people)) - min(loads(holders, self.people)) <= 1


TestYears = Years.TestCase
