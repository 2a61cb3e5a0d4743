"""A transcript as one reads it: turns of speech made of cues, chapters between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from community.recordings.captions import Chapter, Cue, clock, kept_cues
from community.recordings.models import CaptionTrack, Recording

# A new paragraph after that long a turn, so that a monologue stays readable.
TURN_SECONDS = 45
PAUSE_SECONDS = 4


@dataclass(frozen=True)
class Line:
    """A cue with its place: the whole second that stands in its address."""

    cue: Cue
    second: int
    is_current: bool


@dataclass
class Turn:
    """What one person says without being interrupted."""

    speaker: str
    second: int
    lines: list[Line] = field(default_factory=list)
    says_speaker: bool = True
    chapter: str = ""
    """The title of the chapter that begins here."""

    @property
    def clock(self) -> str:
        """Its beginning, for people."""
        return clock(self.second)


@dataclass(frozen=True)
class ChapterMark:
    """A chapter on the timeline: where it lies, in thousandths of the whole."""

    title: str
    second: int
    clock: str
    start: int
    width: int
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """Everything said, in one language."""

    language: str
    turns: Sequence[Turn]

    @property
    def text(self) -> str:
        """The transcript as plain text, a paragraph a turn."""
        paragraphs = []
        for turn in self.turns:
            said = " ".join(line.cue.line for line in turn.lines)
            who = f"{turn.speaker} – " if turn.speaker else ""
            if turn.chapter:
                paragraphs.append(turn.chapter.upper())
            paragraphs.append(f"[{turn.clock}] {who}{said}")
        return "\n\n".join(paragraphs) + "\n"


def cues_of(recording: Recording, language: str) -> tuple[Cue, ...]:
    """Return the captions in a language; none when there are none."""
    track = _track(recording, CaptionTrack.Kind.CAPTIONS, language)
    return kept_cues(track.webvtt) if track else ()


def caption_languages(recording: Recording) -> list[str]:
    """Return the languages that have captions, in the tracks' order."""
    tracks = recording.tracks.all()
    return [t.language for t in tracks if t.kind == CaptionTrack.Kind.CAPTIONS]


def chapters_of(recording: Recording, language: str) -> list[Chapter]:
    """Return the chapters in a language, or in any other when it has none."""
    track = _chapter_track(recording, language)
    return [Chapter(cue.start, cue.line) for cue in kept_cues(track.webvtt)] if track else []


def chapter_language(recording: Recording, language: str) -> str:
    """Return the language that `chapters_of` gives chapters in."""
    track = _chapter_track(recording, language)
    return track.language if track else language


def transcript_of(
    cues: Sequence[Cue], chapters: Sequence[Chapter], *, language: str, second: int | None = None
) -> Transcript:
    """Return cues as turns; the cue spoken at `second` is marked."""
    current = _cue_at(cues, second)
    turns: list[Turn] = []
    waiting = list(chapters)
    before: Cue | None = None
    for cue in cues:
        chapter = ""
        while waiting and waiting[0].start <= cue.start + 0.5:
            chapter = waiting.pop(0).title
        if before is None or chapter or _ends_turn(turns[-1], before, cue):
            says = before is None or cue.speaker != before.speaker or bool(chapter)
            turns.append(Turn(cue.speaker, int(cue.start), says_speaker=says, chapter=chapter))
        turns[-1].lines.append(Line(cue, int(cue.start), cue is current))
        before = cue
    return Transcript(language=language, turns=turns)


def chapter_marks(
    chapters: Sequence[Chapter], duration: float, second: int | None = None
) -> list[ChapterMark]:
    """Return the chapters laid on a bar of a thousand points."""
    if not chapters:
        return []
    whole = max(duration, chapters[-1].start + 1)
    ends = [chapter.start for chapter in chapters[1:]] + [whole]
    marks = []
    for chapter, end in zip(chapters, ends, strict=True):
        start = round(1000 * chapter.start / whole)
        marks.append(
            ChapterMark(
                title=chapter.title,
                second=int(chapter.start),
                clock=clock(chapter.start),
                start=start,
                width=round(1000 * end / whole) - start,
                is_current=second is not None and chapter.start <= second < end,
            )
        )
    return marks


def _track(recording: Recording, kind: str, language: str) -> CaptionTrack | None:
    tracks = recording.tracks.all()
    return next((t for t in tracks if t.kind == kind and t.language == language), None)


def _chapter_track(recording: Recording, language: str) -> CaptionTrack | None:
    others = (t for t in recording.tracks.all() if t.kind == CaptionTrack.Kind.CHAPTERS)
    return _track(recording, CaptionTrack.Kind.CHAPTERS, language) or next(others, None)


def _cue_at(cues: Sequence[Cue], second: int | None) -> Cue | None:
    """Return the last cue that has begun by the end of that second."""
    if second is None:
        return None
    return next((cue for cue in reversed(cues) if cue.start < second + 1), None)


def _ends_turn(turn: Turn, before: Cue, cue: Cue) -> bool:
    ends_sentence = before.text.rstrip().endswith((".", "?", "!", "…", "»"))
    return (
        cue.speaker != before.speaker
        or cue.start - before.end > PAUSE_SECONDS
        or (ends_sentence and cue.end - turn.second > TURN_SECONDS)
    )
