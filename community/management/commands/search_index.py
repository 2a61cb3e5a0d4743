"""`manage.py search_index`: brings the search up to date, checks it, or builds it from nothing."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from community.search import maintenance


class Command(BaseCommand):
    """Without options it writes what changed and can be interrupted and run again."""

    help = "Bring the search up to date with everything that can be found."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the two ways to go further than an update."""
        way = parser.add_mutually_exclusive_group()
        way.add_argument(
            "--check",
            action="store_true",
            help="compare the index and its counts with the content, say and mend what differs",
        )
        way.add_argument("--fresh", action="store_true", help="empty the index first")

    def handle(self, *_args: Any, check: bool, fresh: bool, **options: Any) -> None:
        """Run, telling how far it is."""
        self.is_quiet = options["verbosity"] == 0
        self.last = ""
        if fresh:
            maintenance.empty()
        report = (maintenance.check if check else maintenance.update)(self.tell)
        self.end_line()
        if check:
            self.stdout.write(
                f"{report.written} objects written anew, {report.removed} taken out, "
                f"{report.rows_missing} passages missing from the engine, "
                f"{report.rows_left_over} left over there, {report.words_wrong} word counts wrong."
                if report.differences
                else f"No difference in {report.seen} objects."
            )
        elif not self.is_quiet:
            self.stdout.write(
                f"{report.seen} objects, {report.written} written, {report.removed} taken out."
            )

    def tell(self, type_: str, done: int, changed: int) -> None:
        """Show progress, one line a type."""
        if self.is_quiet:
            return
        if self.last and self.last != type_:
            self.end_line()
        self.last = type_
        self.stdout.write(f"\r{type_}: {done} seen, {changed} written", ending="")
        self.stdout.flush()

    def end_line(self) -> None:
        """Close the line of a type."""
        if self.last:
            self.stdout.write("")
            self.last = ""
