"""Words become stems: one analyser for both languages, every engine, texts and questions alike.

A text is normalised (NFKC, lower case, straight apostrophes), its accents are folded, elided
articles are dropped, and each word is cut to its stem by Snowball. Folding comes before stemming,
so that "eleves" and "élèves" take the same way; the endings of French participles that lose their
mark by it ("données", "donnees") are mended on the way.
"""

# ruff: noqa: SIM905  (a long list of words reads better as text)

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import snowballstemmer

VERSION: Final = 2
"""Raise it when stems change: `manage.py search_index --check` then asks for a rebuild."""

MAX_WORD: Final = 64
"""Characters of a word that count; the longest French word has 25."""

_SNOWBALL: Final = {"fr": "french", "en": "english"}
_WORD: Final = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u00ad])+")
_APOSTROPHES: Final = "'’ʼ‘′＇"
_ELIDED: Final = frozenset(
    "c d j l m n s t qu jusqu lorsqu puisqu quoiqu presqu quelqu entr".split()
)
_TAILS: Final = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})
_ELIDED_ANYWHERE: Final = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(sorted(_ELIDED))})[{_APOSTROPHES}](?=[^\W_])"
    rf"|(?<=[{_APOSTROPHES}])(?:{'|'.join(sorted(_TAILS))})(?![^\W_])",
    re.IGNORECASE,
)
_HAS_APOSTROPHE: Final = re.compile(f"[{_APOSTROPHES}]")
_LETTERS: Final = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "\xad": ""})

FRENCH_STOP_WORDS: Final = frozenset(
    "a ai aie ait alors apres as au aucun aucune aura aurait aussi autre autres aux avait avant "
    "avec avez avoir avons ayant bien c ca car ce ceci cela celle celles celui ces cet cette ceux "
    "chaque chez ci comme comment combien d dans de depuis des desquels dessous dessus deux dit "
    "doit doivent donc dont du durant elle elles en encore entre es est et etaient etait etant ete "
    "etes etre eu eux fait faire faut font furent fut hors ici il ils j je jusqu l la laquelle le "
    "lequel les lesquelles lesquels leur leurs lors lorsque lui m ma mais me meme memes mes moi "
    "moins mon n ne ni nos notre nous on ont ou par parce pas pendant peu peut peuvent plus "
    "plusieurs pour pourquoi pourrait puis qu quand que quel quelle quelles quels quelque "
    "quelques qui quoi s sa sans se selon sera serait ses si soit son sont sous suis sur t ta te "
    "tel telle telles tels tes toi ton toujours tous tout toute toutes tres trop tu un une va "
    "vers via voici voila vos votre vous vu y".split()
)
"""Folded; words that a question may hold and an answer need not."""

ENGLISH_STOP_WORDS: Final = frozenset(
    "a about above after again all also am an and any are aren be because been before being below "
    "between both but by can could did do does doing don down during each few for from further had "
    "has have having he her here hers him his how i if in into is isn it its just let may me might "
    "more most much my no nor not now of off once only or other our ours out over own same she "
    "should so some such than that the their theirs them then there these they this those through "
    "to too under until up us very was we were what when where whether which while who whom whose "
    "why will with would you your yours".split()
)
"""The same in English."""

LANGUAGE_MARKS: Final = {
    "fr": ("le", "la", "les", "des", "et", "est", "une", "pour", "du"),
    "en": ("the", "of", "and", "to", "is", "for", "with"),
}
"""Small words, their own stems, of which nearly every passage of a language holds one."""

STOP_WORDS: Final = FRENCH_STOP_WORDS | ENGLISH_STOP_WORDS


class Word(NamedTuple):
    """A word as it is written (in lower case), without accents, and its stem."""

    written: str
    folded: str
    stem: str


class Term(NamedTuple):
    """A word of a text and where it stands in it."""

    start: int
    end: int
    word: Word


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Return a word in lower case without accents: ``Élève`` is ``eleve``, ``Œuvre`` ``oeuvre``."""
    plain = unicodedata.normalize("NFKC", word).casefold().translate(_LETTERS)
    if plain.isascii():
        return plain[:MAX_WORD]
    decomposed = unicodedata.normalize("NFD", plain)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c) and (c.isalnum()))
    return kept[:MAX_WORD]


@lru_cache(maxsize=4)
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(_SNOWBALL[language])


_NOUNS: Final = frozenset({"donnee", "journee", "soiree", "annee", "matinee", "pensee"})
"""Nouns that look like participles and would meet another word ("données" and "donner")."""


@lru_cache(maxsize=65_536)
def stem(folded: str, language: str) -> str:
    """Return the stem of a folded word; a language that is not known leaves it as it is."""
    code = language[:2]
    if code not in _SNOWBALL or len(folded) < 3:
        return folded
    if code == "fr" and folded.endswith(("ee", "ees")):
        if len(folded) == 3:  # "CEE" is not "ce"
            return folded
        singular = folded.removesuffix("s")
        if singular in _NOUNS:
            return singular
        folded = singular[:-1]
    return _stemmer(code).stemWord(folded) or folded


@lru_cache(maxsize=131_072)
def word_of(raw: str, language: str) -> Word:
    """Return the word that a piece of text is."""
    folded = fold(raw)
    written = unicodedata.normalize("NFKC", raw).casefold().replace("\xad", "")[:MAX_WORD]
    return Word(written, folded, stem(folded, language))


def _is_elided(text: str, start: int, end: int, folded: str) -> bool:
    """Whether a word is only an article before an apostrophe or an English tail behind one."""
    if (
        folded in _ELIDED
        and text[end : end + 1] in _APOSTROPHES
        and text[end + 1 : end + 2].isalnum()
    ):
        return True
    return folded in _TAILS and start > 0 and text[start - 1] in _APOSTROPHES


def terms(text: str, language: str) -> Iterator[Term]:
    """Yield the words of a text with their places in it, elided articles left out."""
    for match in _WORD.finditer(text):
        word = word_of(match[0], language)
        start, end = match.span()
        # Only short words can be elided: the others need not look around.
        if word.folded and (end - start > 7 or not _is_elided(text, start, end, word.folded)):
            yield Term(start, end, word)


def words(text: str, language: str) -> list[Word]:
    """Return the words of a text in order: those of `terms`, found faster."""
    if _HAS_APOSTROPHE.search(text):
        text = _ELIDED_ANYWHERE.sub(" ", text)
    found = [word_of(raw, language) for raw in _WORD.findall(text)]
    return [word for word in found if word.folded]


def stems(text: str, language: str) -> list[str]:
    """Return the stems of a text in order, stop words included (phrases need them)."""
    return [term.word.stem for term in terms(text, language)]


def is_stop_word(folded: str) -> bool:
    """Whether a folded word says little: an article, a pronoun, a question word."""
    return folded in STOP_WORDS


def languages_of(question: Sequence[str]) -> tuple[str, ...]:
    """Return the languages that a question may be in, from its small words (folded).

    One when they speak for it; both when there are none, or when they contradict each other.
    """
    french = sum(word in FRENCH_STOP_WORDS and word not in ENGLISH_STOP_WORDS for word in question)
    english = sum(word in ENGLISH_STOP_WORDS and word not in FRENCH_STOP_WORDS for word in question)
    if french > 2 * english:
        return ("fr",)
    if english > 2 * french:
        return ("en",)
    return ("fr", "en")
