"""Several cards taken away at once: printed, or as files, by who may read them and no one else."""

import io
import zipfile

import pytest
from django.urls import reverse
from wagtail.models import Page

from community.core.roles import Role
from knowledge.cards.exporting import answers
from knowledge.cards.services import open_library
from knowledge.shelf import services as shelf
from knowledge.shelf.models import Collection
from tests.factories.cards import make_card
from tests.factories.people import make_user


@pytest.fixture
def cards(library):
    return [
        make_card(library, "Ouverte", slug="ouverte"),
        make_card(library, "Entre nous", slug="entre-nous", audience="members"),
        make_card(library, "Pas encore", slug="pas-encore", live=False),
    ]


def named(cards):
    return "?" + "&".join(f"card={card.pk}" for card in cards)


def names_in(answer):
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        return sorted(archive.namelist())


def test_the_printed_page_shows_what_its_reader_may_see_in_the_order_asked_for(client, cards):
    address = reverse("knowledge:cards_printed")
    shown = client.get(address + named(reversed(cards))).content.decode()
    assert "Ouverte" in shown
    assert "Entre nous" not in shown
    assert "Pas encore" not in shown
    client.force_login(make_user())
    shown = client.get(address + named(reversed(cards)) + "&card=x&card=99999999999999999999")
    text = shown.content.decode()
    assert text.index("Entre nous") < text.index("Ouverte")
    assert shown["X-Robots-Tag"] == "noindex"
    for query in ("?card=", "?card=0", named(cards[2:])):
        assert client.get(address + query).status_code == 404
    assert client.get(address)["Location"] == reverse("knowledge:library")


def test_the_files_are_those_of_the_cards_that_one_sees(client, cards):
    address = reverse("knowledge:cards_downloaded") + named(cards)
    assert client.get(address).status_code == 302
    client.force_login(make_user())
    answer = client.get(address)
    assert "attachment" in answer["Content-Disposition"]
    assert names_in(answer) == ["fr/entre-nous.md", "fr/ouverte.md"]
    assert client.get(reverse("knowledge:cards_downloaded") + named(cards[2:])).status_code == 404


def test_files_that_are_too_heavy_are_refused_with_what_to_do(client, cards, monkeypatch):
    monkeypatch.setattr(answers, "MOST_BYTES", -1)
    client.force_login(make_user())
    answer = client.get(reverse("knowledge:cards_downloaded") + named(cards), follow=True)
    assert "trop lourds" in answer.content.decode()


def test_a_collection_offers_both(client, cards):
    user = make_user()
    client.force_login(user)
    found = shelf.make_collection("À lire", by=user.member)
    assert (
        reverse("knowledge:cards_printed")
        not in client.get(found.get_absolute_url()).content.decode()
    )
    shelf.put(cards[0], into=found)
    shelf.put(cards[1], into=found)
    shelf.share(found)
    page = client.get(found.get_absolute_url()).content.decode()
    query = f"?card={cards[0].pk}&amp;card={cards[1].pk}"
    assert reverse("knowledge:cards_printed") + query in page
    assert reverse("knowledge:cards_downloaded") + query in page
    client.logout()
    found = Collection.objects.get()
    shared = reverse("knowledge:shared_collection", args=[found.share_key])
    page = client.get(shared).content.decode()
    assert f"?card={cards[0].pk}" in page
    assert f"card={cards[1].pk}" not in page


def export_url(cards):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "export_cards"])
    return address + "?" + "&".join(f"id={card.pk}" for card in cards)


def test_the_action_of_the_cms_takes_drafts_of_ones_own_only(client, library, cards):
    open_library(library)
    expert = make_user(Role.EXPERT)
    mine = make_card(library, "La mienne", slug="la-mienne", owner=expert, live=False)
    client.force_login(expert)
    address = export_url([*cards, mine, Page.objects.get(pk=library.pk)])
    page = client.get(address).content.decode()
    assert "3 fiches en Markdown" in page
    assert names_in(client.post(address)) == [
        "fr/entre-nous.md", "fr/la-mienne.md", "fr/ouverte.md",
    ]  # fmt: skip
    client.force_login(make_user(Role.ANIMATOR))
    assert "fr/pas-encore.md" in names_in(client.post(address))
