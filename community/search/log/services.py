"""Counts what is searched for, each visitor once a month, and forgets."""

import hmac
import secrets
from datetime import date, timedelta
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Sum
from django.utils import timezone

from community.search.log.models import COUNTED, K, SearchMark, SearchSalt, SearchTally
from community.search.log.tokens import Shown

_BATCH: Final = 500


class Signal(models.TextChoices):
    """What happened to a question; the value is the column that counts it."""

    ASKED = "asked"
    CLICKED = "clicked"
    REFORMULATED = "reformulated"


def count(shown: Shown, signal: Signal, *, visitor: str) -> bool:
    """Count a visitor once a month for a question and a signal; returns whether it counted.

    `visitor` says who, in whatever way, and is not kept. Who opens a result or asks otherwise has
    asked, whatever arrives first: no share passes one.
    """
    today = timezone.localdate()
    month = today.replace(day=1)
    salt = _salt(month)
    columns = []
    with transaction.atomic():
        for each in dict.fromkeys((Signal.ASKED, signal)):
            _mark, is_new = SearchMark.objects.get_or_create(
                pk=_digest(salt, visitor, shown, each), defaults={"month": month}
            )
            if is_new:
                columns.append(each.value)
        if not columns:
            return False
        if Signal.ASKED.value in columns and not shown.is_answered:
            columns.append("unanswered")
        _add(today, shown.language, shown.question, dict.fromkeys(columns, 1))
    return True


def _digest(salt: str, visitor: str, shown: Shown, signal: Signal) -> str:
    told = "\0".join((visitor, shown.language, shown.question, signal))
    key = f"{salt}{settings.SECRET_KEY}".encode()
    return hmac.new(key, told.encode("utf-8", "replace"), sha256).hexdigest()[:40]


def _salt(month: date) -> str:
    made, _is_new = SearchSalt.objects.get_or_create(
        month=month, defaults={"salt": secrets.token_hex(32)}
    )
    return made.salt


def _add(day: date, language: str, question: str, counts: dict[str, int]) -> None:
    tally, _is_new = SearchTally.objects.get_or_create(
        day=day, language=language, question=question
    )
    SearchTally.objects.filter(pk=tally.pk).update(
        **{name: F(name) + number for name, number in counts.items()}
    )


def forget() -> None:
    """Forget what is over: last month's salt and marks, rare words, and counts of 13 months ago.

    Safe to call twice; what is interrupted is done by the next call.
    """
    month = timezone.localdate().replace(day=1)
    # Thirteen months are kept, this one included.
    SearchTally.objects.filter(day__lt=month.replace(year=month.year - 1)).delete()
    SearchSalt.objects.filter(month__lt=month).delete()
    SearchMark.objects.filter(month__lt=month).delete()
    _drop_rare_words(month)


def _drop_rare_words(before: date) -> None:
    """Take their words from the questions of closed months that too few asked."""
    closed = SearchTally.objects.filter(day__lt=before).exclude(question="")
    first = closed.order_by("day").values_list("day", flat=True).first()
    month = first.replace(day=1) if first else before
    while month < before:
        following = (month + timedelta(days=32)).replace(day=1)
        within = closed.filter(day__gte=month, day__lt=following)
        rare = (
            within.values("language", "question")
            .annotate(visitors=Sum("asked"))
            .filter(visitors__lt=K)
            .order_by("language", "question")
        )
        while batch := list(rare.values_list("language", "question")[:_BATCH]):
            _fold(within, batch)
        month = following


def _fold(within: models.QuerySet[SearchTally], batch: list[tuple[str, str]]) -> None:
    """Count these questions on without their words."""
    with transaction.atomic():
        for language in {language for language, _question in batch}:
            rows = within.filter(
                language=language, question__in=[q for code, q in batch if code == language]
            )
            totals = rows.values("day").annotate(**{f"all_{n}": Sum(n) for n in COUNTED})
            columns = ("day", *(f"all_{name}" for name in COUNTED))
            sums = {
                day: dict(zip(COUNTED, counts, strict=True))
                for day, *counts in totals.values_list(*columns)
            }
            rows.delete()
            for day, counts in sums.items():
                _add(day, language, "", counts)
