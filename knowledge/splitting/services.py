"""Splits a card: the first keeps the beginning, a second draft beside it has the rest."""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext
from wagtail.blocks import StreamValue
from wagtail.log_actions import log
from wagtail.models import Page

from community.core.errors import Refused
from knowledge.cards.drafts import free_slug
from knowledge.cards.models import CardIndexPage, CardPage
from knowledge.provenance.services import copy_sources
from knowledge.splitting import cuts
from knowledge.splitting.selectors import raw_body

KEPT: Final = (
    "kind",
    "summary",
    "objective",
    "challenge",
    "audience_note",
    "territory",
    "rule_domain",
    "horizon",
    "author",
    "owner",
    "source_label",
    "source_url",
    "audience",
    "audience_organisation",
    "verify_every",
    "verifier_group",
    "locale",
)
"""What both cards share."""
SPLIT: Final = "knowledge.card.split"


class CannotSplit(Refused):
    """The card cannot be cut there; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Where a card is to be cut and what its parts are called."""

    cut: str
    first_title: str
    second_title: str
    revision: int
    """The draft that was shown: another one may have other blocks."""
    key: UUID
    """Names the second card, so that the same wish sent twice makes one."""


@transaction.atomic
def split(card: CardPage, wish: Wish, *, by: Any) -> CardPage:
    """Split the latest draft of a card and return the second part, a draft beside it.

    What is published stays as it is until somebody publishes the drafts. The same wish again
    returns the card that it made. Raises CannotSplit when the draft changed or has no such place.
    """
    # One at a time beneath a library, whose number of pages is written by each.
    parent_path = card.path[: -CardPage.steplen]
    Page.objects.select_for_update().get(path=parent_path)
    made = CardPage.objects.filter(translation_key=wish.key, continues=card.pk).first()
    if made is not None:
        return made
    current = CardPage.objects.get(pk=card.pk)
    if (current.latest_revision_id or 0) != wish.revision:
        raise CannotSplit(
            gettext("The card was changed meanwhile. Look where it would be cut now.")
        )
    draft: CardPage = current.get_latest_revision_as_object()
    body = raw_body(draft)
    cut = cuts.cut_of(wish.cut, body)
    if cut is None:
        raise CannotSplit(gettext("Choose where the second card begins."))
    first_body, second_body = cuts.split(body, cut)
    second = _second(draft, wish, second_body, first=current)
    draft.title = wish.first_title
    _write(draft, first_body)
    draft.save_revision(user=by, log_action=True, clean=False)
    _note(current, second, by=by)
    return second


def _second(draft: CardPage, wish: Wish, body: list[cuts.Raw], *, first: CardPage) -> CardPage:
    library = CardIndexPage.objects.select_related("locale").get(
        path=draft.path[: -CardPage.steplen]
    )
    second = CardPage(
        **{name: getattr(draft, name) for name in KEPT},
        title=wish.second_title,
        slug=free_slug(wish.second_title, library),
        translation_key=wish.key,
        continues=first,
        live=False,
    )
    _write(second, body)
    second.themes.set(list(draft.themes.all()))
    library.add_child(instance=second)
    return second


def _write(card: CardPage, body: list[cuts.Raw]) -> None:
    block = CardPage._meta.get_field("body").stream_block  # type: ignore[union-attr]
    card.body = StreamValue(block, body, is_lazy=True)


def _note(first: CardPage, second: CardPage, *, by: Any) -> None:
    """Keep the second card's draft, and write into both histories what became of them."""
    copy_sources(first, to=second)
    second.save_revision(user=by, log_action=True, clean=False)
    for card, other in ((first, second), (second, first)):
        log(
            instance=card,
            action=SPLIT,
            user=by,
            data={"title": other.title, "card": other.pk},
            revision=card.latest_revision,
        )
