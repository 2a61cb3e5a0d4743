"""What of the programme the search can be narrowed to, and whose words it finds."""

from typing import Final

from community.core.reader import Reader
from community.plugins import Scope, SearchScope
from community.search.people import member_names
from webinars.programme.models import Series, Webinar
from webinars.programme.permissions import can_see

SERIES, WEBINAR = "series", "webinar"


def scopes_of(webinar: Webinar) -> tuple[str, ...]:
    """Return what a session is found within: itself, and its series."""
    own = scope_of_webinar(webinar)
    return (own, scope_of_series(webinar.series)) if webinar.series else (own,)


def scope_of_series(series: Series) -> str:
    """Return the word by which a series is searched."""
    return f"{SERIES}:{series.slug}"


def scope_of_webinar(webinar: Webinar) -> str:
    """Return the word by which a session or its replay is searched."""
    return f"{WEBINAR}:{webinar.slug}"


def speaking(webinar: Webinar) -> tuple[str, ...]:
    """Return the names of those who speak, as the page shows them."""
    return tuple(
        name
        for speaker in webinar.speakers.all()
        for name in (
            member_names(speaker.member, name=speaker.name)
            if speaker.member
            else (speaker.shown_name,)
        )
    )


def _series(_reader: Reader, slug: str) -> Scope | None:
    found = Series.objects.filter(slug=slug).first()
    return Scope(label=str(found.title), url=found.get_absolute_url()) if found else None


def _webinar(reader: Reader, slug: str) -> Scope | None:
    found = Webinar.objects.filter(slug=slug).first()
    if found is None or not can_see(found, reader):
        return None
    return Scope(label=str(found.title), url=found.get_absolute_url())


SCOPES: Final = (
    SearchScope(kind=SERIES, find=_series),
    SearchScope(kind=WEBINAR, find=_webinar),
)
