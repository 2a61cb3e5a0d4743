"""The page of an engagement: for those who take part and the animators, for nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.core.roles import Role
from mentoring.engagements.services import end, plan_meeting
from tests.factories.mentoring import make_engagement, reload
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
BOX = "/fr/boite/"


@pytest.fixture
def engagement(db):
    return make_engagement()


def page_of(engagement):
    return f"{BOX}accompagnements/{engagement.pk}/"


def facilitator_of(engagement):
    return engagement.places.get().facilitator.member.user


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("visitor", 302),
        ("member", 404),
        ("expert", 404),
        ("reviewer", 404),
        ("facilitator", 404),
        ("animator", 200),
        ("author", 200),
        ("engaged", 200),
    ],
)
def test_who_may_open_it(client, engagement, role, status):
    meeting = plan_meeting(
        engagement,
        by=engagement.need.author_id,
        starts_at=timezone.now() + timedelta(days=1),
        minutes=60,
    )
    user = {
        "author": engagement.need.author.user,
        "engaged": facilitator_of(engagement),
        "visitor": None,
    }.get(role, False)
    if user is False:
        user = make_user(Role[role.upper()])
    if user is not None:
        client.force_login(user)
    assert client.get(page_of(engagement)).status_code == status
    assert client.get(f"{BOX}meetings/{meeting.pk}.ics").status_code == status
    changed = 302 if status != 404 else 404
    assert (
        client.post(f"{BOX}engagements/{engagement.pk}/note/", {"text": "Bonjour"}).status_code
        == changed
    )
    assert engagement.entries.filter(kind="note").count() == (1 if status == 200 else 0)


def test_a_meeting_is_set_from_the_page(client, engagement):
    client.force_login(facilitator_of(engagement))
    day = timezone.localdate() + timedelta(days=7)
    answer = client.post(
        f"{BOX}engagements/{engagement.pk}/meeting/",
        {"day": day.isoformat(), "hour": "14:30", "minutes": "90", "place": "Salle 2"},
    )
    assert answer.status_code == 302
    meeting = engagement.meetings.get()
    assert timezone.localtime(meeting.starts_at).strftime("%H:%M") == "14:30"
    page = client.get(page_of(engagement))
    assert "14:30 – 16:00" in page.text
    calendar = client.get(f"{BOX}meetings/{meeting.pk}.ics")
    assert calendar["Content-Type"] == "text/calendar; charset=utf-8"
    client.post(f"{BOX}meetings/{meeting.pk}/cancel/")
    assert reload(meeting).cancelled_at is not None


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"day": "2020-01-01"}, "Ce moment est passé"),
        ({"day": "nonsense"}, "Saisissez une date valide"),
        ({"hour": "25:00"}, "Saisissez une heure valide"),
        ({"minutes": "9999999"}, "Sélectionnez un choix valide"),
    ],
)
def test_a_bad_meeting_is_told_beside_its_field(client, engagement, values, words):
    client.force_login(facilitator_of(engagement))
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    page = client.post(
        f"{BOX}engagements/{engagement.pk}/meeting/",
        {"day": day, "hour": "14:30", "minutes": "90"} | values,
    )
    assert page.status_code == 422
    assert words in page.text


def test_an_hour_that_the_clock_skips_is_refused(client, engagement):
    client.force_login(facilitator_of(engagement))
    page = client.post(
        f"{BOX}engagements/{engagement.pk}/meeting/",
        {"day": "2027-03-28", "hour": "02:30", "minutes": "60"},
    )
    assert page.status_code == 422
    assert "celle-ci n’existe pas" in page.text


def test_ending_asks_how_it_went_once(client, engagement):
    author = engagement.need.author.user
    client.force_login(author)
    client.post(f"{BOX}engagements/{engagement.pk}/end/", {"text": "Ils parlent"})
    assert "Comment cela s’est-il passé" in client.get(page_of(engagement)).text
    answer = client.post(f"{BOX}engagements/{engagement.pk}/feedback/", {"helped": "2"})
    assert answer.status_code == 302
    assert "Vous avez dit comment" in client.get(page_of(engagement)).text


def test_animators_read_but_give_no_feedback(client, engagement, animator):
    end(engagement, by=engagement.need.author_id)
    client.force_login(animator)
    url = f"{BOX}engagements/{engagement.pk}/feedback/"
    assert client.post(url, {"helped": "2"}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(
    client, engagement, number, django_assert_num_queries
):
    client.force_login(engagement.need.author.user)
    for index in range(number):
        client.post(f"{BOX}engagements/{engagement.pk}/note/", {"text": f"Mot {index}"})
        plan_meeting(
            engagement,
            by=engagement.need.author_id,
            starts_at=timezone.now() + timedelta(days=1 + index),
            minutes=60,
        )
    client.get(page_of(engagement))
    with django_assert_num_queries(7):
        client.get(page_of(engagement))
