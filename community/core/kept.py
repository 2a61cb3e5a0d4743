"""Keeps what many readers see alike: values, and pages with openings for what is one's own.

Everything is kept under the generation of `page_cache`, so that `forget_pages` makes it unreachable
at once, and is made for `Reader.in_common`, never for a person. What is a person's own (the name,
the unread count, tokens, messages) stands in openings, which are filled at each answer.
"""

import copy
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from hashlib import blake2b
from secrets import token_hex
from typing import Any, NoReturn, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import RequestContext
from django.template.loader import get_template
from django.utils.translation import get_language

from community.core.context import reader_of
from community.core.page_cache import generation
from community.core.reader import Reader

PASSING_SECONDS = 60
"""How long to keep what says how far away something is, or who has a place."""

Made = TypeVar("Made")
View = Callable[[HttpRequest], HttpResponseBase]
logger = logging.getLogger(__name__)


class PersonalError(Exception):
    """A page for many asked for what is one person's; it is made anew for that person then."""


@dataclass(frozen=True)
class Opening:
    """A place in a kept page: a template, rendered for each request with these values."""

    template: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class PageWithOpenings:
    """What is needed to answer again: text and openings in turn, and the view's headers."""

    parts: tuple[str | Opening, ...]
    headers: tuple[tuple[str, str], ...]

    def answer(self, request: HttpRequest, personal: Mapping[str, Any]) -> HttpResponse:
        """Fill the openings for a request."""
        context: RequestContext | None = None
        drawn = []
        for part in self.parts:
            if isinstance(part, str):
                drawn.append(part)
                continue
            template: Any = get_template(part.template)
            if context is None:
                context = RequestContext(request, dict(personal))
            with context.push(**part.values):
                drawn.append(template.template.render(context))
        return HttpResponse("".join(drawn), headers=dict(self.headers))


def kept(
    request: HttpRequest, name: str, *parts: object, make: Callable[[], Made], seconds: int = 0
) -> Made:
    """Return what was kept under the name and parts in this language, or make and keep it.

    What it holds must follow from the parts alone, be picklable and be safe to show to whoever
    gets here. `seconds` shortens its life.
    """
    key = _key(request, name, *parts)
    if not key:
        return make()
    found: tuple[Made] | None = cache.get(key)
    if found is None:
        found = (make(),)
        cache.set(key, found, _seconds(seconds))
    return found[0]


def kept_for_audience(
    request: HttpRequest,
    name: str,
    *parts: object,
    make: Callable[[Reader], Made],
    seconds: int = 0,
) -> Made:
    """Return what is kept for those who share the reader's audiences, roles and organisation.

    It is made for a reader who is none of them in particular.
    """
    reader = reader_of(request)
    return kept(
        request,
        name,
        reader.common_key,
        *parts,
        make=lambda: make(reader.in_common()),
        seconds=seconds,
    )


