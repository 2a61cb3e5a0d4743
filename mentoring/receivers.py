"""Other people's lifecycles that this app follows."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from mentoring.requests import origins
from mentoring.requests.models import Need


@receiver(pre_delete, sender=Need)
def follow_deleted_need(instance: Need, **_: Any) -> None:
    """Cards that come from it keep its name."""
    origins.follow_deletion(instance)
