"""The table of contents of this app's models; each lives in its slice."""

from knowledge.cards.models import (
    CardDocument,
    CardIndexPage,
    CardPage,
    CardRecording,
    CardTheme,
    ImportedCard,
)
from knowledge.demands.models import Claim, Demand, DemandTheme, DemandVote
from knowledge.evidence.models import Evidence, Opinion
from knowledge.freshness.models import Duty, Verification, Verifier, VerifierGroup
from knowledge.imports.models import CardImport
from knowledge.proposals.models import Proposal, ProposalTheme
from knowledge.provenance.models import CardSource
from knowledge.readings.models import CardReadings
from knowledge.related.models import CardWords, RelatedCard
from knowledge.reviews.models import ReviewLink, ReviewState, ReviewTask
from knowledge.rules.models import RuleCollection, RuleEntry
from knowledge.sending.models import CardMail
from knowledge.shelf.models import Bookmark, CollectedCard, Collection
from knowledge.translations.models import CardTranslation

__all__ = [
    "Bookmark",
    "CardDocument",
    "CardImport",
    "CardIndexPage",
    "CardMail",
    "CardPage",
    "CardReadings",
    "CardRecording",
    "CardSource",
    "CardTheme",
    "CardTranslation",
    "CardWords",
    "Claim",
    "CollectedCard",
    "Collection",
    "Demand",
    "DemandTheme",
    "DemandVote",
    "Duty",
    "Evidence",
    "ImportedCard",
    "Opinion",
    "Proposal",
    "ProposalTheme",
    "RelatedCard",
    "ReviewLink",
    "ReviewState",
    "ReviewTask",
    "RuleCollection",
    "RuleEntry",
    "Verification",
    "Verifier",
    "VerifierGroup",
]
