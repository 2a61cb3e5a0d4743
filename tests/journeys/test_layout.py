"""No page of any type is wider than its window, asks elsewhere for anything, or logs an error."""

import pytest

WIDTHS = (360, 390, 768, 1440)
TOO_WIDE = """() => {
  const page = document.scrollingElement;
  if (page.scrollWidth <= innerWidth) return null;
  const wide = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > innerWidth + 1,
  );
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className}`;
  return `${page.scrollWidth} > ${innerWidth}: ${wide.slice(-3).map(name).join(", ")}`;
}"""


def look(page, paths):
    """Return what is wrong with the pages at every width, and what they asked elsewhere."""
    found = []
    page.on(
        "request",
        lambda request: (
            found.append(f"{page.url} asks {request.url}")
            if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:"))
            else None
        ),
    )
    page.on(
        "console",
        lambda message: (
            found.append(f"{page.url} says {message.text}")
            if message.type == "error" and "/no-such-page/" not in page.url
            else None
        ),
    )
    count = 0
    for path in paths:
        count += 1
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            problem = page.evaluate(TOO_WIDE)
            if problem:
                found.append(f"{path} at {width}: {problem}")
    assert found == []
    return count


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_of_visitors(visit, pages_of_every_type, language):
    seeds = [
        f"/{language}/search/?q=retour+feedback",
        f"/{language}/account/password/reset/",
        f"/{language}/no-such-page/",
    ]
    with visit(language=language) as page:
        assert look(page, pages_of_every_type(page, language, seeds=seeds)) > 20


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("person", ["staff", "animator"])
def test_pages_of_members(visit, pages_of_every_type, person, language):
    with visit(language=language, person=person) as page:
        assert look(page, pages_of_every_type(page, language)) > 20
