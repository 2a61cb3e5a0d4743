"""What an editor names becomes a thing that the search knows: by its address or its title."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from django.db.models import Q
from django.utils.translation import gettext as _

from community.core.reader import Reader
from community.search.indexing import AUDIENCE, token
from community.search.models import SearchDocument
from community.search.suggesting import suggestions
from community.search.titles import folded

NAMED: Final = 3
"""Titles that are offered where one was not found."""


class UnknownTargetError(Exception):
    """Nothing, or more than one thing, is named so; the message says what to do."""


@dataclass(frozen=True)
class Target:
    """Something that the search knows."""

    type: str
    object_id: int
    title: str
    address: str


def target_of(text: str, reader: Reader) -> Target:
    """Return what an address or a title names, of what the reader may find.

    Raises UnknownTargetError, whose message says what to do.
    """
    named = text.strip()
    is_address = named.startswith("/") or "://" in named
    condition = Q(url=unquote(urlsplit(named).path)) if is_address else _entitled(named)
    found = {
        (row.subject.type, row.thing): row
        for row in SearchDocument.objects.filter(condition)
        .filter(_may_find(reader))
        .select_related("subject")
        .order_by("-pk")[:20]
    }
    if len(found) == 1:
        (row,) = found.values()
        return Target(row.subject.type, row.subject.object_id, row.title, row.url)
    if found:
        addresses = ", ".join(sorted(row.url for row in found.values()))
        raise UnknownTargetError(
            _("Several things have this title. Paste the address of one: %(addresses)s")
            % {"addresses": addresses}
        )
    if is_address:
        raise UnknownTargetError(
            _(
                "Nothing that can be found has this address. Open the thing on this site, as its "
                "readers do, and paste the address that the browser shows."
            )
        )
    near = [one.title for one in suggestions(named, reader, "") if one.type != "theme"][:NAMED]
    raise UnknownTargetError(
        _("Nothing has exactly this title. Is it one of these? %(titles)s")
        % {"titles": " · ".join(near)}
        if near
        else _("Nothing has this title. Begin to type and choose, or paste the thing’s address.")
    )


def address_of(type_: str, object_id: int) -> str:
    """Return the address of a thing as it is now; empty when it can be found no more."""
    rows = SearchDocument.objects.filter(subject__type=type_, subject__object_id=object_id)
    return rows.order_by("pk").values_list("url", flat=True).first() or ""


def _entitled(title: str) -> Q:
    return Q(titles__place=0, titles__text=folded(title))


def _may_find(reader: Reader) -> Q:
    if reader.is_superuser:
        return Q()
    tokens = [token(AUDIENCE, name) for name in sorted(reader.audiences)]
    return Q(signature__tokens__token__in=tokens)
