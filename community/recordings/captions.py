"""Captions and chapters: read from WebVTT or SRT as people have them, written anew as WebVTT.

Parsing is webvtt-py's; what stands before it is the patience a real file needs (encodings, byte
order marks, line ends) and a message that names the line when a file is not what it should be.
"""

import codecs
import html
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import webvtt
from django.utils.translation import gettext as _
from webvtt.errors import MalformedCaptionError, MalformedFileError
from webvtt.models import Timestamp

from community.core.errors import Refused
from community.core.markup import plain

MAX_BYTES = 4 * 1024 * 1024
MAX_CUES = 20_000
MAX_CUE_CHARACTERS = 2_000
MAX_CHAPTERS = 200
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s|$)")
_CHAPTER = re.compile(r"[\[(]?(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[\])]?[\s–—:-]+(?P<title>\S.*)")
_TAG = re.compile(r"<(/?)([a-z0-9][^<>]*|)>", re.IGNORECASE)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class NotCaptions(Refused):
    """The file is not captions or chapters; the message says where it goes wrong."""


@dataclass(frozen=True)
class Cue:
    """What is said between two moments, in seconds from the start."""

    start: float
    end: float
    text: str
    """Plain, with the line breaks that the screen shows."""
    speaker: str = ""

    @property
    def line(self) -> str:
        """The text on one line."""
        return " ".join(self.text.split())


@dataclass(frozen=True)
class Chapter:
    """A part of a recording, from its start in seconds to the next one's."""

    start: float
    title: str


@dataclass(frozen=True)
class Window:
    """Neighbouring cues, long enough to be understood on their own."""

    start: float
    end: float
    text: str
    speaker: str
    """Who speaks first in it."""


def read_captions(source: bytes | str) -> list[Cue]:
    """Return the cues of a WebVTT or SRT file, in order; a cue with two voices becomes two.

    Raises NotCaptions, with the line, for everything else, and for what nobody could read: more
    than `MAX_CUES` cues or `MAX_CUE_CHARACTERS` characters in one.
    """
    lines = _lines(source)
    kind = _kind(lines)
    _check_times(lines, is_srt=kind == "srt")
    try:
        parsed = webvtt.WebVTT.from_buffer(io.StringIO("\n".join(lines)), format=kind)
    except (MalformedFileError, MalformedCaptionError) as error:
        raise NotCaptions(_("This file could not be read as captions: %s") % error) from error
    cues = [cue for caption in parsed.captions for cue in _voices(caption)]
    if not cues:
        raise NotCaptions(_("This file has times but no text."))
    return sorted(cues, key=lambda cue: (cue.start, cue.end))


@lru_cache(maxsize=64)
def kept_cues(text: str) -> tuple[Cue, ...]:
    """Return the cues of a track that was read and written by this module."""
    return tuple(read_captions(text))


def read_chapters(source: bytes | str) -> list[Chapter]:
    """Return the chapters of a WebVTT file, or of lines such as “12:41 The title”.

    Lines of another sort, as a description has them, are passed over; a line that begins like a
    time and is none, times that go backwards and a text without any time raise NotCaptions.
    """
    lines = _lines(source)
    if lines[0].startswith("WEBVTT"):
        chapters = [Chapter(cue.start, cue.line) for cue in read_captions("\n".join(lines))]
    else:
        chapters = list(_typed_chapters(lines))
    if not chapters:
        raise NotCaptions(_("Line 1: no chapter begins with a time such as 12:41."))
    if len(chapters) > MAX_CHAPTERS:
        raise NotCaptions(_("These are more than %d chapters.") % MAX_CHAPTERS)
    for before, after in pairwise(chapters):
        if after.start <= before.start:
            raise NotCaptions(
                _("The chapter “%(title)s” starts before the one above it.")
                % {"title": after.title}
            )
    return chapters


def to_webvtt(cues: Iterable[Cue]) -> str:
    """Write cues as WebVTT with nothing in it but times, speakers and text."""
    blocks = ["WEBVTT"]
    for cue in cues:
        voice = f"<v {_name(cue.speaker)}>" if cue.speaker else ""
        times = f"{_timestamp(cue.start)} --> {_timestamp(cue.end)}"
        blocks.append(f"{times}\n{voice}{html.escape(cue.text, quote=False)}")
    return "\n\n".join(blocks) + "\n"


def chapters_to_webvtt(chapters: Sequence[Chapter], duration: float) -> str:
    """Write chapters as WebVTT; the last one ends with the recording (`duration` in seconds)."""
    ends = [chapter.start for chapter in chapters[1:]]
    ends.append(max(duration, chapters[-1].start + 1))
    return to_webvtt(
        Cue(chapter.start, end, chapter.title) for chapter, end in zip(chapters, ends, strict=True)
    )


def windows(cues: Iterable[Cue], *, seconds: float = 25, pause: float = 6) -> Iterator[Window]:
    """Join neighbouring cues into windows of about so many seconds, for search.

    A window ends at the first cue that reaches the length, or where nobody speaks for `pause`.
    """
    gathered: list[Cue] = []
    for cue in cues:
        if gathered and (
            cue.end - gathered[0].start > seconds or cue.start - gathered[-1].end > pause
        ):
            yield _window(gathered)
            gathered = []
        gathered.append(cue)
    if gathered:
        yield _window(gathered)


