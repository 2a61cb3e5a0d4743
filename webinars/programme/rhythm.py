"""A recurrence rule in words."""

from dateutil.rrule import MONTHLY, WEEKLY, rrulestr
from django.template.defaultfilters import date as format_date
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from webinars.programme.models import Series


def rhythm_of(series: Series) -> str:
    """Return how often a series comes back, as people say it; empty when that cannot be said."""
    if not series.recurrence:
        return ""
    rule = rrulestr(series.recurrence)
    # dateutil keeps weekdays with a position (the second Tuesday) apart from plain ones.
    days = [*(rule._byweekday or ()), *(day for day, _nth in rule._bynweekday or ())]
    values = {
        "day": WEEKDAYS[days[0]] if len(days) == 1 else "",
        "hour": format_date(series.starts_at_time, _("H:i")) if series.starts_at_time else "",
    }
    if not values["day"] or not values["hour"] or rule._interval != 1:
        return ""
    if rule._freq == WEEKLY:
        return _("Every %(day)s at %(hour)s") % values
    if rule._freq == MONTHLY:
        return _("Once a month, on a %(day)s, at %(hour)s") % values
    return ""
