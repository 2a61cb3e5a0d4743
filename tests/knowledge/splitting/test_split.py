"""One card becomes two drafts beside each other; what is published stays as it is."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import PageLogEntry

from community.core.audience import Audience
from community.core.roles import Role
from knowledge.cards.models import CardPage
from knowledge.splitting import services
from knowledge.splitting.selectors import Proposal, raw_body
from knowledge.splitting.services import CannotSplit, Wish
from tests.factories.cards import block, make_card, text_of_words
from tests.factories.people import make_territory, make_user
from tests.factories.recordings import make_recording

PARTS = [
    block("heading", "Un"),
    text_of_words(500),
    block("heading", "Deux"),
    text_of_words(550),
    block("question", "Et vous ?"),
]


@pytest.fixture
def card(library, expert):
    return make_card(
        library,
        "Tout dire",
        live=False,
        owner=expert,
        author=expert.member,
        body=PARTS,
        themes=["facilitation", "evaluation"],
        territory=make_territory("R75"),
        audience=Audience.MEMBERS,
        source_label="Atelier 2",
        source_url="https://a.example/atelier",
        challenge="Et vous ?",
        audience_note="Tuteurs",
    )


def wish(card, cut="2", **values):
    values.setdefault("first_title", "Tout dire (1)")
    values.setdefault("second_title", "Tout dire (2)")
    values.setdefault("revision", card.latest_revision_id)
    values.setdefault("key", uuid4())
    return Wish(cut=cut, **values)


def address(card):
    return reverse("knowledge_split", args=[card.pk])


def drafts(*cards):
    return [CardPage.objects.get(pk=card.pk).get_latest_revision_as_object() for card in cards]


def test_the_first_keeps_the_beginning_and_the_second_has_the_rest(card, expert):
    before = raw_body(card)
    made = services.split(card, wish(card), by=expert)
    first, second = drafts(card, made)
    assert raw_body(first) == before[:2]
    assert raw_body(second) == before[2:]
    assert (first.title, second.title) == ("Tout dire (1)", "Tout dire (2)")
    for name in services.KEPT:
        assert getattr(second, name) == getattr(card, name), name
    assert [theme.slug for theme in second.themes.order_by("slug")] == [
        "evaluation",
        "facilitation",
    ]
    assert second.get_parent() == first.get_parent()
    assert (second.live, second.continues_id, second.has_unpublished_changes) == (
        False,
        card.pk,
        True,
    )
    assert CardPage.objects.get(pk=made.pk).reading_seconds < 300


def test_what_is_published_stays(client, library, expert):
    card = make_card(library, "Tout dire", owner=expert, body=PARTS, kind="method")
    made = services.split(card, wish(card), by=expert)
    live = CardPage.objects.get(pk=card.pk)
    assert (live.title, len(live.body), live.has_unpublished_changes) == ("Tout dire", 5, True)
    page = client.get(live.url).content.decode()
    assert "(2)" not in page
    assert "Deux" in page
    live.get_latest_revision().publish()
    assert "Tout dire (2)" not in client.get(live.url).content.decode()
    CardPage.objects.get(pk=made.pk).get_latest_revision().publish()
    first, second = CardPage.objects.get(pk=card.pk), CardPage.objects.get(pk=made.pk)
    assert "Suite dans" in client.get(first.url).content.decode()
    assert second.url in client.get(first.url).content.decode()
    assert "Commence dans" in client.get(second.url).content.decode()
    assert first.url in client.get(second.url).content.decode()


def test_a_part_that_one_may_not_read_is_not_named(client, library, expert):
    card = make_card(library, "Tout dire", owner=expert, body=PARTS, kind="method")
    made = services.split(card, wish(card), by=expert)
    for each in (card, made):
        CardPage.objects.get(pk=each.pk).get_latest_revision().publish()
    CardPage.objects.filter(pk=made.pk).update(audience=Audience.MEMBERS)
    assert "Suite dans" not in client.get(card.url).content.decode()


def test_one_long_text_is_cut_within(library, expert):
    source = "<p>Un.</p><h3>Suite</h3><p>Deux.</p>"
    card = make_card(library, live=False, owner=expert, body=[block("text", source)])
    made = services.split(card, wish(card, "0.1"), by=expert)
    first, second = (raw_body(each) for each in drafts(card, made))
    assert [each["value"] for each in (*first, *second)] == [
        "<p>Un.</p>",
        "<h3>Suite</h3><p>Deux.</p>",
    ]
    assert first[0]["id"] == raw_body(card)[0]["id"] != second[0]["id"]


def test_the_same_wish_twice_makes_one_card(card, expert):
    asked = wish(card)
    made = services.split(card, asked, by=expert)
    assert services.split(card, asked, by=expert) == made
    assert CardPage.objects.filter(continues=card).count() == 1
    assert len(raw_body(drafts(card)[0])) == 2


def test_a_draft_that_changed_meanwhile_is_not_cut_blindly(card, expert):
    asked = wish(card)
    card.save_revision(clean=False)
    with pytest.raises(CannotSplit):
        services.split(card, asked, by=expert)
    assert not CardPage.objects.filter(continues=card).exists()


@pytest.mark.parametrize("cut", ["", "0", "9", "1.4", "x"])
def test_there_is_no_cut_where_there_is_no_place(card, expert, cut):
    with pytest.raises(CannotSplit):
        services.split(card, wish(card, cut), by=expert)
    assert len(raw_body(drafts(card)[0])) == 5


def test_it_stands_in_both_histories(client, card, expert):
    made = services.split(card, wish(card), by=expert)
    for each, other in ((card, "Tout dire (2)"), (made, "Tout dire")):
        entry = PageLogEntry.objects.get(page=each.pk, action=services.SPLIT)
        assert (entry.user, entry.data["title"]) == (expert, other)
        client.force_login(expert)
        history = client.get(reverse("wagtailadmin_pages:history", args=[each.pk]))
        assert "Coupée en deux fiches" in history.content.decode()


def test_the_cut_nearest_the_middle_at_a_heading_is_proposed(card):
    proposed = [piece for piece in Proposal(card).pieces if piece.is_proposed]
    assert [(piece.cut, piece.is_heading, piece.fits) for piece in proposed] == [("2", True, True)]


def test_a_blank_beginning_or_end_is_no_part(library):
    body = [block("text", ""), *PARTS, block("text", "<p></p>")]
    card = make_card(library, live=False, body=body)
    assert [piece.cut for piece in Proposal(card).pieces] == ["", "2", "3", "4", "5"]


def test_no_heading_is_left_alone(library):
    body = [text_of_words(300), block("heading", "Un"), text_of_words(300)]
    card = make_card(library, live=False, body=body)
    assert [piece.cut for piece in Proposal(card).pieces if piece.is_proposed] == ["1"]


def test_sound_and_film_count(library):
    recording = make_recording(duration=290)
    body = [
        block("heading", "Un"),
        text_of_words(40),
        block("heading", "Deux"),
        block("video", {"recording": recording.pk, "caption": ""}),
        block("text", "<p>Fin.</p>"),
    ]
    card = make_card(library, live=False, body=body)
    pieces = Proposal(card).pieces
    assert [piece.cut for piece in pieces if piece.is_proposed] == ["2"]
    assert pieces[2].after > 290


def test_its_page_proposes_and_splits(client, card, expert):
    client.force_login(expert)
    page = BeautifulSoup(client.get(address(card)).content, "html.parser")
    places = page.select("input[name=cut]")
    assert [place["value"] for place in places] == ["1", "2", "3", "4"]
    assert [place["value"] for place in places if place.has_attr("checked")] == ["2"]
    sent = {
        field["name"]: field["value"]
        for field in page.select("form input[name]")
        if field["name"] in {"revision", "key", "first_title", "second_title"}
    } | {"cut": "2"}
    assert (sent["first_title"], sent["second_title"]) == ("Tout dire (1)", "Tout dire (2)")
    for _ in range(2):
        answer = client.post(address(card), sent)
        second = CardPage.objects.get(continues=card)
        assert answer.url == reverse("wagtailadmin_pages:edit", args=[second.pk])
    assert "Voici la seconde fiche" in client.get(answer.url).content.decode()


def test_what_is_missing_is_said_and_kept(client, card, expert):
    client.force_login(expert)
    sent = {"cut": "", "first_title": "", "second_title": "B", "revision": "1", "key": "x"}
    answer = client.post(address(card), sent)
    assert answer.status_code == 200
    assert "Choisissez où commence la seconde fiche" in answer.content.decode()
    assert not CardPage.objects.filter(continues=card).exists()


def test_a_card_of_one_paragraph_says_that_there_is_nothing_to_cut(client, library, expert):
    card = make_card(library, live=False, owner=expert, body=[block("text", "<p>Un.</p>")])
    client.force_login(expert)
    answer = client.get(address(card))
    assert "rien à couper" in answer.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.EXPERT, 404), (Role.REVIEWER, 404), (Role.ANIMATOR, 200)],
)
def test_who_may_change_it_and_add_to_the_library_splits(client, card, role, status):
    client.force_login(make_user(role))
    assert client.get(address(card), follow=True).status_code == status
    client.post(address(card), {"cut": "2"})
    assert not CardPage.objects.filter(continues=card).exists()


def test_members_do_not_enter(client, card, person):
    client.force_login(person)
    assert "/login/" in client.get(address(card)).url


def test_a_locked_card_is_not_split(client, card, expert, animator):
    card.locked, card.locked_by = True, animator
    card.save(clean=False)
    client.force_login(expert)
    assert client.get(address(card), follow=True).status_code == 404


def test_the_editor_offers_it(client, card, expert, reviewer):
    edit = reverse("wagtailadmin_pages:edit", args=[card.pk])
    client.force_login(expert)
    page = BeautifulSoup(client.get(edit).content, "html.parser")
    assert len(page.select(f'a[href="{address(card)}"]')) == 3
    assert client.get(reverse("knowledge_split", args=[0]), follow=True).status_code == 404
