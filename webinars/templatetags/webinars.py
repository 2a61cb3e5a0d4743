"""Moments and bilingual texts for templates."""

from collections.abc import Mapping
from datetime import datetime

from django import template
from django.template import Context
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.core.context import reader_of
from community.core.dates import day_in_words
from community.recordings.captions import clock
from webinars.replays.selectors import position_of

register = template.Library()
RESUME_FROM_SECONDS = 15
register.filter("clock", clock)


@register.simple_tag(takes_context=True)
def resume_second(context: Context, replay_id: int, landed: int | None) -> int:
    """Return the second from which the reader goes on; 0 at the start or after a link's landing."""
    if landed is not None:
        return 0
    second = position_of(reader_of(context.request), replay_id)  # type: ignore[attr-defined]
    return second if second >= RESUME_FROM_SECONDS else 0


@register.filter
def in_language(texts: Mapping[str, str]) -> str:
    """Return the text in the language being shown, of texts by language."""
    return texts.get(get_language() or "", "") or next((t for t in texts.values() if t), "")


@register.filter
def moment(value: datetime | str) -> str:
    """Return a day and an hour in words, in the site's time zone; ISO texts are understood."""
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    return day_in_words(when, _("l j F Y, H:i"))


@register.filter
def city(_value: object) -> str:
    """Return the city that names the site's time zone: the one hours are given in."""
    return timezone.get_default_timezone_name().rpartition("/")[2].replace("_", " ")


@register.filter
def hour(value: datetime) -> str:
    """Return an hour as the language writes it."""
    return format_date(timezone.localtime(value), _("H:i"))


@register.filter
def spoken_length(seconds: float) -> str:
    """Return a length of time for people: “2 min 05”, “1 h 02”."""
    minutes, left = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return _("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": minutes}
    return _("%(minutes)d min %(seconds)02d") % {"minutes": minutes, "seconds": left}
