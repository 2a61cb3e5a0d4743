"""Writes of variants: made from a card, out of date when it changes, up to date again."""

from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page

from community.core.errors import Refused
from community.core.languages import language_in_words, main_language
from community.core.page_cache import forget_pages
from community.members.models import Member
from community.notifications.services import notify
from knowledge.cards.drafts import NoLibrary, free_slug
from knowledge.cards.models import CardIndexPage, CardPage
from knowledge.cards.selectors import library_of
from knowledge.provenance.services import copy_sources
from knowledge.translations import history
from knowledge.translations.models import CardTranslation
from knowledge.translations.parts import as_data, digest_of, parts_of
from knowledge.translations.selectors import siblings_of, source_of, text_to_follow

CHANGED: Final = "knowledge.source_changed"
OF_THE_ORIGINAL: Final = [
    "reviewed_by",
    "reviewed_guest",
    "reviewed_on",
    "rule_number",
    "search_description",
]
"""What was found of the original, or written for it, and does not hold for another text."""


class ChangedMeanwhile(Refused):
    """The source is not what was shown any more."""


class NothingToFollow(Refused):
    """There is no other card that this one says in another language."""


def library_for(card: CardPage, language: str) -> CardIndexPage:
    """Return where a card's variant of a language lies: beside the card's own library, if it can.

    Raises NoLibrary, which says what to do, where there is none in that language.
    """
    parent = CardIndexPage.objects.ancestor_of(card).order_by("-depth").first()
    if parent is not None:
        beside = CardIndexPage.objects.filter(
            translation_key=parent.translation_key, locale__language_code=language
        )
        found = beside.select_related("locale").first()
        if found is not None:
            return found
    library = library_of(language)
    if library is None:
        name = language_in_words(language)
        raise NoLibrary(
            gettext(
                "There is no library in this language (%(language)s) yet: ask an animator to open "
                "one beneath the home page of that language."
            )
            % {"language": name}
        )
    return library


@transaction.atomic
def translate(card: CardPage, *, language: str, by: Any) -> CardPage:
    """Make a draft of the card in another language with its text in place; `by` writes it.

    The one that is there is returned when there is one. Raises NoLibrary.
    """
    library = library_for(card, language)
    # One at a time beneath a library: two at once would make two variants.
    Page.objects.select_for_update().get(pk=library.pk)
    found = CardPage.objects.filter(
        translation_key=card.translation_key, locale=library.locale_id
    ).first()
    if found is not None:
        return found
    source = text_to_follow(card)
    member = Member.objects.filter(user=by).first()
    made: CardPage = source.copy(
        to=CardIndexPage.objects.get(pk=library.pk),
        update_attrs={
            "locale": library.locale,
            "slug": free_slug(source.slug, library),
            "author": member,
        },
        copy_revisions=False,
        keep_live=False,
        reset_translation_key=False,
        exclude_fields=OF_THE_ORIGINAL,
        user=by,
        log_action="wagtail.copy_for_translation",
    )
    copy_sources(card, to=made)
    follow(made, source=card, by=member)
    return CardPage.objects.get(pk=made.pk)


@transaction.atomic
def follow(card: CardPage, *, source: CardPage, by: Member | None = None) -> CardTranslation:
    """Note that a variant says what its source says by now; what was noted before is replaced."""
    text = text_to_follow(source)
    parts = parts_of(text)
    tie, _made = CardTranslation.objects.update_or_create(
        card=card,
        defaults={
            "source": source,
            "source_title": text.title,
            "revision_id": text.live_revision_id if text.live else text.latest_revision_id,
            "text": as_data(parts),
            "digest": digest_of(parts),
            "reconciled_at": timezone.now(),
            "reconciled_by": by,
            "changed_at": None,
        },
    )
    forget_pages()
    return tie


@transaction.atomic
def reconcile(card: CardPage, *, by: Member, seen: str) -> bool:
    """Say that the variant is up to date with the source as it was shown (`seen`, its digest).

    False when that was said already. Raises ChangedMeanwhile when the source changed since it was
    shown, NothingToFollow when there is none.
    """
    tie = CardTranslation.objects.select_for_update().filter(card=card.pk).first()
    source = source_of(card, tie)
    if source is None:
        raise NothingToFollow(gettext("The card that it was made from is no longer there."))
    if digest_of(parts_of(text_to_follow(source))) != seen:
        raise ChangedMeanwhile(
            gettext("The other card was changed since you opened this page: please look again.")
        )
    if tie is not None and tie.digest == seen and tie.changed_at is None:
        return False
    follow(card, source=source, by=by)
    history.note_reconciled(card, source=source, by=by)
    return True


@transaction.atomic
def follow_publication(card: CardPage) -> None:
    """Hold the variants of a published card against it; tie a card that came with its sibling."""
    told = digest_of(parts_of(text_to_follow(card)))
    for tie in CardTranslation.objects.select_for_update().filter(source=card.pk):
        is_other = tie.digest != told
        if is_other == (tie.changed_at is not None):
            continue
        tie.changed_at = timezone.now() if is_other else None
        tie.save(update_fields=["changed_at"])
        if is_other:
            _tell(tie, card)
    _tie_with_siblings(card)


def _tie_with_siblings(card: CardPage) -> None:
    if CardTranslation.objects.filter(card=card.pk).exists():
        return
    source = source_of(card, None)
    if source is not None:
        follow(card, source=source)
    elif card.language_code == main_language():
        for other in siblings_of(card).filter(translation__isnull=True, variants__isnull=True):
            follow(other, source=card)


def _tell(tie: CardTranslation, source: CardPage) -> None:
    variant = CardPage.objects.select_related("author__user", "locale").get(pk=tie.card_id)
    if variant.author is None:
        return
    notify(
        [variant.author.user],
        kind=CHANGED,
        key=f"{tie.card_id}:{tie.digest}",
        url=reverse("knowledge:translation", args=[tie.card_id]),
        data={"title": variant.title, "source": source.title},
    )
