"""Whether an objective begins with a verb that one can see somebody do.

The verbs to avoid are those that lists made after B. S. Bloom, "Taxonomy of Educational
Objectives", 1956, and R. F. Mager, "Preparing Instructional Objectives", 1962, give as open to many
readings: nobody sees whether somebody "understands".
"""

import re
from enum import Enum
from typing import Final

VAGUE: Final = {
    "fr": frozenset(
        [
            "comprendre",
            "connaître",
            "savoir",
            "apprendre",
            "découvrir",
            "appréhender",
            "maîtriser",
            "percevoir",
            "assimiler",
            "sensibiliser",
            "réfléchir",
            "intégrer",
            "approprier",
            "familiariser",
            "croire",
            "apprécier",
            "être",
            "avoir",
            "acquérir",
            "saisir",
        ]
    ),
    "en": frozenset(
        [
            "understand",
            "know",
            "learn",
            "discover",
            "appreciate",
            "grasp",
            "master",
            "realise",
            "realize",
            "believe",
            "feel",
            "be",
            "become",
            "enjoy",
            "internalise",
            "internalize",
            "familiarise",
            "familiarize",
            "acquire",
        ]
    ),
}
EXAMPLES: Final = {
    "fr": (
        "«\u202fChoisir…\u202f», «\u202fPréparer…\u202f», «\u202fExpliquer…\u202f», "
        "«\u202fComparer…\u202f», «\u202fRédiger…\u202f»"
    ),
    "en": "“Choose…”, “Prepare…”, “Explain…”, “Compare…”, “Write…”",
}
_OPENING = {
    "fr": re.compile(
        r"^(?:(?:être capable|capable) (?:de |d['’])|pouvoir |à |ne pas |s['’]|se |y |en )+", re.I
    ),
    "en": re.compile(r"^(?:(?:be able|able) to |to |can |not )+", re.I),
}
_INFINITIVE = re.compile(r"(?:er|ir|re)$")
# Words that end like infinitives and are none.
_NOUNS = frozenset(
    [
        "hier",
        "notre",
        "votre",
        "autre",
        "quatre",
        "entre",
        "contre",
        "outre",
        "première",
        "dernière",
        "manière",
        "matière",
        "mesure",
        "lecture",
        "procédure",
        "culture",
        "posture",
        "structure",
        "atelier",
        "métier",
        "papier",
        "cahier",
        "dossier",
        "mer",
        "premier",
        "dernier",
        "théâtre",
        "centre",
        "cadre",
        "titre",
        "livre",
        "membre",
        "lettre",
        "rencontre",
        "heure",
        "nature",
        "gare",
        "pour",
        "leur",
        "sur",
        "par",
    ]
)
# What stands before a noun or asks a question begins no sentence of doing.
_NO_VERB = frozenset(
    [
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "how",
        "why",
        "what",
        "when",
        "where",
        "who",
        "which",
        "my",
        "your",
        "our",
        "their",
        "its",
        "some",
        "all",
        "each",
        "every",
        "of",
        "for",
        "with",
        "in",
        "on",
    ]
)


class Verdict(Enum):
    """What an objective begins with."""

    DOING = "doing"
    VAGUE = "vague"
    NO_VERB = "no verb"


def judge(objective: str, *, language: str) -> Verdict:
    """Judge the first word of an objective; a language that is not known passes."""
    code = language[:2].lower()
    if code not in VAGUE:
        return Verdict.DOING
    text = _OPENING[code].sub("", objective.strip().lstrip("«“\"' \u00a0\u202f"))
    found = re.match(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)
    first = found.group().lower() if found else ""
    if first in VAGUE[code]:
        return Verdict.VAGUE
    return Verdict.DOING if _is_verb(first, code) else Verdict.NO_VERB


def _is_verb(word: str, code: str) -> bool:
    if code == "fr":
        return bool(_INFINITIVE.search(word)) and word not in _NOUNS
    is_noun = len(word) > 5 and word.endswith(("ing", "tion", "ment", "ness", "edge"))
    return bool(word) and word not in _NO_VERB and not is_noun
