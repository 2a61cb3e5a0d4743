"""Reads a card's body: its sections with their anchors, its words, its recordings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from community.core import markup
from knowledge.cards import blanks, reading_time


@dataclass
class Section:
    """A part of a card that a search can land on; number 0 is what stands before any heading."""

    number: int
    heading: str = ""
    children: list[Any] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """The id of its heading: ``section-2``; empty for the opening."""
        return f"section-{self.number}" if self.number else ""

    @property
    def text(self) -> str:
        """Its words as plain text, the heading left out."""
        return " ".join(filter(None, (text_of(child) for child in self.children)))


def sections_of(body: Iterable[Any]) -> list[Section]:
    """Cut a body at its headings; what is blank, and a section without anything, is left out."""
    sections = [Section(0)]
    for child in blanks.filled_of(body):
        if child.block_type == "heading":
            sections.append(Section(len(sections), str(child.value)))
        else:
            sections[-1].children.append(child)
    return [section for section in sections if section.heading or section.children]


def text_of(child: Any) -> str:
    """Return what one reads in a block, as plain text on one line."""
    value = child.value
    match child.block_type:
        case "heading" | "question":
            return str(value)
        case "text":
            return markup.to_text(value.source)
        case "steps" | "checklist":
            return " ".join(markup.to_text(item.source) for item in value)
        case "callout":
            return markup.to_text(value["text"].source)
        case "quote":
            return _joined(value["text"], value["name"], value["role"])
        case "embed":
            return _joined(value["title"], value["text"])
        case "document":
            return _joined(value["description"])
        case "image" | "video" | "audio":
            return _joined(value["caption"])
        case _:
            return ""


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def recordings_of(body: Iterable[Any]) -> Iterator[Any]:
    """Yield the recordings that a body plays."""
    for child in body:
        if child.block_type in {"video", "audio"} and child.value["recording"]:
            yield child.value["recording"]


def words_of(body: Iterable[Any]) -> int:
    """Count the words that one reads in a body."""
    return sum(reading_time.words_in(text_of(child)) for child in body)


def seconds_of(body: Iterable[Any], *, language: str) -> int:
    """Return how long a body takes to read, see and hear, in seconds."""
    children = list(body)
    media = sum(recording.duration or 0 for recording in recordings_of(children))
    return reading_time.seconds_for(words_of(children), language=language, media_seconds=media)
