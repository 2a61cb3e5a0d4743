"""Writes of evidence: what came of a card, whether it helped; once for each person."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from community.core.markup import plain
from community.core.page_cache import forget_pages
from community.members.models import Member
from community.notifications.services import notify
from community.search.services import reindex_many
from knowledge.cards.models import CardPage
from knowledge.evidence.enums import Reason, Result
from knowledge.evidence.models import Evidence, Opinion

READERS_SAY: Final = "knowledge.readers_say"
MAX_SENTENCE: Final = 300
MAX_TEXT: Final = 500


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a member tells beside the result."""

    sentence: str = ""
    applied_on: date | None = None
    territory_id: int | None = None
    says_organisation: bool = True
    is_named: bool = False


@transaction.atomic
def apply(card: CardPage, *, by: Member, result: Result, told: Told | None = None) -> Evidence:
    """Note what came of a card when a member applied it; saying it again changes the first.

    Without more than the result, what was told before stays, and a first time takes where the
    member is and today. The author is told, once a day for each card at most.
    """
    values: dict[str, object] = {"result": result}
    first = {
        "card": card,
        "language": (get_language() or "fr")[:2],
        "applied_on": timezone.localdate(),
        "territory_id": by.territory_id,
        "organisation_id": by.organisation_id,
    }
    if told is not None:
        values |= {
            "sentence": plain(told.sentence).strip()[:MAX_SENTENCE],
            "applied_on": told.applied_on or timezone.localdate(),
            "territory_id": told.territory_id,
            "organisation_id": by.organisation_id if told.says_organisation else None,
            "is_named": told.is_named,
            "language": first["language"],
        }
    evidence, _made = Evidence.objects.update_or_create(
        thing=card.translation_key, member=by, defaults=values, create_defaults=first | values
    )
    _follow(card.translation_key)
    _tell_author(
        card, by=by, data={"result": result.value, "sentence": evidence.sentence, "reason": ""}
    )
    return evidence


@transaction.atomic
def withdraw(card: CardPage, *, by: Member) -> bool:
    """Take back what a member said of a card; False when there was nothing."""
    gone, _by_model = Evidence.objects.filter(thing=card.translation_key, member=by).delete()
    if gone:
        _follow(card.translation_key)
    return bool(gone)


@transaction.atomic
def judge(
    card: CardPage, *, by: Member, is_helpful: bool, reason: str = "", text: str = ""
) -> Opinion:
    """Note whether a card helped a member; saying it again changes the first.

    The author reads the reason when it did not, once a day for each card at most.
    """
    values = {
        "is_helpful": is_helpful,
        "reason": "" if is_helpful else Reason(reason).value,
        "text": "" if is_helpful else plain(text).strip()[:MAX_TEXT],
    }
    opinion, _made = Opinion.objects.update_or_create(card=card, member=by, defaults=values)
    forget_pages()
    if not is_helpful:
        data = {"result": "", "sentence": opinion.text, "reason": opinion.reason}
        _tell_author(card, by=by, data=data)
    return opinion


@transaction.atomic
def withdraw_judgement(card: CardPage, *, by: Member) -> bool:
    """Take back whether a card helped a member; False when nothing was said."""
    gone, _by_model = Opinion.objects.filter(card=card, member=by).delete()
    if gone:
        forget_pages()
    return bool(gone)


def _follow(thing: UUID) -> None:
    """Let search and kept pages follow, of a card in every language."""
    cards = CardPage.objects.filter(translation_key=thing, live=True).order_by("pk")
    reindex_many("card", list(cards.values_list("pk", flat=True)))
    forget_pages()


def _tell_author(card: CardPage, *, by: Member, data: dict[str, str]) -> None:
    author = Member.objects.select_related("user").filter(pk=card.author_id or 0).first()
    if author is None or author == by or not author.user.is_active:
        return
    notify(
        [author.user],
        kind=READERS_SAY,
        key=f"{card.pk}:{timezone.localdate().isoformat()}",
        url=card.get_url() or "",
        data={"title": card.title, **data},
    )