def shown_alike(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a view's pages be kept for all readers of one kind, for it shows nobody anything else.

    Never a view that searches: what is read by the token of a person is found by that person alone.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return kept_page(request, lambda many: view(many, *args, **kwargs))

    return wrapped


def kept_page(
    request: HttpRequest,
    view: View,
    *,
    personal: Mapping[str, Any] | None = None,
    seconds: int = 0,
) -> HttpResponseBase:
    """Answer with the page that `view` makes for all readers of one kind, its openings filled.

    `view` gets a request that knows no person. Where it asks for one all the same, or answers with
    anything but a page, it is asked again for the person and nothing is kept. `personal` is what
    templates in openings are given.
    """
    request.personal = personal or {}  # type: ignore[attr-defined]
    reader = reader_of(request)
    if not reader.is_member or request.method not in {"GET", "HEAD"}:
        return view(request)
    key = _key(
        request,
        "page",
        reader.common_key,
        request.get_host(),
        request.scheme,
        request.get_full_path(),
        request.headers.get("HX-Request", ""),
        request.headers.get("HX-Target", ""),
    )
    page: PageWithOpenings | None = cache.get(key) if key else None
    if page is None:
        page = _page_for_many(request, view)
        if page is None:
            return view(request)
        if key:
            cache.set(key, page, _seconds(seconds))
    return page.answer(request, personal or {})


def _page_for_many(request: HttpRequest, view: View) -> PageWithOpenings | None:
    many: Any = request_of_many(request)
    try:
        response: Any = view(many)
        if hasattr(response, "render") and not response.is_rendered:
            response = response.render()
    except (Http404, PersonalError):
        return None
    finally:
        # Templates swallow errors in conditions, so the request remembers what was asked of it.
        asked = many.asked_for_person or "CSRF_COOKIE_NEEDS_UPDATE" in many.META
        if asked:
            logger.warning("%s cannot be kept: it asks who reads", request.path)
    if (
        asked
        or response.status_code != 200
        or response.streaming
        or response.cookies
        or "no-store" in response.get("Cache-Control", "")
    ):
        return None
    parts: list[str | Opening] = []
    text = response.content.decode(response.charset)
    for number, opening in enumerate(many.openings):
        before, _mark, text = text.partition(mark_of(many, number))
        parts += [before, opening]
    headers = tuple((name, value) for name, value in response.headers.items())
    return PageWithOpenings((*parts, text), headers)


def request_of_many(request: HttpRequest) -> HttpRequest:
    """Return the request as it is for all who share the reader's kind; it knows no person."""
    many: Any = copy.copy(request)
    many.META = {
        name: value
        for name, value in request.META.items()
        if name not in {"HTTP_COOKIE", "CSRF_COOKIE", "CSRF_COOKIE_NEEDS_UPDATE"}
    }
    many.COOKIES = {}
    many.asked_for_person = False
    many.openings = []
    many.openings_token = token_hex(16)
    many.reader = reader_of(request).in_common()
    many.user = SomeMember(many)
    many.session = many.unread_count = many._messages = many.csp_nonce = UnknownItems(many)
    found: HttpRequest = many
    return found


def mark_of(request: Any, number: int) -> str:
    """Return what stands for an opening while a page is made; nobody can guess it."""
    return f"<!--{request.openings_token}:{number}-->"


class Unknown:
    """What a request of many knows nothing of; asking is remembered and refused."""

    do_not_call_in_templates = True

    def __init__(self, request: Any) -> None:
        self.__dict__["_request"] = request

    def _refuse(self, *_arguments: object, **_named: object) -> NoReturn:
        self.__dict__["_request"].asked_for_person = True
        raise PersonalError

    __bool__ = __call__ = __contains__ = __eq__ = __int__ = _refuse
    __iter__ = __len__ = __str__ = _refuse
    __hash__ = object.__hash__

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        self._refuse()


class UnknownItems(Unknown):
    """The same, of what is asked by key; templates ask so first, whatever it is."""

    __getitem__ = Unknown._refuse


class SomeMember(Unknown):
    """A signed-in account, whose only known trait is that somebody is signed in."""

    is_authenticated = True
    is_anonymous = False
    is_active = True


def _seconds(seconds: int) -> int:
    longest = int(settings.COMMUNITY_PAGE_CACHE_SECONDS)
    return min(seconds, longest) if seconds else longest


def _key(request: HttpRequest, name: str, *parts: object) -> str:
    """Return the key, nothing where this request keeps nothing.

    A request that changes something would read its generation before the change, and a preview
    shows what nobody else sees.
    """
    if (
        settings.COMMUNITY_PAGE_CACHE_SECONDS <= 0
        or request.method not in {"GET", "HEAD"}
        or getattr(request, "is_preview", False)
    ):
        return ""
    words = "\0".join((_generation_of(request), get_language() or "", *map(str, parts)))
    return f"kept:{name}:{blake2b(words.encode('utf-8', 'replace'), digest_size=20).hexdigest()}"


def _generation_of(request: Any) -> str:
    if not hasattr(request, "generation"):
        request.generation = generation()
    return str(request.generation)
