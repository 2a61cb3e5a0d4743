"""The library, the golden rules and every public card in the sitemap, with their translations."""

from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.models import Page

from community.core.reader import ANONYMOUS
from knowledge.cards.models import CardIndexPage, CardPage


class CardSitemap(Sitemap[Page]):
    """Libraries and cards that anyone may read; each language has pages of its own."""

    def items(self) -> list[Page]:
        """Return the pages, libraries first."""
        cards = CardPage.objects.visible_to(ANONYMOUS).select_related("locale")
        libraries = CardIndexPage.objects.live().select_related("locale")
        return [*libraries, *cards.order_by("path").defer_streamfields()]

    def location(self, item: Page) -> str:
        """Return the page's path."""
        return item.get_url() or "/"

    def lastmod(self, item: Page) -> Any:
        """Return when it was last published."""
        return item.last_published_at

    def _urls(self, page: Any, protocol: Any, domain: Any) -> list[dict[str, Any]]:
        """Name beside each address the same page in the other languages."""
        urls: list[dict[str, Any]] = super()._urls(page, protocol, domain)  # type: ignore[misc]
        translations: dict[Any, list[dict[str, str]]] = {}
        for url in urls:
            translations.setdefault(url["item"].translation_key, []).append(
                {"location": url["location"], "lang_code": url["item"].locale.language_code}
            )
        for url in urls:
            same = translations[url["item"].translation_key]
            url["alternates"] = same if len(same) > 1 else []
        return urls


class RulesSitemap(Sitemap[str]):
    """The golden rules in every language."""

    i18n = True
    alternates = True
    languages = [code for code, _name in settings.LANGUAGES]

    def items(self) -> list[str]:
        """Return the view's name."""
        return ["knowledge:golden_rules"]

    def location(self, item: str) -> str:
        """Return its path in the language being listed."""
        return reverse(item)
