"""From sign-up to passkeys, through the pages that people use."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse

from community.core.roles import Role
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("homes")]
WORDS = "sept abeilles sur un toit"
LINK = re.compile(r"http://testserver(/\S+)")


def sign_up(client, language="fr", **values):
    data = {"name": "Léa Petit-Jean", "email": "lea@example.org", "password1": WORDS} | values
    return client.post(f"/{language}/account/signup/", data)


def sign_in(client, email="lea@example.org", password=WORDS):
    return client.post("/fr/account/login/", {"login": email, "password": password})


def test_the_form_asks_for_the_name_first(client):
    form = client.get("/fr/account/signup/").context["form"]
    assert list(form.fields) == ["name", "email", "password1"]


def test_an_account_begins_with_a_verified_address(client):
    response = sign_up(client)
    assert response["Location"] == reverse("account_email_verification_sent")
    user = get_user_model().objects.get()
    assert (user.first_name, user.last_name, user.member.name) == (
        "Léa",
        "Petit-Jean",
        "Léa Petit-Jean",
    )
    assert [group.name for group in user.groups.all()] == [Role.MEMBER.value]
    assert user.member.language == "fr"
    assert "_auth_user_id" not in client.session

    # Not before the address is known to be theirs.
    sign_in(client)
    assert "_auth_user_id" not in client.session

    link = LINK.search(mail.outbox[0].body)[1]
    assert client.get(link).status_code == 200
    client.post(link)
    sign_in(client)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_mails_will_follow_the_language_of_the_sign_up(client):
    sign_up(client, "en")
    assert get_user_model().objects.get().member.language == "en"


def test_nobody_learns_whether_an_address_has_an_account(client):
    make_user(email="lea@example.org")
    response = sign_up(client)
    assert response["Location"] == reverse("account_email_verification_sent")
    assert get_user_model().objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"email": "nowhere"}, "email"),
        ({"password1": "12345678"}, "password1"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(client, values, field):
    response = sign_up(client, **values)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert get_user_model().objects.count() == 0


def test_namesakes_have_addresses_of_their_own():
    first, second = make_user(name="Léa Petit"), make_user(name="Léa Petit")
    assert first.member.handle == "lea-petit"
    assert second.member.handle.startswith("lea-petit-")


def test_a_forgotten_password(client):
    user = make_user(email="lea@example.org")
    client.post("/fr/account/password/reset/", {"email": user.email})
    link = LINK.search(mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    assert form.status_code == 200
    client.post(form.redirect_chain[-1][0], {"password1": WORDS + "!", "password2": WORDS + "!"})
    assert sign_in(client, password=WORDS + "!").status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_reset_link_works_once(client):
    user = make_user(email="lea@example.org")
    client.post("/fr/account/password/reset/", {"email": user.email})
    link = LINK.search(mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": WORDS, "password2": WORDS})
    client.logout()
    assert client.get(link, follow=True).context["token_fail"]


@pytest.mark.parametrize(
    "path",
    [
        "/fr/account/2fa/",
        "/fr/account/2fa/totp/activate/",
        "/fr/account/2fa/webauthn/add/",
        "/fr/account/email/",
        "/fr/account/password/change/",
        "/fr/account/sessions/",
        "/fr/account/logout/",
    ],
)
def test_the_pages_of_an_account(client, path):
    user = make_user(email="lea@example.org")
    user.set_password(WORDS)
    user.save()
    sign_in(client)
    assert client.session["_auth_user_id"] == str(user.pk)
    response = client.get(path)
    if response.status_code == 302:
        # What opens an account to another key asks for the password once more.
        again = client.get(response["Location"])
        assert in_our_frame(again)
        response = client.post(response["Location"], {"password": WORDS}, follow=True)
        assert response.redirect_chain[-1][0] == path
    assert in_our_frame(response)


def in_our_frame(response):
    return response.status_code == 200 and "community/base.html" in [
        template.name for template in response.templates
    ]


@pytest.mark.parametrize("path", ["login", "signup", "password/reset"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_pages_before_an_account(client, path, language):
    response = client.get(f"/{language}/account/{path}/")
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()


def test_no_demo_accounts_on_a_site_that_is_no_demo(client):
    response = client.get("/fr/account/login/")
    assert "demo/sign-in" not in response.content.decode()
