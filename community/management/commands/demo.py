"""Sets up, fills and serves a community worth exploring."""

import os
import signal
import socket
import subprocess
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from community.core.tasks import paused
from community.core.ticks import run_due
from community.demo.services import (
    PASSWORD,
    NotADemo,
    Progress,
    claim_database,
    fill,
    is_demo,
    is_indexed,
    mark_indexed,
    remove_files,
)
from community.plugins import DemoStep
from community.search import maintenance

ACCOUNTS = ("expert", "staff", "member", "facilitator", "animator", "admin")
TICK_SECONDS = 30


class Command(BaseCommand):
    """`manage.py demo [ADDRESS:PORT] [--reset] [--no-serve]`."""

    help = "Set up, fill and serve a demo. Run again, it goes on where it was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to serve, and whether to start afresh or only to fill."""
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000")
        parser.add_argument("--reset", action="store_true", help="start afresh")
        parser.add_argument("--no-serve", action="store_true", help="fill and stop")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 (Django's signature)
        """Migrate, fill, print how to come in, serve."""
        host, port = self.parsed(options["address"])
        if not options["no_serve"]:
            self.check_free(host, port)
        try:
            if options["reset"]:
                self.reset()
            self.stdout.write("Preparing the database …")
            call_command("migrate", verbosity=0, interactive=False)
            claim_database()
        except NotADemo as error:
            raise CommandError(str(error)) from error
        self.stdout.write("Filling the community:")
        with paused(), without_mail():
            fill(self.report)
        if not is_indexed():
            # Tasks were paused, so nothing of it can be found yet.
            self.index()
            mark_indexed()
        self.print_accounts(host, port)
        if not options["no_serve"]:
            self.serve(host, port)

    def parsed(self, address: str) -> tuple[str, int]:
        """Return host and port of ADDRESS:PORT, :PORT or PORT."""
        host, _colon, port = address.rpartition(":")
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise CommandError(f"{address!r} is no ADDRESS:PORT, such as 127.0.0.1:8000.")
        return host.strip("[]") or "127.0.0.1", int(port)

    def check_free(self, host: str, port: int) -> None:
        """Refuse early when something listens there already."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(
                    f"{host}:{port} cannot be served ({error.strerror}). "
                    f"Try another: python manage.py demo {host}:{port + 1}"
                ) from error

    def reset(self) -> None:
        """Empty a demo's database and media; refuses any other."""
        tables = connection.introspection.table_names()
        if not tables:
            return
        if "community_demostamp" not in tables or not is_demo():
            raise NotADemo("This database is not a demo's, so it is not reset.")
        self.stdout.write("Starting afresh …")
        remove_files()
        call_command("flush", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        if connection.vendor == "sqlite":
            path = Path(str(settings.DATABASES["default"]["NAME"]))
            connection.close()
            for leftover in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
                leftover.unlink(missing_ok=True)

    def report(self, progress: Progress) -> None:
        """Show one line a step, growing on a terminal and written once elsewhere."""
        is_terminal = self.stdout.isatty()
        line = f"  {progress.step.label:<42}"
        if progress.was_done_before:
            self.stdout.write(f"{line} there already")
        elif progress.is_done:
            start = "\r" if is_terminal else ""
            self.stdout.write(f"{start}{line} {progress.count:>5}")
        elif is_terminal:
            self.stdout.write(f"\r{line} {progress.count:>5} …", ending="")
            self.stdout.flush()

    def index(self) -> None:
        """Let the search know everything, told as one more step."""
        seen: dict[str, int] = {}
        step = DemoStep(key="search", label="what the search finds", run=lambda: iter(()), order=0)

        def tell(type_: str, done: int, _changed: int) -> None:
            seen[type_] = done
            self.report(Progress(step, sum(seen.values()), is_done=False))

        report = maintenance.update(tell)
        self.report(Progress(step, report.seen, is_done=True))

    def print_accounts(self, host: str, port: int) -> None:
        """Say where it is and who one can be."""
        address = base_url(host, port)
        lines = [
            "",
            f"  The community   {address}/fr/   {address}/en/",
            *passkey_hint(host, port),
            f"  The CMS         {address}/cms/",
            f"  The API         {address}/api/openapi.json",
            "",
            f"  Accounts (password “{PASSWORD}”):",
            *(f"    {name}@demo.example" for name in ACCOUNTS),
            "",
        ]
        self.stdout.write("\n".join(lines))

    def serve(self, host: str, port: int) -> None:
        """Serve under ASGI, with a task worker and a clock beside it, until interrupted."""
        connection.close()
        # What mails link to, here and in the worker; a site behind a name says its own.
        settings.WAGTAILADMIN_BASE_URL = os.environ.setdefault("SITE_URL", base_url(host, port))
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"]}
        worker = subprocess.Popen(
            [sys.executable, "-m", "django", "db_worker", "--interval", "1", "--no-startup-delay"],
            env=environment,
            cwd=settings.BASE_DIR,
        )
        # The server raises the signal that stopped it once more: the worker must not outlive us.
        signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
        stopping = threading.Event()
        clock = threading.Thread(target=tick_until, args=(stopping,), daemon=True)
        clock.start()
        self.stdout.write("Serving; Ctrl+C stops it.")
        try:
            uvicorn.run(
                "community.asgi:application",
                host=host,
                port=port,
                log_level="warning",
                lifespan="off",
            )
        finally:
            stopping.set()
            worker.terminate()
            worker.wait(timeout=10)


def base_url(host: str, port: int) -> str:
    """Return where the demo answers."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def passkey_hint(host: str, port: int) -> list[str]:
    """Return a line for those who want to try a passkey: browsers keep none for a bare address."""
    if host not in ("127.0.0.1", "::1"):
        return []
    return [f"  With passkeys   http://localhost:{port}/fr/   (browsers keep none for {host})"]


@contextmanager
def without_mail() -> Iterator[None]:
    """Send no mail meanwhile: what the demo tells of happened long ago."""
    kept = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = kept


def tick_until(stopping: threading.Event) -> None:
    """Run what is due, again and again, until told to stop."""
    while not stopping.wait(TICK_SECONDS):
        run_due()
        connection.close()
