"""The box in its house: panels, doors, figures, personal data and the CMS."""

import pytest
from django.urls import reverse

from community.core.reader import ANONYMOUS
from community.core.roles import Role
from community.search.doors import next_steps
from mentoring import measures
from mentoring.engagements.services import end, write_note
from mentoring.matching.models import MatchingWeights
from mentoring.matching.ranking import DEFAULT_WEIGHTS
from mentoring.matching.selectors import weights
from mentoring.personal_data import erase, export
from mentoring.requests.models import NeedEvent
from tests.factories.mentoring import (
    make_draft,
    make_engagement,
    make_facilitator,
    make_need,
    make_offer,
    reload,
)
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def test_the_door_from_the_search_fills_the_box():
    steps = next_steps("classes muettes", ANONYMOUS)
    assert steps[0].url == "/fr/boite/?text=classes+muettes"


def test_home_shows_what_waits(client, homes):
    assert "Qu’est-ce qui vous aiderait" in client.get("/fr/").text
    offer = make_offer()
    client.force_login(offer.facilitator.member.user)
    page = client.get("/fr/").text
    assert "Quelqu’un vous demande de l’aide" in page
    assert offer.need.title in page
    client.force_login(offer.need.author.user)
    assert "Claire Vasseur répond d’ici le" in client.get("/fr/").text
    draft = make_draft()
    client.force_login(draft.author.user)
    assert "Terminez-le" in client.get("/fr/").text


def test_a_profile_shows_what_a_facilitator_offers(signed_in):
    person = make_facilitator(themes=["facilitation"])
    page = signed_in.get(person.member.get_absolute_url())
    assert "Peut vous aider" in page.text


def test_figures_are_counted():
    make_need()
    end(make_engagement(), by=None)
    assert measures.facilitators() == 1
    assert measures.needs_looking() == 1
    assert measures.needs_solved() == 1
    assert measures.needs_self_served() == 0


def test_what_is_held_of_a_person_goes_out_and_goes_away():
    engagement = make_engagement()
    author = engagement.need.author.user
    write_note(engagement, by=author.member.pk, text="Un secret")
    assert export(author)["needs"][0]["title"] == engagement.need.title
    assert export(author)["notes"][0]["text"] == "Un secret"
    helper = engagement.places.get().facilitator.member.user
    assert export(helper)["facilitator"]["pitch_fr"] == "Je vous aide à animer à distance."
    erase(author)
    need = reload(engagement.need)
    assert (need.author, need.title, need.body) == (None, "—", "—")
    assert export(author) == {
        "facilitator": None,
        "needs": [],
        "history": [],
        "notes": [],
        "feedback": [],
    }
    assert not NeedEvent.objects.filter(actor=author.member).exists()


def test_animators_decide_the_weights_in_the_cms(client, animator):
    assert weights() == DEFAULT_WEIGHTS
    client.force_login(animator)
    url = reverse("wagtailsettings:edit", args=["mentoring", "matchingweights"])
    page = client.get(url, follow=True)
    assert page.status_code == 200
    setting = MatchingWeights.load()
    values = dict.fromkeys(DEFAULT_WEIGHTS.names(), 0) | {"themes": 70, "room": 30}
    url = reverse("wagtailsettings:edit", args=["mentoring", "matchingweights", setting.pk])
    client.post(url, values)
    assert (weights().themes, weights().room, weights().total) == (70, 30, 100)


@pytest.mark.parametrize(
    ("role", "status"), [(Role.ANIMATOR, 200), (Role.EXPERT, 302), (Role.FACILITATOR, 302)]
)
def test_only_animators_keep_facilitators_in_the_cms(client, role, status):
    person = make_facilitator()
    client.force_login(make_user(role))
    url = reverse("wagtailsnippets_mentoring_facilitator:edit", args=[person.pk])
    assert client.get(url).status_code == status
    listing = reverse("wagtailsnippets_mentoring_facilitator:list")
    assert client.get(listing).status_code == status


def test_a_facilitator_made_in_the_cms_gets_the_role(client, animator):
    member = make_user(name="Claire Vasseur").member
    client.force_login(animator)
    values = {
        "member": member.pk,
        "is_active": "on",
        "pitch_fr": "Je vous aide.",
        "themes": "",
        "languages": ["fr"],
        "formats": ["remote"],
        "capacity": "2",
        "qualifications-TOTAL_FORMS": "1",
        "qualifications-INITIAL_FORMS": "0",
        "qualifications-MIN_NUM_FORMS": "0",
        "qualifications-MAX_NUM_FORMS": "1000",
        "qualifications-0-skill": "facilitation",
        "qualifications-0-obtained_on": "2025-03-01",
    }
    answer = client.post(reverse("wagtailsnippets_mentoring_facilitator:add"), values)
    assert answer.status_code == 302
    facilitator = member.facilitator
    assert [item.skill for item in facilitator.qualifications.all()] == ["facilitation"]
    assert member.user.groups.filter(name=Role.FACILITATOR.value).exists()
    assert "aid" in " ".join(facilitator.terms["fr"])
