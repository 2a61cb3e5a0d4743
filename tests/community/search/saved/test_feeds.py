"""A search as a feed: read by a parser, for everybody what they may read."""

from datetime import UTC, datetime, timedelta

import pytest
from defusedxml.ElementTree import fromstring
from django.urls import reverse
from django.utils import translation

from community.search.models import SearchDocument
from community.search.projections import Passage
from community.search.saved.models import SearchAppearance
from community.search.saved.selectors import feed_token
from community.search.saved.services import save_search
from tests.factories.people import make_organisation, make_user
from tests.factories.search import index, make_document
from tests.factories.themes import make_theme

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def appeared(title, days):
    """Note that the documents of that title appeared so many days after the first of the year."""
    for thing in SearchDocument.objects.filter(title=title).values_list("thing", flat=True):
        SearchAppearance.objects.update_or_create(
            thing=thing, defaults={"seen_at": LONG_AGO + timedelta(days=days)}
        )


def read(client, url=None, **parameters):
    response = client.get(url or reverse("community:search_feed"), parameters)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return fromstring(response.content)


def titles(feed):
    return [each.text for each in feed.findall("a:entry/a:title", ATOM)]


@pytest.fixture
def cards():
    index("card", 1, make_document("Le miel", "Du <b>miel</b> & de la cire.", url="/fr/miel/"))
    index("card", 2, make_document("Miel nouveau", "Du miel de mai.", url="/fr/mai/"))
    index("card", 3, make_document("Miel secret", "Du miel.", audience=("organisation:77",)))
    index("card", 4, make_document("Miel des membres", "Du miel.", audience=("members",)))
    for days, title in enumerate(["Le miel", "Miel nouveau", "Miel secret", "Miel des membres"]):
        appeared(title, days)


@pytest.mark.usefixtures("engine", "cards")
class TestSearchFeed:
    def test_an_entry(self, client):
        feed = read(client, q="miel")
        first = feed.findall("a:entry", ATOM)[-1]
        assert first.find("a:title", ATOM).text == "Le miel"
        assert first.find("a:link", ATOM).get("href") == "http://testserver/fr/miel/"
        # Text, escaped once for XML and once for the HTML that it is said to be.
        assert first.find("a:summary", ATOM).text == "Du &lt;b&gt;miel&lt;/b&gt; &amp; de la cire."
        assert first.find("a:updated", ATOM).text == "2026-01-01T00:00:00+00:00"

    def test_the_newest_comes_first(self, client):
        assert titles(read(client, q="miel")) == ["Miel nouveau", "Le miel"]

    def test_what_nobody_has_noted_yet_came_last(self, client):
        index("card", 5, make_document("Miel du matin", "Du miel."))
        assert titles(read(client, q="miel"))[0] == "Miel du matin"

    def test_it_says_whose_search_it_is(self, client):
        feed = read(client, q="miel d'été")
        links = {each.get("rel"): each.get("href") for each in feed.findall("a:link", ATOM)}
        assert links == {
            "alternate": "http://testserver/fr/search/?q=miel+d%27%C3%A9t%C3%A9",
            "self": "http://testserver/fr/search/feed/?q=miel+d%27%C3%A9t%C3%A9",
        }
        assert feed.find("a:title", ATOM).text == "miel d'été"

    def test_it_is_narrowed_like_the_page(self, client):
        make_theme("Ruche")
        index("replay", 6, make_document("Le miel en film", "Du miel.", themes=("ruche",)))
        assert titles(read(client, q="miel", type="replay")) == ["Le miel en film"]
        feed = read(client, theme="ruche")
        assert (titles(feed), feed.find("a:title", ATOM).text) == (["Le miel en film"], "Ruche")

    @pytest.mark.usefixtures("signed_in")
    def test_members_read_what_members_may(self, client):
        assert titles(read(client, q="miel")) == ["Miel des membres", "Miel nouveau", "Le miel"]

    def test_a_word_that_one_may_not_read_leaves_no_trace(self, client):
        index("card", 7, make_document("Projet", "Zirconium.", audience=("organisation:77",)))
        with_it = client.get(reverse("community:search_feed"), {"q": "zirconium"}).content
        assert b"Projet" not in with_it
        assert titles(read(client, q="zirconium")) == []

    def test_in_english(self, client):
        with translation.override("en"):
            feed = read(client, q="")
        assert feed.find("a:title", ATOM).text == "Everything that is new"
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"

    def test_who_keeps_it_and_how_long(self, client, person):
        url = reverse("community:search_feed")
        response = client.get(url, {"q": "miel"})
        assert response["Cache-Control"] == "no-cache"
        assert "Cookie" in response["Vary"]
        assert response["X-Robots-Tag"] == "noindex"
        again = client.get(url, {"q": "miel"}, HTTP_IF_NONE_MATCH=response["ETag"])
        assert (again.status_code, again.content) == (304, b"")
        client.force_login(person)
        mine = client.get(url, {"q": "miel"}, HTTP_IF_NONE_MATCH=response["ETag"])
        assert (mine.status_code, mine["Cache-Control"]) == (200, "private, no-cache")

    def test_what_is_withdrawn_is_gone_at_the_next_question(self, client):
        response = client.get(reverse("community:search_feed"), {"q": "miel"})
        index("card", 2)
        url = reverse("community:search_feed")
        again = client.get(url, {"q": "miel"}, HTTP_IF_NONE_MATCH=response["ETag"])
        assert (again.status_code, titles(fromstring(again.content))) == (200, ["Le miel"])

    @pytest.mark.parametrize(
        "question",
        [
            "\x00miel",
            "\x01\x0bmiel\ufffe\uffff",
            '"miel',
            "(((((" * 100,
            "miel OR *:* AND {!lucene}",
            "]]><x>&amp;",
            "%",
            "a" * 3000,
            "ﷺ" * 200,
            "-" * 500,
        ],
    )
    def test_hostile_questions_get_a_feed(self, client, question):
        read(client, q=question, type=question[:50], theme=question[:50], lang=question[:9])

    def test_a_text_that_xml_cannot_hold_is_cleaned(self, client):
        text = Passage(text="Du miel \ufffe & du pollen")
        index("card", 8, make_document("Pollen \uffff", text))
        assert titles(read(client, q="pollen")) == ["Pollen "]

    @pytest.mark.parametrize("number", [1, 3])
    def test_queries(self, client, number, django_assert_num_queries):
        for pk in range(10, 10 + number):
            index("card", pk, make_document(f"Propolis {pk}", "De la propolis."))
        read(client, q="propolis")
        with django_assert_num_queries(4):
            assert len(titles(read(client, q="propolis"))) == number


