"""Where a card comes from: shown to whom it may be, kept when it is gone, told before it goes."""

from dataclasses import dataclass, field

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from community import plugins
from community.core.origins import vanish
from community.core.reader import MEMBERS, PUBLIC, Reader
from community.core.roles import Role
from community.notifications.models import Notification
from knowledge.cards.exporting.services import Exporter, FolderTarget
from knowledge.cards.importing.options import Options
from knowledge.cards.importing.services import import_folder
from knowledge.cards.models import CardPage
from knowledge.cards.services import open_library
from knowledge.desk.contents import sections_for
from knowledge.provenance import services
from knowledge.provenance.models import CardSource
from knowledge.provenance.selectors import cards_from, cards_of, sources_of
from knowledge.rules.models import RuleCollection
from knowledge.translations.services import translate
from tests.factories.cards import make_card
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
KIND = "tests.talk"
GUEST, MEMBER = Reader(), Reader(user_id=1, audiences=frozenset({PUBLIC, MEMBERS}))


@dataclass
class Talks:
    """An app whose things cards come from: talks by key, each with who may hear it."""

    held: dict[str, tuple[str, str]] = field(default_factory=dict)

    def find(self, reader, refs):
        return {
            (key, position): plugins.Origin(
                label=f"{self.held[key][0]} {position}".strip(),
                url=f"/talks/{key}/",
                audiences=frozenset({self.held[key][1]}),
            )
            for key, position in refs
            if key in self.held and (reader.is_superuser or self.held[key][1] in reader.audiences)
        }

    def at(self, match, query):
        """The board of demands stands in for the page of a talk."""
        return ("1", query.get("t", "")) if match.view_name == "knowledge:demands" else None


@pytest.fixture
def talks():
    """The app, known to the community for the length of a test."""
    app = Talks({"1": ("Parler clair", PUBLIC), "2": ("Entre nous", MEMBERS)})
    kind = plugins.OriginKind(
        key=KIND,
        label="Une causerie",
        find=app.find,
        keys_of=lambda thing: [str(getattr(thing, "pk", thing))],
        at=app.at,
    )
    plugins.register(plugins.Plugin(label="tests", origins=(kind,)))
    yield app
    plugins._plugins.pop("tests")


def attached(card, key="1", position="", reader=MEMBER):
    services.attach(card, kind=KIND, key=key, position=position, reader=reader)


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def told(card, reader):
    (source,) = sources_of(card, reader)
    return (source.kind, source.label, source.url, source.is_gone)


def test_a_card_says_where_it_comes_from(client, library, talks):
    card = make_card(library)
    attached(card, position="754")
    attached(card, position="754")
    assert CardSource.objects.count() == 1
    page = soup_of(client.get(card.get_url()))
    link = page.select_one(".card-source a")
    assert (link["href"], link.get_text()) == ("/talks/1/", "Parler clair 754")
    assert '"isBasedOn"' in str(page)
    (source,) = client.get(f"/api/cards/{card.pk}").json()["sources"]
    assert source["label"] == "Parler clair 754"
    assert source["url"].endswith("/talks/1/")


def test_its_name_is_for_those_who_may_read_it(client, library, talks, person):
    card = make_card(library)
    attached(card, key="2")
    assert told(card, GUEST) == ("Une causerie", "", "", False)
    assert told(card, MEMBER) == ("Une causerie", "Entre nous", "/talks/2/", False)
    answer = client.get(card.get_url())
    assert "Entre nous" not in answer.content.decode()
    assert "Entre nous" not in client.get(f"/api/cards/{card.pk}").content.decode()
    client.force_login(person)
    assert "Entre nous" in client.get(card.get_url()).content.decode()


@pytest.mark.parametrize(
    ("address", "position"),
    [
        ("http://localhost/fr/savoirs/demandes/?t=12", "12"),
        ("http://localhost/en/knowledge/demands/", ""),
        ("http://elsewhere.example/fr/savoirs/demandes/", None),
        ("http://localhost/xx/savoirs/demandes/", None),
        ("http://localhost/fr/rien/", None),
        ("http://[", None),
        ("", None),
    ],
)
def test_a_link_to_a_place_of_this_site_is_a_source(library, talks, address, position):
    card = make_card(library)
    card.source_url = address
    services.follow_publication(card)
    assert [source.position for source in card.sources.all()] == (
        [] if position is None else [position]
    )


def test_what_became_private_tells_its_name_to_nobody_else(library, talks):
    card = make_card(library)
    attached(card)
    talks.held["1"] = ("Le nouveau nom", MEMBERS)
    assert told(card, GUEST) == ("Une causerie", "", "", False)


def test_a_source_that_goes_leaves_its_name_and_tells_the_author(library, talks, expert):
    card = make_card(library, author=expert.member)
    attached(card)
    attached(make_card(library), key="2")
    for _twice in range(2):
        vanish(KIND, "1")
    del talks.held["1"]
    assert told(card, GUEST) == ("Une causerie", "Parler clair", "", True)
    notice = Notification.objects.get(recipient=expert, kind=services.GONE)
    assert notice.data["title"] == card.title
    reader = Reader(
        user_id=expert.pk, member_id=expert.member.pk, roles=frozenset({Role.EXPERT.value})
    )
    (section,) = (each for each in sections_for(reader) if each.key == "sources")
    assert [line.title for line in section.lines] == [card.title]


