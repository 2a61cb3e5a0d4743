"""What authors gave, as other rooms are told."""

import pytest

from community.plugins import door
from tests.factories.cards import make_card
from tests.factories.people import make_organisation, make_user


@pytest.mark.django_db
def test_published_cards_of_each_author_are_counted_once(libraries, django_assert_num_queries):
    ada, bea = make_user(name="Ada").member, make_user(name="Bea").member
    card = make_card(libraries["fr"], author=ada, audience="members")
    make_card(libraries["en"], author=ada, translation_key=card.translation_key)
    make_card(libraries["fr"], author=ada)
    make_card(libraries["fr"], author=ada, live=False)
    house = make_organisation()
    make_card(libraries["fr"], author=bea, audience="organisation", audience_organisation=house)
    count = door("authored_count")
    with django_assert_num_queries(1):
        assert count([ada.user_id, bea.user_id]) == {ada.user_id: 2}
    assert count([]) == {}
