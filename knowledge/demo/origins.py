"""Says of some of the demo's cards which replay or trip they came from, where these are there."""

from collections.abc import Iterator
from typing import Final

from community.core.reader import Reader
from knowledge.cards.models import CardPage
from knowledge.provenance.services import attach_address

CAME_FROM: Final = (
    ("donner-un-feedback-en-trois-temps", "/fr/webinars/feedback-a-distance/?t=5"),
    ("codeveloppement-les-six-etapes", "/fr/webinars/codeveloppement-en-six-etapes/?t=4"),
    ("campus-neuf-et-tiers-lieu-sobre", "/fr/webinars/trips/campus-neuf-et-tiers-lieu-sobre/"),
    ("observer-en-voyage-apprenant", "/fr/webinars/trips/trois-facons-d-apprendre-en-occitanie/"),
)
"""A card, and the address of what it came from."""


def note_origins() -> Iterator[int]:
    """Tie the cards, in each language, to what they came from."""
    everything = Reader(is_superuser=True)
    for number, (slug, address) in enumerate(CAME_FROM, start=1):
        card = CardPage.objects.filter(imports__key=f"demo:fr/{slug}.md").first()
        if card is not None:
            for each in CardPage.objects.filter(translation_key=card.translation_key):
                attach_address(each, address, reader=everything)
        yield number
