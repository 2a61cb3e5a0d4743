"""Filters for days, see `community.core.dates`; without a day they say nothing."""

from datetime import date, datetime

from django import template

from community.core import dates

register = template.Library()


@register.filter
def day(when: date | datetime | None, pattern: str = "DATE_FORMAT") -> str:
    """Return a day or moment in words, as `date` does, “1er” where French says so."""
    return dates.day_in_words(when, pattern) if when else ""


@register.filter
def month_short(when: date | datetime | None) -> str:
    """Return “déc.” or “Dec”."""
    return dates.short_month(when) if when else ""


@register.filter
def weekday_short(when: date | datetime | None) -> str:
    """Return “jeu.” or “Thu”."""
    return dates.short_weekday(when) if when else ""
