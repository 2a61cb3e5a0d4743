"""The CMS's first page for experts: the shortest way to a new card."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin.ui.components import Component
from wagtail.models import Site

from community.core.languages import language_in_words
from knowledge.cards.models import CardIndexPage, CardPage


class WritePanel(Component):
    """Links to a new card in each language, for whoever may write one."""

    name = "write_a_card"
    template_name = "knowledge/cards/cms/write_panel.html"
    order = 90

    def __init__(self, libraries: list[CardIndexPage]) -> None:
        self.libraries = libraries

    def get_context_data(  # Wagtail's signature
        self,
        parent_context: Any = None,  # noqa: ARG002
    ) -> dict[str, Any]:
        """Give the template a door to each library."""
        meta = CardPage._meta
        return {
            "heading": gettext("Write a card"),
            "doors": [
                {
                    "label": gettext("Write in %(language)s")
                    % {"language": _name(library.locale.language_code)},
                    "url": add_url(library),
                }
                for library in self.libraries
            ],
            "own_url": reverse(
                "wagtailadmin_pages:type_use", args=[meta.app_label, meta.model_name]
            ),
        }


def add_url(library: CardIndexPage) -> str:
    """Return the address of the form for a new card in a library."""
    meta = CardPage._meta
    return reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, library.pk])


def card_writer(user: Any) -> Callable[[str, str], str]:
    """Return what gives the form for a new card with a title filled in, by title and language.

    Empty where the user may write in no library; the first one serves where none has the language.
    The libraries are read once, however many addresses are asked for.
    """
    urls: dict[str, str] = {}
    for library in libraries_of(user):
        urls.setdefault(library.locale.language_code, add_url(library))

    def url_of(title: str, language: str) -> str:
        url = urls.get(language) or next(iter(urls.values()), "")
        return f"{url}?{urlencode({'title': title})}" if url else ""

    return url_of


def new_library_url(request: HttpRequest) -> str:
    """Return the address of the form for a library beneath the home; "" for who may not make it."""
    site = Site.find_for_request(request)
    if site is None or not request.user.is_authenticated:
        return ""
    home = site.root_page.localized
    if not home.permissions_for_user(request.user).can_add_subpage():
        return ""
    if CardIndexPage not in home.specific_class.creatable_subpage_models():
        return ""
    meta = CardIndexPage._meta
    return reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, home.pk])


def libraries_of(user: Any) -> list[CardIndexPage]:
    """Return the libraries that the user may write in."""
    libraries = CardIndexPage.objects.select_related("locale").order_by("path")
    return [
        library for library in libraries if library.permissions_for_user(user).can_add_subpage()
    ]


def _name(code: str) -> str:
    return language_in_words(code)
