"""The community's addresses, for a site's own URLconf: those with a language and those without."""

from typing import Any

from django.urls import include, path

from community.api import api
from community.home import views as home
from community.plugins import registered

Patterns = list[Any]


def site_patterns() -> Patterns:
    """Return the patterns that know no language: health, sitemap, API, files and feeds."""
    patterns: Patterns = [
        path("healthz", home.healthz, name="healthz"),
        path("readyz", home.readyz, name="readyz"),
        path("sitemap.xml", home.sitemap, name="sitemap"),
        path("robots.txt", home.robots, name="robots"),
        path("api/", api.urls),
    ]
    patterns += [path("", include(plugin.site_urls)) for plugin in registered() if plugin.site_urls]
    return patterns


def localised_patterns() -> Patterns:
    """Return the patterns to put inside `i18n_patterns`, before Wagtail's own."""
    patterns: Patterns = [path("account/", include("allauth.urls"))]
    patterns += [path(plugin.mount, include(plugin.urls)) for plugin in registered() if plugin.urls]
    return patterns
