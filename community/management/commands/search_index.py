"""`manage.py search_index`: brings the search up to date, checks it, or builds it from nothing."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import import_string

from community.search import maintenance
from community.search.servers.address import Address, configured

SERVER = "community.search.servers"


class Command(BaseCommand):
    """Without options it writes what changed and can be interrupted and run again."""

    help = "Bring the search up to date with everything that can be found."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the ways to go further than an update."""
        way = parser.add_mutually_exclusive_group()
        way.add_argument(
            "--check",
            action="store_true",
            help="compare the index and its counts with the content, say and mend what differs",
        )
        way.add_argument("--fresh", action="store_true", help="empty the index first")
        way.add_argument(
            "--rebuild",
            action="store_true",
            help="build the index on the search server anew, beside the one that is asked",
        )

    def handle(self, *_args: Any, check: bool, fresh: bool, rebuild: bool, **options: Any) -> None:
        """Run, telling how far it is: first the database's own part, then the server's."""
        self.is_quiet = options["verbosity"] == 0
        self.last = ""
        address = configured()
        if rebuild and address is None:
            raise CommandError("There is no search server to rebuild: SEARCH_URL names none.")
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
        if address is not None:
            self.handle_server(address, check=check, rebuild=rebuild)

    def handle_server(self, address: Address, *, check: bool, rebuild: bool) -> None:
        """Let the server follow. A server that is away is an error; its rest is sent later."""
        upkeep = f"{SERVER}.upkeep"
        try:
            if check:
                report = import_string(f"{upkeep}.check")(address, self.tell_server)
            else:
                report = import_string(f"{upkeep}.update")(address, self.tell_server, anew=rebuild)
        except import_string(f"{SERVER}.client.ServerError") as error:
            self.end_line()
            raise CommandError(
                f"{address.name}: {error}. The database answers meanwhile; run this again."
            ) from error
        self.end_line()
        if check:
            found = report.difference
            self.stdout.write(
                f"{report.index}: {found.missing} documents missing, {found.older} older,"
                f" {found.newer} newer than the database, {found.left_over} left over; mended."
                if found.total
                else f"{report.index}: no difference in {found.documents} documents."
            )
        elif not self.is_quiet:
            done = "built anew" if report.is_new else f"{report.sent} objects sent"
            self.stdout.write(f"{report.index}: {report.documents} documents, {done}.")
        if report.waiting:
            self.stdout.write(f"{report.waiting} objects wait to be sent.")

    def tell(self, type_: str, done: int, changed: int) -> None:
        """Show progress, one line a type."""
        self.tell_line(type_, f"{type_}: {done} seen, {changed} written")

    def tell_server(self, done: int, of: int) -> None:
        """Show how far the server is."""
        self.tell_line("server", f"server: {done} of {of} objects")

    def tell_line(self, name: str, text: str) -> None:
        """Write over the line as long as it is about the same."""
        if self.is_quiet:
            return
        if self.last and self.last != name:
            self.end_line()
        self.last = name
        self.stdout.write(f"\r{text}", ending="")
        self.stdout.flush()

    def end_line(self) -> None:
        """Close the line."""
        if self.last:
            self.stdout.write("")
            self.last = ""
