"""The same page in another language: addresses of views, told apart from pages of the tree."""

from urllib.parse import unquote, urlsplit, urlunsplit

from django.conf import settings
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import get_language, get_language_from_path, override

TREE = "wagtail_serve"
"""The name of the address that answers for every page of the tree."""


def in_language(url: str, code: str) -> str:
    """Return a path of this site in a language, query and fragment kept; empty if it has none.

    The path may name any language or none (``/webinars/x/``), whatever language is being shown.
    Pages of the tree have none here: each language has a page of its own, under another slug.
    """
    parts = urlsplit(url)
    path = unquote(parts.path)
    spoken = get_language_from_path(path)
    if spoken is None:
        spoken, path = code, f"/{code}{path}"
    with override(spoken):
        try:
            match = resolve(path)
        except Resolver404:
            return ""
    if match.url_name == TREE:
        return ""
    with override(code):
        try:
            translated = reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:
            return ""
    return urlunsplit(("", "", translated, parts.query, parts.fragment))


def localised(url: str, code: str = "") -> str:
    """Return a path of this site in a language (the one being shown when none is given).

    Other sites' addresses, files without a language and pages of the tree stay as they are.
    """
    if not url.startswith("/") or url.startswith("//"):
        return url
    return in_language(url, code or get_language() or settings.LANGUAGE_CODE) or url
