"""Puts the reader on each request, found when first asked for."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from community.core.page_cache import generation
from community.members.selectors import person_for


class ReaderMiddleware:
    """Gives views `request.reader` and the frame `request.unread_count`, lazily.

    The generation of what is kept is read along with them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on with its reader."""
        person: Any = SimpleLazyObject(lambda: person_for(request.user))
        asked: Any = request
        asked.reader = SimpleLazyObject(lambda: person.reader)
        asked.unread_count = SimpleLazyObject(lambda: person.unread_count)
        asked.generation = SimpleLazyObject(
            lambda: generation() if person.generation is None else person.generation
        )
        return self.get_response(request)
