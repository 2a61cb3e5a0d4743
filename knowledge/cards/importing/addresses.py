"""Finds the page of this site that an address leads to."""

from urllib.parse import unquote

from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Page, Site

from knowledge.cards.models import CardPage, ImportedCard


def page_at(address: str) -> int | None:
    """Return the key of the page that an address opens, or of the card that was imported from it.

    None when it is of another site, names a part of a page, or asks a question.
    """
    if "://" not in address:
        return None
    imported = ImportedCard.objects.filter(address=address).values_list("card", flat=True).first()
    if imported is not None:
        return imported
    for root in Site.get_site_root_paths():
        with override(root.language_code):
            start = root.root_url + reverse("wagtail_serve", args=("",))
        if address.startswith(start):
            path = root.root_path + unquote(address.removeprefix(start))
            found = Page.objects.filter(url_path=path).values_list("pk", flat=True).first()
            if found is not None:
                return found
    return None


def card_at(address: str) -> CardPage | None:
    """Return the card that an address opens, or that was imported from it."""
    key = page_at(address) if address else None
    return CardPage.objects.filter(pk=key).first() if key is not None else None
