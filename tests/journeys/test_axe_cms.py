"""axe finds nothing on the pages that the community adds to the CMS; Wagtail's own faults stand.

They are not ours to mend, but they are named, each by what has it, so that nothing else hides.
"""

import json

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.test_axe import AXE, DESK, PHONE, RULES

OF_WAGTAIL = {
    "form[role=search]": "the sidebar's search and the list's are landmarks of the same name",
    ".tagit-new input": "the field for tags has no label of its own",
    "#w-minimap-toggle": "the button of the form's map is small",
}
# Wagtail's forms of snippets have a trail of links where other pages have a first heading.
WITHOUT_HEADING = {"page-has-heading-one"}
# Two blocks of a kind are two regions of the same name.
SAME_BLOCKS = {"landmark-unique"}
PAGES = [
    "theme:index",
    "theme:add",
    "member:index",
    "organisation:index",
    "organisation:import",
    "territory:index",
    "community_searches",
    "searchsynonym:index",
    "searchsynonym:add",
    "searchsynonym:paste",
    "searchpin:index",
    "searchpin:add",
    "wagtailsnippets_mentoring_facilitator:list",
    "wagtailsnippets_mentoring_facilitator:add",
]
# What the first row of a list leads to, by list.
EDITED = [
    "theme:index",
    "member:index",
    "organisation:index",
    "searchsynonym:index",
    "searchpin:index",
]


def violations(page, but=frozenset()):
    """Return what axe finds outside of what is Wagtail's; `but` names rules left out."""
    page.wait_for_load_state("networkidle")
    page.evaluate(AXE)
    context = json.dumps({"exclude": [[selector] for selector in OF_WAGTAIL]})
    found = page.evaluate(f"axe.run({context}, {json.dumps(RULES)})")
    return [
        f"{page.url} {each['id']}: {node['target']} {node['failureSummary'][:300]}"
        for each in found["violations"]
        if each["id"] not in but
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_what_animators_keep(visit, width):
    with visit(width, person="animator") as page:
        found = []
        for name in PAGES:
            assert page.goto(reverse(name)).status == 200
            is_snippet = name.startswith("wagtailsnippets") and name.endswith(":add")
            found += violations(page, but=WITHOUT_HEADING if is_snippet else frozenset())
        for name in EDITED:
            page.goto(reverse(name))
            page.goto(page.locator("td.title a, .title-wrapper a").first.get_attribute("href"))
            found += violations(page)
            if name == "theme:index":
                page.goto(page.url.replace("/edit/", "/merge/"))
                found += violations(page)
    assert found == []


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_searches_without_answer(visit, width):
    with visit(width, person="animator") as page:
        page.goto(reverse("community_searches") + "?months=3")
        assert page.locator("main tbody tr").count() > 1
        assert violations(page) == []
        # Nothing of the table is out of reach, and its door leads to a card of that title.
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        question = page.locator("main tbody td").first.inner_text()
        page.locator("main tbody a").first.click()
        expect(page.locator("#id_title")).to_have_value(question.capitalize())


def test_the_experts_first_page_and_editor(visit):
    with visit(person="expert") as page:
        page.goto("/cms/")
        found = violations(page)
        page.get_by_role("link", name="Écrire en français").click()
        page.locator("[aria-labelledby].public-DraftEditor-content").first.wait_for()
        found += violations(page, but=SAME_BLOCKS)
    assert found == []
