"""Writes cards into a zip or a folder, as Markdown with front matter and the files they show."""

import sys
import zipfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext

from community.core.reader import Reader
from knowledge.cards.exporting.services import (
    Exporter,
    FolderTarget,
    ZipTarget,
    cards_to_export,
    newest,
)

EVERYTHING: Final = Reader(is_superuser=True)
"""Who works at the server's console may read all."""


class Command(BaseCommand):
    """`export_cards PATH`: a zip when it ends in .zip, otherwise a folder."""

    help = (
        "Write cards as Markdown with front matter, their images, recordings and documents "
        "beside them. `import_cards` makes the same cards of it, here or on another site."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the command line."""
        codes = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("path", type=Path, help="FILE.zip, or a folder.")
        parser.add_argument("--lang", choices=codes, default="", help="Only this language.")
        parser.add_argument("--theme", default="", metavar="SLUG", help="Only this theme.")
        parser.add_argument("--kind", default="", help="Only this kind, such as lesson.")
        parser.add_argument(
            "--drafts", action="store_true", help="Drafts too, and the newest text of each card."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write and report."""
        path: Path = options["path"]
        cards = self._chosen(options)
        wanted: dict[str, Any] = {"reader": EVERYTHING} | (
            {"takes_newest": newest} if options["drafts"] else {}
        )
        try:
            if path.suffix.lower() == ".zip":
                with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                    self._write(Exporter(ZipTarget(archive), **wanted), cards)
            else:
                self._write(Exporter(FolderTarget(path), **wanted), cards)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error

    def _chosen(self, options: dict[str, Any]) -> Any:
        cards = cards_to_export().order_by("pk")
        if not options["drafts"]:
            cards = cards.filter(live=True)
        if options["lang"]:
            cards = cards.in_language(options["lang"])
        if options["theme"]:
            cards = cards.filter(themed_items__tag__slug=options["theme"])
        if options["kind"]:
            cards = cards.filter(kind=options["kind"])
        if not cards.exists():
            raise CommandError("No card is as described: look at --lang, --theme, --kind.")
        return cards

    def _write(self, exporter: Exporter, cards: Any) -> None:
        total, number = cards.count(), 0
        for exported in exporter.export(cards.iterator(chunk_size=100)):
            if exported.lacking:
                missing = gettext("%(path)s: its file is no longer there.")
                self.stderr.write(missing % {"path": exported.path})
                continue
            number += 1
            if sys.stderr.isatty() or number == total or number % 100 == 0:
                self.stderr.write(f"\r{number}/{total}", ending="" if number < total else "\n")
        self.stdout.write(gettext("%(number)d cards written.") % {"number": number})
