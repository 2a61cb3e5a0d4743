"""Joining, signing in by each way there is, and coming back after a forgotten password."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

PHONE, DESK = 390, 1280
PASSWORD, ANOTHER = "quatre-lampes-au-plafond", "huit-chaises-en-cercle"


def link_in(mail):
    """Return the path of the one link to the account pages in a mail."""
    text = mail.get_body(("plain",)).get_content()
    return urlsplit(re.search(r"https?://\S+/account/\S+", text)[0]).path


def enter(page, address, password):
    """Fill the sign-in form and send it."""
    page.goto("/fr/account/login/")
    page.locator("input[name=login]").fill(address)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")


def join(page, site, address):
    """Create an account and confirm its address by the mail."""
    page.goto("/fr/account/signup/")
    page.locator("main input[name=name]").fill("Odile Ferrand")
    page.locator("input[name=email]").fill(address)
    page.locator("input[name=password1]").fill(PASSWORD)
    page.locator("input[name=password1]").press("Enter")
    page.wait_for_url(re.compile(r"/confirm-email/"))
    page.goto(link_in(site.wait_for_mail(address)))
    confirm = page.locator("main form button[type=submit]")
    if confirm.count():
        confirm.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_joining_and_a_forgotten_password(visit, site, width):
    address = f"odile{width}@example.org"
    with visit(width) as page:
        join(page, site, address)
        if "/account/login" in page.url or not page.context.cookies():
            enter(page, address, PASSWORD)
        page.goto("/fr/")
        expect(page.locator("h1")).to_contain_text("Odile")
        page.goto("/fr/account/2fa/totp/activate/")
        if "reauthenticate" in page.url:
            page.locator("input[name=password]").fill(PASSWORD)
            page.locator("input[name=password]").press("Enter")
        expect(page.locator("main img, main svg.qr, main [role=img]").first).to_be_visible()
        expect(page.locator("input[name=code]")).to_be_visible()
        assert page.locator("img").first.evaluate("img => img.naturalWidth") > 0
    with visit(width) as page:
        enter(page, address, "something-else-entirely")
        expect(page.locator("main")).to_contain_text("incorrects")
        page.goto("/fr/account/password/reset/")
        page.locator("input[name=email]").fill(address)
        page.locator("input[name=email]").press("Enter")
        page.wait_for_url(re.compile(r"/password/reset/done/"))
        page.goto(link_in(site.mails_to(address)[-1]))
        page.locator("input[name=password1]").fill(ANOTHER)
        page.locator("input[name=password2]").fill(ANOTHER)
        page.locator("input[name=password2]").press("Enter")
        page.wait_for_url(re.compile(r"/key/done/|/fr/"))
        enter(page, address, ANOTHER)
        page.wait_for_url(lambda url: "/account/login" not in url)


def test_a_passkey_opens_the_door(visit, site):
    """A passkey belongs to a name, so the demo is entered as `localhost` here."""
    home = site.url.replace("127.0.0.1", "localhost")
    address = "odile.cle@example.org"
    with visit(DESK) as page:
        keys = page.context.new_cdp_session(page)
        keys.send("WebAuthn.enable")
        keys.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        join(page, site, address)
        page.goto(f"{home}/fr/account/login/")
        page.locator("input[name=login]").fill(address)
        page.locator("input[name=password]").fill(PASSWORD)
        page.locator("input[name=password]").press("Enter")
        page.wait_for_url(lambda url: "/account/login" not in url)
        page.goto(f"{home}/fr/account/2fa/webauthn/add/")
        if "reauthenticate" in page.url:
            page.locator("input[name=password]").fill(PASSWORD)
            page.locator("input[name=password]").press("Enter")
        name = page.locator("main input[name=name]")
        name.fill("Mon ordinateur")
        passwordless = page.locator("main input[name=passwordless]")
        if passwordless.count():
            passwordless.check()
        page.locator("main form button").last.click()
        page.wait_for_url(lambda url: "/webauthn/add/" not in url)
        expect(page.locator("main")).to_contain_text(re.compile("Mon ordinateur|codes", re.I))
        page.context.clear_cookies()
        page.goto(f"{home}/fr/account/login/")
        page.locator("#passkey_login").click()
        page.wait_for_url(lambda url: "/account/login" not in url)
        page.goto(f"{home}/fr/")
        expect(page.locator("h1")).to_contain_text("Odile")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("person", ["Élise", "Karim", "Jade", "Nadia"])
def test_the_four_people_to_try(visit, person, language):
    with visit(PHONE, language=language) as page:
        page.goto(f"/{language}/account/login/")
        page.locator(".try__person", has_text=person).click()
        page.wait_for_url(re.compile(rf"/{language}/$"))
        expect(page.locator("h1")).to_contain_text(person)
