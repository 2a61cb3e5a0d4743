"""A learning trip: its log, its map, and the sites compared side by side."""

import pytest
from playwright.sync_api import expect

PHONE, DESK = 390, 1280
TRIP = "campus-neuf-et-tiers-lieu-sobre"
SITES = {
    "fr": ["Campus des Rives Neuves", "L’Établi des Cornières"],
    "en": ["Campus des Rives Neuves", "L’Établi des Cornières"],
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_trip_is_found_and_its_sites_compared(visit, width, language):
    with visit(width, language=language) as visitor:
        visitor.goto(f"/{language}/webinars/trips/")
        visitor.locator(f"main a[href$='/{TRIP}/']").first.click()
        visitor.wait_for_url(f"**/{TRIP}/")

        stops = visitor.locator(".chapter")
        assert stops.count() >= 4
        assert visitor.locator(".chapter img").count() >= 1
        for picture in visitor.locator(".chapter img").all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_have_js_property("complete", value=True)
            assert picture.evaluate("img => img.naturalWidth") > 100
            assert picture.get_attribute("alt")

        table = visitor.locator("#comparison").locator("xpath=ancestor::section").locator("table")
        rows = table.locator("tbody tr")
        assert rows.count() >= 4
        headers = table.locator("thead th[scope=col]")
        assert headers.count() == 3
        for site in SITES[language]:
            expect(table.get_by_role("columnheader", name=site)).to_have_count(1)
        for row in rows.all():
            expect(row.locator("th[scope=row]")).to_have_count(1)
            expect(row.locator("td")).to_have_count(2)
            # A reader of cells hears them as cells even where the phone shows them as cards.
            expect(row.get_by_role("rowheader")).to_have_count(1)
            expect(row.get_by_role("cell")).to_have_count(2)
        totals = [
            int(text) for text in table.locator("tfoot .comparison__total").all_text_contents()
        ]
        assert len(totals) == 2
        ratings = [row.locator("td").all() for row in rows.all()]
        for column, total in enumerate(totals):
            given = [
                int(cells[column].locator(".of-n").inner_text().strip()[0]) for cells in ratings
            ]
            assert sum(given) == total

        drawing = visitor.locator(".route-map__drawing")
        expect(drawing).to_be_visible()
        assert drawing.locator(".route-map__site").count() == 2
        drawing.locator(".route-map__site polygon").first.click()
        expect(visitor.locator("#site-1")).to_be_in_viewport()
        # The same for who sees no map.
        visitor.locator(".route-map summary").click()
        expect(visitor.locator(".route-map table tbody tr")).to_have_count(2)

        width_needed = visitor.evaluate("document.scrollingElement.scrollWidth")
        assert width_needed <= width
        if width == PHONE:
            for cell in rows.first.locator("td").all():
                box = cell.bounding_box()
                assert box["x"] >= 0
                assert box["x"] + box["width"] <= width


def test_a_stop_is_found_by_search(visit):
    with visit(PHONE) as visitor:
        visitor.goto("/fr/search/?q=poêle+construit+en+apprenant")
        visitor.locator(f".results a[href*='/{TRIP}/']").first.click()
        visitor.wait_for_url(f"**/{TRIP}/**")
        expect(visitor.locator("main")).to_contain_text("poêle")
