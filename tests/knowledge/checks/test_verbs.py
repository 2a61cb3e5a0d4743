"""An objective begins with something that one can see somebody do."""

import pytest

from knowledge.checks.verbs import Verdict, judge


@pytest.mark.parametrize(
    ("language", "objective", "verdict"),
    [
        ("fr", "Donner un retour précis en trois minutes", Verdict.DOING),
        ("fr", "Être capable de rédiger une consigne", Verdict.DOING),
        ("fr", "« Choisir un outil »", Verdict.DOING),
        ("fr", "Ne pas interrompre un tour de table", Verdict.DOING),
        ("fr", "S’exprimer en une minute", Verdict.DOING),
        ("fr", "Comprendre le retour", Verdict.VAGUE),
        ("fr", "Être capable de comprendre le retour", Verdict.VAGUE),
        ("fr", "Se familiariser avec l’outil", Verdict.VAGUE),
        ("fr", "SAVOIR animer", Verdict.VAGUE),
        ("fr", "Le retour en trois phrases", Verdict.NO_VERB),
        ("fr", "Première séance réussie", Verdict.NO_VERB),
        ("fr", "1234", Verdict.NO_VERB),
        ("en", "Give precise feedback", Verdict.DOING),
        ("en", "To give precise feedback", Verdict.DOING),
        ("en", "Have each group write a sentence", Verdict.DOING),
        ("en", "Bring in a latecomer", Verdict.DOING),
        ("en", "Understand feedback", Verdict.VAGUE),
        ("en", "Be able to understand feedback", Verdict.VAGUE),
        ("en-gb", "Know what to say", Verdict.VAGUE),
        ("en", "The three sentences", Verdict.NO_VERB),
        ("en", "Knowledge of feedback", Verdict.NO_VERB),
        ("en", "", Verdict.NO_VERB),
        ("de", "Irgendetwas", Verdict.DOING),
    ],
)
def test_its_first_word_is_judged(language, objective, verdict):
    assert judge(objective, language=language) is verdict
