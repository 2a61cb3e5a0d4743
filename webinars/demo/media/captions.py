"""Split what is said into readable captions, and write them as WebVTT."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LINE_LENGTH = 42
LINES = 2

# A line should not end on these: the eye waits for the word that follows.
WEAK_ENDINGS = frozenset(
    re.findall(
        r"\S+",
        """
        le la les un une des de du d’un d’une à au aux et ou en sur par pour que qui ne se sa son
        ses ce cette ces mon ma mes ton ta tes dans sans il elle on nous vous tu je plus très deux
        trois quatre cinq six dix
        a an the of to and or in on at by for with that which is are be not no so as from this
        your our their we you it two three ten
        """,
    )
)

# Where a voice breathes: after a punctuation mark or a closing guillemet. Only plain spaces
# count: the narrow ones that French sets before its marks must never be cut.
_BREATH = re.compile("(?<=[,;:.!?…»”]) +")


class CaptionError(ValueError):
    """A text can't be shown in captions of the promised size."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption on screen from ``start`` to ``end``, in seconds."""

    start: float
    end: float
    text: str
    speaker: str = ""


def wrap(text: str) -> tuple[str, ...] | None:
    """Return the text on one or two well-balanced lines, or None when it does not fit."""
    if len(text) <= LINE_LENGTH:
        return (text,)
    words = text.split(" ")
    candidates = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    fitting = [pair for pair in candidates if max(map(len, pair)) <= LINE_LENGTH]
    return min(fitting, key=_unevenness, default=None)


def _unevenness(lines: tuple[str, str]) -> int:
    first, second = lines
    cost = abs(len(first) - len(second))
    if first.rsplit(" ", 1)[-1].lower() in WEAK_ENDINGS:
        cost += 20
    if first[-1] in ",;:.!?…":
        cost -= 15
    return cost


def pieces(sentence: str) -> tuple[str, ...]:
    """Cut a sentence where a voice breathes, into as few even captions as possible.

    Raise CaptionError when two breaths lie too far apart for one caption.
    """
    breaths = _clauses(sentence)
    best: dict[int, tuple[tuple[int, int], tuple[str, ...]]] = {0: ((0, 0), ())}
    for stop in range(1, len(breaths) + 1):
        options = []
        for start in range(stop):
            piece = " ".join(breaths[start:stop])
            if start in best and wrap(piece):
                (count, squares), before = best[start]
                options.append(((count + 1, squares + len(piece) ** 2), (*before, piece)))
        if options:
            best[stop] = min(options)
    if len(breaths) not in best:
        raise CaptionError(f"no place to breathe within {LINES * LINE_LENGTH} signs: {sentence}")
    return best[len(breaths)][1]


def _clauses(sentence: str) -> list[str]:
    starts = [0, *(match.end() for match in _BREATH.finditer(sentence))]
    stops = [*starts[1:], len(sentence)]
    return [sentence[start:stop].strip(" ") for start, stop in zip(starts, stops, strict=True)]


def spread(text: str, *, start: float, end: float, speaker: str) -> list[Cue]:
    """Caption a translation over the seconds its sentence is heard, by length of each piece."""
    parts = pieces(text)
    total = sum(map(len, parts))
    cues, done = [], 0
    for part in parts:
        begin = start + (end - start) * done / total
        done += len(part)
        cues.append(Cue(begin, start + (end - start) * done / total, part, speaker))
    return cues


def webvtt(cues: Iterable[Cue]) -> str:
    """Return a WebVTT file, each cue numbered and carrying its speaker's label."""
    blocks = ["WEBVTT"]
    for number, cue in enumerate(cues, 1):
        text = "\n".join(_lines(cue.text)) if cue.speaker else _escape(cue.text)
        label = f"<v {cue.speaker}>" if cue.speaker else ""
        blocks.append(f"{number}\n{timestamp(cue.start)} --> {timestamp(cue.end)}\n{label}{text}")
    return "\n\n".join(blocks) + "\n"


def _lines(text: str) -> Sequence[str]:
    lines = wrap(text)
    if lines is None:
        raise CaptionError(f"longer than {LINES} lines of {LINE_LENGTH}: {text}")
    return [_escape(line) for line in lines]


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def timestamp(seconds: float) -> str:
    """Return ``HH:MM:SS.mmm``."""
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
