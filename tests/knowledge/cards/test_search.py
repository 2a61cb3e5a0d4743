"""What the search is given of cards, when it is told, and the feeds for machines."""

import xml.etree.ElementTree as ET

import pytest
from django.utils.translation import override

from community.core.audience import Audience
from community.core.reader import ANONYMOUS, Reader
from community.recordings.permissions import can_play
from community.search.models import SearchDocument
from community.search.projections import Passage
from knowledge.cards.models import CardDocument, CardPage, CardRecording, CardTheme
from knowledge.cards.search import CardProjection
from tests.factories.cards import BODY, block, make_card
from tests.factories.people import make_organisation, make_territory
from tests.factories.recordings import make_recording, make_track

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
X = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def projection():
    return CardProjection()


def test_a_card_is_found_by_section(library, projection):
    card = make_card(
        library,
        themes=["management", "facilitation"],
        territory=make_territory("R75"),
        audience_note="Tuteurs",
        audience=Audience.MEMBERS,
    )
    (document,) = projection.documents(card.pk)
    assert document.passages == (
        Passage(
            text="Trois phrases valent mieux qu’un quart d’heure. Donner un retour précis Tuteurs"
        ),
        Passage(heading="Trois phrases", text="Un fait, un effet, une suite.", anchor="#section-1"),
        Passage(heading="Les mots qui aident", text="Attendre Demander", anchor="#section-2"),
    )
    assert (document.title, document.url, document.language) == (card.title, card.url, "fr")
    assert (document.kind, document.themes, document.territories) == (
        "lesson",
        ("facilitation", "management"),
        ("R75",),
    )
    assert (document.audience, document.dated_on) == (("members",), card.published_on)


def test_an_organisations_card_is_for_the_organisation(library, projection):
    organisation = make_organisation()
    card = make_card(library, audience=Audience.ORGANISATION, audience_organisation=organisation)
    (document,) = projection.documents(card.pk)
    assert document.audience == (f"organisation:{organisation.pk}",)
    assert document.organisation_id == organisation.pk


def test_a_draft_is_not_found(library, projection):
    assert projection.documents(make_card(library, live=False).pk) == []
    assert projection.documents(0) == []


@pytest.mark.django_db(transaction=True)
def test_the_index_follows_the_card(libraries):
    card = make_card(libraries["fr"], themes=["facilitation"])

    def found():
        return [
            (document.themes, document.url)
            for document in SearchDocument.objects.filter(
                subject__type="card", subject__object_id=pk
            )
        ]

    pk = card.pk
    assert found() == [(["facilitation"], card.url)]
    CardTheme.objects.filter(content_object=pk).first().delete()
    assert found() == [([], card.url)]
    libraries["fr"].slug = "bibliotheque"
    libraries["fr"].save_revision().publish()
    assert found() == [([], f"/fr/bibliotheque/{card.slug}/")]
    card = CardPage.objects.get(pk=pk)
    card.unpublish()
    assert found() == []
    card.get_latest_revision().publish()
    assert len(found()) == 1
    card.delete()
    assert found() == []


def test_the_sitemap_names_both_languages(client, libraries):
    french = make_card(libraries["fr"], slug="retour")
    english = make_card(libraries["en"], slug="feedback")
    CardPage.objects.filter(pk=english.pk).update(translation_key=french.translation_key)
    root = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  (our own answer)
    urls = {
        url.findtext(f"{S}loc"): {
            link.get("hreflang"): link.get("href") for link in url.findall(f"{X}link")
        }
        for url in root.findall(f"{S}url")
    }
    both = {
        "fr": "http://testserver/fr/savoirs/retour/",
        "en": "http://testserver/en/knowledge/feedback/",
    }
    assert urls[both["fr"]] == urls[both["en"]] == both
    assert "http://testserver/fr/savoirs/" in urls
    assert "http://testserver/en/knowledge/golden-rules/" in urls


def test_the_api_lists_and_reads(client, library, expert, django_assert_num_queries):
    card = make_card(library, themes=["facilitation"], owner=expert, territory=make_territory())
    make_card(library, "Autre", kind="method")
    client.get("/api/cards/")
    with django_assert_num_queries(5):
        answer = client.get("/api/cards/?theme=facilitation&kind=lesson&lang=fr").json()
    (line,) = answer.pop("results")
    assert answer == {"total": 1, "page": 1, "pages": 1}
    assert line == {
        "id": card.pk,
        "kind": "lesson",
        "title": "Donner un retour",
        "summary": "Trois phrases valent mieux qu’un quart d’heure.",
        "language": "fr",
        "url": f"http://testserver{card.url}",
        "minutes": 1,
        "themes": ["facilitation"],
        "territory": "R75",
        "author": "Élise Garnier",
        "published_on": str(card.published_on),
    }
    detail = client.get(f"/api/cards/{card.pk}").json()
    assert [section["anchor"] for section in detail["sections"]] == ["section-1", "section-2"]
    assert client.get("/api/cards/?territory=R75").json()["total"] == 1
    assert client.get("/api/cards/?territory=R99").json()["total"] == 0
    assert client.get("/api/cards/?page=-1").status_code == 200
    assert client.get("/api/cards/?page=x").status_code == 422


def test_a_recording_is_played_by_who_may_read_a_card_of_it(library):
    recording = make_recording(duration=20)
    make_track(recording)
    body = [*BODY, block("video", {"recording": recording.pk, "caption": ""})]
    member = Reader(user_id=10**6, audiences=frozenset({"public", "members"}))
    card = make_card(library, body=body, audience=Audience.MEMBERS)
    assert (can_play(recording, ANONYMOUS), can_play(recording, member)) == (False, True)
    card.unpublish()
    assert can_play(recording, member) is False


def test_what_a_card_carries_is_kept_up(library):
    first, second = make_recording("Un"), make_recording("Deux")
    card = make_card(
        library, live=False, body=[block("video", {"recording": first.pk, "caption": ""})]
    )
    assert list(CardRecording.objects.values_list("recording", flat=True)) == [first.pk]
    card.body = [("video", {"recording": second, "caption": ""})]
    card.save()
    assert list(CardRecording.objects.values_list("recording", flat=True)) == [second.pk]
    second.delete()
    card.save()
    assert (CardRecording.objects.count(), CardDocument.objects.count()) == (0, 0)


def test_the_page_of_a_card_whose_recording_is_gone_still_opens(client, library):
    recording = make_recording("Un", duration=20)
    make_track(recording)
    body = [*BODY, block("video", {"recording": recording.pk, "caption": ""})]
    card = make_card(library, body=body)
    recording.delete()
    assert client.get(card.url).status_code == 200


def test_words_follow_the_language(library):
    card = make_card(library, kind="golden_rule", rule_domain="animation")
    assert card.kind_name() == "Règle d’or 1"
    with override("en"):
        assert card.kind_name() == "Golden rule 1"
