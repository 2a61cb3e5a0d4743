"""A whole journey with the keyboard alone: sign in, search, take a place, give it up."""

import re

from playwright.sync_api import expect

STAFF = "staff@demo.example"
# Whether one sees what has the focus: by an outline or a shadow, of itself or of what it is in.
IS_SEEN = """() => {
  let element = document.activeElement;
  if (!element || element === document.body) return true;
  const box = element.getBoundingClientRect();
  const near = [element, element.parentElement, element.nextElementSibling,
                element.closest("label, form, search, li, .field"),
                ...element.querySelectorAll("polygon")];
  const shows = near.filter(Boolean).some((each) => {
    const style = getComputedStyle(each);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
      || /0px 0px 0px [2-6]px/.test(style.boxShadow)
      || (each.tagName === "polygon" && parseFloat(style.strokeWidth) >= 4);
  });
  return shows ? true : `${element.outerHTML.slice(0, 160)} ${Math.round(box.top)}`;
}"""


def tab_to(page, target, *, limit=90, back=False):
    """Press Tab until the target has the focus; each stop on the way must be seen."""
    for _stop in range(limit):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        assert page.evaluate(IS_SEEN) is True
        if target.count() and target.first.evaluate("each => each === document.activeElement"):
            expect(target.first).to_be_in_viewport()
            return
    raise AssertionError(f"{limit} times Tab did not reach {target} on {page.url}")


def test_a_journey_with_the_keyboard(visit):
    with visit() as page:
        page.goto("/fr/account/login/")
        tab_to(page, page.locator("input[name=login]"))
        page.keyboard.type(STAFF)
        tab_to(page, page.locator("input[name=password]"), limit=3)
        page.keyboard.type("demo")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/account/login" not in url)

        # The first stop leads past the header.
        page.goto("/fr/webinars/")
        page.keyboard.press("Tab")
        skip = page.locator(".skip-link")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()

        # One key leads to the search, from anywhere.
        page.keyboard.press("/")
        expect(page.locator("#site-search")).to_be_focused()
        page.keyboard.type("retour à distance")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/search/\?q=retour"))
        result = page.locator(".results a[data-result]").first
        expect(result).to_be_visible()
        tab_to(page, result)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/search/" not in url)
        expect(page.locator("h1")).to_be_visible()

        # Take a place in a session of another series, and give it up again.
        page.goto("/fr/webinars/")
        session = page.locator(".session:not(:has(.badge--good)) .session__title a")
        tab_to(page, session)
        page.keyboard.press("Enter")
        take = page.locator("form[action$='/place/'] button")
        expect(take).to_be_visible()
        tab_to(page, take)
        page.keyboard.press("Space")
        expect(page.locator("#place-title")).to_be_focused()
        calendar = page.locator("#place a[href$='calendar.ics']")
        tab_to(page, calendar, limit=8)
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        assert download.value.suggested_filename.endswith(".ics")
        tab_to(page, page.locator("form[action$='/leave/'] button"), limit=8, back=True)
        page.keyboard.press("Enter")
        expect(page.locator("form[action$='/place/'] button")).to_be_visible()
        expect(page.locator("#place-title")).to_be_focused()

        # The menu of the account opens, is left with Escape, and gives the focus back.
        page.goto("/fr/")
        menu = page.locator("details[data-menu] summary")
        tab_to(page, menu)
        page.keyboard.press("Enter")
        expect(page.locator(".dropdown__panel")).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(page.locator(".dropdown__panel")).to_be_hidden()
        expect(menu).to_be_focused()
