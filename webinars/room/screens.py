"""What a session's page shows in each of its lives, and what a series' page shows."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from community.core.reader import Reader
from community.recordings.captions import clock
from community.recordings.selectors import content_type_of, tracks_of
from webinars.programme.calendars import full_url
from webinars.programme.enums import Life, State
from webinars.programme.models import CalendarFeed, Registration, Series, Webinar
from webinars.programme.permissions import can_join, can_manage, can_take_part
from webinars.programme.rhythm import rhythm_of
from webinars.programme.scopes import scope_of_series, scope_of_webinar
from webinars.programme.selectors import (
    is_subscribed,
    others_of_series,
    registration_of,
    rooms_of,
    sessions_of,
    turn_of,
)
from webinars.replays.models import Replay
from webinars.replays.permissions import can_watch
from webinars.replays.transcripts import (
    caption_languages,
    chapter_language,
    chapter_marks,
    chapters_of,
    cues_of,
    transcript_of,
)


def webinar_screen(
    webinar: Any, reader: Reader, *, second: int | None = None, language: str = ""
) -> dict[str, Any]:
    """Return the context of a session's page at this moment.

    `second` is where a link lands in the replay, `language` the transcript's.
    """
    replay: Replay | None = getattr(webinar, "replay", None)
    shown = replay if replay is not None and can_watch(replay, reader) else None
    life = webinar.life()
    screen: dict[str, Any] = {
        "webinar": webinar,
        "life": str(life.value),
        "is_draft": webinar.state == State.DRAFT,
        "can_manage": can_manage(reader),
        "others": others_of_series(webinar, reader),
    }
    if shown is not None and life == Life.AFTER:
        return screen | {
            "player": player_screen(webinar, shown, reader, second, language),
            "scope": scope_of_webinar(webinar) if shown.is_published else "",
        }
    return screen | place_screen(webinar, reader)


def place_screen(webinar: Any, reader: Reader) -> dict[str, Any]:
    """Return what the part about one's place shows."""
    registration = registration_of(webinar, reader)
    life = webinar.life()
    return {
        "webinar": webinar,
        "life": str(life.value),
        "rooms": rooms_of(webinar),
        "registration": registration,
        "turn": _turn(registration),
        "can_take_part": can_take_part(webinar, reader),
        "is_member": reader.is_member,
        "sign_in_url": f"{reverse('account_login')}?next={quote(webinar.get_absolute_url())}",
        "join_link": (
            webinar.join_link
            if life in {Life.LIVE, Life.BEFORE} and can_join(webinar, reader, registration)
            else ""
        ),
    }


def player_screen(
    webinar: Webinar, replay: Replay, reader: Reader, second: int | None, language: str
) -> dict[str, Any]:
    """Return the player with its chapters and transcript."""
    recording = replay.recording
    duration = recording.duration or 0
    if second is not None and duration:
        second = min(second, int(duration))
    languages = caption_languages(recording)
    wanted = (language, get_language() or "", webinar.language, *languages)
    spoken = next((code for code in wanted if code in languages), "")
    chapters = chapters_of(recording, get_language() or "")
    return {
        "replay": replay,
        "src": recording.file.url + (f"#t={second}" if second else ""),
        "mime": content_type_of(recording.file.name or ""),
        "is_audio": recording.type == "audio",
        "poster": recording.poster_url,
        "tracks": tracks_of(recording, spoken),
        "duration": duration,
        "second": second,
        "chapters": chapter_marks(chapters, duration, second),
        "chapter_language": chapter_language(recording, get_language() or ""),
        "transcript": transcript_of(
            cues_of(recording, spoken), chapters, language=spoken, second=second
        ),
        "languages": languages if len(languages) > 1 else [],
        "language": spoken,
        "permalink": full_url(webinar.get_absolute_url()),
        "clock": clock(second) if second is not None else "",
        "keeps_position": reader.is_member,
    }


def series_screen(series: Series, reader: Reader) -> dict[str, Any]:
    """Return the context of a series' page."""
    feed = CalendarFeed.objects.filter(user=reader.user_id).first() if reader.is_member else None
    sessions = sessions_of(series, reader)
    now = timezone.now()
    return {
        "series": series,
        "scope": scope_of_series(series),
        "rhythm": rhythm_of(series),
        "coming": [each for each in reversed(sessions) if each.ends_at > now],
        "past": [each for each in sessions if each.ends_at <= now],
        "is_member": reader.is_member,
        "is_subscribed": is_subscribed(series, reader),
        "personal_url": full_url(reverse("webinar_calendar", args=[feed.token])) if feed else "",
        "public_url": full_url(reverse("webinars:series_calendar", args=[series.slug])),
        "sign_in_url": f"{reverse('account_login')}?next={quote(series.get_absolute_url())}",
    }


def asked_second(query: Mapping[str, str]) -> int | None:
    """Return the second of `?t=`, nothing when it is none."""
    value = query.get("t", "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 7 else None


def _turn(registration: Registration | None) -> int:
    return turn_of(registration) if registration is not None and registration.is_waiting else 0
