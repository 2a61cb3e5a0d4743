"""Days as people write them: in French the first of a month is “1er”, and months are not capital.

Use it, by its filters (`community/templatetags/dates.py`) in templates, wherever a day is shown.
"""

import re
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.translation import get_language

_DAY_OF_MONTH = re.compile(r"(?<!\\)j")


def day_in_words(when: date | datetime, pattern: str = "DATE_FORMAT") -> str:
    """Return a day, or a moment in the site's time zone, by a pattern of Django's or its name."""
    local = _local(when)
    written = get_format(pattern)
    if local.day == 1 and _is_french():
        written = _DAY_OF_MONTH.sub(r"j\\e\\r", written)
    return date_format(local, written)


def short_month(when: date | datetime) -> str:
    """Return the month in a few letters: “déc.”, “Dec”."""
    # Django’s three letters are capital in French, where June and July are “Jui” and “Jul”.
    return date_format(_local(when), "N" if _is_french() else "M")


def short_weekday(when: date | datetime) -> str:
    """Return the day of the week in a few letters: “jeu.”, “Thu”."""
    name = date_format(_local(when), "D")
    return f"{name.lower()}." if _is_french() else name


def _is_french() -> bool:
    return (get_language() or "")[:2] == "fr"


def _local(when: date | datetime) -> date | datetime:
    if isinstance(when, datetime) and timezone.is_aware(when):
        return timezone.localtime(when)
    return when
