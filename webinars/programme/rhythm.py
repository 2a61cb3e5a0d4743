"""A recurrence rule in words."""

from typing import Final

from django.utils.dateformat import time_format
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from webinars.programme.models import Series

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def rhythm_of(series: Series) -> str:
    """Return how often a series comes back, as people say it; empty when that cannot be said.

    `series.recurrence` is a rule of RFC 5545 that `Series.clean` has let pass.
    """
    parts = dict(part.partition("=")[::2] for part in series.recurrence.upper().split(";"))
    # A position in the month, as in 2TU, is left out: the dates say it.
    day = parts.get("BYDAY", "").lstrip("+-0123456789")
    hour = series.starts_at_time
    if day not in _DAYS or hour is None or parts.get("INTERVAL", "1") != "1":
        return ""
    values = {
        "day": WEEKDAYS[_DAYS.index(day)],
        "hour": time_format(hour, _("H:i")),
    }
    if parts.get("FREQ") == "WEEKLY":
        return _("Every %(day)s at %(hour)s") % values
    if parts.get("FREQ") == "MONTHLY":
        return _("Once a month, on a %(day)s, at %(hour)s") % values
    return ""
