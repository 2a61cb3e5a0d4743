"""The demo's cards in two languages: tied, two out of date, one in hand; twice changes nothing."""

import pytest

from community.core.roles import Role
from knowledge.cards.models import CardPage, ImportedCard
from knowledge.cards.services import open_library
from knowledge.demo import languages
from knowledge.translations.models import CardTranslation
from tests.factories.cards import make_card
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def test_languages_are_at_work(libraries):
    make_user(Role.EXPERT, email="expert@demo.example")
    for library in libraries.values():
        open_library(library)
    wanted = [slug for slug, _field, _text in languages.CHANGED]
    for slug in wanted:
        french = make_card(libraries["fr"], slug)
        make_card(libraries["en"], f"{slug} en", translation_key=french.translation_key)
        ImportedCard.objects.create(key=f"demo:fr/{slug}.md", content_hash=slug, card=french)
    alone = make_card(libraries["fr"], "Seule")
    slug = languages.IN_HAND[0]
    ImportedCard.objects.create(key=f"demo:fr/{slug}.md", content_hash=slug, card=alone)
    CardTranslation.objects.all().delete()
    for _twice in range(2):
        list(languages.fill_languages())
        assert CardTranslation.objects.filter(changed_at__isnull=False).count() == len(wanted)
        draft = CardPage.objects.get(translation_key=alone.translation_key, live=False)
        assert draft.translation.source_id == alone.pk
    revisions = CardPage.objects.get(imports__key=f"demo:fr/{wanted[0]}.md").revisions.count()
    list(languages.fill_languages())
    assert CardPage.objects.get(title=wanted[0]).revisions.count() == revisions
