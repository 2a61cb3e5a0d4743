"""A real demo, served as README says, and a real browser in front of it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from django.utils import translation
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
PHONE, DESK = 390, 1280
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
expect.set_options(timeout=20_000)


def pytest_collection_modifyitems(items):
    """Mark what drives a browser; without CHROMIUM it is skipped and says so."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.fspath).parents:
            item.add_marker(pytest.mark.browser)
            if not os.environ.get("CHROMIUM"):
                item.add_marker(
                    pytest.mark.skip(reason="CHROMIUM names no browser; set it to the path of one")
                )


@dataclass(frozen=True)
class DemoSite:
    """A running demo: its address and the folder its mails land in."""

    url: str
    mails: Path

    def mails_to(self, address, subject=""):
        """Return the mails for an address (parsed, oldest first) whose subject has the words."""
        found = []
        for path in sorted(self.mails.glob("*.log"), key=lambda each: each.stat().st_mtime_ns):
            for part in re.split(rb"\n-{79}\n", path.read_bytes()):
                mail = BytesParser(policy=policy.default).parsebytes(part.lstrip(b"\n"))
                if address in str(mail["To"]) and subject in str(mail["Subject"]):
                    found.append(mail)
        return found

    def wait_for_mail(self, address, subject="", seconds=30):
        """Return the newest mail for an address, waiting for the worker to send it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            mails = self.mails_to(address, subject)
            if mails:
                return mails[-1]
            time.sleep(0.3)
        raise AssertionError(f"No mail “{subject}” came for {address} within {seconds} s.")


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The demo, filled and served by the command that README names."""
    folder = tmp_path_factory.mktemp("demo")
    mails = folder / "mails"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "VAR_DIR": str(folder),
        "EMAIL_URL": f"file://{mails}",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "community.settings.development",
    }
    for name in ("DATABASE_URL", "SEARCH_URL", "REDIS_URL", "COMMUNITY_PLUGINS"):
        environment.pop(name, None)
    log = (folder / "demo.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", f"127.0.0.1:{port}"],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        until = time.monotonic() + 300
        while not answers(f"http://127.0.0.1:{port}/healthz"):
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError((folder / "demo.log").read_text()[-4000:])
            time.sleep(0.3)
        yield DemoSite(f"http://127.0.0.1:{port}", mails)
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site):
    """A function that opens a browser window: `with visit(width=390) as page`.

    The window fails the test on any script error, and on anything the policy had to block.
    """

    @contextmanager
    def window(width=DESK, *, language="fr", scheme="light", javascript=True, person=""):
        context = chromium.new_context(
            viewport={"width": width, "height": 844 if width < 600 else 900},
            locale={"fr": "fr-FR", "en": "en-GB"}[language],
            color_scheme=scheme,
            java_script_enabled=javascript,
            base_url=site.url,
            timezone_id="Europe/Paris",
            reduced_motion="reduce",
            has_touch=width < 600,
            accept_downloads=True,
        )
        context.set_default_timeout(60_000)
        page = context.new_page()
        troubles = []
        page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                troubles.append(f"{page.url}: {message.text}")
                if message.type == "error" and "Content Security Policy" in message.text
                else None
            ),
        )
        if person:
            sign_in(page, person, language)
        try:
            yield page
        finally:
            context.close()
        assert troubles == []

    return window


def sign_in(page, person, language="fr"):
    """Sign in through the form, as anybody would."""
    page.goto(f"/{language}/account/login/")
    page.locator("input[name=login]").fill(f"{person}@demo.example")
    page.locator("input[name=password]").fill("demo")
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/account/login" not in url)


# Pages whose look depends on their state are seen more than once.
SEEN_TWICE = {"mentoring:need": 4, "webinars:webinar": 4, "webinars:trip": 2, "wagtail": 2}
NO_PAGE = re.compile(
    r"/(?:logout|demo|recordings|feed|fil|files|fichiers|print|imprimer)(?:/|$)"
    r"|^/(?:cms|api|media|static)(?:/|$)|\.[a-z]{2,4}$"
)


@pytest.fixture
def pages_of_every_type():
    """A function that walks the site by its links and stops once at each type of page.

    It yields each address, the page being open there. `only` narrows to some names of views.
    """

    def walk(page, language, *, seeds=(), only=None):
        waiting = [f"/{language}/", *seeds]
        stops, known = {}, set(waiting)
        while waiting:
            path = waiting.pop(0)
            kind = type_of(path, language)
            is_seed = path in seeds
            if kind is None or (
                not is_seed and stops.get(kind, 0) >= SEEN_TWICE.get(kind.partition(" ")[0], 1)
            ):
                continue
            if only and not is_seed and kind not in only and path != f"/{language}/":
                continue
            stops[kind] = stops.get(kind, 0) + 1
            page.goto(path)
            links = page.locator("a[href]").evaluate_all(
                "all => all.map(link => new URL(link.getAttribute('href'), location).href)"
            )
            if not only or kind in only or is_seed:
                yield path
            for link in links:
                found = urlsplit(link).path
                if link.startswith(page_origin(page)) and found not in known:
                    known.add(found)
                    waiting.append(found)

    return walk


def page_origin(page):
    parts = urlsplit(page.url)
    return f"{parts.scheme}://{parts.netloc}/"


def type_of(path, language):
    """Return the name of the view that answers, None for what is no page in the language."""
    bare = urlsplit(path).path
    if NO_PAGE.search(bare) or not bare.startswith(f"/{language}/"):
        return None
    with translation.override(language):
        try:
            match = resolve(bare)
        except Resolver404:
            return "nothing"
    # Pages of the tree share a view: the parts of their address tell them apart.
    if match.url_name == "wagtail_serve":
        return f"wagtail {bare.count('/')} {bare.split('/')[2] if bare.count('/') > 3 else ''}"
    return match.view_name
