"""What editors may read of the log: never a question that fewer than k visitors asked."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from community.search.log.models import COUNTED, K, SearchTally

PERIODS: Final = (1, 3, 12)
"""Months that may be looked at, this one included."""
SHOWN: Final = 500


@dataclass(frozen=True)
class Unanswered:
    """A question that found nothing: how many visitors asked it, in months that had enough."""

    question: str
    language: str
    visitors: int


@dataclass(frozen=True)
class Rates:
    """How well the search does; shares from 0 to 1, None where nobody asked."""

    asked: int
    unanswered: float | None
    clicked: float | None
    reformulated: float | None


def first_day(months: int, today: date | None = None) -> date:
    """Return the first day of a period that ends with this month."""
    day = (today or timezone.localdate()).replace(day=1)
    for _step in range(months - 1):
        day = (day - timedelta(days=1)).replace(day=1)
    return day


def unanswered(months: int) -> list[Unanswered]:
    """Return what found nothing, the most asked first; one query.

    Each month counts by itself and only with k visitors or more: no choice of a period lets
    somebody reckon a rarer one.
    """
    rows = (
        SearchTally.objects.filter(day__gte=first_day(months))
        .exclude(question="")
        .annotate(month=TruncMonth("day"))
        .values("month", "language", "question")
        .annotate(visitors=Sum("unanswered"))
        .filter(visitors__gte=K)
        .values_list("language", "question", "visitors")
    )
    found: Counter[tuple[str, str]] = Counter()
    for language, question, visitors in rows:
        found[language, question] += visitors
    ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return [Unanswered(q, language, number) for (language, q), number in ordered[:SHOWN]]


def rates(months: int) -> Rates:
    """Return the shares over all questions, the rare ones too: sums tell of nobody; one query."""
    sums: dict[str, int] = defaultdict(int)
    found = SearchTally.objects.filter(day__gte=first_day(months)).aggregate(
        **{f"all_{name}": Sum(name) for name in COUNTED}
    )
    sums |= {name: found[f"all_{name}"] or 0 for name in COUNTED}
    asked = sums["asked"]
    if asked < K:
        return Rates(0, None, None, None)
    return Rates(asked, *(sums[name] / asked for name in COUNTED[1:]))
