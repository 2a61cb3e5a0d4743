"""What every page's frame needs: menu, languages, account, unread count."""

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info, override
from wagtail.models import Page

from community.core.addresses import TREE, in_language
from community.core.reader import ANONYMOUS, Reader
from community.core.roles import Role
from community.demo.views import demo_accounts
from community.plugins import gather, menu_for


def reader_of(request: HttpRequest) -> Reader:
    """Return the request's reader; a request that no middleware touched is anonymous."""
    return getattr(request, "reader", ANONYMOUS)


def site(request: HttpRequest) -> dict[str, Any]:
    """Provide what `community/base.html` shows around every page (lazily: mails need none).

    The CMS has a frame of its own, whose templates use some of these names otherwise.
    """
    language = get_language() or settings.LANGUAGE_CODE
    cms = frame_links(language)["cms"]
    if cms and request.path_info.startswith(cms):
        return {}
    return {
        "site_name": settings.COMMUNITY_NAME,
        "links": frame_links(language),
        "search_url": frame_links(language)["search"],
        "account_menu": SimpleLazyObject(lambda: account_menu(request)),
        "navigation": SimpleLazyObject(lambda: navigation(request)),
        "language_urls": SimpleLazyObject(lambda: language_urls(request)),
        "unread_count": SimpleLazyObject(lambda: unread_count(request)),
        "can_access_cms": SimpleLazyObject(lambda: can_access_cms(request)),
        "demo_accounts": SimpleLazyObject(demo_accounts),
    }


FRAME_LINKS = {
    "home": ("wagtail_serve", ""),
    "search": ("community:search",),
    "inbox": ("community:inbox",),
    "saved": ("community:saved_searches",),
    "profile": ("community:my_profile",),
    "about": ("community:about",),
    "accessibility": ("community:accessibility",),
    "privacy": ("community:privacy",),
    "account": ("account_email",),
    "sign_in": ("account_login",),
    "sign_up": ("account_signup",),
    "sign_out": ("account_logout",),
    "cms": ("wagtailadmin_home",),
}


@cache
def frame_links(language: str) -> dict[str, str]:
    """Return where the frame's links lead in a language; found once, they stand on every page.

    A link whose address a site leaves out is empty, and the frame leaves it out too.
    """
    found = {}
    with override(language):
        for name, (view, *arguments) in FRAME_LINKS.items():
            try:
                found[name] = reverse(view, args=arguments)
            except NoReverseMatch:
                found[name] = ""
    return found


@cache
def _address(view: str, language: str) -> str:
    with override(language):
        return reverse(view)


def account_menu(request: HttpRequest) -> list[dict[str, Any]]:
    """Return what apps put into the menu of one's account: label, url and room, in order."""
    language = get_language() or settings.LANGUAGE_CODE
    roles = reader_of(request).roles
    entries = sorted(gather("account_menu"), key=lambda entry: entry.order)
    return [
        {"label": entry.label, "url": _address(entry.url_name, language), "room": entry.room}
        for entry in entries
        if not entry.roles or entry.roles & roles
    ]


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the menu's lines: label, url, room and whether the page lies beneath it.

    Where one line's address lies beneath another's, the nearer one is the current one.
    """
    language = get_language() or settings.LANGUAGE_CODE
    entries = menu_for(reader_of(request))
    urls = [_address(entry.url_name, language) for entry in entries]
    nearest = max((url for url in urls if request.path.startswith(url)), key=len, default="")
    return [
        {
            "label": entry.label,
            "short": entry.short or entry.label,
            "url": url,
            "room": entry.room,
            "current": url == nearest,
        }
        for entry, url in zip(entries, urls, strict=True)
    ]


def language_urls(request: HttpRequest) -> list[dict[str, Any]]:
    """Return this page's address in each language, or that language's home where it has none.

    What follows the path (a search, a second of a replay) stays. A view whose thing has another
    address in another language puts it into `request.shown_elsewhere`, by language.
    """
    translations = _translations(getattr(request, "shown_page", None), request)
    translations |= getattr(request, "shown_elsewhere", {})
    here = request.get_full_path()
    query = request.META.get("QUERY_STRING", "")
    urls = []
    for code, name in native_languages():
        url = translations[code] if code in translations else in_language(here, code)
        if code in translations and url and query:
            url = f"{url}?{query}"
        urls.append(
            {
                "code": code,
                "name": name,
                "url": url or home_url(code),
                "current": code == get_language(),
            }
        )
    return urls


def _translations(page: Page | None, request: HttpRequest) -> dict[str, str]:
    """Return where each live translation of a page lies; empty addresses where there is none."""
    if page is None:
        return {}
    found = dict.fromkeys((code for code, _name in settings.LANGUAGES), "")
    for other in page.get_translations(inclusive=True).live().select_related("locale"):
        found[other.locale.language_code] = other.get_url(request) or ""
    return found


def home_url(code: str) -> str:
    """Return the path of a language's home page."""
    with override(code):
        return reverse(TREE, args=[""])


def native_languages() -> list[tuple[str, str]]:
    """Return the site's languages, each with its name in that language."""
    return [
        (code, get_language_info(code)["name_local"].capitalize())
        for code, _n in settings.LANGUAGES
    ]


def unread_count(request: HttpRequest) -> int:
    """Return how many notifications wait for the reader (read with the reader, in one query)."""
    return getattr(request, "unread_count", 0)


def can_access_cms(request: HttpRequest) -> bool:
    """Whether the account menu offers the CMS (which itself asks Wagtail's own permission)."""
    return reader_of(request).has_role(Role.EXPERT, Role.REVIEWER, Role.ANIMATOR)
