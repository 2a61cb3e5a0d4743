"""The best part of a passage to show: escaped first, then with what was found marked."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from community.search.analysis import Term, Word, terms

LENGTH: Final = 220
"""Characters of a snippet, about."""
_LEAD: Final = 40
"""Characters before the first find."""


def highlight(text: str, wanted: frozenset[str], language: str) -> SafeString:
    """Return the whole text, escaped, with the words marked whose stem is wanted."""
    return marked(text, found_in(text, wanted, language))


def marked(text: str, found: Sequence[Term]) -> SafeString:
    """Return the whole text, escaped, with these words of it marked."""
    return _marked(text, found, 0, len(text))


def snippet(
    text: str, wanted: frozenset[str], language: str, *, length: int = LENGTH
) -> SafeString:
    """Return about `length` characters around the words whose stems are wanted, marked.

    Of all windows the one with the most different words is taken, then the one with the most.
    Without any of them it is the beginning.
    """
    return snippet_of(text, found_in(text, wanted, language), length=length)


def snippet_of(text: str, found: Sequence[Term], *, length: int = LENGTH) -> SafeString:
    """Return the same for words that were found in the text already."""
    start, end = _window(text, found, length)
    before = "… " if start > 0 else ""
    after = " …" if end < len(text) else ""
    return mark_safe(f"{before}{_marked(text, found, start, end)}{after}")  # noqa: S308  (escaped)


def found_in(text: str, wanted: frozenset[str], language: str) -> list[Term]:
    """Return the words of a text whose stems are wanted, in order.

    Where stems are wanted together ("intelligent artificiel"), the words that have them are one.
    """
    if not wanted:
        return []
    together = [stems for stem in wanted if len(stems := tuple(stem.split())) > 1]
    if not together:
        return [term for term in terms(text, language) if term.word.stem in wanted]
    listed = list(terms(text, language))
    found = [term for term in listed if term.word.stem in wanted]
    found += [term for stems in together for term in _together(stems, listed)]
    return sorted(found, key=lambda term: (term.start, -term.end))


def _together(stems: tuple[str, ...], listed: Sequence[Term]) -> Iterator[Term]:
    """Yield places where words with these stems follow each other, each as one."""
    for number in range(len(listed) - len(stems) + 1):
        inside = listed[number : number + len(stems)]
        if tuple(term.word.stem for term in inside) == stems:
            written = " ".join(term.word.written for term in inside)
            folded = " ".join(term.word.folded for term in inside)
            word = Word(written, folded, " ".join(stems))
            yield Term(inside[0].start, inside[-1].end, word)


def _window(text: str, found: Sequence[Term], length: int) -> tuple[int, int]:
    if len(text) <= length * 1.2:
        return 0, len(text)
    start = 0
    best = (0, 0)
    for number, first in enumerate(found):
        inside = [t for t in found[number:] if t.end <= first.start - _LEAD + length]
        value = (len({t.word.stem for t in inside}), len(inside))
        if value > best:
            best, start = value, max(first.start - _LEAD, 0)
    start = max(min(start, len(text) - length), 0)
    return _at_word(text, start), _at_word(text, start + length)


def _at_word(text: str, place: int) -> int:
    """Move a place to the next end of a word, at most some characters on."""
    if place <= 0 or place >= len(text):
        return min(max(place, 0), len(text))
    for offset in range(25):
        if place + offset >= len(text):
            return len(text)
        if text[place + offset].isspace():
            return place + offset
    return place


def _marked(text: str, found: Sequence[Term], start: int, end: int) -> SafeString:
    pieces: list[str] = []
    at = start
    for term in found:
        if term.start < at or term.end > end:
            continue
        pieces.append(escape(text[at : term.start]))
        pieces.append(f"<mark>{escape(text[term.start : term.end])}</mark>")
        at = term.end
    pieces.append(escape(text[at:end]))
    return mark_safe("".join(pieces).strip())  # noqa: S308  (every piece is escaped)


def with_beginning(title: str, beginning: str) -> SafeString:
    """Return a title, escaped, with the first words marked that begin like something folded."""
    found = list(terms(title, "fr"))
    wanted = beginning.split()
    for number in range(len(found) - len(wanted) + 1):
        inside = found[number : number + len(wanted)]
        folded = [term.word.folded for term in inside]
        if folded[:-1] == wanted[:-1] and folded[-1].startswith(wanted[-1]):
            return marked(title, inside)
    return escape(title)
