"""Wagtail's own checks look at the card alone, in the editor and in the preview."""

import json

from bs4 import BeautifulSoup
from wagtail.admin.userbar import ContentCheckerItem

from knowledge.checks.checker import look_at_the_card
from tests.factories.cards import make_card
from tests.knowledge.cards.test_cms import add_url, edit_url


def configuration(answer):
    page = BeautifulSoup(answer.content, "html.parser")
    return json.loads(page.select_one("#checker-axe-configuration").string)


def test_they_look_at_the_card(client, library, expert):
    card = make_card(library, live=False, owner=expert)
    client.force_login(expert)
    for address in (add_url(library), edit_url(card)):
        found = configuration(client.get(address))
        assert found["context"]["include"] == [".card-page"]
        assert "image-alt" in found["options"]["runOnly"]
        assert "heading-order" in found["options"]["runOnly"]
        assert "empty-meta-description" not in found["options"]["runOnly"]


def test_other_pages_are_looked_at_as_always(library):
    item = ContentCheckerItem(in_editor=True)
    look_at_the_card(None, [item, object()], library)
    assert item.axe_include == ["body"]
    assert "empty-meta-description" in item.axe_run_only
