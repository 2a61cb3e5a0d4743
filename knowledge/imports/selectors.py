"""Reads of imports: one's own, and what each came to."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet

from knowledge.cards.importing.outcomes import Outcome
from knowledge.imports.models import CardImport
from knowledge.imports.words import DONE, TRIED

RECENT = 10


def imports_of(user: Any) -> QuerySet[CardImport]:
    """Return a person's imports, the latest first, without their reports."""
    return CardImport.objects.filter(by=user).defer("report").order_by("-begun_at", "-pk")[:RECENT]


def sums_of(run: CardImport) -> list[str]:
    """Return what an import came to, a sentence for each outcome."""
    counted = Counter(row["outcome"] for row in run.report)
    words = TRIED if run.is_trial else DONE
    return [
        words[outcome] % {"number": counted[outcome.value]}
        for outcome in Outcome
        if counted[outcome.value]
    ]
