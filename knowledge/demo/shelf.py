"""Fills the demo's shelves: what colleagues keep for later, and a collection shared by its link."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from knowledge.cards.models import CardPage
from knowledge.demo.board import members_of_demo
from knowledge.shelf import services

KEPT: Final[Mapping[str, Sequence[str]]] = {
    "staff": (
        "donner-un-feedback-en-trois-temps",
        "transformer-un-besoin-en-question",
        "support-accessible-en-vingt-minutes",
    ),
    "expert": ("evaluer-sans-faire-peur", "codeveloppement-les-six-etapes"),
}
COLLECTIONS: Final[Mapping[str, tuple[str, Sequence[str]]]] = {
    "staff": (
        "Ma première classe virtuelle",
        (
            "animer-a-distance-sans-s-epuiser",
            "ouvrir-une-pleniere-a-distance",
            "regle-14-un-seul-outil-nouveau",
            "donner-un-feedback-en-trois-temps",
        ),
    ),
}


def fill_shelves() -> Iterator[int]:
    """Keep cards for the demo's people and put some together, as they would."""
    people = members_of_demo()
    cards = {card.slug: card for card in CardPage.objects.live().in_language("fr").defer("body")}
    number = 0
    for name, slugs in KEPT.items():
        for slug in slugs:
            if name in people and slug in cards:
                services.keep(cards[slug], by=people[name])
        number += 1
        yield number
    for name, (title, slugs) in COLLECTIONS.items():
        if name in people:
            made = services.make_collection(title, by=people[name])
            for slug in slugs:
                if slug in cards:
                    services.put(cards[slug], into=made)
            services.share(made)
        number += 1
        yield number
