"""Everything that is written on a learning trip."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import IO

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from community.core.audience import Audience
from community.core.errors import Refused
from community.core.page_cache import forget_pages
from community.core.reader import Reader
from community.search.services import reindex
from webinars.said import language_shown
from webinars.trips import permissions
from webinars.trips.models import (
    LearningTrip,
    TripAssessment,
    TripAstonishment,
    TripCommitment,
    TripCriterion,
    TripNote,
    TripParticipant,
    TripPhoto,
    TripSite,
    TripState,
    TripStop,
)
from webinars.trips.pictures import cleaned_picture

SLUG_LENGTH = 80


class NotYours(Refused):
    """The person does not take part, or does not lead."""


class LogClosed(Refused):
    """The log takes no more entries, or none yet."""


class TooFewSites(Refused):
    """There is nothing to compare."""


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """What a group says of one site under one criterion; `rating` from 1 to 5."""

    merit: str
    limit: str
    rating: int


def changed(trip: LearningTrip) -> None:
    """Let search and kept pages follow a trip that was changed, also in the CMS."""
    reindex("trip", trip.pk)
    forget_pages()


def _must_write(reader: Reader, trip: LearningTrip) -> None:
    if permissions.can_write(reader, trip):
        return
    if trip.state == TripState.ANNOUNCED:
        raise LogClosed(_("The log is not open yet. It opens when the trip begins."))
    if trip.state == TripState.PUBLISHED:
        raise LogClosed(_("This log is published: it takes no more notes."))
    raise NotYours(_("Only those who take part write in this log."))


@transaction.atomic
def join(trip: LearningTrip, *, reader: Reader) -> TripParticipant:
    """Let the reader come along; asking twice changes nothing. Raises LogClosed when it is over."""
    mine = TripParticipant.objects.filter(trip=trip, member=reader.member_id).first()
    if mine is not None:
        return mine
    if reader.member_id is None or not permissions.can_join(reader, trip):
        raise LogClosed(_("This trip is over. You can take its route for your own group."))
    made, _new = TripParticipant.objects.get_or_create(trip=trip, member_id=reader.member_id)
    return made


@transaction.atomic
def leave(trip: LearningTrip, *, reader: Reader) -> None:
    """Let the reader stay at home; what they wrote stays. Asking twice changes nothing."""
    TripParticipant.objects.filter(trip=trip, member=reader.member_id).delete()


@transaction.atomic
def add_note(stop: TripStop, *, reader: Reader, text: str) -> TripNote:
    """Add what a participant noted at a stop. Raises LogClosed or NotYours."""
    _must_write(reader, stop.trip)
    note = TripNote.objects.create(
        stop=stop, author_id=reader.member_id, text=text, language=language_shown()
    )
    changed(stop.trip)
    return note


@transaction.atomic
def add_photo(
    stop: TripStop, *, reader: Reader, file: IO[bytes], size: int, alt: str, consent: str
) -> TripPhoto:
    """Add a photo, written anew without its metadata; `size` in bytes.

    Raises LogClosed, NotYours, or PictureRefused.
    """
    _must_write(reader, stop.trip)
    photo = TripPhoto(
        stop=stop,
        file=cleaned_picture(file, size=size),
        consent=consent,
        added_by_id=reader.member_id,
        sort_order=stop.photos.count(),
    )
    setattr(photo, f"alt_{language_shown()}", alt)
    photo.save()
    changed(stop.trip)
    return photo


@transaction.atomic
def add_astonishment(trip: LearningTrip, *, reader: Reader, text: str) -> TripAstonishment:
    """Add what astonished a participant. Raises LogClosed or NotYours."""
    _must_write(reader, trip)
    astonishment = TripAstonishment(
        trip=trip, author_id=reader.member_id, sort_order=trip.astonishments.count()
    )
    setattr(astonishment, f"text_{language_shown()}", text)
    astonishment.save()
    changed(trip)
    return astonishment


@transaction.atomic
def commit_to(trip: LearningTrip, *, reader: Reader, text: str) -> TripCommitment:
    """Add what a participant will try. Raises NotYours."""
    if reader.member_id is None or not permissions.can_commit(reader, trip):
        raise NotYours(_("Only those who took part say what they will try."))
    commitment = TripCommitment(trip=trip, author_id=reader.member_id)
    setattr(commitment, f"text_{language_shown()}", text)
    commitment.save()
    changed(trip)
    return commitment


@transaction.atomic
def say_outcome(
    commitment: TripCommitment, *, reader: Reader, outcome: str, text: str
) -> TripCommitment:
    """Say what came of it; it can be said again. Raises NotYours."""
    if not permissions.can_say_outcome(reader, commitment):
        raise NotYours(_("Only who made this commitment says what came of it."))
    commitment.outcome = outcome
    commitment.outcome_on = timezone.localdate()
    setattr(commitment, f"outcome_text_{language_shown()}", text)
    commitment.save()
    changed(commitment.trip)
    return commitment


@transaction.atomic
def assess(
    criterion: TripCriterion, *, reader: Reader, assessed: Mapping[int, Assessed]
) -> list[TripAssessment]:
    """Write what the group says of each site (by its key) under a criterion; the last word stands.

    Raises LogClosed, NotYours, or TooFewSites when the trip has fewer than two sites.
    """
    trip = criterion.trip
    _must_write(reader, trip)
    sites = set(TripSite.objects.filter(trip=trip).values_list("pk", flat=True))
    if len(sites) < 2:
        raise TooFewSites(_("A comparison needs two sites at least."))
    language = language_shown()
    written = []
    for site_id in sorted(sites & set(assessed)):
        said = assessed[site_id]
        assessment, _new = TripAssessment.objects.update_or_create(
            criterion=criterion,
            site_id=site_id,
            defaults={
                f"merit_{language}": said.merit,
                f"limit_{language}": said.limit,
                "rating": said.rating,
            },
        )
        written.append(assessment)
    changed(trip)
    return written


@transaction.atomic
def open_log(trip: LearningTrip, *, reader: Reader) -> LearningTrip:
    """Let participants write. Raises NotYours when the reader does not lead the trip."""
    return _move(trip, reader=reader, to=TripState.OPEN)


@transaction.atomic
def publish(trip: LearningTrip, *, reader: Reader) -> LearningTrip:
    """Close the log and show it as it is. Raises NotYours as `open_log` does."""
    return _move(trip, reader=reader, to=TripState.PUBLISHED)


def _move(trip: LearningTrip, *, reader: Reader, to: TripState) -> LearningTrip:
    if not permissions.can_lead(reader, trip):
        raise NotYours(_("Only who leads this trip opens or publishes its log."))
    if trip.state != to:
        trip.state = to
        trip.save(update_fields=["state", "updated_at"])
        changed(trip)
    return trip


def _free_slug(title: str) -> str:
    base = slugify(title)[: SLUG_LENGTH - 4] or "trip"
    taken = set(LearningTrip.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"


@transaction.atomic
def copy_route(trip: LearningTrip, *, reader: Reader, title: str, starts_on: date) -> LearningTrip:
    """Make a new trip on the same route, led by the reader: questions, sites, stops, criteria.

    What the first group saw, said and rated stays with it. The stops keep their hour and their
    distance to the first day. Members alone read the copy until its group decides otherwise.
    Raises NotYours when the reader may not.
    """
    if reader.member_id is None or not permissions.can_copy(reader, trip):
        raise NotYours(_("Sign in to take this route for your own group."))
    shift = starts_on - trip.starts_on
    made = LearningTrip(
        slug=_free_slug(title),
        summary_fr=trip.summary_fr,
        summary_en=trip.summary_en,
        questions_fr=trip.questions_fr,
        questions_en=trip.questions_en,
        territory=trip.territory,
        starts_on=starts_on,
        ends_on=trip.ends_on + shift,
        animator_id=reader.member_id,
        copied_from=trip,
        audience=Audience.MEMBERS,
    )
    setattr(made, f"title_{language_shown()}", title)
    made.save()
    made.themes.set(trip.themes.all())
    made.save()
    _copy_places(trip, made, shift=shift)
    TripParticipant.objects.create(trip=made, member_id=reader.member_id)
    changed(made)
    return made


def _copy_places(trip: LearningTrip, made: LearningTrip, *, shift: timedelta) -> None:
    twins: dict[int, TripSite] = {}
    for site in TripSite.objects.filter(trip=trip):
        old, site.pk, site.trip = site.pk, None, made
        site.save()
        twins[old] = site
    for stop in TripStop.objects.filter(trip=trip):
        local = timezone.localtime(stop.at)
        # The same hour on the clock, also when summer time lies between the two trips.
        at = timezone.make_aware(local.replace(tzinfo=None) + shift)
        TripStop.objects.create(
            trip=made,
            site=twins[stop.site_id],
            sort_order=stop.sort_order,
            at=at,
            title_fr=stop.title_fr,
            title_en=stop.title_en,
        )
    for criterion in TripCriterion.objects.filter(trip=trip):
        TripCriterion.objects.create(
            trip=made,
            sort_order=criterion.sort_order,
            slug=criterion.slug,
            label_fr=criterion.label_fr,
            label_en=criterion.label_en,
        )
