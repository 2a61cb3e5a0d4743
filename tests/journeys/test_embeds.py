"""The player of another site: nothing is asked of it before the reader agrees."""

from playwright.sync_api import expect

from tests.journeys.test_expert import act, start_card

HOST = "framatube.org"
TITLE = "Une minute de silence, filmée"


def test_nothing_leaves_before_the_click(visit):
    with visit(person="animator") as nadia:
        start_card(nadia, TITLE)
        nadia.keyboard.type("Regardez la vidéo, puis essayez.")
        nadia.locator("[data-streamfield-stream-container] > div > button").last.click()
        nadia.get_by_role("option", name="Vidéo d’un autre site", exact=True).click()
        nadia.locator("input[name$='-value-url']").fill(f"https://{HOST}/w/abcDEF123456")
        nadia.locator("input[name$='-value-title']").fill("Une minute de silence")
        nadia.locator("textarea[name$='-value-text']").fill("On attend, et quelqu’un parle.")
        act(nadia, "Publier")
        expect(nadia.locator(".messages")).to_contain_text(TITLE)

    with visit(390) as reader:
        asked = []
        # The other site is played here: no request leaves the machine.
        reader.context.route(
            f"https://{HOST}/**",
            lambda route: route.fulfill(
                content_type="text/html; charset=utf-8", body="<h1>La vidéo</h1>"
            ),
        )
        reader.on("request", lambda request: asked.append(request.url))
        reader.goto("/fr/savoirs/une-minute-de-silence-filmee/")
        reader.wait_for_load_state("networkidle")
        expect(reader.locator("iframe")).to_have_count(0)
        home = reader.url.split("/fr/")[0]
        assert [url for url in asked if not url.startswith((home, "data:"))] == []

        reader.get_by_role("button", name="Charger la vidéo").click()
        player = reader.locator("iframe[title='Une minute de silence']")
        expect(player).to_have_attribute("src", f"https://{HOST}/videos/embed/abcDEF123456")
        expect(player.content_frame.locator("h1")).to_have_text("La vidéo")
        assert [url for url in asked if not url.startswith((home, "data:"))] == [
            f"https://{HOST}/videos/embed/abcDEF123456"
        ]
