"""The editor's panel and the server count the same words and the same seconds."""

import json
import re
from pathlib import Path

from playwright.sync_api import expect

from knowledge.cards import reading_time, starts
from knowledge.cards.promises import clock

SCRIPT = Path(reading_time.__file__).parents[1] / "static/knowledge/js/reading_time.js"
TEXTS = [
    "",
    "Un fait, un effet, une suite.",
    "L’heure d'aujourd’hui, vis-à-vis de l’œuvre : 1 900 documents, 12,5 % et 3e.",
    "porte\u2011manteau — demi–mesure … « guillemets » snake_case __init__ ’seul’ -tiret-",
    "État e\u0301tat Straße İstanbul ½ ² Ⅳ ٣ naïve_1",
    "日本語 の テスト, русский язык, ελληνικά, עברית, emoji 🙂 👩‍🏫",
    "a'b’c-d--e''f \u00a0insécable\u202f! tab\tligne\r\nligne",
    "mot " * 1100,
]
FORM = """
<form><select name="kind"><option value="lesson" selected></option></select>
<div data-reading-time data-words-per-minute="{pace}" data-promise="300" data-length-url="/0/"
  data-text-ok="%(words)s|%(time)s" data-text-over="%(words)s|%(time)s" data-text-media=""
  data-text-other="" data-text-room=""><svg><rect data-bar="words"/><rect data-bar="media"/></svg>
<p data-text></p><p data-more></p></div>
<textarea name="body-0-value"></textarea></form>
"""


def test_the_script_counts_as_the_server_does(chromium):
    page = chromium.new_page()
    for language in ("fr", "en"):
        page.set_content(FORM.format(pace=reading_time.pace(language)))
        page.locator("textarea").evaluate("(field, text) => { field.value = text }", "départ")
        page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
        for text in TEXTS:
            words = reading_time.words_in(text)
            seconds = reading_time.seconds_for(words, language=language)
            page.locator("textarea").evaluate(
                "(field, text) => { field.value = text; field.dispatchEvent("
                "new Event('input', {bubbles: true})) }",
                text,
            )
            said = json.dumps(f"{words}|{clock(seconds)}")
            page.wait_for_function(
                f"document.querySelector('[data-text]').textContent === {said}", timeout=5_000
            )
    page.close()


def test_a_heading_of_a_template_counts_once_something_stands_beneath_it(chromium):
    page = chromium.new_page()
    prompt = min(starts.all_headings())
    fields = "".join(
        f'<input type="hidden" name="body-{place}-type" value="{kind}">'
        f'<textarea name="body-{place}-value">{text}</textarea>'
        for place, (kind, text) in enumerate(
            [("heading", prompt), ("text", ""), ("heading", "Un titre à soi"), ("text", "")]
        )
    )
    panel = FORM.format(pace=reading_time.pace("fr"))
    panel = panel.replace("data-reading-time", "data-reading-time data-prompts='[]'")
    page.set_content(panel.replace('<textarea name="body-0-value"></textarea>', fields))
    page.locator("[data-reading-time]").evaluate(
        "(panel, prompts) => { panel.dataset.prompts = prompts }", json.dumps([prompt])
    )
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    told = page.locator("[data-text]")
    expect(told).to_have_text(re.compile(r"^4\|"))

    page.locator("[name=body-1-value]").fill("Deux mots")
    whole = 4 + 2 + reading_time.words_in(prompt)
    expect(told).to_have_text(re.compile(rf"^{whole}\|"))
    page.close()
