"""Shows cards in two languages at work: two out of date, one being written, the others current."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.utils import timezone

from knowledge.cards import services as cards
from knowledge.cards.models import CardPage
from knowledge.translations import services
from knowledge.translations.models import CardTranslation

DOMAIN: Final = "demo.example"
MAIN: Final = "fr"
IN_HAND: Final = ("accueillir-un-tuteur", "en", "expert")
"""A card, the language it is being written in, and who writes it."""
CHANGED: Final = (
    (
        "donner-un-feedback-en-trois-temps",
        "summary",
        (
            "Un fait daté, l’effet qu’il a produit, une suite à essayer avant vendredi : trois "
            "phrases préparées valent mieux qu’un quart d’heure d’impressions."
        ),
    ),
    (
        "evaluer-sans-faire-peur",
        "audience_note",
        "Formateurs, enseignants, et toute personne qui prépare un questionnaire pour un groupe.",
    ),
)
"""What the French card says since, a field each."""
DAYS_AGO: Final = 4


def fill_languages() -> Iterator[int]:
    """Tie the cards to their French ones, change two of those, begin one more translation."""
    done = 0
    french = CardPage.objects.live().in_language(MAIN).filter(imports__key__startswith="demo:")
    untied = CardPage.objects.exclude(locale__language_code=MAIN).filter(translation__isnull=True)
    sources = {card.translation_key: card for card in french.defer("body")}
    for other in untied.filter(translation_key__in=sources):
        services.follow(other, source=sources[other.translation_key])
        CardTranslation.objects.filter(card=other).update(reconciled_at=other.first_published_at)
        done += 1
        yield done
    for slug, field, text in CHANGED:
        _change(slug, field, text)
        done += 1
        yield done
    slug, language, writer = IN_HAND
    card = CardPage.objects.filter(imports__key=f"demo:{MAIN}/{slug}.md").first()
    by: Any = get_user_model()._default_manager.filter(email=f"{writer}@{DOMAIN}").first()
    if card is not None and by is not None:
        services.translate(card, language=language, by=by)
        yield done + 1


def _change(slug: str, field: str, text: str) -> None:
    card = CardPage.objects.filter(imports__key=f"demo:{MAIN}/{slug}.md").first()
    untouched = CardTranslation.objects.filter(
        source=card, reconciled_by__isnull=True, changed_at__isnull=True
    )
    if card is None or not untouched.exists():
        return
    moment, reviewer = card.first_published_at, card.reviewed_by
    setattr(card, field, text)
    cards.publish(card, by=reviewer.user if reviewer else None, at=moment)
    since = timezone.now() - timedelta(days=DAYS_AGO)
    CardTranslation.objects.filter(source=card.pk).update(changed_at=since)
