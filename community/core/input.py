"""Refuses what no page can mean (NUL, lone surrogates, endless queries) before a view sees it."""

import re
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

MAX_QUERY_BYTES = 4096
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
    """Drops broken characters from parameters and refuses broken paths and oversized queries.

    A parameter loses only the characters that mean nothing, so that a pasted text is not lost.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 414 or 404, or pass the request on with clean parameters."""
        query = request.META.get("QUERY_STRING", "")
        if len(query) > MAX_QUERY_BYTES:
            return render(request, "400.html", {"is_too_long": True}, status=414)
        if _BROKEN.search(request.path_info) or b"\x00" in unquote_to_bytes(request.path_info):
            return render(request, "404.html", status=404)
        clean = _cleaned(request.GET)
        if clean is not None:
            request.GET = clean  # type: ignore[assignment]
        if request.method == "POST" and request.content_type in {
            "application/x-www-form-urlencoded",
            "multipart/form-data",
        }:
            clean = _cleaned(request.POST)
            if clean is not None:
                request.POST = clean  # type: ignore[assignment]
        return self.get_response(request)
