"""Read a replay's script: who speaks, which slide is on screen, what is said."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

NARROW_SPACE = "\u202f"


class ScriptError(ValueError):
    """A script says something that can't be made into a recording."""


class Medium(StrEnum):
    """What a script is made into."""

    VIDEO = "video"
    AUDIO = "audio"


class SlideKind(StrEnum):
    """How a slide is laid out."""

    COVER = "cover"
    POINTS = "points"
    STATEMENT = "statement"
    FIGURE = "figure"
    STEPS = "steps"
    COMPARE = "compare"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person heard in the recording, and the espeak-ng voice that lends them speech."""

    key: str
    name: str
    role: str
    voice: str
    speed: int
    pitch: int

    @property
    def initials(self) -> str:
        """Two letters, for the cell beside the name."""
        return "".join(part[0] for part in self.name.split()[:2])


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a slide; steps also have a detail, shown while the step is current."""

    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One side of a comparison."""

    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one speaker says in one breath; ``show`` is how many points are then on screen."""

    speaker: Speaker
    text: str
    show: int | None
    translations: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Slide:
    """One picture, built up while its sentences are said."""

    kind: SlideKind
    title: str
    points: tuple[Point, ...]
    columns: tuple[Column, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A titled part of the recording."""

    title: str
    slides: tuple[Slide, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """All that is needed to make a recording."""

    slug: str
    medium: Medium
    language: str
    translations: tuple[str, ...]
    title: str
    series: str
    network: str
    speakers: tuple[Speaker, ...]
    pronounce: Mapping[str, str]
    chapters: tuple[Chapter, ...]

    def slides(self) -> Iterator[tuple[Chapter, Slide]]:
        """Every slide in order, with the chapter it belongs to."""
        for chapter in self.chapters:
            for slide in chapter.slides:
                yield chapter, slide


def typeset(text: str, language: str) -> str:
    """Return the text with typographic apostrophes and, in French, narrow no-break spaces."""
    text = " ".join(text.split()).replace("'", "’")
    if language == "fr":
        text = re.sub(r" ([;:!?»])", NARROW_SPACE + r"\1", text)
        text = text.replace("« ", "«" + NARROW_SPACE)
    return text


def read_script(path: Path) -> Script:
    """Return the script in a YAML file; raise ScriptError naming the file and what is wrong."""
    try:
        return _script(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")))
    except KeyError as missing:
        raise ScriptError(f"{path.name}: {missing} is missing") from missing
    except (ValueError, TypeError, AttributeError) as error:
        raise ScriptError(f"{path.name}: {error}") from error


def _script(slug: str, data: Mapping[str, Any]) -> Script:
    language = data["language"]
    translations = tuple(data.get("translations", ()))
    speakers = {
        key: Speaker(
            key=key,
            name=person["name"],
            role=typeset(person.get("role", ""), language),
            voice=person["voice"],
            speed=person.get("speed", 155),
            pitch=person.get("pitch", 50),
        )
        for key, person in data["speakers"].items()
    }
    return Script(
        slug=slug,
        medium=Medium(data.get("medium", "video")),
        language=language,
        translations=translations,
        title=typeset(data["title"], language),
        series=typeset(data.get("series", ""), language),
        network=typeset(data.get("network", ""), language),
        speakers=tuple(speakers.values()),
        pronounce=data.get("pronounce", {}),
        chapters=tuple(
            Chapter(
                title=typeset(chapter["title"], language),
                slides=tuple(
                    _slide(slide, language, translations, speakers) for slide in chapter["slides"]
                ),
            )
            for chapter in data["chapters"]
        ),
    )


def _slide(
    data: Mapping[str, Any],
    language: str,
    translations: tuple[str, ...],
    speakers: Mapping[str, Speaker],
) -> Slide:
    return Slide(
        kind=SlideKind(data.get("kind", "points")),
        title=typeset(str(data.get("title", "")), language),
        points=_points(data.get("points", ()), language),
        columns=tuple(
            Column(typeset(column["title"], language), _points(column["points"], language))
            for column in data.get("columns", ())
        ),
        sentences=tuple(
            _sentence(sentence, language, translations, speakers) for sentence in data["say"]
        ),
    )


def _points(data: list[Any], language: str) -> tuple[Point, ...]:
    """A point is a text, or ``name: detail``."""
    return tuple(
        Point(*(typeset(part, language) for part in next(iter(item.items()))))
        if isinstance(item, dict)
        else Point(typeset(item, language))
        for item in data
    )


def _sentence(
    data: Mapping[str, Any],
    language: str,
    translations: tuple[str, ...],
    speakers: Mapping[str, Speaker],
) -> Sentence:
    said = [key for key in data if key in speakers]
    if len(said) != 1:
        raise ScriptError(f"a sentence needs one known speaker: {dict(data)}")
    return Sentence(
        speaker=speakers[said[0]],
        text=typeset(data[said[0]], language),
        show=data.get("show"),
        translations={code: typeset(data[code], code) for code in translations},
    )
