"""How learning trips are found: by the whole, by site, by stop and by criterion."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from community.core.markup import from_markdown, to_text
from community.core.reader import Reader
from community.search.formats import TEXT
from community.search.projections import Document, Passage, Projection
from webinars.trips.models import LearningTrip
from webinars.trips.scopes import scope_of
from webinars.trips.selectors import Chapter, Comparison, PlaceToSee, TripLog, trip_log


class TripProjection(Projection[LearningTrip]):
    """A trip becomes a document in each language, a stop, site or criterion a passage of it."""

    type = "trip"
    label = gettext_lazy("Learning trips")
    icon = "route"
    room = "webinars"
    model = LearningTrip

    def queryset(self) -> "QuerySet[LearningTrip]":
        """Return all trips."""
        return LearningTrip.objects.select_related("territory").prefetch_related(
            "themed_items__tag"
        )

    def documents_of(self, instance: LearningTrip) -> Iterable[Document]:
        """Return the trip in each language that it has a title in."""
        # Read as nobody in particular: photos and whose turn it is are not searched.
        log = trip_log(instance, Reader())
        for language, _name in settings.LANGUAGES:
            if getattr(instance, f"title_{language}", ""):
                with override(language):
                    yield self._document(log, language)

    def _document(self, log: TripLog, language: str) -> Document:
        trip = log.trip
        codes = [trip.territory.code]
        codes += [p.site.department.code for p in log.places if p.site.department]
        return Document(
            title=trip.title,
            url=trip.get_absolute_url(),
            language=language,
            passages=tuple(_passages(log)),
            audience=trip.audience_tokens(),
            kind=trip.state,
            themes=tuple(item.tag.slug for item in trip.themed_items.all()),
            territories=tuple(dict.fromkeys(codes)),
            organisation_id=trip.audience_organisation_id,
            formats=(TEXT,),
            dated_on=trip.starts_on,
            scopes=(scope_of(trip),),
            extra={"scope": scope_of(trip)},
        )


def _passages(log: TripLog) -> Iterator[Passage]:
    trip = log.trip
    yield Passage(text=_joined(trip.summary, *trip.questions, _bare(trip.report)))
    for place in log.places:
        yield _site_passage(place)
    for chapter in log.chapters:
        yield _stop_passage(chapter, of=len(log.chapters))
    if log.comparison is not None:
        yield from _criterion_passages(log.comparison)
    if log.astonishments:
        yield Passage(
            heading=_("What astonished"),
            text=_joined(*(one.text for one in log.astonishments)),
            anchor="#astonished",
            place=_("what astonished"),
        )
    if log.commitments:
        yield Passage(
            heading=_("What we will try"),
            text=_joined(*(f"{one.text} {one.outcome_text}" for one in log.commitments)),
            anchor="#try",
            place=_("what we will try"),
        )


def _site_passage(place: PlaceToSee) -> Passage:
    where = place.site.department.name if place.site.department else ""
    return Passage(
        heading=place.site.name,
        text=_joined(place.site.kind, where, place.site.description),
        anchor=f"#{place.anchor}",
        place=_("site %(letter)s") % {"letter": place.letter},
    )


def _stop_passage(chapter: Chapter, *, of: int) -> Passage:
    spoken = [f"{quote.text} {quote.name}" for quote in chapter.quotes]
    noted = [_bare(note.text) for note in chapter.notes]
    return Passage(
        heading=chapter.stop.title,
        text=_joined(chapter.site.name, _bare(chapter.stop.notes), *spoken, *noted),
        anchor=f"#{chapter.anchor}",
        place=_("stop %(number)d of %(of)d") % {"number": chapter.number, "of": of},
    )


def _criterion_passages(comparison: Comparison) -> Iterator[Passage]:
    for row in comparison.rows:
        said = [
            _joined(cell.site.name, cell.merit, cell.limit) for cell in row.cells if cell.rating
        ]
        yield Passage(
            heading=row.label,
            text=_joined(*said),
            anchor=f"#{row.anchor}",
            place=_("comparison"),
        )


def _bare(markdown: str) -> str:
    return to_text(from_markdown(markdown)) if markdown else ""


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
