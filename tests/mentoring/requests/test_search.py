"""What of the box can be found, and by whom."""

import pytest

from community.core.reader import ANONYMOUS
from community.members.selectors import reader_for
from mentoring.facilitators.search import FacilitatorProjection
from mentoring.requests.permissions import readable_by
from mentoring.requests.search import NeedProjection
from tests.factories.mentoring import (
    make_draft,
    make_engagement,
    make_facilitator,
    make_need,
    make_offer,
    make_qualification,
    reload,
)
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def test_a_draft_is_found_by_nobody():
    assert NeedProjection().documents(make_draft().pk) == []


@pytest.mark.parametrize("confidentiality", ["network", "facilitators", "chosen"])
@pytest.mark.parametrize("make", [reload, make_offer, make_engagement])
def test_the_index_follows_the_same_rule_as_the_pages(animator, confidentiality, make):
    need = make_need(confidentiality=confidentiality)
    make(need)
    (document,) = NeedProjection().documents(need.pk)
    people = [
        animator,
        need.author.user,
        make_user(),
        make_facilitator("Mei Tran").member.user,
        *(offer.facilitator.member.user for offer in need.offers.all()),
    ]
    for user in people:
        reader = reader_for(user)
        may_read = readable_by(reader).filter(pk=need.pk).exists()
        assert may_read == (not reader.audiences.isdisjoint(document.audience))
    assert ANONYMOUS.audiences.isdisjoint(document.audience)


def test_a_facilitator_is_found_by_evidence_without_anybody_s_name():
    engagement = make_engagement(facilitator=make_facilitator(themes=["facilitation"]))
    facilitator = engagement.places.get().facilitator
    make_qualification(facilitator)
    need = engagement.need
    make_qualification(facilitator, "design_thinking", obtained_days_ago=-10)
    french, english = FacilitatorProjection().documents(facilitator.pk)
    assert (french.language, french.audience) == ("fr", ("members",))
    assert french.url == f"/fr/boite/facilitateurs/{facilitator.member.handle}/"
    assert english.url == f"/en/box/facilitators/{facilitator.member.handle}/"
    text = " ".join(passage.text for passage in french.passages)
    assert "animer à distance" in text
    assert "Facilitation (2026)" in text
    assert "Design thinking" not in text
    assert need.title not in text


def test_one_who_left_the_directory_is_not_found():
    facilitator = make_facilitator()
    type(facilitator).objects.filter(pk=facilitator.pk).update(is_active=False)
    assert FacilitatorProjection().documents(facilitator.pk) == []
