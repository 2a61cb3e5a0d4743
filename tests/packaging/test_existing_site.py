"""README's section “Into an existing Wagtail site”, followed in an empty project."""

import re
import socket
import subprocess
import time

import httpx
import pytest

PASSWORD = "correct horse battery staple"
# An administrator, a library with a card below the site's own home, and where to look then.
PAGES = """
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Site
from community.plugins import gather, registered
from knowledge.cards.models import CardIndexPage, CardPage

get_user_model().objects.create_superuser("root", "root@example.org", "{password}")
home = Site.objects.get(is_default_site=True).root_page
library = home.add_child(instance=CardIndexPage(title="Library", slug="library"))
card = CardPage(title="Feedback in time", slug="feedback", summary="Say it the same day.")
card.objective = "Give precise feedback in three minutes"
card.body = [("text", "<p>Name one thing that worked, and one to try.</p>")]
library.add_child(instance=card)
print("PAGE", library.get_url())
print("PAGE", card.get_url())
names = ["community:search", "community:themes", "community:organisations", "account_login"]
names += [entry.url_name for entry in gather("menu") if not entry.roles]
for code in ("en", "fr"):
    with override(code):
        for name in dict.fromkeys(names):
            # The library of a language is a page of the tree; this site's tree is English.
            if (code, name) != ("fr", "knowledge:library"):
                print("PAGE", reverse(name))
print("APPS", *(plugin.label for plugin in registered()))
"""


class Browser:
    """Asks for pages and keeps cookies."""

    def __init__(self, base):
        self.client = httpx.Client(base_url=base, follow_redirects=True, timeout=60)

    def get(self, path):
        return self._read(self.client.get(path))

    def post(self, path, **values):
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path)[1])
        sent = {"csrfmiddlewaretoken": token[1], **values}
        return self._read(self.client.post(path, data=sent, headers={"Referer": path}))

    def _read(self, response):
        return response.status_code, response.text


@pytest.fixture(scope="module")
def addresses(site):
    """The community's own pages in both languages, as that site mounts them."""
    printed = site.manage("shell", "-c", PAGES.format(password=PASSWORD))
    apps = re.search(r"^APPS (.*)$", printed, re.M)[1].split()
    assert apps == ["community", "knowledge", "mentoring", "webinars"]
    return re.findall(r"^PAGE (\S+)$", printed, re.M)


@pytest.fixture(scope="module")
def browser(site, addresses):
    """The project's development server, with a browser."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = (site.folder / "server.log").open("w+")
    server = subprocess.Popen(
        [site.bin / "python", "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
        cwd=site.folder,
        env=site.env,
        stdout=log,
        stderr=log,
    )
    try:
        for _try in range(150):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, (site.folder / "server.log").read_text()
            time.sleep(0.2)
        browser = Browser(f"http://127.0.0.1:{port}")
        yield browser
        browser.client.close()
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def failures(site):
    """Return the server's last words about errors."""
    text = (site.folder / "server.log").read_text()
    return text[text.rfind("Traceback") :][-3000:] if "Traceback" in text else ""


def test_the_checks_of_the_site_pass(site):
    assert "no issues" in site.manage("check", "--fail-level", "WARNING")


def test_nothing_is_left_to_migrate(site):
    assert "No changes" in site.manage("makemigrations", "--check", "--dry-run")


def test_the_site_s_own_page_is_still_there(browser):
    status, text = browser.get("/")
    assert status == 200
    assert "Welcome to your new Wagtail site!" in text


def test_the_community_s_pages_answer_in_both_languages(browser, site, addresses):
    browser.client.cookies.clear()  # whoever is signed in is led away from the sign-in page
    for address in addresses:
        status, text = browser.get(address)
        assert status == 200, f"{address}: {status}\n{failures(site)}"
        first = address.split("/")[1]
        language = first if first in {"en", "fr"} else "en"
        assert re.search(rf'<html[^>]*\slang="{language}"', text), address


def test_a_card_of_the_site_wears_the_community_s_frame(browser, addresses):
    status, text = browser.get(addresses[1])
    assert status == 200
    assert "Feedback in time" in text
    assert 'class="site-header"' in text


def test_french_comes_from_the_compiled_catalogue(browser):
    assert "Skip to content" in browser.get("/en/search/")[1]
    french = browser.get("/fr/search/")[1]
    assert "Skip to content" not in french
    assert "Aller au contenu" in french


def test_the_pages_come_with_their_styles(browser):
    page = browser.get("/en/search/")[1]
    sheets = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert len(sheets) >= 4
    for sheet in sheets:
        status, text = browser.get(sheet)
        assert status == 200, sheet
        assert "{" in text, sheet


def test_health_and_sitemap_and_api_answer(browser):
    for address in ("/healthz", "/readyz", "/sitemap.xml", "/api/openapi.json"):
        assert browser.get(address)[0] == 200, address


def test_the_cms_opens_with_the_community_in_its_menu(browser, site):
    status, text = browser.post("/admin/login/", username="root", password=PASSWORD)
    assert status == 200, failures(site)
    status, text = browser.get("/admin/")
    assert status == 200, failures(site)
    for address in ("/admin/pages/", "/admin/media/", "/admin/snippets/"):
        assert browser.get(address)[0] == 200, f"{address}\n{failures(site)}"
    assert "Sign in" not in text
