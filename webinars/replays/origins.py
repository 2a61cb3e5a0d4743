"""A replay's second as what a card comes from."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from django.urls import ResolverMatch
from django.utils.translation import gettext_lazy as _

from community.core.origins import vanish
from community.core.reader import Reader
from community.plugins import Origin, OriginKind
from community.recordings.captions import clock
from webinars.programme.models import Webinar
from webinars.replays.models import Replay

KEY: Final = "webinars.replay"


def find(reader: Reader, refs: Collection[tuple[str, str]]) -> dict[tuple[str, str], Origin]:
    """Return the moments of replays that the reader may watch; one query."""
    keys = {int(key) for key, _second in refs if key.isascii() and key.isdecimal()}
    visible = Webinar.objects.visible_to(reader).order_by()
    replays = (
        Replay.objects.published()
        .filter(pk__in=keys, webinar__in=visible.values("pk"))
        .select_related("webinar")
        .in_bulk()
    )
    return {
        (key, second): _origin(replays[int(key)], second)
        for key, second in refs
        if key.isascii() and key.isdecimal() and int(key) in replays
    }


def _origin(replay: Replay, second: str) -> Origin:
    webinar = replay.webinar
    label, url = str(webinar.title), webinar.get_absolute_url()
    if second.isascii() and second.isdecimal():
        label, url = f"{label}, {clock(int(second))}", f"{url}?t={int(second)}"
    return Origin(label=label, url=url, audiences=frozenset(webinar.audience_tokens()))


def keys_of(instance: Any) -> list[str]:
    """Return the replay that goes with a session or by itself."""
    if isinstance(instance, Replay):
        return [str(instance.pk)]
    if isinstance(instance, Webinar):
        replays = Replay.objects.filter(webinar=instance)
        return [str(pk) for pk in replays.values_list("pk", flat=True)]
    return []


def at(match: ResolverMatch, query: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the replay, and the second of `?t=`, that an address leads to."""
    if match.view_name != "webinars:webinar":
        return None
    replay = Replay.objects.filter(webinar__slug=match.kwargs["slug"]).first()
    second = query.get("t", "")
    return (str(replay.pk), second if second.isdecimal() else "") if replay else None


def follow_deletion(replay: Replay) -> None:
    """Say that it goes, while its name is known."""
    vanish(KEY, replay.pk)


ORIGIN: Final = OriginKind(key=KEY, label=_("A replay"), find=find, keys_of=keys_of, at=at)
