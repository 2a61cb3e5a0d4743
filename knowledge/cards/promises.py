"""What a card must keep before it is published, and how it is said to the author."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from wagtail.blocks import StreamBlockValidationError

from knowledge.cards import blanks, blocks, content, reading_time
from knowledge.cards.enums import BLOCKS_OF_KIND, CardKind

if TYPE_CHECKING:
    from knowledge.cards.models import CardPage

RESERVED_SLUGS = frozenset(
    {
        "golden-rules",
        "regles-d-or",
        "demands",
        "demandes",
        "proposals",
        "propositions",
        "desk",
        "bureau",
        "to-verify",
        "a-verifier",
        "langues",
        "translations",
        "provenance",
    }
)
"""What stands in addresses where a card's would."""


def broken_by(card: "CardPage") -> dict[str, Any]:
    """Return what hinders the publication of a card: field → message; empty when nothing does."""
    problems: dict[str, Any] = {}
    if card.slug in RESERVED_SLUGS:
        problems["slug"] = gettext("This address belongs to a page of the site. Choose another.")
    if card.kind == CardKind.LESSON and not card.objective.strip():
        problems["objective"] = gettext(
            "A lesson says what one can do afterwards. Begin with a verb: “Prepare…”, “Choose…”."
        )
    if card.kind == CardKind.GOLDEN_RULE and not card.rule_domain:
        problems["rule_domain"] = gettext("Say which domain the rule belongs to.")
    if card.kind == CardKind.SIGNAL and card.horizon is None:
        problems["horizon"] = gettext("A signal says by when it may matter. A year is enough.")
    body = _broken_body(card)
    if body:
        problems["body"] = body
    return problems


def _broken_body(card: "CardPage") -> StreamBlockValidationError | None:
    general: list[str] = []
    by_block: dict[int, ValidationError] = {}
    allowed = BLOCKS_OF_KIND[card.kind]
    for position, child in enumerate(card.body):
        if blanks.is_blank(child):
            continue
        if child.block_type not in allowed:
            by_block[position] = ValidationError(
                gettext("“%(block)s” does not suit a card of the kind “%(kind)s”: remove it.")
                % {"block": child.block.label, "kind": card.get_kind_display()}
            )
        elif (missing := _missing_words(child)) is not None:
            by_block[position] = ValidationError(missing)
    if not any(True for _filled in blanks.filled_of(card.body)):
        general.append(gettext("The card is empty: write at least one paragraph."))
    if (too_long := too_long_message(card)) is not None:
        general.append(too_long)
    if not general and not by_block:
        return None
    return StreamBlockValidationError(
        block_errors=by_block or None,
        non_block_errors=[ValidationError(message) for message in general] or None,
    )


def _missing_words(child: Any) -> str | None:
    if child.block_type == "video" and (recording := child.value["recording"]):
        return None if blocks.is_captioned(recording) else blocks.captions_missing(recording)
    if child.block_type == "audio" and (recording := child.value["recording"]):
        return None if blocks.is_transcribed(recording) else blocks.transcript_missing(recording)
    return None


def too_long_message(card: "CardPage") -> str | None:
    """Say by how much a lesson is over five minutes and what to do; None when it is not."""
    language = card.language_code
    seconds = content.seconds_of(card.body, language=language)
    words = reading_time.words_too_many(seconds, language=language)
    if card.kind != CardKind.LESSON or not words:
        return None
    parts = reading_time.parts_needed(seconds)
    return gettext("This lesson takes %(time)s. Keep to five minutes: %(cut)s, or %(split)s.") % {
        "time": clock(seconds),
        "cut": _cut(words, content.words_of(card.body)),
        "split": ngettext("split it into %(count)d card", "split it into %(count)d cards", parts)
        % {"count": parts},
    }


def _cut(words: int, all_words: int) -> str:
    if words >= all_words:
        return gettext("choose a shorter recording")
    return ngettext("cut about %(count)d word", "cut about %(count)d words", words) % {
        "count": words
    }


def clock(seconds: int) -> str:
    """Write a length for people: ``7 min 05 s``."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest:02d} s" if rest else f"{minutes} min"
