"""Sessions as JSON, with the permissions of the pages."""

import pytest

from tests.factories.webinars import make_replay, make_theme, make_webinar

pytestmark = pytest.mark.django_db


def slugs(client, **params):
    answer = client.get("/api/webinars/", params)
    assert answer.status_code == 200
    return [each["slug"] for each in answer.json()["results"]]


def test_the_programme(client, person):
    make_theme("facilitation")
    make_webinar(slug="demain", days=1, themes=["facilitation"])
    make_webinar(slug="entre-nous", days=2, audience="members")
    make_webinar(slug="brouillon", state="draft")
    make_replay(slug="hier")
    assert slugs(client) == ["demain"]
    assert slugs(client, theme="facilitation") == ["demain"]
    assert slugs(client, theme="autre") == []
    assert slugs(client, when="past") == ["hier"]
    client.force_login(person)
    assert slugs(client) == ["demain", "entre-nous"]


def test_a_session_with_its_replay(client):
    make_replay(slug="hier", title_fr="Hier")
    found = client.get("/api/webinars/hier/").json()
    assert (found["title"], found["has_replay"]) == ("Hier", True)
    assert found["replay"]["chapters"] == [
        {"second": 0, "title": "Bonjour"},
        {"second": 5, "title": "Le retour"},
    ]
    assert [track["language"] for track in found["replay"]["captions"]] == ["fr"]
    assert "join_link" not in found


def test_what_one_may_not_see_is_not_there(client):
    make_webinar(slug="entre-nous", audience="members")
    make_webinar(slug="brouillon", state="draft")
    make_replay(slug="prive", is_published=False)
    for slug in ("entre-nous", "brouillon"):
        # Addresses without a language are tried once more with one before they are given up.
        assert client.get(f"/api/webinars/{slug}/", follow=True).status_code == 404
    assert client.get("/api/webinars/prive/").json()["replay"] is None


@pytest.mark.parametrize("count", [1, 3])
def test_queries(client, django_assert_num_queries, count):
    for number in range(count):
        make_webinar(days=number + 1)
        make_replay()
    with django_assert_num_queries(4):
        client.get("/api/webinars/")
    with django_assert_num_queries(4):
        client.get("/api/webinars/?when=past")


def test_nonsense_is_answered_in_words(client):
    assert client.get("/api/webinars/?page=-1").status_code == 200
    assert client.get("/api/webinars/?when=never").status_code == 422
