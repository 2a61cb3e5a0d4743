"""Who acts in a request, and with what: what views hand to forms and services."""

from django.http import Http404, HttpRequest, QueryDict

from community.core.context import reader_of


def acting_member(request: HttpRequest) -> int:
    """Return the key of the member who is signed in. Raises Http404 for an account without one."""
    member_id = reader_of(request).member_id
    if member_id is None:
        raise Http404
    return member_id


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, an empty form included; None when the page was only opened."""
    return request.POST if request.method == "POST" else None
