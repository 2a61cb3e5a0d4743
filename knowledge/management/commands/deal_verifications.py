"""Gives every published card a verifier who is there; the clock does the same by itself."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from knowledge.freshness.dealing import deal_all
from knowledge.freshness.services import mark_overdue, remind


class Command(BaseCommand):
    """`deal_verifications`: says how far it is; again without a change it writes nothing."""

    help = (
        "Give every published card one verifier, fairly in each group, mark what is overdue and "
        "remind people. The tick does this every six hours; run it after a large import."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Deal with progress, then say what was found."""
        begun = time.monotonic()
        for step in deal_all():
            self.stdout.write(f"{step.stage}: {step.cards}", ending="\r")
            self.stdout.flush()
        overdue, told = mark_overdue(), remind()
        took = time.monotonic() - begun
        self.stdout.write(f"Dealt in {took:.1f} s; newly overdue: {overdue}, reminded: {told}.")
