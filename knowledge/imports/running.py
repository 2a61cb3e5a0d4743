"""Carries imports out: in the background, safe to do twice, saying how far they are."""

import logging
import shutil
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, override

from community.members.selectors import reader_for
from knowledge.cards.importing import archives, sources
from knowledge.cards.importing.options import Options
from knowledge.cards.importing.places import FileRefused
from knowledge.cards.importing.services import Result, import_folder
from knowledge.cards.permissions import can_edit
from knowledge.imports import permissions
from knowledge.imports.models import SILENT, CardImport, ImportState

logger = logging.getLogger(__name__)
STEP: Final = 5
"""Files between two signs of life."""


def carry_out(pk: int) -> None:
    """Read the files of an import one by one, noting how far it is.

    Who comes second leaves it alone, unless the first has been silent for long. What was made
    before a stop stays, and is known again.
    """
    silent = Q(state=ImportState.RUNNING, beat_at__lt=timezone.now() - SILENT)
    waiting = CardImport.objects.filter(Q(state=ImportState.WAITING) | silent, pk=pk)
    if not waiting.update(state=ImportState.RUNNING, beat_at=timezone.now(), done=0, report=[]):
        return
    run = CardImport.objects.select_related("by").get(pk=pk)
    with override(reader_for(run.by).language or settings.LANGUAGE_CODE):
        try:
            _read(run)
        except FileRefused as error:
            run.problem, run.state = str(error)[:500], ImportState.FAILED
        except Exception:
            logger.exception("import %s stopped", pk)
            run.state = ImportState.FAILED
            run.problem = gettext(
                "It stopped, which should not happen. What was made is kept: go on, or tell an "
                "operator."
            )
        else:
            run.state = ImportState.DONE
        run.save()
    if run.state == ImportState.DONE and not run.is_trial:
        run.file.delete()


def _read(run: CardImport) -> None:
    with TemporaryDirectory(prefix="essaim-import-") as folder:
        path = Path(folder) / run.name
        with run.file.open("rb") as source, path.open("wb") as copy:
            shutil.copyfileobj(source, copy)
        with archives.opened(path) as root:
            run.total = sum(1 for _file in sources.files_of(root))
            if not run.total:
                raise FileRefused(gettext("There is no Markdown, HTML or Word file in it."))
            for result in import_folder(_options(run, root)):
                run.done += 1
                run.report.append(_row(result))
                if run.done % STEP == 0:
                    run.save()


def _options(run: CardImport, root: Path) -> Options:
    return Options(
        root=root,
        # Of one person: whoever sends a file of the same name means other cards.
        source=f"cms/{run.by_id}/{run.name}",
        language=run.language,
        author=run.by,
        names_authors=permissions.may_name_authors(run.by),
        dry_run=run.is_trial,
        may_change=partial(can_edit, run.by),
        may_add=partial(permissions.may_add, run.by),
    )


def _row(result: Result) -> dict[str, Any]:
    return {
        "file": result.relative,
        "outcome": result.outcome.value,
        "title": result.title,
        "card": result.card_id,
        "notes": [[note.line, note.message] for note in result.notes],
    }
