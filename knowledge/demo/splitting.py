"""Shows a draft that is too long for a lesson, and a card that was split in two."""

import uuid
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from knowledge.cards import services as cards
from knowledge.cards.importing.options import Options
from knowledge.cards.importing.services import import_file
from knowledge.cards.importing.sources import files_of
from knowledge.cards.models import CardPage
from knowledge.splitting.cuts import Cut
from knowledge.splitting.selectors import raw_body
from knowledge.splitting.services import Wish, split

FOLDER: Final = Path(__file__).parent
DOMAIN: Final = "demo.example"
CUT_BEFORE: Final = "Au retour : une heure, le même jour"
FIRST_TITLE: Final = "Préparer la visite d’une entreprise avec un groupe"
SECOND: Final = {
    "title": "Tirer parti de la visite d’une entreprise",
    "summary": (
        "Le jour même, trois regards se croisent au même endroit : c’est là qu’il y a quelque "
        "chose à apprendre, et une page à rendre à l’hôte."
    ),
    "objective": "Mettre en commun ce qu’un groupe a vu, et en rendre une page à l’hôte",
    "challenge": "Après une visite, combien de temps passe avant que l’on en parle ensemble ?",
}
"""What the second card says of itself."""
DAYS_AGO: Final = 33


def fill_splitting() -> Iterator[int]:
    """Leave the expert a draft to split, and split and publish a card; again changes nothing."""
    number = 0
    for folder in ("long", "parted"):
        root = FOLDER / folder
        source = f"demo-{folder}"
        options = Options(root=root, source=source, author=_user("expert"), author_domain=DOMAIN)
        for path in sorted(files_of(root)):
            result = import_file(path, options)
            card = CardPage.objects.filter(pk=result.card_id or 0).first()
            if folder == "parted" and card is not None and not card.live:
                _part(card)
            number += 1
            yield number


@transaction.atomic
def _part(card: CardPage) -> None:
    body = raw_body(card.get_latest_revision_as_object())
    place = next(
        place
        for place, block in enumerate(body)
        if block["type"] == "heading" and block["value"] == CUT_BEFORE
    )
    reviewer = _user("fatou.ndiaye")
    wish = Wish(
        cut=str(Cut(place)),
        first_title=FIRST_TITLE,
        second_title=SECOND["title"],
        revision=card.latest_revision_id or 0,
        key=uuid.uuid5(uuid.NAMESPACE_URL, f"demo:parted:{card.pk}"),
    )
    second = split(card, wish, by=card.owner)
    for name, text in SECOND.items():
        setattr(second, name, text)
    first = CardPage.objects.get(pk=card.pk).get_latest_revision_as_object()
    moment = timezone.make_aware(
        datetime.combine(timezone.localdate() - timedelta(days=DAYS_AGO), time(10, 5))
    )
    for part in (first, second):
        cards.publish(part, by=reviewer, at=moment)


def _user(key: str) -> Any:
    return get_user_model()._default_manager.filter(email=f"{key}@{DOMAIN}").first()
