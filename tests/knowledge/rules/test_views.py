"""The collections, one as a poster, and its QR code, as readers get them."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from community.core.audience import Audience
from knowledge.cards.enums import CardKind
from knowledge.rules import services
from knowledge.rules.models import RuleCollection, RuleEntry
from tests.factories.cards import make_card

LIST, POSTER = "/fr/savoirs/regles-d-or/", "/fr/savoirs/regles-d-or/participation/"


@pytest.fixture
def warm(client, library):
    client.get("/fr/savoirs/")
    return client


def make_rule(library, title="Une règle", domain="participation", **values):
    return make_card(library, title, kind=CardKind.GOLDEN_RULE, rule_domain=domain, **values)


def soup_of(answer):
    return BeautifulSoup(answer.content, "html.parser")


def rules_of(page):
    return [
        (int(rule["value"]), rule.select_one("a").get_text()) for rule in page.select("li.rule")
    ]


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("address", [LIST, POSTER])
def test_one_rule_asks_as_much_as_three(warm, library, address, number, django_assert_num_queries):
    for _ in range(number):
        make_rule(library)
    with django_assert_num_queries(4 if address == POSTER else 3):
        page = soup_of(warm.get(address))
    assert [place for place, _title in rules_of(page)] == list(range(1, number + 1))


def test_the_list_has_the_collections_of_its_language(warm, libraries):
    make_rule(libraries["fr"], "Une")
    make_rule(libraries["fr"], "Deux", domain="animation")
    make_rule(libraries["en"], "One")
    page = soup_of(warm.get(LIST))
    assert [h2.get_text() for h2 in page.select(".poster__title")] == ["Participation", "Animation"]
    assert rules_of(page) == [(1, "Une"), (1, "Deux")]
    assert page.select_one("link[hreflang=en]")["href"].endswith("/en/knowledge/golden-rules/")


def test_no_golden_rule_leads_somewhere(warm):
    page = soup_of(warm.get("/en/knowledge/golden-rules/"))
    assert page.select_one(".empty a")["href"] == "/en/knowledge/"


def test_what_one_may_not_read_is_on_no_poster(warm, library, person):
    make_rule(library, "Entre membres", audience=Audience.MEMBERS)
    code = reverse("knowledge:rule_collection_code", args=["participation"])
    assert warm.get(POSTER).status_code == 404
    assert warm.get(code).status_code == 404
    warm.force_login(person)
    assert rules_of(soup_of(warm.get(POSTER))) == [(1, "Entre membres")]
    assert warm.get(code).status_code == 200
    warm.logout()
    make_rule(library, "Pour tous")
    assert rules_of(soup_of(warm.get(POSTER))) == [(2, "Pour tous")]


def test_the_poster_has_its_paper_and_its_code(warm, library):
    make_rule(library)
    for asked, paper in (("", "a4"), ("?paper=a3", "a3"), ("?paper=x%22", "a4")):
        page = soup_of(warm.get(POSTER + asked))
        assert page.select_one(f".rules-poster--{paper}")
    code = warm.get(page.select_one(".rules-poster__code img")["src"])
    assert code["Content-Type"] == "image/svg+xml"
    assert b"<path" in code.content


def test_an_animator_orders_the_rules(client, library, animator):
    first, second = make_rule(library, "Une"), make_rule(library, "Deux")
    collection = RuleCollection.objects.get()
    entries = {entry.card_id: entry.pk for entry in RuleEntry.objects.all()}
    client.force_login(animator)
    address = f"/cms/snippets/knowledge/rulecollection/edit/{collection.pk}/"
    assert client.get(address).status_code == 200
    form = {
        "title": "Participer",
        "slug": "participation",
        "language": "fr",
        "domain": "participation",
        "introduction": "",
        "entries-TOTAL_FORMS": "2",
        "entries-INITIAL_FORMS": "2",
        "entries-MIN_NUM_FORMS": "0",
        "entries-MAX_NUM_FORMS": "1000",
    }
    for place, (card, order) in enumerate([(first, "2"), (second, "1")]):
        form |= {
            f"entries-{place}-id": str(entries[card.pk]),
            f"entries-{place}-card": str(card.pk),
            f"entries-{place}-ORDER": order,
            f"entries-{place}-DELETE": "",
        }
    assert client.post(address, form).status_code == 302
    assert list(RuleEntry.objects.order_by("number").values_list("card", flat=True)) == [
        second.pk,
        first.pk,
    ]
    first.refresh_from_db()
    assert first.rule_number == 2
    services.remove(second)
    first.refresh_from_db()
    assert first.rule_number == 1


def test_the_poster_leads_to_its_domain_in_the_other_language_or_to_the_list(warm, libraries):
    make_rule(libraries["fr"])
    other = "link[hreflang=en]"
    assert (
        soup_of(warm.get(POSTER)).select_one(other)["href"].endswith("/en/knowledge/golden-rules/")
    )
    make_rule(libraries["en"], "One")
    RuleCollection.objects.filter(language="en").update(slug="taking-part")
    address = soup_of(warm.get(POSTER)).select_one(other)["href"]
    assert address.endswith("/en/knowledge/golden-rules/taking-part/")
    assert warm.get(address.partition("testserver")[2]).status_code == 200
