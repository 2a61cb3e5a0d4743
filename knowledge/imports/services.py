"""Writes of imports: begun by a file, carried out in the background, safe to carry out twice."""

from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext

from community.core.errors import Refused
from community.core.tasks import enqueue_on_commit
from knowledge.cards.importing import sources
from knowledge.imports.models import CardImport, ImportState
from knowledge.imports.tasks import carry_out_later

MOST_BYTES: Final = 300 * 1024 * 1024
KEPT: Final = timedelta(days=30)


@transaction.atomic
def begin(upload: UploadedFile, *, by: Any, language: str = "") -> CardImport:
    """Keep a file and try it. Raises Refused when it is of no kind that is read, or too big."""
    name = PurePosixPath(upload.name or "").name
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in sources.KINDS | {".zip"}:
        raise Refused(
            gettext("“%(name)s” cannot be read: choose Markdown, HTML, Word (.docx) or a zip.")
            % {"name": name}
        )
    if (upload.size or 0) > MOST_BYTES:
        raise Refused(
            gettext("“%(name)s” has more than %(most)s. An operator imports it by command.")
            % {"name": name, "most": filesizeformat(MOST_BYTES)}
        )
    _tidy()
    made = CardImport.objects.create(by=by, file=upload, name=name[:200], language=language)
    enqueue_on_commit(carry_out_later, made.pk)
    return made


@transaction.atomic
def go_on(pk: int) -> None:
    """Do what was tried, or take up what stopped; what is done or going on is left alone."""
    found = CardImport.objects.select_for_update().get(pk=pk)
    if found.state == ImportState.DONE and found.is_trial:
        found.is_trial = False
    elif not found.has_stopped:
        return
    found.state, found.problem, found.done = ImportState.WAITING, "", 0
    found.save()
    enqueue_on_commit(carry_out_later, found.pk)


def _tidy() -> None:
    for old in CardImport.objects.filter(begun_at__lt=timezone.now() - KEPT):
        old.file.delete(save=False)
        old.delete()
