"""Imports a folder or zip of Markdown, HTML or Word files as draft cards."""

import csv
import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext, gettext_lazy

from knowledge.cards.importing.archives import opened
from knowledge.cards.importing.options import Options
from knowledge.cards.importing.outcomes import Outcome
from knowledge.cards.importing.places import FileRefused
from knowledge.cards.importing.services import Result, import_folder
from knowledge.cards.importing.sources import files_of

WORDS = {
    Outcome.CREATED: gettext_lazy("made"),
    Outcome.UPDATED: gettext_lazy("renewed"),
    Outcome.REVISED: gettext_lazy("published, new text waits as a draft"),
    Outcome.SKIPPED: gettext_lazy("unchanged"),
    Outcome.REFUSED: gettext_lazy("refused"),
}


class Command(BaseCommand):
    """`import_cards PATH`: what became of each file, line by line. Twice makes no duplicates."""

    help = (
        "Turn a folder or zip of Markdown, HTML or Word files (with the images, recordings and "
        "documents they show) into draft cards. What `export_cards` wrote gives the same cards. "
        "Run it again to go on, or to bring changes in: unchanged files are skipped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the command line."""
        codes = [code for code, _name in settings.LANGUAGES]
        parser.add_argument(
            "path", type=Path, help="A folder (read with its subfolders), a zip or a file."
        )
        parser.add_argument("--lang", choices=codes, default="", help="The language of all files.")
        parser.add_argument("--author", default="", metavar="EMAIL", help="Whose drafts they are.")
        parser.add_argument(
            "--source", default="", help="A name for the folder that stays when it moves."
        )
        parser.add_argument(
            "--publish", action="store_true", help="Publish what keeps the promises of a card."
        )
        parser.add_argument("--dry-run", action="store_true", help="Look, but change nothing.")
        parser.add_argument("--report", type=Path, metavar="FILE.csv", help="Write the report too.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import and report."""
        path: Path = options["path"]
        if not path.exists():
            raise CommandError(f"{path}: there is no such file or folder.")
        author = self._author(options["author"])
        try:
            with opened(path) as root:
                self._import(root, path, author, options)
        except FileRefused as error:
            raise CommandError(f"{path}: {error}") from error

    def _import(self, root: Path, path: Path, author: Any, options: dict[str, Any]) -> None:
        total = sum(1 for _file in files_of(root))
        if not total:
            raise CommandError(f"{path}: no Markdown, HTML or Word file in it.")
        counts: Counter[Outcome] = Counter()
        rows: list[tuple[str, int, str, str]] = []
        wanted = Options(
            root=root,
            # An unpacked zip lies elsewhere each time.
            source=options["source"] or ("" if root == path else path.name),
            language=options["lang"],
            author=author,
            publish=options["publish"],
            dry_run=options["dry_run"],
        )
        for number, result in enumerate(import_folder(wanted), start=1):
            counts[result.outcome] += 1
            rows.extend(self._rows(result))
            self._say(result)
            self._progress(number, total)
        if options["report"]:
            self._write(options["report"], rows)
        self._summary(counts, is_dry=options["dry_run"])

    def _author(self, address: str) -> Any:
        if not address:
            return None
        found = get_user_model().objects.filter(email__iexact=address).first()
        if found is None:
            raise CommandError(f"No account has the address {address}.")
        return found

    def _say(self, result: Result) -> None:
        word = WORDS[result.outcome]
        style = self.style.ERROR if result.outcome == Outcome.REFUSED else self.style.SUCCESS
        self.stdout.write(f"{result.relative}: {style(str(word))} {result.title}".rstrip())
        for note in result.notes:
            place = f"{result.relative}:{note.line}" if note.line else result.relative
            self.stdout.write(f"  {place}: {note.message}")

    def _progress(self, number: int, total: int) -> None:
        if sys.stderr.isatty() or number == total or number % 25 == 0:
            self.stderr.write(f"\r{number}/{total}", ending="" if number < total else "\n")

    @staticmethod
    def _rows(result: Result) -> list[tuple[str, int, str, str]]:
        outcome = result.outcome.value
        if not result.notes:
            return [(result.relative, 0, outcome, "")]
        return [(result.relative, note.line, outcome, note.message) for note in result.notes]

    def _write(self, path: Path, rows: list[tuple[str, int, str, str]]) -> None:
        try:
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(["file", "line", "outcome", "message"])
                # A spreadsheet must not take a file's words for a formula.
                writer.writerows([_plain_cell(cell) for cell in row] for row in rows)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error

    def _summary(self, counts: Counter[Outcome], *, is_dry: bool) -> None:
        parts = [f"{counts[outcome]} {WORDS[outcome]}" for outcome in Outcome if counts[outcome]]
        line = ", ".join(parts)
        if is_dry:
            line += " — " + gettext("nothing was changed (dry run)")
        self.stdout.write(line)


def _plain_cell(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t"} else cell
