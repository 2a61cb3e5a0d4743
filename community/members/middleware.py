"""Puts the reader on each request, found when first asked for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from community.members.selectors import reader_for
from community.notifications.selectors import unread_count_for


class ReaderMiddleware:
    """Gives views `request.reader` and the frame `request.unread_count`, both lazily."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on with its reader."""
        request.reader = SimpleLazyObject(lambda: reader_for(request.user))  # type: ignore[attr-defined]
        request.unread_count = SimpleLazyObject(lambda: unread_count_for(request.reader))  # type: ignore[attr-defined]
        return self.get_response(request)
