"""What leaves the box for whoever writes: only what all members may read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.requests.enums import Confidentiality, State
from mentoring.requests.models import Need
from mentoring.requests.unanswered import LOOKING_DAYS, unanswered_requests
from tests.factories.mentoring import make_need


@pytest.mark.django_db
@pytest.mark.parametrize("confidentiality", list(Confidentiality))
def test_only_what_all_members_may_read_leaves(confidentiality):
    need = make_need(confidentiality=confidentiality, themes=["facilitation"])
    Need.objects.filter(pk=need.pk).update(state=State.EXPIRED)
    found = unanswered_requests()
    assert [row["id"] for row in found] == (
        [need.pk] if confidentiality == Confidentiality.NETWORK else []
    )
    assert all(set(row) == {"id", "title", "purpose", "language", "themes"} for row in found)


@pytest.mark.django_db
def test_a_need_is_unanswered_when_it_lapsed_or_looked_for_long():
    need = make_need(confidentiality=Confidentiality.NETWORK)
    assert unanswered_requests() == []
    long_ago = timezone.now() - timedelta(days=LOOKING_DAYS + 1)
    Need.objects.filter(pk=need.pk).update(submitted_at=long_ago)
    assert [row["title"] for row in unanswered_requests()] == [need.title]
    Need.objects.filter(pk=need.pk).update(state=State.SOLVED)
    assert unanswered_requests() == []
