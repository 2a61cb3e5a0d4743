"""The order that readers expect."""

from community.core.sorting import by_name, folded


def test_accents_and_case_do_not_push_a_word_away():
    assert by_name(["Zoé", "évaluation", "Île", "Évolution", "ici", "Eau"]) == [
        "Eau",
        "évaluation",
        "Évolution",
        "ici",
        "Île",
        "Zoé",
    ]


def test_folding():
    assert folded("Œuvre À ÇA") == "œuvre a ca"
