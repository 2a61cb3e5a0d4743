"""The demo's three learning trips, with their logs, comparisons and what came of them."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db import transaction

from community.members.models import Member
from community.territories.models import Territory
from community.themes.models import Theme
from webinars.trips.models import (
    Consent,
    LearningTrip,
    TripAssessment,
    TripAstonishment,
    TripCommitment,
    TripCriterion,
    TripNote,
    TripParticipant,
    TripPhoto,
    TripQuote,
    TripSite,
    TripState,
    TripStop,
)
from webinars.trips.pictures import cleaned_picture
from webinars.trips.services import changed

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
# The logs of the earlier trips are published; the group of the latest is still writing.
OPEN_LOG = "immersion-ferme-bibliotheque"
Row = Mapping[str, Any]


def fill_trips() -> Iterator[int]:
    """Write each trip anew from its description; what visitors added to a trip goes with it."""
    people = {
        user.username: user.member for user in get_user_model().objects.select_related("member")
    }
    for number, row in enumerate(json.loads((HERE / "trips.json").read_text("utf-8")), start=1):
        with transaction.atomic():
            _fill_trip(row, people)
        yield number


def _pair(row: Row, *names: str) -> dict[str, str]:
    return {
        f"{name}_{language}": row.get(f"{name}_{language}", "")
        for name in names
        for language in ("fr", "en")
    }


def _lines(rows: list[Row]) -> dict[str, str]:
    return {
        f"questions_{language}": "\n".join(row[f"text_{language}"] for row in rows)
        for language in ("fr", "en")
    }


def _fill_trip(row: Row, people: Mapping[str, Member]) -> None:
    LearningTrip.objects.filter(slug=row["slug"]).delete()
    trip = LearningTrip(
        slug=row["slug"],
        territory=Territory.objects.get(code=row["territory"]),
        starts_on=date.fromisoformat(row["starts_on"]),
        ends_on=date.fromisoformat(row["ends_on"]),
        state=TripState.OPEN if row["key"] == OPEN_LOG else TripState.PUBLISHED,
        animator=people.get(row["organiser"]),
        **_pair(row, "title", "summary", "report"),
        **_lines(row["questions"]),
    )
    trip.save()
    trip.themes.set(Theme.objects.filter(slug__in=row["themes"]))
    trip.save()
    sites = _fill_sites(trip, row["sites"])
    _fill_stops(trip, row, sites, people)
    _fill_comparison(trip, row["comparison"], sites)
    _fill_outcomes(trip, row, people)
    changed(trip)


def _fill_sites(trip: LearningTrip, rows: list[Row]) -> dict[str, TripSite]:
    departments = {place.code: place for place in Territory.objects.filter(kind="department")}
    return {
        row["key"]: TripSite.objects.create(
            trip=trip,
            sort_order=order,
            name=row["name"].replace("'", "’"),
            latitude=row["latitude"],
            longitude=row["longitude"],
            department=departments.get(row["department"]),
            **_pair(row, "kind", "description"),
        )
        for order, row in enumerate(rows)
    }


def _fill_stops(
    trip: LearningTrip, row: Row, sites: Mapping[str, TripSite], people: Mapping[str, Member]
) -> None:
    for order, stop_row in enumerate(row["stops"]):
        stop = TripStop.objects.create(
            trip=trip,
            site=sites[stop_row["site"]],
            sort_order=order,
            at=datetime.fromisoformat(stop_row["at"]),
            **_pair(stop_row, "title", "notes"),
        )
        for place, quote in enumerate(stop_row["quotes"]):
            TripQuote.objects.create(
                stop=stop, sort_order=place, name=quote["name"], **_pair(quote, "text", "role")
            )
        for place, photo in enumerate(stop_row.get("photos", ())):
            _add_photo(stop, place, photo)
        for note in stop_row.get("participant_notes", ()):
            TripNote.objects.create(
                stop=stop,
                author=people.get(note["author"]),
                text=note["text"],
                language=note.get("language", "fr"),
            )


def _add_photo(stop: TripStop, order: int, row: Row) -> None:
    path = PICTURES / row["file"]
    with path.open("rb") as file:
        picture = cleaned_picture(file, size=path.stat().st_size)
    TripPhoto.objects.create(
        stop=stop,
        sort_order=order,
        file=ContentFile(picture.read(), name=f"{path.stem}.webp"),
        consent=Consent.NOBODY,
        **_pair(row, "alt"),
    )


def _fill_comparison(trip: LearningTrip, row: Row, sites: Mapping[str, TripSite]) -> None:
    criteria = {
        criterion["key"]: TripCriterion.objects.create(
            trip=trip, sort_order=order, slug=criterion["key"], **_pair(criterion, "label")
        )
        for order, criterion in enumerate(row["criteria"])
    }
    for cell in row["cells"]:
        TripAssessment.objects.create(
            criterion=criteria[cell["criterion"]],
            site=sites[cell["site"]],
            rating=cell["rating"],
            **_pair(cell, "merit", "limit"),
        )


def _fill_outcomes(trip: LearningTrip, row: Row, people: Mapping[str, Member]) -> None:
    for order, one in enumerate(row["astonishments"]):
        TripAstonishment.objects.create(
            trip=trip, sort_order=order, author=people.get(one["author"]), **_pair(one, "text")
        )
    for one in row["commitments"]:
        author = people.get(one["author"])
        if author is None:
            continue
        said_on = one.get("outcome_on")
        TripCommitment.objects.create(
            trip=trip,
            author=author,
            made_on=trip.ends_on,
            outcome=one.get("outcome", ""),
            outcome_on=date.fromisoformat(said_on) if said_on else None,
            # What was answered has been asked for.
            nudged_days=90 if one.get("outcome") else 0,
            **_pair(one, "text", "outcome_text"),
        )
    travelled = [row["organiser"], *row.get("participants", ())]
    travelled += [one["author"] for part in ("astonishments", "commitments") for one in row[part]]
    for key in dict.fromkeys(travelled):
        if key in people:
            TripParticipant.objects.get_or_create(trip=trip, member=people[key])
