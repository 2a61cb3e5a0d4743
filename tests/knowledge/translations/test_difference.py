"""What changed between two readings of a card: words, parts, order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.translations.difference import MOST_STEPS, changes, spans
from knowledge.translations.parts import Part, as_data, digest_of, from_data

texts = st.text(alphabet="ab é.!\n", max_size=40)
parts = st.lists(
    st.builds(
        Part,
        key=st.sampled_from(["", "1", "2", "3"]),
        kind=st.sampled_from(["text", "quote"]),
        text=texts,
        mark=st.sampled_from(["", "x"]),
    ),
    max_size=6,
    unique_by=lambda part: part.key or id(part),
)


def told(found):
    return [(change.how, change.key) for change in found]


@given(texts, texts)
def test_what_stayed_and_went_makes_the_old_text_and_what_stayed_and_came_the_new(old, new):
    found = spans(old, new)
    assert "".join(span.text for span in found if span.op != "added") == old
    assert "".join(span.text for span in found if span.op != "removed") == new


def test_words_are_compared_not_letters():
    found = [
        (span.op, span.text)
        for span in spans("Trois phrases courtes.", "Trois longues phrases courtes.")
    ]
    assert found == [("same", "Trois"), ("added", " longues"), ("same", " phrases courtes.")]


def test_a_very_long_text_is_compared_by_sentences():
    old = "un deux trois. " * 1000
    words = len(old.split())
    assert (2 * words) ** 2 > MOST_STEPS
    found = spans(old, old + "Une phrase de plus.")
    assert [span.op for span in found] == ["same", "added"]


@given(parts)
def test_the_same_parts_have_no_change_and_ids_given_anew_make_none(found):
    assert changes(found, found) == []
    renewed = [Part(f"new-{n}", p.kind, p.text, p.mark) for n, p in enumerate(found)]
    assert {change.how for change in changes(found, renewed)} <= {"moved"}
    assert digest_of(found) == digest_of(renewed)


@given(parts, parts)
def test_each_part_is_accounted_for_once(old, new):
    found = changes(old, new)
    for change in found:
        assert change.how in {"changed", "added", "removed", "moved", "marked"}
    gone = [change for change in found if change.how == "removed"]
    come = [change for change in found if change.how == "added"]
    silent = [part for part in new if not part.text and not part.mark]
    assert 0 <= len(new) - len(come) - (len(old) - len(gone)) <= len(silent)


def test_a_block_that_moves_is_said_once():
    one, two, three = (Part(str(n), "text", f"Texte {n}") for n in range(3))
    assert told(changes([one, two, three], [three, one, two])) == [("moved", "2")]


def test_a_block_with_a_new_id_is_the_one_it_is_like():
    old = [Part("1", "text", "Un fait, un effet, une suite.")]
    new = [Part("9", "text", "Un fait, un effet et une suite.")]
    (change,) = changes(old, new)
    assert (change.how, change.key) == ("changed", "9")
    new = [Part("9", "text", "Rien à voir avec ce qui précède")]
    assert told(changes(old, new)) == [("removed", "1"), ("added", "9")] or told(
        changes(old, new)
    ) == [("added", "9"), ("removed", "1")]


def test_another_file_under_the_same_words_is_a_change():
    old, new = (
        [Part("1", "image", "Deux affiches", "7")],
        [Part("1", "image", "Deux affiches", "8")],
    )
    assert told(changes(old, new)) == [("marked", "1")]


@pytest.mark.parametrize("row", [{}, {"key": None, "extra": 1}, {"kind": "gone", "text": "x"}])
def test_what_an_older_version_kept_is_read_as_it_can_be(row):
    (part,) = from_data([row])
    assert from_data(as_data([part])) == [part]
