"""axe finds nothing on any type of page, in both languages and both colour schemes."""

import json
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# The other scheme draws the same page in other colours.
COLOURS = RULES | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
PHONE, DESK = 390, 1280
ACCOUNT = ("login/", "signup/", "password/reset/", "confirm-email/")
MEMBERS = ("email/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/add/", "password/change/")


def violations(page, rules):
    """Return what axe finds, each as one readable line."""
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run(document, {json.dumps(rules)})")
    return [
        f"{page.url} {each['id']}: {node['target']} {node['failureSummary'][:300]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]


def look(page):
    """Return what axe finds on the open page, in light and in dark."""
    page.emulate_media(color_scheme="light")
    found = violations(page, RULES)
    page.emulate_media(color_scheme="dark")
    return found + [f"dark: {each}" for each in violations(page, COLOURS)]


@pytest.mark.parametrize(("language", "width"), [("fr", PHONE), ("en", DESK)])
def test_pages_of_visitors(visit, pages_of_every_type, language, width):
    seeds = [
        f"/{language}/search/?q=retour+feedback",
        f"/{language}/search/?q=zzzz+qqqq",
        f"/{language}/webinars/feedback-a-distance/?t=40",
        *(f"/{language}/account/{path}" for path in ACCOUNT),
        f"/{language}/design/",
        f"/{language}/no-such-page/",
    ]
    with visit(width, language=language) as page:
        found, seen = [], []
        for path in pages_of_every_type(page, language, seeds=seeds):
            seen.append(path)
            found += look(page)
    assert found == []
    assert len(seen) > 20


@pytest.mark.parametrize(("language", "width"), [("fr", DESK), ("en", PHONE)])
def test_pages_of_a_member(visit, pages_of_every_type, language, width):
    seeds = [
        f"/{language}/search/?q=retour+feedback",
        f"/{language}/search/saved/",
        f"/{language}/search/saved/new/?q=retour",
        f"/{language}/webinars/feedback-a-distance/?t=40",
        *(f"/{language}/account/{path}" for path in MEMBERS),
    ]
    with visit(width, language=language, person="staff") as page:
        found, seen = [], []
        for path in pages_of_every_type(page, language, seeds=seeds):
            seen.append(path)
            found += look(page)
    assert found == []
    # Every step of a need is among them.
    steps = {"fr": ["modifier", "qui", "demander"], "en": ["edit", "who", "ask"]}[language]
    for step in steps:
        assert any(f"/{step}/" in path for path in seen), step


OF_A_ROLE = {
    "facilitator": {
        "mentoring:my_facilitation",
        "mentoring:offer",
        "mentoring:engagement",
        "mentoring:need",
        "webinars:trip",
    },
    "expert": {
        "knowledge:desk",
        "knowledge:demands",
        "knowledge:demand",
        "knowledge:demand_new",
        "knowledge:proposals",
        "knowledge:proposal",
        "knowledge:proposal_new",
    },
    "animator": {"mentoring:board", "mentoring:need", "webinars:trip", "webinars:trip_assess"},
}


@pytest.mark.parametrize(("language", "width"), [("fr", PHONE), ("en", DESK)])
@pytest.mark.parametrize("person", list(OF_A_ROLE))
def test_pages_of_a_role(visit, pages_of_every_type, person, language, width):
    with translation.override(language):
        seeds = [reverse("mentoring:board")] if person == "animator" else []
    with visit(width, language=language, person=person) as page:
        found, seen = [], []
        for path in pages_of_every_type(page, language, seeds=seeds, only=OF_A_ROLE[person]):
            seen.append(path)
            found += look(page)
    assert found == []
    assert len(seen) > 1
