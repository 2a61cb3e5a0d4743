"""The demo's cards: every file imports whole, is published, and twice changes nothing."""

from collections import Counter

import pytest
import yaml

from community.core.reader import ANONYMOUS
from community.core.roles import Role
from community.core.tasks import paused
from community.recordings.models import Recording
from knowledge.cards.models import CardIndexPage, CardPage
from knowledge.demo import steps
from knowledge.rules.selectors import collections_for
from tests.factories.cards import make_theme
from tests.factories.people import make_organisation, make_territory, make_user

CARDS = sorted((steps.FOLDER / "cards").rglob("*.md"))


def front(path):
    return yaml.safe_load(path.read_text(encoding="utf-8").split("---")[1])


@pytest.fixture
def network(homes):
    """The people, places and themes that the cards name."""
    heads = [front(path) for path in CARDS + sorted((steps.FOLDER / "drafts").rglob("*.md"))]
    for head in heads:
        for slug in head["themes"]:
            make_theme(slug)
        if head.get("territory"):
            make_territory(head["territory"])
    for key in sorted({head["author"] for head in heads} | {"expert", "animator"}):
        roles = [Role.EXPERT] + ([Role.REVIEWER] if key in {"animator", "fatou.ndiaye"} else [])
        make_user(*roles, name=key, email=f"{key}@demo.example")
    for code in {head["organisation"] for head in heads if "organisation" in head}:
        make_organisation(code, code=code)
    return homes


def test_the_steps_fill_the_library_and_may_be_taken_twice(network):
    """A step fails when a file is refused or leaves something to say."""
    with paused():
        for _ in range(2):
            for step in (steps.make_libraries, steps.add_recordings, steps.fill_cards,
                         steps.attach_recordings, steps.fill_drafts):  # fmt: skip
                counts = list(step())
                assert counts == list(range(1, len(counts) + 1))
    assert CardIndexPage.objects.count() == 2
    assert CardPage.objects.count() == len(CARDS) + 3
    assert CardPage.objects.live().count() == len(CARDS) >= 40
    assert Recording.objects.count() == 2

    drafts = CardPage.objects.filter(live=False)
    assert {card.owner.email for card in drafts} == {"expert@demo.example"}
    assert sum(1 for card in drafts if card.current_workflow_state) == 1
    for card in CardPage.objects.live().select_related("author", "reviewed_by"):
        assert card.reviewed_by != card.author
        assert card.first_published_at.year in {2025, 2026}
    film = CardPage.objects.get(slug="donner-un-feedback-en-trois-temps")
    assert "video" in [child.block_type for child in film.body]

    keys = Counter(CardPage.objects.values_list("translation_key", flat=True))
    english = sum(1 for path in CARDS if path.parent.name == "en")
    assert sum(1 for count in keys.values() if count == 2) == english
    for language in ("fr", "en"):
        found = collections_for(ANONYMOUS, language=language)
        numbers = [[rule.number for rule in each.rules] for each in found]
        assert (len(found), sum(map(len, numbers))) == (3, 30)
        assert all(each == list(range(1, len(each) + 1)) for each in numbers)
