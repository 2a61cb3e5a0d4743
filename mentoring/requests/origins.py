"""A need that was solved as what a card comes from."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from django.urls import ResolverMatch
from django.utils.translation import gettext_lazy as _

from community.core.origins import vanish
from community.core.reader import MEMBERS, Reader
from community.plugins import Origin, OriginKind
from mentoring.requests.enums import Confidentiality, State
from mentoring.requests.models import Need
from mentoring.requests.permissions import readable_by

KEY: Final = "mentoring.need"
SOLVED: Final = (State.SOLVED, State.CLOSED)


def find(reader: Reader, refs: Collection[tuple[str, str]]) -> dict[tuple[str, str], Origin]:
    """Return the solved needs that the reader may open; one query."""
    keys = {int(key) for key, _position in refs if key.isascii() and key.isdecimal()}
    needs = readable_by(reader).filter(pk__in=keys, state__in=SOLVED).distinct().in_bulk()
    return {
        (key, position): _origin(needs[int(key)])
        for key, position in refs
        if key.isascii() and key.isdecimal() and int(key) in needs
    }


def _origin(need: Need) -> Origin:
    is_open = need.confidentiality == Confidentiality.NETWORK
    audiences = frozenset({MEMBERS}) if is_open else frozenset()
    return Origin(label=need.title, url=need.get_absolute_url(), audiences=audiences)


def is_origin(need: Need) -> bool:
    """Whether a card may be made of it: once it is solved."""
    return need.state in SOLVED


def keys_of(instance: Any) -> list[str]:
    """Return the need itself."""
    return [str(instance.pk)] if isinstance(instance, Need) else []


def at(match: ResolverMatch, _query: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the need that an address leads to."""
    return (str(match.kwargs["pk"]), "") if match.view_name == "mentoring:need" else None


def follow_deletion(need: Need) -> None:
    """Say that it goes."""
    vanish(KEY, need.pk)


ORIGIN: Final = OriginKind(
    key=KEY, label=_("A need that was solved"), find=find, keys_of=keys_of, at=at
)
