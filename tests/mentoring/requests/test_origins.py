"""What a card may come from: a need that was solved, for those who may open it, until it goes."""

import pytest

from community.core.reader import MEMBERS, PUBLIC, Reader
from mentoring.requests.enums import Confidentiality, State
from mentoring.requests.origins import find, is_origin, keys_of
from tests.factories.mentoring import make_need
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def reader_of(user):
    return Reader(user_id=user.pk, member_id=user.member.pk, audiences=frozenset({PUBLIC, MEMBERS}))


def solved(**values):
    need = make_need(**values)
    type(need).objects.filter(pk=need.pk).update(state=State.SOLVED)
    need.refresh_from_db()
    return need


def test_a_solved_need_is_named_for_those_who_may_open_it():
    need = solved(confidentiality=Confidentiality.NETWORK)
    ref = (str(need.pk), "")
    found = find(reader_of(make_user()), [ref])
    assert (found[ref].label, found[ref].url) == (need.title, need.get_absolute_url())
    assert found[ref].audiences == {MEMBERS}
    assert find(Reader(), [ref]) == {}


def test_what_only_one_person_was_asked_is_named_to_nobody_else():
    need = solved(confidentiality=Confidentiality.CHOSEN)
    ref = (str(need.pk), "")
    assert find(reader_of(make_user()), [ref]) == {}
    assert find(reader_of(need.author.user), [ref])[ref].audiences == frozenset()


def test_a_need_that_is_not_solved_is_not_there_yet():
    need = make_need(confidentiality=Confidentiality.NETWORK)
    assert not is_origin(need)
    assert find(reader_of(make_user()), [(str(need.pk), ""), ("x", ""), ("²", "")]) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_one_need_asks_as_much_as_three(number, django_assert_num_queries):
    needs = [solved(confidentiality=Confidentiality.NETWORK) for _ in range(number)]
    reader = reader_of(make_user())
    with django_assert_num_queries(1):
        assert len(find(reader, [(str(need.pk), "") for need in needs])) == number
    assert keys_of(needs[0]) == [str(needs[0].pk)]
