"""Every block that can be chosen shows an example as readers see it, in the editor's language."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.users.models import UserProfile

from knowledge.cards import previews
from knowledge.cards.models import CardPage
from tests.factories.people import make_user

BLOCKS = CardPage.body.field.stream_block.child_blocks


def shown(client, name):
    address = reverse("wagtailadmin_block_preview")
    return client.get(address, {"id": BLOCKS[name].definition_prefix})


def test_every_block_has_its_preview_and_its_description():
    assert set(previews.DESCRIPTIONS) == set(BLOCKS)
    for name, block in BLOCKS.items():
        assert block.is_previewable, name
        assert str(block.get_description()), name


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_an_example_in_both_languages(client, library, expert, name):
    client.force_login(expert)
    texts = []
    for language in ("fr", "en"):
        profile = UserProfile.get_for_user(expert)
        profile.preferred_language = language
        profile.save()
        answer = shown(client, name)
        assert answer.status_code == 200
        page = BeautifulSoup(answer.content, "html.parser")
        assert page.html["lang"] == language
        texts.append(page.main.get_text(" ", strip=True))
        assert page.select("[style], script:not([src])") == []
        assert page.select_one('link[href*="knowledge/css/cards"]')
    assert all(texts)
    assert texts[0] != texts[1]


def test_previews_are_for_who_enters_the_cms(client, library):
    client.force_login(make_user())
    assert shown(client, "text").status_code == 302
