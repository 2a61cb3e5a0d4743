"""The editor's doors to a card's other languages, in the menu of the page's header."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin.widgets import Button

from community.core.languages import language_in_words
from knowledge.cards.models import CardPage
from knowledge.translations import localize
from knowledge.translations.models import CardTranslation


def header_buttons(page: Any, user: Any, **_: Any) -> Iterator[Button]:
    """Offer each language that the card has no variant in, and what changed in its source."""
    card = page if isinstance(page, CardPage) else None
    if card is None or not card.pk:
        return
    tie = CardTranslation.objects.filter(card=card.pk).select_related("source__locale").first()
    if tie is not None and tie.source_id is not None:
        yield Button(
            gettext("What changed in the source"),
            reverse("knowledge:translation", args=[card.pk]),
            icon_name="history",
            priority=78,
        )
    if localize.is_installed() or user.has_perm("simple_translation.submit_translation"):
        # Its own button stands there already.
        return
    there = CardPage.objects.filter(translation_key=card.translation_key)
    known = set(there.values_list("locale__language_code", flat=True))
    for code, _label in settings.LANGUAGES:
        if code not in known:
            language = language_in_words(code)
            yield Button(
                gettext("Write it in %(language)s") % {"language": language},
                reverse("knowledge:translation_new", args=[card.pk, code]),
                icon_name="globe",
                priority=79,
            )
