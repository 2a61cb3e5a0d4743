"""The inbox: one's own, in words, and where each thing leads."""

import pytest
from django.urls import reverse

from community.notifications.models import Notification
from community.notifications.services import notify
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds", "homes")]
INBOX = "community:inbox"


def tell(user, *keys, url="/fr/themes/"):
    for key in keys:
        notify([user], kind="test.quiet", key=key, url=url, data={"title": f"Sujet {key}"})


def test_a_visitor_is_asked_to_sign_in(client):
    path = reverse(INBOX)
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (
        302,
        f"{reverse('account_login')}?next={path}",
    )


def test_it_shows_ones_own_the_newest_first(signed_in, person):
    tell(person, "a", "b")
    tell(make_user(), "c")
    response = signed_in.get(reverse(INBOX))
    assert [notice.subject for notice in response.context["notices"]] == [
        "Sujet b (fr)",
        "Sujet a (fr)",
    ]
    assert response.context["unread_count"] == 2


@pytest.mark.parametrize("number", [1, 3])
def test_queries(signed_in, person, number, django_assert_num_queries):
    tell(person, *(str(n) for n in range(number)))
    signed_in.get(reverse(INBOX))
    with django_assert_num_queries(4):
        signed_in.get(reverse(INBOX))


def test_opening_marks_it_read_and_leads_there(signed_in, person):
    tell(person, "a")
    notification = Notification.objects.get()
    response = signed_in.post(f"/en/inbox/{notification.pk}/")
    assert response["Location"] == "/en/themes/"
    notification.refresh_from_db()
    assert notification.read_at is not None


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_it_leads_nowhere_else(signed_in, person, url):
    tell(person, "a", url=url)
    response = signed_in.post(
        reverse("community:notification", args=[Notification.objects.get().pk])
    )
    assert response["Location"] == reverse(INBOX)


def test_somebody_elses_is_not_there(signed_in):
    tell(make_user(), "a")
    response = signed_in.post(
        reverse("community:notification", args=[Notification.objects.get().pk])
    )
    assert response.status_code == 404
    assert Notification.objects.get().read_at is None


def test_everything_can_be_read_at_once(signed_in, person):
    tell(person, "a", "b")
    assert signed_in.post(reverse("community:inbox_read"))["Location"] == reverse(INBOX)
    assert Notification.objects.unread().count() == 0


@pytest.mark.parametrize("name", ["community:inbox_read", "community:notification"])
def test_reading_is_a_deed_not_a_look(signed_in, person, name):
    tell(person, "a")
    args = [Notification.objects.get().pk] if name.endswith("notification") else []
    assert signed_in.get(reverse(name, args=args)).status_code == 405


def test_a_kind_that_is_gone_is_shown_by_its_address(signed_in, person):
    Notification.objects.create(recipient=person, kind="gone", dedupe_key="1", url="/fr/themes/")
    response = signed_in.get(reverse(INBOX))
    assert [notice.subject for notice in response.context["notices"]] == ["/fr/themes/"]
