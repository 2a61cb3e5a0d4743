"""Runs what is due: reminders, deadlines, clean-up. From cron every minute, or as a loop."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from community.core.ticks import run_due


class Command(BaseCommand):
    """`manage.py tick [--every SECONDS]`."""

    help = "Run what is due. Safe to run in several places at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how often to look, for a process that stays."""
        parser.add_argument("--every", type=int, default=0, help="stay, and look every SECONDS")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        """Run once, or for ever."""
        while True:
            for key in run_due():
                self.stdout.write(key)
            if not options["every"]:
                return
            connection.close()
            time.sleep(options["every"])
