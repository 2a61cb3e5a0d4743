"""A selection of cards as a download, and the cards that an address chooses."""

import zipfile
from collections.abc import Callable, Sequence
from tempfile import TemporaryFile
from typing import Final

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from community.core.reader import Reader
from knowledge.cards.exporting.services import Exporter, ZipTarget, cards_to_export, published
from knowledge.cards.models import CardPage

MOST: Final = 60
"""Cards that are shown or sent at once; of more, an operator's command makes an archive."""
MOST_BYTES: Final = 300 * 1024 * 1024


def chosen(request: HttpRequest, reader: Reader) -> list[CardPage]:
    """Return the cards that ``?card=3&card=12`` names and the reader may see, in that order."""
    named = [key for key in request.GET.getlist("card") if key.isascii() and key.isdecimal()]
    keys = list(dict.fromkeys(int(key[:18]) for key in named))[:MOST]
    found = {card.pk: card for card in cards_to_export().visible_to(reader).filter(pk__in=keys)}
    return [found[key] for key in keys if key in found]


def as_zip(
    cards: Sequence[CardPage],
    *,
    reader: Reader,
    takes_newest: Callable[[CardPage], bool] = published,
) -> FileResponse:
    """Return cards with what they show as a download. Raises TooHeavy."""
    file = TemporaryFile()  # noqa: SIM115  (the answer closes it)
    try:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            exporter = Exporter(
                ZipTarget(archive),
                reader,
                takes_newest=takes_newest,
                most_bytes=MOST_BYTES,
            )
            for _exported in exporter.export(cards):
                pass
    except Exception:
        file.close()
        raise
    file.seek(0)
    name = f"{gettext('cards')}-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name)