def test_what_was_private_when_it_went_keeps_its_name_to_itself(library, talks):
    card = make_card(library)
    attached(card)
    talks.held["1"] = ("Le nouveau nom", MEMBERS)
    vanish(KIND, "1")
    del talks.held["1"]
    assert told(card, GUEST) == ("Une causerie", "", "", True)
    assert told(card, MEMBER) == ("Une causerie", "Le nouveau nom", "", True)


def test_one_place_of_a_thing_may_go_alone(library, talks):
    card = make_card(library)
    attached(card, position="1")
    attached(card, position="2")
    vanish(KIND, "1", "2")
    assert [source.is_gone for source in sources_of(card, GUEST)] == [False, True]


def test_without_the_app_the_name_stays(library, talks):
    card = make_card(library)
    attached(card)
    plugins._plugins.pop("tests")
    assert told(card, GUEST) == ("", "Parler clair", "", True)
    vanish(KIND, "1")
    plugins.register(plugins.Plugin(label="tests"))


def test_the_thing_lists_the_cards_that_one_may_read(library, talks):
    shown, hidden, draft = (
        make_card(library, "Une"),
        make_card(library, "Deux", audience="members"),
        make_card(library, "Trois", live=False),
    )
    for card in (shown, hidden, draft):
        attached(card)
    assert [card.title for card in cards_from(GUEST, KIND, "1")] == ["Une"]
    assert [card.title for card in cards_from(MEMBER, KIND, "1")] == ["Deux", "Une"]
    assert cards_of("1") == ["Une", "Deux", "Trois"]


@pytest.mark.parametrize("number", [1, 3])
def test_one_source_asks_as_much_as_three(library, talks, number, django_assert_num_queries):
    card = make_card(library)
    for position in range(number):
        attached(card, position=str(position))
    with django_assert_num_queries(1):
        assert len(sources_of(card, GUEST)) == number


def test_a_variant_comes_from_where_its_original_does(libraries, talks, expert):
    card = make_card(libraries["fr"])
    attached(card)
    assert told(translate(card, language="en", by=expert), GUEST)[1] == "Parler clair"


def test_an_expert_makes_a_card_of_a_thing(client, libraries, talks, expert, person):
    for library in libraries.values():
        open_library(library)
    address = f"{reverse('knowledge:card_from')}?kind={KIND}&key=1&position=754"
    client.force_login(person)
    assert client.get(address).status_code == 404
    client.force_login(expert)
    assert soup_of(client.get(address)).select_one(".lede a")["href"] == "/talks/1/"
    assert client.post(address, {"title": "", "language": "fr"}).status_code == 422
    answer = client.post(address, {"title": "Dire un mot", "language": "en"})
    card = CardPage.objects.get(title="Dire un mot")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[card.pk])
    assert (card.live, card.owner, card.language_code) == (False, expert, "en")
    source = card.sources.get()
    assert (source.key, source.position, source.label) == ("1", "754", "Parler clair 754")


@pytest.mark.parametrize(
    "asked", ["?kind=", "?kind=x&key=1", f"?kind={KIND}&key=9", f"?kind={KIND}&key=%00"]
)
def test_what_is_not_there_makes_no_card(client, libraries, talks, asked):
    open_library(libraries["fr"])
    client.force_login(make_user(Role.EXPERT))
    assert client.get(reverse("knowledge:card_from") + asked).status_code == 404


def test_an_exported_card_comes_from_the_same_things_again(library, talks, tmp_path):
    card = make_card(library, "Parler clair", slug="parler-clair")
    everything = Reader(is_superuser=True)
    services.attach(card, kind=KIND, key="1", position="12", reader=GUEST)
    services.attach(card, kind=KIND, key="2", reader=everything)
    for reader, folder, number in ((GUEST, "a", 1), (everything, "b", 2)):
        list(Exporter(FolderTarget(tmp_path / folder), reader).export([card]))
        text = (tmp_path / folder / "fr" / "parler-clair.md").read_text(encoding="utf-8")
        assert text.count("kind: " + KIND) == number
        assert ("Entre nous" in text) == (reader is everything)
    card.delete()
    talks.held["2"] = ("Autre chose", MEMBERS)
    (result,) = import_folder(Options(root=tmp_path / "b"))
    again = CardPage.objects.get(pk=result.card_id)
    assert [row.key for row in CardSource.objects.filter(card=again)] == ["1"]
    assert ["Entre nous" in note.message for note in result.notes] == [True]


def test_who_deletes_in_the_cms_is_told_first(client, library, talks):
    collection = RuleCollection.objects.create(
        title="Causeries", slug="causeries", language="fr", domain="participation"
    )
    talks.held[str(collection.pk)] = ("Parler clair", PUBLIC)
    attached(make_card(library, "Dire un mot <b>"), key=str(collection.pk))
    client.force_login(make_user(is_superuser=True, is_staff=True))
    address = reverse(RuleCollection.snippet_viewset.get_url_name("delete"), args=[collection.pk])
    page = client.get(address).content.decode()
    assert "1 fiche en vient" in page
    assert "Dire un mot &lt;b&gt;" in page
    CardSource.objects.all().delete()
    assert "fiche en vient" not in client.get(address).content.decode()


def test_an_address_that_names_nothing_leads_to_where_cards_are(client, library):
    client.force_login(make_user(Role.EXPERT))
    assert client.get(reverse("knowledge:card_from"))["Location"] == reverse("knowledge:library")
