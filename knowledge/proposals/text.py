"""A proposal's text, typed in simple marks, as safe HTML and as the blocks of a card."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from community.core import markup
from community.core.errors import Refused
from knowledge.cards import reading_time
from knowledge.cards.importing import conversion, markdown_lines

MOST_MARKS: Final = 400
"""Opening brackets of a kind; libraries take hours over ten thousand that never close."""


class NotReadable(Refused):
    """The text cannot be made into a card."""


@dataclass(frozen=True)
class Length:
    """How long a text takes to read."""

    words: int
    minutes: int
    too_many: int
    """Words beyond five minutes."""


def as_html(text: str) -> SafeString:
    """Return a text as sanitised HTML. Raises NotReadable for parts nested without end."""
    if max(text.count("["), text.count("<"), text.count("`")) > MOST_MARKS:
        raise NotReadable(_("It has too many brackets or marks to be read: keep the words."))
    try:
        _title, prepared = markdown_lines.prepare(text)
        return markup.from_markdown(prepared)
    except RecursionError:
        raise NotReadable(_("Its parts are nested too deeply.")) from None


def as_blocks(text: str) -> Sequence[tuple[str, Any]]:
    """Return the blocks of a card that a text makes; pictures from elsewhere are left out.

    Raises NotReadable where nothing of it could be shown.
    """
    html = as_html(text)
    try:
        made = conversion.convert(html)
    except RecursionError:
        raise NotReadable(_("Its parts are nested too deeply.")) from None
    blocks = [
        (kind, value) for kind, value in made.blocks if not isinstance(value, conversion.Picture)
    ]
    if not blocks:
        raise NotReadable(_("There is no text in it that a card could show."))
    return blocks


def length_of(text: str, *, language: str) -> Length:
    """Return how long a text takes, by its words as typed."""
    words = reading_time.words_in(text)
    seconds = reading_time.seconds_for(words, language=language)
    return Length(
        words=words,
        minutes=reading_time.minutes_shown(seconds),
        too_many=reading_time.words_too_many(seconds, language=language),
    )
