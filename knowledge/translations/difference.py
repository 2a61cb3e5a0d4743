"""What became of a text since: parts matched, then words compared. Pure, on plain data.

Parts are matched by their key; where ids were given anew (an import, a copied section), by the same
text, then by the likest text of the same kind. Words are compared with Python's `difflib`
(Ratcliff and Obershelp, 1988).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

from knowledge.translations.parts import Part

LIKE: Final = 0.5
"""From which likeness on two parts are the same one, changed."""
MOST_STEPS: Final = 4_000_000
"""Beyond so many pairs of words, whole sentences are compared."""
_WORD: Final = re.compile(r"\w+|\s+|[^\w\s]")
_SENTENCE: Final = re.compile(r"[^.!?…]+[.!?…]*\s*|[.!?…]+\s*")

Op = Literal["same", "added", "removed"]
How = Literal["changed", "added", "removed", "moved", "marked"]


@dataclass(frozen=True)
class Span:
    """Words that stayed, came or went."""

    op: Op
    text: str


@dataclass(frozen=True)
class Change:
    """What became of a part; `key` is that of the part as it is now, or was."""

    key: str
    kind: str
    how: How
    spans: tuple[Span, ...]
    is_marked: bool = False
    """Whether something beside its words changed, too."""


def changes(old: Sequence[Part], new: Sequence[Part]) -> list[Change]:
    """Return what changed between two readings of a card, in the order of the new one."""
    pairs = _matched(old, new)
    stayed = _in_order([pairs[index] for index in sorted(pairs)])
    found: list[Change] = []
    gone = [index for index in range(len(old)) if index not in set(pairs.values())]
    for index, part in enumerate(new):
        before = pairs.get(index)
        while gone and before is not None and gone[0] < before:
            found.append(_gone(old[gone.pop(0)]))
        if before is None:
            if part.text or part.mark:
                found.append(Change(part.key, part.kind, "added", (Span("added", part.text),)))
            continue
        change = _compared(old[before], part, has_moved=before not in stayed)
        if change is not None:
            found.append(change)
    return found + [_gone(old[index]) for index in gone]


def _gone(part: Part) -> Change:
    return Change(part.key, part.kind, "removed", (Span("removed", part.text),))


def _compared(before: Part, now: Part, *, has_moved: bool) -> Change | None:
    is_marked = before.mark != now.mark
    if before.text != now.text:
        return Change(now.key, now.kind, "changed", spans(before.text, now.text), is_marked)
    same = (Span("same", now.text),)
    if is_marked:
        return Change(now.key, now.kind, "marked", same, is_marked=True)
    return Change(now.key, now.kind, "moved", same) if has_moved else None


def _matched(old: Sequence[Part], new: Sequence[Part]) -> dict[int, int]:
    """Return the index of the old part by that of the new one."""
    found: dict[int, int] = {}
    free = dict.fromkeys(range(len(old)))
    by_key = {(part.kind, part.key): index for index, part in enumerate(old) if part.key}
    for index, part in enumerate(new):
        before = by_key.get((part.kind, part.key))
        if before is not None and before in free:
            found[index] = before
            del free[before]
    for likeness in (_same, _alike):
        for index, part in enumerate(new):
            if index in found:
                continue
            best = max(free, key=lambda other: likeness(old[other], part), default=None)
            if best is not None and likeness(old[best], part) >= LIKE:
                found[index] = best
                del free[best]
    return found


def _same(one: Part, other: Part) -> float:
    return float((one.kind, one.text, one.mark) == (other.kind, other.text, other.mark))


def _alike(one: Part, other: Part) -> float:
    if one.kind != other.kind or not one.text or not other.text:
        return 0.0
    return SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False).ratio()


def _in_order(indices: Sequence[int]) -> set[int]:
    """Return the longest run of indices that rises: what stayed where it was."""
    tails: list[int] = []
    at: list[int] = []
    for value in indices:
        place = bisect_left(tails, value)
        tails[place : place + 1] = [value]
        at.append(place)
    wanted, kept = len(tails) - 1, set()
    for value, place in zip(reversed(indices), reversed(at), strict=True):
        if place == wanted:
            kept.add(value)
            wanted -= 1
    return kept


def spans(old: str, new: str) -> tuple[Span, ...]:
    """Compare two texts by words; the spans that are not added make `old`, not removed `new`."""
    before, now = _WORD.findall(old), _WORD.findall(new)
    if len(before) * len(now) > MOST_STEPS:
        before, now = _SENTENCE.findall(old), _SENTENCE.findall(new)
    found: list[Span] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Span("same", "".join(now[k:m])))
            continue
        found.append(Span("removed", "".join(before[i:j])))
        found.append(Span("added", "".join(now[k:m])))
    return tuple(_smoothed(found))


def _smoothed(found: Iterable[Span]) -> list[Span]:
    """Join spans of a sort; a space alone between two changes belongs to both."""
    spans = [span for span in found if span.text]
    joined: list[Span] = []
    removed = added = ""
    for index, span in enumerate(spans):
        is_between = 0 < index < len(spans) - 1 and (removed or added)
        if span.op == "same" and not (is_between and span.text.isspace()):
            joined += _flushed(removed, added)
            removed = added = ""
            joined.append(span)
            continue
        removed += span.text if span.op != "added" else ""
        added += span.text if span.op != "removed" else ""
    return joined + _flushed(removed, added)


def _flushed(removed: str, added: str) -> list[Span]:
    parts: tuple[Span, Span] = (Span("removed", removed), Span("added", added))
    return [span for span in parts if span.text]
