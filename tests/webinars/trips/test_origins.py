"""What a card may come from: a trip or a stop, for those who may read it, until it goes."""

import pytest

from community import plugins
from community.core.reader import MEMBERS, PUBLIC, Reader
from tests.factories.trips import make_trip
from webinars.trips.origins import KEY, find, keys_of

pytestmark = pytest.mark.django_db
GUEST, MEMBER = Reader(), Reader(user_id=1, audiences=frozenset({PUBLIC, MEMBERS}))


def test_a_stop_is_named_and_linked_where_it_stands_by_now():
    trip = make_trip(stops=2, audience="members")
    first, second = trip.stops.order_by("sort_order", "pk")
    key, refs = str(trip.pk), [(str(trip.pk), str(second.pk)), (str(trip.pk), "")]
    found = find(MEMBER, refs)
    assert found[refs[0]].label == f"{trip.title} · {second.title}"
    assert found[refs[0]].url == f"{trip.get_absolute_url()}#stop-2"
    assert found[refs[1]].url == trip.get_absolute_url()
    assert found[refs[1]].audiences == {MEMBERS}
    assert find(GUEST, refs) == {}
    first.delete()
    assert find(MEMBER, refs)[refs[0]].url.endswith("#stop-1")
    assert find(MEMBER, [(key, str(first.pk)), (key, "x"), ("x", ""), ("²", "")]) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_one_trip_asks_as_much_as_three(number, django_assert_num_queries):
    refs = [(str(make_trip(audience="everyone").pk), "") for _ in range(number)]
    with django_assert_num_queries(2):
        assert len(find(GUEST, refs)) == number


def test_who_keeps_references_is_told_before_it_goes(monkeypatch):
    heard = []
    listener = plugins.Plugin(
        label="tests", doors={"origin_vanishes": lambda *parts: heard.append(parts)}
    )
    others = {name: app for name, app in plugins._plugins.items() if name != "knowledge"}
    monkeypatch.setattr(plugins, "_plugins", others | {"tests": listener})
    trip = make_trip(stops=2)
    stop = trip.stops.order_by("pk").first()
    key, gone = str(trip.pk), str(stop.pk)
    assert keys_of(trip) == [key]
    stop.delete()
    assert heard == [(KEY, key, gone)]
    trip.delete()
    assert (KEY, key, "") in heard
