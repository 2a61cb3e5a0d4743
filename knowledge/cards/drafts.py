"""Makes the draft of a card out of words that came from elsewhere than the editor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext
from wagtail.blocks import StreamValue
from wagtail.models import Page

from community.core.errors import Refused
from community.members.models import Member
from community.themes.models import Theme
from knowledge.cards import promises, selectors
from knowledge.cards.models import CardIndexPage, CardPage


class NoLibrary(Refused):
    """There is no library in that language where a card could lie."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is known of a card before anybody opens the editor."""

    title: str
    language: str
    summary: str = ""
    objective: str = ""
    source_label: str = ""
    source_url: str = ""
    blocks: Sequence[tuple[str, Any]] = ()
    """Type and value of each block, as the database keeps them."""
    themes: Sequence[Theme] = ()


def make_draft(words: Words, *, owner: Any, author: Member | None) -> CardPage:
    """Put a draft into the library of its language; `owner` (an account) finds it in the CMS.

    Raises NoLibrary where nobody has opened one.
    """
    library = selectors.library_of(words.language)
    if library is None:
        raise NoLibrary(
            gettext("There is no library in this language yet: ask an animator to open one.")
        )
    with transaction.atomic():
        # One at a time beneath a library, whose number of pages is written by each.
        Page.objects.select_for_update().get(pk=library.pk)
        parent = CardIndexPage.objects.select_related("locale").get(pk=library.pk)
        card = CardPage(
            locale=parent.locale,
            live=False,
            owner=owner,
            author=author,
            title=words.title[:255],
            slug=free_slug(words.title, parent),
            summary=words.summary[:220],
            objective=words.objective[:200],
            source_label=words.source_label[:200],
            source_url=words.source_url,
        )
        block = CardPage._meta.get_field("body").stream_block  # type: ignore[union-attr]
        raw = [{"type": kind, "value": value} for kind, value in words.blocks]
        card.body = StreamValue(block, raw, is_lazy=True)
        card.themes.set(list(words.themes))
        parent.add_child(instance=card)
        card.save_revision(user=owner, log_action=True, clean=False)
    return card


def free_slug(title: str, library: CardIndexPage) -> str:
    """Return an address for a title that nothing beneath the library has."""
    base = slugify(title)[:200] or "card"
    taken = set(library.get_children().values_list("slug", flat=True)) | promises.RESERVED_SLUGS
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
