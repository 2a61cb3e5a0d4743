"""What lies on the desk, in order. A slice that has something for experts adds its line here."""

from functools import partial
from typing import Final

from django.utils.translation import gettext_lazy as _

from community.core.reader import Reader
from knowledge.cards import desk as cards
from knowledge.demands import desk as demands
from knowledge.desk.sections import Figure, GiveSection, Section
from knowledge.evidence import desk as evidence
from knowledge.freshness import desk as freshness
from knowledge.proposals import desk as proposals
from knowledge.provenance import desk as provenance
from knowledge.readings.selectors import readings_of
from knowledge.reviews import desk as reviews
from knowledge.translations import desk as translations

FIGURES: Final = (
    Figure(label=_("Read in 30 days"), of=readings_of),
    Figure(label=_("Worked"), of=evidence.worked_count),
)
"""What is counted of an expert's cards, a column each."""

SECTIONS: Final[tuple[GiveSection, ...]] = (
    reviews.reviews_due,
    freshness.cards_to_verify,
    proposals.proposals_waiting,
    evidence.what_did_not_help,
    translations.my_translations,
    provenance.sources_gone,
    demands.my_claims,
    cards.my_drafts,
    demands.demands_in_my_themes,
    partial(cards.my_cards, figures=FIGURES),
)


def sections_for(reader: Reader) -> list[Section]:
    """Return what the reader's desk holds."""
    found = [give(reader) for give in SECTIONS]
    return [section for section in found if section and (section.lines or section.empty)]
