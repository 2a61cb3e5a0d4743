"""Learning trips for the tests: a trip with sites, stops and a comparison."""

import io
import itertools
from datetime import date, datetime, timedelta

from django.utils import timezone
from PIL import Image

from tests.factories.people import make_territory
from webinars.trips.models import (
    LearningTrip,
    TripAssessment,
    TripCriterion,
    TripParticipant,
    TripQuote,
    TripSite,
    TripState,
    TripStop,
)

_numbers = itertools.count(1)


def make_trip(*, stops=2, criteria=1, sites=2, participants=(), **values):
    """A trip near Bordeaux, its log published unless another state is given."""
    number = next(_numbers)
    values.setdefault("slug", f"voyage-{number}")
    values.setdefault("title_fr", f"Voyage {number}")
    values.setdefault("title_en", f"Trip {number}")
    values.setdefault("summary_fr", "Deux lieux, une question.")
    values.setdefault("starts_on", date(2026, 3, 24))
    values.setdefault("ends_on", values["starts_on"] + timedelta(days=1))
    values.setdefault("state", TripState.PUBLISHED)
    if "territory" not in values:
        values["territory"] = make_territory()
    trip = LearningTrip.objects.create(**values)
    department = make_territory("D33", kind="department", name_fr="Gironde", column=3, row=9)
    places = [
        TripSite.objects.create(
            trip=trip,
            sort_order=index,
            name=f"Lieu {index + 1}",
            kind_fr="Tiers-lieu",
            latitude=44.8 - index * 0.3,
            longitude=-0.5 + index * 0.9,
            department=department,
        )
        for index in range(sites)
    ]
    start = timezone.make_aware(datetime.combine(trip.starts_on, datetime.min.time()))
    for index in range(stops):
        stop = TripStop.objects.create(
            trip=trip,
            site=places[index % sites],
            sort_order=index,
            at=start + timedelta(hours=9 + 3 * index),
            title_fr=f"Étape {index + 1}",
            title_en=f"Stop {index + 1}",
            notes_fr=f"On **regarde** la machine {index + 1}.",
        )
        TripQuote.objects.create(
            stop=stop, sort_order=0, text_fr=f"Parole {index + 1}", name="Colette"
        )
    for index in range(criteria):
        criterion = TripCriterion.objects.create(
            trip=trip, sort_order=index, label_fr=f"Critère {index + 1}"
        )
        for position, site in enumerate(places):
            TripAssessment.objects.create(
                criterion=criterion,
                site=site,
                merit_fr=f"Mérite {index + 1} de {site.name}",
                limit_fr=f"Limite {index + 1} de {site.name}",
                rating=3 + position % 3,
            )
    for user in participants:
        TripParticipant.objects.create(trip=trip, member=user.member)
    return trip


def picture_bytes(*, size=(64, 48), exif=False, picture_format="JPEG"):
    """A small photo, with a place hidden in it when asked."""
    image = Image.new("RGB", size, "#463ead")
    written = io.BytesIO()
    options = {}
    if exif:
        data = image.getexif()
        data[0x010F] = "Camera of somebody"
        data.get_ifd(0x8825)[1] = "N"
        options["exif"] = data
    image.save(written, picture_format, **options)
    return written.getvalue()
