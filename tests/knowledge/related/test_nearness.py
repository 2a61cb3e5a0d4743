"""Which cards are near each other: alike for both, for any order, and never of nothing."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from knowledge.related.nearness import (
    BY_TEXT,
    BY_THEMES,
    BY_USE,
    KEPT,
    LEAST,
    PEOPLE,
    PUBLIC,
    Nearness,
    Sheet,
)

WORDS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 9), max_size=6)
THEMES = st.frozensets(st.integers(1, 5), max_size=3)


@st.composite
def collections(draw):
    """Cards of two languages and all readers, some translations of others, and who used them."""
    sheets = [
        Sheet(
            key=key,
            thing=f"thing-{draw(st.integers(0, 20))}",
            language=draw(st.sampled_from(["fr", "en"])),
            audience=draw(st.sampled_from(sorted(KEPT))),
            themes=draw(THEMES),
            words=draw(WORDS),
        )
        for key in range(1, draw(st.integers(0, 14)) + 1)
    ]
    people = st.tuples(
        st.sampled_from([sheet.thing for sheet in sheets] or [""]), st.integers(1, 8)
    )
    return sheets, draw(st.lists(people, max_size=30))


def rows(sheets, used=()):
    return dict(Nearness(sheets, used).of())


@given(collections())
def test_no_card_is_near_itself_or_its_translation_and_scores_are_their_reasons(collection):
    sheets, used = collection
    by_key = {sheet.key: sheet for sheet in sheets}
    people = {sheet.thing: {p for thing, p in used if thing == sheet.thing} for sheet in sheets}
    found = rows(sheets, used)
    assert set(found) == set(by_key)
    for key, near in found.items():
        assert [each.score for each in near] == sorted((each.score for each in near), reverse=True)
        for each in near:
            mine, other = by_key[key], by_key[each.key]
            assert other.thing != mine.thing
            assert LEAST <= round(each.score, 6) <= 1
            assert 0 <= each.by_text <= BY_TEXT
            assert 0 <= each.by_themes <= BY_THEMES
            assert 0 <= each.by_use <= BY_USE
            assert (each.by_themes > 0) == bool(mine.themes & other.themes)
            assert each.theme in (mine.themes & other.themes or {None})
            both = len(people[mine.thing] & people[other.thing])
            assert each.used_by == (both if both >= PEOPLE else 0)
            assert (each.by_use > 0) == (both >= PEOPLE)
            assert each.by_text == 0 or mine.language == other.language


@given(collections(), st.randoms(use_true_random=False))
def test_any_order_of_the_same_cards_gives_the_same(collection, shuffler):
    sheets, used = collection
    before = rows(sheets, used)
    shuffler.shuffle(sheets)
    shuffler.shuffle(used)
    assert rows(sheets, used) == before


@given(collections())
def test_two_cards_are_as_near_to_each_other(collection):
    sheets, used = collection
    found = {(key, each.key): each for key, near in rows(sheets, used).items() for each in near}
    for (one, other), near in found.items():
        back = found.get((other, one))
        if back is not None:
            assert replace(back, key=near.key) == near


@given(collections())
def test_one_card_alone_gets_what_it_gets_among_all(collection):
    sheets, used = collection
    nearness = Nearness(sheets, used)
    everything = dict(nearness.of())
    for sheet in sheets:
        assert dict(nearness.of([sheet.key])) == {sheet.key: everything[sheet.key]}


@given(collections())
def test_another_language_only_where_nobody_finds_anything_in_the_cards_own(collection):
    sheets, used = collection
    by_key = {sheet.key: sheet for sheet in sheets}
    for key, near in rows(sheets, used).items():
        own = [each for each in near if by_key[each.key].language == by_key[key].language]
        if any(by_key[each.key].audience == PUBLIC for each in own):
            assert own == near


@given(collections())
def test_what_not_everybody_may_read_takes_nobodys_place(collection):
    sheets, used = collection
    public = {sheet.key for sheet in sheets if sheet.audience == PUBLIC}
    hidden = [replace(s, audience="members") if s.key not in public else s for s in sheets]
    for key, near in rows(hidden, used).items():
        closed = [replace(s, audience="organisation") if s.key not in public else s for s in sheets]
        seen = [each for each in near if each.key in public]
        assert seen == [each for each in rows(closed, used)[key] if each.key in public]


def test_what_is_rare_counts_more():
    common = [
        Sheet(key, f"t{key}", "fr", PUBLIC, frozenset({1}), {"retour": 1}) for key in range(1, 9)
    ]
    one = Sheet(20, "t20", "fr", PUBLIC, frozenset({1, 2}), {"retour": 1, "ruche": 2})
    other = Sheet(21, "t21", "fr", PUBLIC, frozenset({1, 2}), {"retour": 1, "ruche": 1})
    near = rows([*common, one, other])[20]
    assert near[0].key == 21
    assert near[0].theme == 2


def test_two_people_say_nothing_and_three_do():
    sheets = [Sheet(key, f"t{key}", "fr", PUBLIC) for key in (1, 2, 3)]
    used = [("t1", person) for person in (1, 2, 3)] + [("t2", person) for person in (1, 2, 3)]
    used += [("t3", 1), ("t3", 2)]
    assert [(each.key, each.used_by) for each in rows(sheets, used)[1]] == [(2, 3)]
    assert rows(sheets, used)[3] == []


def test_nothing_is_near_nothing():
    assert rows([]) == {}
    assert rows([Sheet(1, "t1", "fr", PUBLIC), Sheet(2, "t2", "fr", PUBLIC)]) == {1: [], 2: []}
