"""Who acts in a request: the key of the member that services write down."""

from django.http import Http404, HttpRequest

from community.core.context import reader_of


def acting_member(request: HttpRequest) -> int:
    """Return the key of the member who is signed in. Raises Http404 for an account without one."""
    member_id = reader_of(request).member_id
    if member_id is None:
        raise Http404
    return member_id
