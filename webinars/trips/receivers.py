"""Lets search and files follow trips that are deleted, from wherever that is done."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_delete
from django.dispatch import receiver

from community.core.page_cache import forget_pages
from community.search.services import reindex
from webinars.trips import origins
from webinars.trips.models import LearningTrip, TripPhoto, TripStop, TripTheme


@receiver(pre_delete, sender=LearningTrip)
@receiver(pre_delete, sender=TripStop)
def follow_deletion(instance: LearningTrip | TripStop, **_: Any) -> None:
    """Cards that come from a trip or a stop keep its name."""
    origins.follow_deletion(instance)


@receiver(post_delete, sender=LearningTrip)
def forget_trip(instance: LearningTrip, **_: Any) -> None:
    """A trip that is gone is no longer found."""
    reindex("trip", instance.pk)
    forget_pages()


@receiver([post_save, post_delete], sender=TripTheme)
def forget_themes(**_: Any) -> None:
    """They are kept beside the log."""
    forget_pages()


@receiver(post_delete, sender=TripPhoto)
def delete_file(instance: TripPhoto, **_: Any) -> None:
    """A photo that is gone leaves no file behind."""
    name = instance.file.name
    if name:
        transaction.on_commit(lambda: instance.file.storage.delete(name))