@pytest.mark.usefixtures("engine")
class TestPrivateFeed:
    @pytest.fixture
    def owner(self):
        return make_user(name="Jade Morel", organisation=make_organisation("Essaimeurs"))

    @pytest.fixture
    def saved(self, owner):
        audience = (f"organisation:{owner.member.organisation_id}",)
        index("card", 1, make_document("Miel secret", "Du miel.", audience=audience))
        return save_search(owner, query="q=miel")

    def address(self, saved):
        return reverse("community:saved_feed", args=[feed_token(saved)])

    def test_who_has_the_address_reads_as_its_owner(self, client, saved):
        response = client.get(self.address(saved))
        assert titles(fromstring(response.content)) == ["Miel secret"]
        assert response["Cache-Control"] == "private, no-cache"

    def test_revoked_access_is_gone_at_once(self, client, owner, saved):
        owner.member.organisation = None
        owner.member.save()
        assert titles(read(client, self.address(saved))) == []

    def test_a_renewed_address_is_not_there(self, client, owner, saved):
        url = self.address(saved)
        client.force_login(owner)
        client.post(reverse("community:saved_feed_renew", args=[saved.pk]))
        assert client.get(url).status_code == 404
        saved.refresh_from_db()
        assert titles(read(client, self.address(saved))) == ["Miel secret"]

    def test_the_address_of_a_closed_account_is_not_there(self, client, owner, saved):
        owner.is_active = False
        owner.save()
        assert client.get(self.address(saved)).status_code == 404

    @pytest.mark.parametrize("token", ["x", "WzEsMV0:abc:def", "1:1", "é" * 50])
    @pytest.mark.usefixtures("saved")
    def test_a_forged_address_is_not_there(self, client, token):
        url = reverse("community:saved_feed", args=[token])
        assert client.get(url).status_code == 404
