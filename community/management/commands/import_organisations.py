"""Imports the network's register of organisations from a CSV file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.organisations.register import UnreadableRegister
from community.organisations.services import import_register


class Command(BaseCommand):
    """`manage.py import_organisations register.csv`."""

    help = "Add and change organisations from a CSV file, by code; twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file's path."""
        parser.add_argument("path", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        """Import and report each row that was refused."""
        path: Path = options["path"]
        try:
            plan = import_register(path.read_bytes())
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except UnreadableRegister as error:
            raise CommandError(str(error)) from error
        for row in plan.refused:
            self.stdout.write(f"{path}:{row.line}: {row.code or '–'}: {row.message}")
        counts = ", ".join(
            f"{plan.count(outcome)} {outcome}"
            for outcome in ("added", "changed", "same", "refused")
        )
        self.stdout.write(counts)