def clock(seconds: float) -> str:
    """Return a moment for people: ``12:41``, ``1:02:03``."""
    minutes, left = divmod(max(0, int(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"


def _window(cues: Sequence[Cue]) -> Window:
    return Window(cues[0].start, cues[-1].end, " ".join(cue.line for cue in cues), cues[0].speaker)


def _lines(source: bytes | str) -> list[str]:
    text = _decoded(source) if isinstance(source, bytes) else source
    text = plain(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    if not lines:
        raise NotCaptions(_("This file is empty."))
    return lines


def _decoded(source: bytes) -> str:
    if len(source) > MAX_BYTES:
        raise NotCaptions(
            _("This file is too large for captions: at most %d MB.") % (MAX_BYTES // 1024**2)
        )
    for bom, encoding in _BOMS:
        if source.startswith(bom):
            return source.decode(encoding, errors="replace")
    if b"\x00" in source[:4096]:
        raise NotCaptions(_("Line 1: this is not a text file."))
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError:
        # What subtitle editors on Windows write.
        return source.decode("cp1252", errors="replace")


def _kind(lines: Sequence[str]) -> str:
    if lines[0] == "WEBVTT" or lines[0].startswith(("WEBVTT ", "WEBVTT\t")):
        return "vtt"
    if lines[0].isdecimal() and len(lines) > 1 and "-->" in lines[1]:
        return "srt"
    raise NotCaptions(
        _(
            "Line 1: captions begin with “WEBVTT” (WebVTT) or with the number of the first "
            "caption (SRT), and this begins with “%(line)s”."
        )
        % {"line": lines[0][:40]}
    )


def _check_times(lines: Sequence[str], *, is_srt: bool) -> None:
    count = 0
    for number, line in enumerate(lines, start=1):
        if "-->" not in line:
            continue
        if (match := _TIMES.match(line)) is None:
            raise NotCaptions(
                _("Line %(number)d: “%(line)s” is not 00:01:05.200 --> 00:01:08.000 or the like.")
                % {"number": number, "line": line[:60]}
            )
        start, end = _seconds(match.groups()[:4]), _seconds(match.groups()[4:])
        if end < start:
            raise NotCaptions(
                _("Line %(number)d: the caption ends before it starts.") % {"number": number}
            )
        if is_srt and not lines[number - 2].isdecimal():
            raise NotCaptions(
                _("Line %(number)d: the caption’s number is missing above its times.")
                % {"number": number}
            )
        count += 1
    if not count:
        raise NotCaptions(_("This file has no times, so it has no captions."))
    if count > MAX_CUES:
        raise NotCaptions(_("These are more than %d captions.") % MAX_CUES)


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + int((fraction or "0").ljust(3, "0")) / 1000


def _voices(caption: webvtt.Caption) -> Iterator[Cue]:
    start = Timestamp.from_string(caption.start).in_milliseconds() / 1000
    end = Timestamp.from_string(caption.end).in_milliseconds() / 1000
    if end <= start:
        return
    source = "\n".join(caption.lines)
    if len(source) > MAX_CUE_CHARACTERS:
        raise NotCaptions(
            _("The caption at %(moment)s has more than %(most)d characters.")
            % {"moment": clock(start), "most": MAX_CUE_CHARACTERS}
        )
    speaker, said = "", ""
    position = 0
    for tag in _TAG.finditer(source):
        said += source[position : tag.start()]
        position = tag.end()
        name, _space, rest = tag[2].partition(" ")
        if name.split(".")[0] != "v":
            continue
        if said.strip():
            yield Cue(start, end, _text(said), speaker)
            said = ""
        speaker = "" if tag[1] else _name(html.unescape(rest))
    said += source[position:]
    if said.strip():
        yield Cue(start, end, _text(said), speaker)


def _text(source: str) -> str:
    lines = (" ".join(line.split()) for line in html.unescape(source).split("\n"))
    return "\n".join(line for line in lines if line).replace("-->", "→")


def _name(speaker: str) -> str:
    return " ".join(re.sub(r"[<>&]|-->", " ", speaker).split())[:80]


def _typed_chapters(lines: Sequence[str]) -> Iterator[Chapter]:
    for number, line in enumerate(lines, start=1):
        text = line.strip().lstrip("-*• ")
        if (match := _CHAPTER.match(text)) is not None:
            hours, minutes, seconds = match.groups()[:3]
            yield Chapter(_seconds((hours, minutes, seconds, "0")), match["title"][:200])
        elif re.match(r"[\[(]?\d", text):
            raise NotCaptions(
                _("Line %(number)d: “%(line)s” does not begin with a time such as 12:41.")
                % {"number": number, "line": text[:60]}
            )


def _timestamp(seconds: float) -> str:
    return str(Timestamp.from_seconds(round(seconds, 3)))
