"""One analyser: what must meet meets, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.search.analysis import fold, languages_of, stems, terms, words


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("voyage", "voyages"),
        ("élève", "eleves"),
        ("L'essaimage", "essaimage"),
        ("L’essaimage", "essaimage"),
        ("donnees", "données"),
        ("DONNÉES", "donnée"),
        ("cookie ?", "cookie"),
        ("formées", "former"),
        ("qu’apprentissage", "apprentissages"),
        ("jusqu'aujourd", "aujourd"),
        ("cœur", "coeurs"),
        ("e\u0301le\u0300ve", "élève"),
        ("ﬁches", "fiche"),
        ("co\xadopération", "coopération"),
        ("animée\u202f?", "animé"),
    ],
)
def test_french_words_that_meet(first, second):
    assert stems(first, "fr") == stems(second, "fr")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("facilitators", "facilitator"),
        ("running", "runs"),
        ("the learner's notes", "the learner notes"),
        ("don't", "don"),
        ("naïve", "naive"),
    ],
)
def test_english_words_that_meet(first, second):
    assert stems(first, "en") == stems(second, "en")


def test_data_do_not_meet_giving():
    assert stems("données", "fr") != stems("donner", "fr")


def test_narrow_spaces_part_words():
    assert stems("100\u202f000\u00a0élèves", "fr") == ["100", "000", "elev"]


def test_terms_say_where_they_stand():
    text = "À l’écran, l'élève écrit."
    found = [(text[term.start : term.end], term.word.folded) for term in terms(text, "fr")]
    assert found == [("À", "a"), ("écran", "ecran"), ("élève", "eleve"), ("écrit", "ecrit")]


def test_what_is_no_word_has_no_stem():
    assert stems("\u0301 \xad ---- '' \x00 🐝", "fr") == []


def test_an_endless_word_is_cut():
    assert fold("a" * 9000) == "a" * 64


def test_an_unknown_language_is_not_stemmed():
    assert stems("Häuser", "de") == ["hauser"]


@pytest.mark.parametrize(
    ("question", "languages"),
    [
        ("comment animer une réunion", ("fr",)),
        ("how to run a meeting", ("en",)),
        ("facilitation", ("fr", "en")),
        ("", ("fr", "en")),
    ],
)
def test_small_words_tell_the_language(question, languages):
    assert languages_of([fold(word) for word in question.split()]) == languages


def test_an_acronym_is_no_participle():
    assert stems("la CEE", "fr") != stems("la ce", "fr")


@given(
    st.lists(
        st.sampled_from(
            ["l'", "d’", "s", "'", "’", " ", "été", "qu", "T", "-", "_", "9", "ve", "ﬁ"]
        )
    ).map("".join),
    st.sampled_from(["fr", "en"]),
)
def test_words_are_those_of_terms(text, language):
    assert words(text, language) == [term.word for term in terms(text, language)]
