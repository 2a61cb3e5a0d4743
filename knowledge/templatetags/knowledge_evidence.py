"""What templates ask for evidence: what came of a card, what is one's own, a reason in words."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import template
from django.template import RequestContext

from community.core.context import reader_of
from community.core.reader import ANONYMOUS
from knowledge.cards.models import CardPage
from knowledge.evidence import selectors
from knowledge.evidence.enums import Reason, Result

register = template.Library()


@dataclass(frozen=True)
class MyEvidence:
    """What the reader said of a card, and what may be said."""

    result: str
    sentence: str
    is_helpful: bool | None
    results: list[tuple[str, Any]]


@register.simple_tag(takes_context=True)
def card_evidence(context: RequestContext, card: CardPage) -> selectors.Sum:
    """Return what came of a card; two queries."""
    request = context.get("request")
    return selectors.sum_of(card, reader_of(request) if request else ANONYMOUS)


@register.simple_tag(takes_context=True)
def my_evidence(
    context: RequestContext, card: int, thing: str, tellers: frozenset[int] | None
) -> MyEvidence:
    """Return what the reader said of a card; one query, for who is among those who did."""
    request = context.get("request")
    reader = reader_of(request) if request else ANONYMOUS
    said = selectors.Mine()
    if tellers is None or reader.member_id in tellers:
        said = selectors.mine(card, UUID(thing), reader)
    return MyEvidence(said.result, said.sentence, said.is_helpful, list(Result.choices))


@register.filter
def reason_in_words(reason: str) -> str:
    """Return why a card did not help, in the language being shown."""
    return str(Reason(reason).label) if reason in Reason.values else ""
