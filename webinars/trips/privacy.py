"""What learning trips hold of a person: given out, and taken away, when they ask."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from webinars.trips.models import (
    LearningTrip,
    TripAstonishment,
    TripCommitment,
    TripNote,
    TripParticipant,
    TripPhoto,
)


def export(user: Any) -> Mapping[str, Any]:
    """Return what a person did and wrote on learning trips, as plain data."""
    mine = {"author__user": user}
    return {
        "learning_trips": {
            "took_part_in": list(
                LearningTrip.objects.filter(participations__member__user=user).values_list(
                    "slug", flat=True
                )
            ),
            "led": list(
                LearningTrip.objects.filter(animator__user=user).values_list("slug", flat=True)
            ),
            "notes": [
                {"trip": note.stop.trip.slug, "text": note.text, "written_at": note.created_at}
                for note in TripNote.objects.filter(**mine).select_related("stop__trip")
            ],
            "astonishments": [
                {"trip": one.trip.slug, "text_fr": one.text_fr, "text_en": one.text_en}
                for one in TripAstonishment.objects.filter(**mine).select_related("trip")
            ],
            "commitments": [
                {
                    "trip": one.trip.slug,
                    "text_fr": one.text_fr,
                    "text_en": one.text_en,
                    "made_on": one.made_on,
                    "outcome": one.outcome,
                    "outcome_text_fr": one.outcome_text_fr,
                    "outcome_text_en": one.outcome_text_en,
                }
                for one in TripCommitment.objects.filter(**mine).select_related("trip")
            ],
            "photos": [
                {"trip": photo.stop.trip.slug, "shows_fr": photo.alt_fr, "shows_en": photo.alt_en}
                for photo in TripPhoto.objects.filter(added_by__user=user).select_related(
                    "stop__trip"
                )
            ],
        }
    }


@transaction.atomic
def erase(user: Any) -> None:
    """Take the person out: commitments and unconsented photos go, the rest loses its author."""
    TripCommitment.objects.filter(author__user=user).delete()
    TripParticipant.objects.filter(member__user=user).delete()
    photos = TripPhoto.objects.filter(added_by__user=user)
    for photo in photos:
        if photo.has_consent:
            continue
        photo.delete()
    TripPhoto.objects.filter(added_by__user=user).update(added_by=None)
    TripNote.objects.filter(author__user=user).update(author=None)
    TripAstonishment.objects.filter(author__user=user).update(author=None)
    LearningTrip.objects.filter(animator__user=user).update(animator=None)
