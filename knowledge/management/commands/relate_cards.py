"""Works out which cards are near each other; the clock does the same by itself."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from knowledge.related.services import relate_all


class Command(BaseCommand):
    """`relate_cards`: says how far it is; again without a change it writes nothing."""

    help = (
        "Compare all published cards by themes, text and use, and keep which are near each other. "
        "The tick does this every six hours; run it after a large import."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Compare with progress, then say how long it took."""
        begun, cards = time.monotonic(), 0
        for step in relate_all():
            cards = step.cards if step.stage == "related" else cards
            self.stdout.write(f"{step.stage}: {step.cards}", ending="\r")
            self.stdout.flush()
        self.stdout.write(f"Compared {cards} cards in {time.monotonic() - begun:.1f} s.")
