"""What a card may come from: a replay's second, for those who may watch it, until it goes."""

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.urls import resolve, reverse

from community import plugins
from community.core.reader import MEMBERS, PUBLIC, Reader
from tests.factories.webinars import make_replay
from webinars.replays.origins import KEY, at, find, keys_of

pytestmark = pytest.mark.django_db
GUEST, MEMBER = Reader(), Reader(user_id=1, audiences=frozenset({PUBLIC, MEMBERS}))


@pytest.fixture
def told(monkeypatch):
    """What is told to whoever keeps references, noted instead."""
    heard = []
    listener = plugins.Plugin(
        label="tests", doors={"origin_vanishes": lambda *parts: heard.append(parts)}
    )
    others = {name: app for name, app in plugins._plugins.items() if name != "knowledge"}
    monkeypatch.setattr(plugins, "_plugins", others | {"tests": listener})
    return heard


def test_a_second_is_named_and_linked():
    replay = make_replay(title_fr="Parler clair", audience="members")
    ref, whole = (str(replay.pk), "754"), (str(replay.pk), "")
    found = find(MEMBER, [ref, whole])
    assert found[ref].label == "Parler clair, 12:34"
    assert found[ref].url == f"{replay.webinar.get_absolute_url()}?t=754"
    assert found[ref].audiences == {MEMBERS}
    assert found[whole].label == "Parler clair"
    assert find(GUEST, [ref]) == {}


@pytest.mark.parametrize("key", ["", "x", "9999", "-1", "²"])
def test_nonsense_is_not_there(key):
    make_replay()
    assert find(MEMBER, [(key, "1")]) == {}


def test_a_private_replay_is_not_there():
    replay = make_replay(is_published=False)
    assert find(Reader(is_superuser=True), [(str(replay.pk), "")]) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_one_moment_asks_as_much_as_three(number, django_assert_num_queries):
    refs = [(str(make_replay().pk), "5") for _ in range(number)]
    with django_assert_num_queries(1):
        assert len(find(GUEST, refs)) == number


@pytest.mark.parametrize("what", ["replay", "webinar"])
def test_who_keeps_references_is_told_before_it_goes(told, what):
    replay = make_replay()
    key = str(replay.pk)
    going = replay if what == "replay" else replay.webinar
    assert keys_of(going) == [key]
    going.delete()
    assert told == [(KEY, key, "")]


def test_without_cards_nothing_is_offered(client, told, expert):
    replay = make_replay()
    client.force_login(expert)
    answer = client.get(replay.webinar.get_absolute_url())
    assert not BeautifulSoup(answer.content, "html.parser").select(".made-cards")


def test_where_cards_are_installed_one_is_made_of_the_second_that_one_watches(
    client, expert, person
):
    replay = make_replay()
    client.force_login(expert)
    answer = client.get(replay.webinar.get_absolute_url() + "?t=3")
    link = BeautifulSoup(answer.content, "html.parser").select_one("[data-make-card]")
    assert bool(link) == apps.is_installed("knowledge")
    if link:
        assert link["href"].endswith(f"?kind={KEY}&key={replay.pk}&position=3")
    client.force_login(person)
    answer = client.get(replay.webinar.get_absolute_url())
    assert not BeautifulSoup(answer.content, "html.parser").select(".made-cards")


def test_an_address_names_its_second():
    replay = make_replay()
    match = resolve(replay.webinar.get_absolute_url())
    assert at(match, {"t": "12"}) == (str(replay.pk), "12")
    assert at(match, {"t": "<b>"}) == (str(replay.pk), "")
    assert at(resolve(reverse("webinars:programme")), {}) is None
