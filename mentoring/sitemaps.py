"""The box's public page for search engines, in each language."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse


class BoxSitemap(Sitemap[str]):
    """One page: the question. Everything behind it is for members."""

    i18n = True
    alternates = True
    x_default = True

    def items(self) -> list[str]:
        """Return the names of the pages."""
        return ["mentoring:box"]

    def location(self, item: str) -> str:
        """Return the address in the language being shown."""
        return reverse(item)
