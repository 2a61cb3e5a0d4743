"""The community's part of the sitemap: its views and plain pages, in every language."""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.models import Page

from community.home.models import HomePage, InfoPage
from community.organisations.models import Organisation
from community.themes.models import Theme


class ViewSitemap(Sitemap[str]):
    """Views without arguments that anyone may open."""

    i18n = True
    alternates = True

    def items(self) -> list[str]:
        """Return the names of the views."""
        return ["community:search", "community:themes", "community:organisations"]

    def location(self, item: str) -> str:
        """Return a view's path in the language being listed."""
        return reverse(item)


class ThemeSitemap(Sitemap[Theme]):
    """A page for each theme."""

    i18n = True
    alternates = True

    def items(self) -> "QuerySet[Theme]":
        """Return the vocabulary."""
        return Theme.objects.all()

    def location(self, item: Theme) -> str:
        """Return a theme's path."""
        return reverse("community:theme", args=[item.slug])


class OrganisationSitemap(Sitemap[Organisation]):
    """A page for each open organisation."""

    i18n = True
    alternates = True

    def items(self) -> "QuerySet[Organisation]":
        """Return those that are open."""
        return Organisation.objects.open().order_by("code")

    def location(self, item: Organisation) -> str:
        """Return an organisation's path."""
        return reverse("community:organisation", args=[item.code])


class PageSitemap(Sitemap[Page]):
    """The home and the plain pages: each language has pages of its own."""

    def items(self) -> list[Page]:
        """Return the live pages of the types that belong to the community."""
        return [*HomePage.objects.live().public(), *InfoPage.objects.live().public()]

    def location(self, item: Page) -> str:
        """Return the page's path."""
        return item.get_url() or "/"

    def lastmod(self, item: Page) -> Any:
        """Return when it was last published."""
        return item.last_published_at
