"""axe finds nothing on any type of page, in both languages and both colour schemes."""

import json
import re
from pathlib import Path

import pytest

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def violations(page):
    """Return what axe finds, each as one readable line."""
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {json.dumps(RULES)})")
    return [
        f"{page.url} {each['id']}: {node['target']} {node['failureSummary'][:300]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def public_paths(page, language):
    """Return one address of each type of public page, taken from the sitemap."""
    listing = page.request.get("/sitemap.xml").text()
    found = {}
    for address in re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", listing):
        if address.startswith(f"/{language}/"):
            # The shape of an address: its first parts, the last one (a slug) left out.
            parts = address.strip("/").split("/")
            found.setdefault("/".join(parts[:2]) + f"#{len(parts)}", address)
    return sorted(found.values())


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_public_pages(visit, language, scheme):
    width = 390 if scheme == "dark" else 1280
    with visit(width, language=language, scheme=scheme) as page:
        paths = [
            *public_paths(page, language),
            f"/{language}/search/?q=feedback",
            f"/{language}/search/?q=zzzz+nothing",
            f"/{language}/account/login/",
            f"/{language}/account/signup/",
            f"/{language}/account/password/reset/",
            f"/{language}/design/",
            f"/{language}/no-such-page/",
        ]
        assert len(paths) > 12
        found = []
        for path in paths:
            page.goto(path)
            found += violations(page)
    assert found == []


MEMBER_PATHS = ("", "inbox/", "members/", "members/me/", "account/email/", "account/2fa/")


@pytest.mark.parametrize(("language", "scheme"), [("fr", "light"), ("en", "dark")])
@pytest.mark.parametrize("person", ["member", "staff", "facilitator", "animator"])
def test_pages_of_members(visit, person, language, scheme):
    width = 390 if language == "en" else 1280
    with visit(width, language=language, scheme=scheme, person=person) as page:
        page.goto(f"/{language}/")
        menu = page.locator("nav a[href^='/']").evaluate_all(
            "links => [...new Set(links.map(link => link.getAttribute('href')))]"
        )
        found = []
        for path in dict.fromkeys([*menu, *(f"/{language}/{path}" for path in MEMBER_PATHS)]):
            page.goto(path)
            found += violations(page)
    assert found == []
