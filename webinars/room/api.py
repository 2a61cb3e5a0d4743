"""Sessions and replays as JSON, with the permissions of the pages."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from community.core.context import reader_of
from community.core.pagination import page_of
from community.recordings.selectors import tracks_of
from webinars.programme.permissions import can_see
from webinars.programme.selectors import Filters, programme_for, webinars_for_page
from webinars.replays.permissions import can_watch
from webinars.replays.transcripts import chapters_of

router = Router(tags=["webinars"])


class ProgrammeQuery(Schema):
    """What narrows the list."""

    when: Literal["upcoming", "past"] = "upcoming"
    series: str = ""
    theme: str = ""
    language: str = ""
    page: int = 1


class SessionOut(Schema):
    """A session in a list."""

    slug: str
    title: str
    summary: str
    url: str
    series: str
    starts_at: datetime
    ends_at: datetime
    language: str
    state: str
    is_recorded: bool
    has_replay: bool
    themes: list[str]
    speakers: list[str]


class ProgrammeOut(Schema):
    """A page of the programme."""

    count: int
    page: int
    pages: int
    results: list[SessionOut]


class ChapterOut(Schema):
    """A chapter of a replay."""

    second: int
    title: str


class CaptionsOut(Schema):
    """Captions of a replay in a language."""

    language: str
    url: str


class ReplayOut(Schema):
    """A replay that the reader may watch."""

    url: str
    poster: str
    seconds: float
    captions: list[CaptionsOut]
    chapters: list[ChapterOut]


class SessionDetailOut(SessionOut):
    """A session with what its page says."""

    description_html: str
    places_online: int | None
    places_on_site: int
    replay: ReplayOut | None


def _session(webinar: Any) -> dict[str, Any]:
    return {
        "slug": webinar.slug,
        "title": str(webinar.title),
        "summary": str(webinar.summary),
        "url": webinar.get_absolute_url(),
        "series": webinar.series.slug if webinar.series else "",
        "starts_at": webinar.starts_at,
        "ends_at": webinar.ends_at,
        "language": webinar.language,
        "state": webinar.state,
        "is_recorded": webinar.is_recorded,
        "has_replay": webinar.has_replay,
        "themes": [item.tag.slug for item in webinar.themed_items.all()],
        "speakers": [speaker.shown_name for speaker in webinar.speakers.all()],
    }


@router.get("/", response=ProgrammeOut, summary="The programme: coming sessions, or past ones")
def programme(request: HttpRequest, query: Query[ProgrammeQuery]) -> dict[str, Any]:
    """List the sessions that the reader may see."""
    filters = Filters(series=query.series, theme=query.theme, language=query.language)
    found = programme_for(
        reader_of(request), filters, past=query.when == "past", now=timezone.now()
    )
    page = page_of(found, query.page)
    return {
        "count": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "results": [_session(webinar) for webinar in page.object_list],
    }


@router.get("/{slug}/", response=SessionDetailOut, summary="One session, with its replay")
def session(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Return a session that the reader may see; 404 otherwise."""
    reader = reader_of(request)
    webinar = get_object_or_404(webinars_for_page(reader), slug=slug)
    if not can_see(webinar, reader):
        raise HttpError(404, "Not Found")
    replay = getattr(webinar, "replay", None)
    return _session(webinar) | {
        "description_html": webinar.description_html,
        "places_online": webinar.capacity_online,
        "places_on_site": webinar.capacity_on_site,
        "replay": _replay(replay, webinar) if replay and can_watch(replay, reader) else None,
    }


def _replay(replay: Any, webinar: Any) -> dict[str, Any]:
    recording = replay.recording
    tracks = tracks_of(recording, webinar.language)
    return {
        "url": recording.file.url,
        "poster": recording.poster_url,
        "seconds": recording.duration or 0,
        "captions": [
            {"language": track.lang, "url": track.src}
            for track in tracks
            if track.kind == "captions"
        ],
        "chapters": [
            {"second": int(chapter.start), "title": chapter.title}
            for chapter in chapters_of(recording, webinar.language)
        ],
    }
