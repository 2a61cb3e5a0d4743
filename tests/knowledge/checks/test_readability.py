"""The index of Flesch, by its published constants, and what it is made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.checks.readability import (
    CONSTANTS,
    LEAST_WORDS,
    measure,
    sentences_in,
    syllables_in,
)

EASY = {
    "fr": "Le chat dort. Il fait beau. On va au parc. La rue est à nous. Tu as dit oui.",
    "en": "The cat is asleep. It is warm. We go to the park. The road is ours. You said yes.",
}
HARD = {
    "fr": (
        "L’institutionnalisation progressive des dispositifs d’accompagnement personnalisé "
        "nécessite une réappropriation collective des modalités organisationnelles "
        "préexistantes, indépendamment des considérations administratives conjoncturelles."
    ),
    "en": (
        "The progressive institutionalisation of individualised accompaniment arrangements "
        "necessitates collective reappropriation of organisational modalities, independently "
        "of administrative considerations characteristic of contemporary circumstances."
    ),
}


@pytest.mark.parametrize(
    ("language", "word", "number"),
    [
        ("fr", "chat", 1),
        ("fr", "école", 2),
        ("fr", "cité", 2),
        ("fr", "porte", 1),
        ("fr", "parlent", 1),
        ("fr", "vraiment", 2),
        ("fr", "eau", 1),
        ("fr", "formation", 3),
        ("en", "cat", 1),
        ("en", "table", 2),
        ("en", "made", 1),
        ("en", "asked", 1),
        ("en", "wanted", 2),
        ("en", "the", 1),
        ("en", "feedback", 2),
        ("de", "Haus", 1),
    ],
)
def test_syllables(language, word, number):
    assert syllables_in(word, language=language) == number


def test_the_constants_are_those_of_the_papers():
    assert CONSTANTS == {"en": (206.835, 1.015, 84.6), "fr": (207.0, 1.015, 73.6)}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_plain_words_read_easily_and_long_ones_do_not(language):
    easy = measure([EASY[language]] * 5, language=language)
    hard = measure([HARD[language]] * 5, language=language)
    assert (easy.is_easy, easy.is_hard) == (True, False)
    assert (hard.is_easy, hard.is_hard) == (False, True)


def test_too_few_words_say_nothing():
    assert measure(["mot " * (LEAST_WORDS - 1)], language="fr").index is None
    assert measure(["mot " * LEAST_WORDS], language="fr").index is not None


def test_sentences_are_cut_where_they_end():
    text = "Il dit : « Non. » Puis il part… Est-ce fini ? Oui, 3.5 fois\nune ligne"
    assert sentences_in(text) == [
        "Il dit : « Non.",
        "Puis il part…",
        "Est-ce fini ?",
        "Oui, 3.5 fois",
        "une ligne",
    ]


@given(st.lists(st.text(max_size=200), max_size=6), st.sampled_from(["fr", "en", "de", ""]))
def test_any_text_has_a_measure(texts, language):
    found = measure(texts, language=language)
    assert found.index is None or 0 <= found.index <= 100
