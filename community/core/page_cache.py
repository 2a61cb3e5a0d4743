"""Keeps whole pages for anonymous visitors: never one person's page for another.

A page is kept only when the request carried no session and no message, the answer set no cookie
and asked for no CSRF token. Every change that visitors could see calls `forget_pages`, which makes
all kept pages unreachable at once (a number in each key).
"""

import base64
import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

from community.core.models import Generation

POLICY = "Content-Security-Policy"
GENERATION_KEY = "pages"
IDENTIFYING_HEADERS = ("HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_X_FORWARDED_USER")
KEPT_HEADERS = (
    "Cache-Control",
    "Content-Language",
    "Content-Type",
    "Cross-Origin-Opener-Policy",
    "Link",
    "Permissions-Policy",
    "Referrer-Policy",
    POLICY,
    "Vary",
    "X-Content-Type-Options",
    "X-Frame-Options",
)


@dataclass(frozen=True)
class KeptPage:
    """What is needed to answer again."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    nonce: str


def generation() -> int:
    """Return the number that everything kept is kept under; one query."""
    # Read from the database, not from a cache that each process has for itself: a page that was
    # withdrawn must be gone from all of them at once.
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM community_generation WHERE key = %s", [GENERATION_KEY])
        row = cursor.fetchone()
    return row[0] if row else 0


def forget_pages() -> None:
    """Make every kept page unreachable once the running transaction has been committed."""
    transaction.on_commit(_next_generation)


def _next_generation() -> None:
    Generation.objects.bump(GENERATION_KEY)


def _key(request: HttpRequest) -> str:
    parts = (
        str(generation()),
        request.get_host(),
        request.scheme or "",
        request.get_full_path(),
        request.headers.get("HX-Request", ""),
        request.headers.get("HX-Target", ""),
    )
    return (
        "page:" + blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=20).hexdigest()
    )


class AnonymousPageCache:
    """Answers anonymous GET requests from the cache where that is safe."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.prefixes = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the kept page or make, and perhaps keep, a new one."""
        if not self._may_be_kept(request):
            return self.get_response(request)
        key = _key(request)
        kept: KeptPage | None = cache.get(key)
        if kept is not None:
            return self._answer(kept)
        response = self.get_response(request)
        self._keep(request, response, key)
        return response

    def _may_be_kept(self, request: HttpRequest) -> bool:
        return (
            settings.COMMUNITY_PAGE_CACHE_SECONDS > 0
            and request.method == "GET"
            and request.path_info.startswith(self.prefixes)
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and "messages" not in request.COOKIES
            and not any(header in request.META for header in IDENTIFYING_HEADERS)
        )

    def _keep(self, request: HttpRequest, response: HttpResponseBase, key: str) -> None:
        if (
            response.status_code != 200
            or response.streaming
            or not isinstance(response, HttpResponse)
            or response.cookies
            or response.has_header("Set-Cookie")
            or "no-store" in response.get("Cache-Control", "")
            or "private" in response.get("Cache-Control", "")
            or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
            or not response.get("Content-Type", "").startswith("text/html")
        ):
            return
        response.headers.setdefault("Cache-Control", "no-cache")
        patch_vary_headers(response, ["Cookie", "HX-Request"])
        nonce = getattr(request, "_csp_nonce", None) or ""
        headers = tuple((n, response[n]) for n in KEPT_HEADERS if response.has_header(n))
        cache.set(
            key,
            KeptPage(bytes(response.content), headers, nonce),
            settings.COMMUNITY_PAGE_CACHE_SECONDS,
        )

    def _answer(self, kept: KeptPage) -> HttpResponse:
        content, headers = kept.content, dict(kept.headers)
        if kept.nonce:
            # A nonce that stays the same would allow what it is there to forbid.
            nonce = base64.b64encode(os.urandom(16)).decode("ascii")
            content = content.replace(kept.nonce.encode(), nonce.encode())
            headers[POLICY] = headers[POLICY].replace(kept.nonce, nonce)
        return HttpResponse(content, headers=headers)
