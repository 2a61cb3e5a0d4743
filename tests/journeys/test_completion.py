"""What is offered while one types: a combobox that keyboard and screen reader know how to use."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.test_axe import look
from tests.journeys.test_keyboard import IS_SEEN

PHONE, DESK = 390, 1280


def opened(page, box, typed):
    """Type into a box and return its options, once they are shown."""
    page.keyboard.type(typed)
    expect(box).to_have_attribute("aria-expanded", "true")
    return page.locator(f"#{box.get_attribute('aria-controls')} [role=option]")


def expect_chosen(box, options, number):
    """The option of that number, and no other, is the one the box speaks of; None for none."""
    chosen = options.and_(options.page.locator("[aria-selected=true]"))
    if number is None:
        expect(chosen).to_have_count(0)
        assert box.get_attribute("aria-activedescendant") is None
        return
    expect(chosen).to_have_count(1)
    expect(options.nth(number)).to_have_attribute("aria-selected", "true")
    expect(options.nth(number)).to_be_in_viewport()
    expect(box).to_have_attribute("aria-activedescendant", options.nth(number).get_attribute("id"))
    # The focus stays where one writes.
    expect(box).to_be_focused()


def test_walking_through_what_is_offered(visit):
    with visit(DESK) as page:
        page.goto("/fr/webinars/")
        page.keyboard.press("/")
        box = page.locator("#site-search")
        expect(box).to_be_focused()
        assert page.evaluate(IS_SEEN) is True
        expect(box).to_have_role("combobox")
        expect(box).to_have_attribute("aria-expanded", "false")
        options = opened(page, box, "fac")
        expect(box.locator("xpath=ancestor::form").locator("[role=status]")).to_contain_text(
            re.compile(r"\d+ suggestion")
        )
        last = options.count() - 1
        assert last > 0
        expect_chosen(box, options, None)
        page.keyboard.press("ArrowDown")
        expect_chosen(box, options, 0)
        page.keyboard.press("ArrowDown")
        expect_chosen(box, options, 1)
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowUp")
        # Behind the first one stands the box itself, and behind that the last one.
        expect_chosen(box, options, None)
        page.keyboard.press("ArrowUp")
        expect_chosen(box, options, last)
        page.keyboard.press("Escape")
        expect(box).to_have_attribute("aria-expanded", "false")
        expect(options.first).to_be_hidden()
        expect(box).to_have_value("fac")
        expect_chosen(box, options, None)


def test_enter_opens_what_is_chosen_or_searches(visit):
    with visit(DESK) as page:
        page.goto("/fr/webinars/")
        page.keyboard.press("/")
        box = page.locator("#site-search")
        options = opened(page, box, "fac")
        page.keyboard.press("ArrowDown")
        wanted = options.first.get_attribute("data-url")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: url.endswith(wanted))
        expect(page.locator("h1")).to_be_visible()
        page.goto("/fr/webinars/")
        page.keyboard.press("/")
        opened(page, page.locator("#site-search"), "fac")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/fr/search/\?q=fac$"))


@pytest.mark.parametrize(("language", "width"), [("fr", PHONE), ("en", DESK)])
@pytest.mark.parametrize("path", ["", "search/?q=retour"])
def test_the_open_list_is_whole_and_accessible(visit, language, width, path):
    with visit(width, language=language) as page:
        page.goto(f"/{language}/{path}")
        box = page.locator("main input[data-suggest]")
        box.click()
        box.fill("")
        options = opened(page, box, "fac")
        page.keyboard.press("ArrowUp")
        expect_chosen(box, options, options.count() - 1)
        # Nothing around it cuts it off: where its last line is, there is that line.
        assert options.last.evaluate(
            """option => {
              const { left, bottom } = option.getBoundingClientRect();
              return option.contains(document.elementFromPoint(left + 24, bottom - 4));
            }"""
        )
        assert look(page) == []


def test_a_pointer_opens_what_it_touches(visit):
    with visit(PHONE) as page:
        page.goto("/fr/search/")
        box = page.locator("#q")
        box.click()
        options = opened(page, box, "fac")
        wanted = options.first.get_attribute("data-url")
        options.first.tap()
        page.wait_for_url(lambda url: url.endswith(wanted))


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_saving_a_search_and_changing_it(visit, width):
    with visit(width, person="member") as page:
        page.goto("/fr/search/saved/")
        found = look(page)
        page.goto("/fr/search/saved/new/?q=retour&theme=facilitation")
        found += look(page)
        page.locator("#id_name").fill("")
        page.locator("main form").evaluate("form => { form.noValidate = true; form.submit(); }")
        expect(page.locator("[aria-invalid=true]")).to_be_visible()
        found += look(page)
        page.locator("#id_name").fill(f"Les retours à {width} px")
        page.locator("main form button[type=submit]").click()
        expect(page.locator("main .rows h2").first).to_be_visible()
        found += look(page)
        page.locator("main .rows form[action$='/delete/'] button").first.click()
    assert found == []
