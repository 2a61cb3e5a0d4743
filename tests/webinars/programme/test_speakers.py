"""What speakers gave, as other rooms are told."""

import pytest

from community.plugins import door
from tests.factories.people import make_organisation, make_user
from tests.factories.webinars import make_webinar
from webinars.programme.models import WebinarSpeaker


@pytest.mark.django_db
def test_sessions_held_are_counted_for_each_speaker(django_assert_num_queries):
    ada, bea = make_user(name="Ada").member, make_user(name="Bea").member
    house = make_organisation()
    past = [make_webinar(days=-days) for days in (3, 4)]
    others = [
        make_webinar(days=3),
        make_webinar(days=-3, state="cancelled"),
        make_webinar(days=-3, audience="organisation", audience_organisation=house),
    ]
    for webinar in (*past, *others):
        WebinarSpeaker.objects.create(webinar=webinar, member=ada)
    WebinarSpeaker.objects.create(webinar=past[0], member=bea)
    count = door("sessions_count")
    with django_assert_num_queries(1):
        assert count([ada.user_id, bea.user_id]) == {ada.user_id: 2, bea.user_id: 1}
