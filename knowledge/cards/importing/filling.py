"""Fills a card with what a file says."""

import json
import re
from collections.abc import Iterable
from typing import Any

from wagtail.blocks import StreamValue

from community.core import markup
from knowledge.cards.importing import conversion
from knowledge.cards.importing.addresses import card_at
from knowledge.cards.importing.drafts import Draft
from knowledge.cards.models import CardPage

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s")
_KEYS = re.compile(r' data-block-key=\\"[^"\\]*\\"|"id": "[^"]*", ')


def fill(card: CardPage, draft: Draft) -> None:
    """Give a card all that a file says; what it says nothing of is emptied."""
    fields = draft.fields
    card.title = draft.title
    card.kind = fields.kind()
    card.summary = fields.text("summary", "description", "excerpt", most=220)
    if not card.summary and not draft.source.is_exact:
        card.summary = _opening(draft)
    card.objective = fields.text("objective", most=200)
    card.challenge = fields.text("challenge", most=200)
    card.audience_note = fields.text("audience_note", "for", most=200)
    card.audience, card.audience_organisation = fields.audience()
    card.territory = fields.territory()
    card.rule_domain, number = fields.rule()
    # Once it is published, its collection numbers it.
    card.rule_number = card.rule_number or number
    card.horizon = fields.day("horizon")
    card.source_label = fields.text("source", most=200)
    card.source_url = fields.text("source_url", most=200)
    if draft.source.is_exact:
        card.continues = card_at(fields.continues())
        card.verify_every, card.verifier_group = fields.verification()
        card.seo_title = fields.text("seo_title", most=255)
        card.search_description = fields.text("search_description", most=1000)
        card.go_live_at, card.expire_at = fields.moment("go_live"), fields.moment("expires")
    block = CardPage._meta.get_field("body").stream_block  # type: ignore[union-attr]
    card.body = StreamValue(block, _with_keys_of(card, draft.blocks), is_lazy=True)
    themes = fields.themes()
    if set(card.themes.all()) != set(themes):
        card.themes.set(themes)


def _with_keys_of(card: CardPage, blocks: Iterable[conversion.Block]) -> list[dict[str, Any]]:
    """Return blocks as they are stored; what stood in the card already keeps its key.

    So remarks stay where they are, and who compares versions sees only what changed.
    """
    stood: dict[str, list[dict[str, Any]]] = {}
    for child in card.body.get_prep_value():
        stood.setdefault(_content_of(child["type"], child["value"]), []).append(child)
    kept = []
    for kind, value in blocks:
        before = stood.get(_content_of(kind, value))
        kept.append(before.pop(0) if before else {"type": kind, "value": value})
    return kept


def _content_of(kind: str, value: Any) -> str:
    """Return what a block says, without the keys of its parts and paragraphs."""
    said = json.dumps([kind, value], sort_keys=True)
    return _KEYS.sub("", said)


def _opening(draft: Draft) -> str:
    """The first sentences of the first text, for a file that has no summary."""
    first = next((markup.to_text(str(value)) for kind, value in draft.blocks if kind == "text"), "")
    words = ""
    for sentence in _SENTENCE_END.split(first):
        if words and len(words) + len(sentence) > 219:
            break
        words = f"{words} {sentence}".strip()
    return words if len(words) <= 220 else words[:219].rstrip() + "…"
