"""What people type becomes a question, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.search.parsing import MAX_WORDS, parse


def folded(question):
    return [word.folded for word in question.words]


def test_a_question_keeps_the_words_that_tell():
    assert folded(parse("Sur Internet, un cookie, c'est quoi ?")) == ["internet", "cookie"]


def test_small_words_count_when_there_are_no_others():
    assert folded(parse("être ou ne pas être")) == ["etre", "ou", "ne", "pas"]


def test_a_word_asked_twice_counts_once_with_its_number():
    (word,) = parse("images image").words
    assert word.times == 2


@pytest.mark.parametrize(
    "typed", ['"classe virtuelle"', "« classe virtuelle »", "“classe virtuelle”"]
)
def test_phrases(typed):
    assert parse(typed).phrases == ((("class", "virtuel"), ("class", "virtuell")),)


def test_quotes_in_a_long_question_are_no_condition():
    question = parse('comment mener une réunion "debout" avec quinze formateurs fatigués du lundi')
    assert question.phrases == ()
    assert "debout" in folded(question)


def test_exclusions():
    question = parse('atelier -distance -"classe virtuelle"')
    assert folded(question) == ["atelier"]
    assert [word.folded for word in question.excluded] == ["distance"]
    assert len(question.excluded_phrases) == 1


def test_a_hyphen_inside_a_word_or_alone_excludes_nothing():
    assert parse("micro-apprentissage - atelier").excluded == ()


def test_operators():
    question = parse("cookie type:card theme:culture-numerique territoire:R75 lang:fr")
    assert folded(question) == ["cookie"]
    assert question.text == "cookie"
    assert question.filters == (
        ("type", "card"),
        ("theme", "culture-numerique"),
        ("territory", "R75"),
        ("language", "fr"),
    )


def test_other_colons_are_text():
    assert folded(parse("à 12:41 voir https://exemple.fr")) == [
        "12",
        "41",
        "voir",
        "https",
        "exemple",
        "fr",
    ]


def test_a_long_text_is_cut():
    assert len(parse(" ".join(f"mot{n}" for n in range(4000))).words) == MAX_WORDS


def test_nothing_asks_for_nothing():
    assert parse("  \x00 \ud800 ?! ").is_empty


@given(st.text(max_size=300))
def test_whatever_is_typed_is_understood(typed):
    parse(typed)


def test_a_compound_is_also_asked_as_one_word():
    words = parse("le co-développement").words
    assert [(word.folded, word.is_joined) for word in words] == [
        ("codeveloppement", True),
        ("co", False),
        ("developpement", False),
    ]
    assert not any(word.is_joined for word in parse("tapez -x puis a - b, 2024-05").words)
