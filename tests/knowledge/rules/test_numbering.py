"""A collection numbers its rules from one on, whatever happens to it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.cards.enums import CardKind
from knowledge.cards.models import CardPage
from knowledge.rules import services
from knowledge.rules.models import RuleCollection, RuleEntry
from tests.factories.cards import make_card

ACTS = st.lists(
    st.tuples(
        st.sampled_from(["place", "remove"]),
        st.integers(0, 4),
        st.integers(0, 1),
        st.none() | st.integers(0, 9),
    ),
    max_size=12,
)


@pytest.fixture
def rules(library):
    return [make_card(library, f"Règle {n}", live=False) for n in range(5)]


@pytest.fixture
def collections(db):
    return [
        RuleCollection.objects.create(title=domain, slug=domain, language="fr", domain=domain)
        for domain in ("participation", "animation")
    ]


def order(collection):
    """The cards of a collection in order, after a look at its numbers and at what cards say."""
    entries = list(RuleEntry.objects.filter(collection=collection).order_by("number"))
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    cards = CardPage.objects.in_bulk([entry.card_id for entry in entries])
    for entry in entries:
        card = cards[entry.card_id]
        assert (card.rule_number, card.rule_domain) == (entry.number, collection.domain)
    return [entry.card_id for entry in entries]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_any_sequence_of_moves_leaves_one_to_n(rules, collections, acts):
    RuleEntry.objects.all().delete()
    expected = [[], []]
    for act, which, where, at in acts:
        card = rules[which]
        for keys in expected:
            if card.pk in keys:
                keys.remove(card.pk)
        if act == "place":
            place = len(expected[where]) if not at else min(at - 1, len(expected[where]))
            expected[where].insert(place, card.pk)
            services.place(card, collection=collections[where], at=at)
        else:
            services.remove(card)
        assert [order(collection) for collection in collections] == expected
        gone = set(CardPage.objects.filter(rule_number=None).values_list("pk", flat=True))
        assert {card.pk for card in rules} - gone == {*expected[0], *expected[1]}


def test_a_form_that_read_old_numbers_gives_none_twice(rules, collections):
    for card in rules[:3]:
        services.place(card, collection=collections[0])
    stale = RuleCollection.objects.get(pk=collections[0].pk)
    entries = list(stale.entries.all())
    services.place(rules[2], collection=collections[0], at=1)
    for position, entry in enumerate(reversed(entries)):
        entry.sort_order = position
    stale.entries = entries
    stale.save()
    assert order(collections[0]) == [rules[2].pk, rules[1].pk, rules[0].pk]


def test_a_published_rule_comes_into_its_collection_and_keeps_its_number(library):
    rule = {"kind": CardKind.GOLDEN_RULE, "rule_domain": "animation"}
    first, second = make_card(library, **rule), make_card(library, **rule)
    collection = RuleCollection.objects.get()
    assert (collection.title, order(collection)) == ("Animation", [first.pk, second.pk])
    second.refresh_from_db()
    older = second.save_revision()
    services.place(second, collection=collection, at=1)
    older.publish()
    assert order(collection) == [second.pk, first.pk]


def test_a_rule_that_is_gone_closes_up(library):
    rule = {"kind": CardKind.GOLDEN_RULE, "rule_domain": "animation"}
    cards = [make_card(library, **rule) for _ in range(3)]
    cards[0].delete()
    assert order(RuleCollection.objects.get()) == [cards[1].pk, cards[2].pk]
    cards[1].kind = CardKind.METHOD
    cards[1].save_revision(clean=False).publish()
    assert order(RuleCollection.objects.get()) == [cards[2].pk]
