"""Refuses what no page can mean (NUL, lone surrogates, endless queries) before all else."""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language_from_request, override

MAX_QUERY_BYTES = 4096
FORM_TYPES = {"application/x-www-form-urlencoded", "multipart/form-data"}
_BROKEN = re.compile("[\x00\ud800-\udfff]")


def _cleaned(values: QueryDict) -> QueryDict | None:
    """Return a copy without characters that no database can hold, or None if there are none."""
    if not any(_BROKEN.search(key + "".join(map(str, values.getlist(key)))) for key in values):
        return None
    clean = QueryDict(mutable=True)
    for key in values:
        clean.setlist(_BROKEN.sub("", key), [_BROKEN.sub("", v) for v in values.getlist(key)])
    clean._mutable = False
    return clean


class CleanInput:
    """Drops broken characters from parameters and cookies, refuses broken paths, endless queries.

    A parameter loses only the characters that mean nothing, so that a pasted text is not lost; a
    cookie with one is no cookie of ours. Stands before sessions and languages, which read cookies.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 414 or 404, or pass the request on with clean parameters."""
        if len(request.META.get("QUERY_STRING", "")) > MAX_QUERY_BYTES:
            return _refusal(request, "400.html", status=414, is_too_long=True)
        if _BROKEN.search(request.path_info) or b"\x00" in unquote_to_bytes(request.path_info):
            return _refusal(request, "404.html", status=404)
        request.COOKIES = {
            name: value for name, value in request.COOKIES.items() if not _BROKEN.search(value)
        }
        clean = _cleaned(request.GET)
        if clean is not None:
            request.GET = clean  # type: ignore[assignment]
        if request.method == "POST" and request.content_type in FORM_TYPES:
            clean = _cleaned(request.POST)
            if clean is not None:
                request.POST = clean  # type: ignore[assignment]
        return self.get_response(request)


def _refusal(
    request: HttpRequest, template: str, *, status: int, is_too_long: bool = False
) -> HttpResponse:
    with override(get_language_from_request(request, check_path=True)):
        return render(request, template, {"is_too_long": is_too_long}, status=status)
