"""The JSON API of the box: facilitators, for those who may see them on the site."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from community.core.context import reader_of
from mentoring.facilitators.forms import DirectoryForm
from mentoring.facilitators.selectors import directory

router = Router(tags=["mentoring"])
PAGE_SIZE = 50


class FacilitatorOut(Schema):
    """A facilitator, as the directory shows them."""

    name: str
    url: str
    organisation: str
    pitch: str
    themes: list[str]
    languages: list[str]
    formats: list[str]
    is_paused: bool


class FacilitatorsOut(Schema):
    """A page of the directory."""

    total: int
    facilitators: list[FacilitatorOut]


@router.get("/", response=FacilitatorsOut, summary="List facilitators (members only)")
def facilitators(
    request: HttpRequest,
    theme: str = "",
    territory: str = "",
    lang: str = "",
    format: str = "",  # noqa: A002  (the parameter's public name)
    page: int = 1,
) -> dict[str, Any]:
    """List the facilitators that a member may ask, fifty a page."""
    if not reader_of(request).is_member:
        raise HttpError(401, "Sign in to see facilitators.")
    form = DirectoryForm(
        {"theme": theme, "territory": territory, "language": lang, "format": format}
    )
    people = directory(form.chosen())
    start = (min(max(page, 1), 10_000) - 1) * PAGE_SIZE
    return {
        "total": people.count(),
        "facilitators": [
            {
                "name": str(person),
                "url": request.build_absolute_uri(person.get_absolute_url()),
                "organisation": str(person.member.organisation or ""),
                "pitch": person.pitch,
                "themes": [item.slug for item in person.themes.all()],
                "languages": list(person.languages),
                "formats": list(person.formats),
                "is_paused": person.is_paused(),
            }
            for person in people[start : start + PAGE_SIZE]
        ],
    }


def add_routes(api: Any) -> None:
    """Add this app's routes to the API."""
    api.add_router("/facilitators", router)
