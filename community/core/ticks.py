"""Runs what must happen regularly, once, however many processes tick."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.core.models import TickRun
from community.plugins import Tick, keyed

logger = logging.getLogger(__name__)
# A run that has not finished by then is taken for dead, and the next tick may run it again.
LOST_AFTER = timedelta(hours=1)


def run_due() -> list[str]:
    """Run every tick whose time has come; returns their keys. An error of one stops no other."""
    ran = []
    for tick in keyed("ticks").values():
        if _claim(tick):
            try:
                tick.run()
            except Exception:
                logger.exception("The tick %s failed; it is tried again next time.", tick.key)
            else:
                ran.append(tick.key)
            TickRun.objects.filter(key=tick.key).update(finished_at=timezone.now())
    return ran


def _claim(tick: Tick) -> bool:
    """Take the tick if it is due: one update, so that only one process can."""
    now = timezone.now()
    with transaction.atomic():
        TickRun.objects.get_or_create(key=tick.key)
        due = TickRun.objects.filter(key=tick.key).filter(
            Q(started_at__isnull=True)
            | Q(started_at__lte=now - tick.every, finished_at__isnull=False)
            | Q(started_at__lte=now - max(tick.every, LOST_AFTER))
        )
        return bool(due.update(started_at=now, finished_at=None))
