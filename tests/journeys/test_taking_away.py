"""A Word document becomes a draft, and several cards are taken away at once."""

import re
import zipfile
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.test_axe import look

PHONE = 390
WORD = Path(__file__).parents[1] / "knowledge" / "files" / "word" / "accueil.docx"


def test_a_word_document_becomes_a_draft(visit):
    with visit(person="expert") as expert:
        expert.goto("/cms/")
        expert.get_by_role("link", name="Importer des fiches").click()
        expert.get_by_label("Fichier").set_input_files(WORD)
        expert.get_by_label("Langue").select_option("fr")
        expert.get_by_role("button", name="Essayer").click()
        # The worker of the demo reads it; the page goes on by itself.
        expect(expert.get_by_text("1 fiche serait créée")).to_be_visible(timeout=60_000)
        expert.get_by_role("button", name="Importer").click()
        expect(expert.get_by_text("1 fiche créée")).to_be_visible(timeout=60_000)
        expert.get_by_role("link", name="Accueillir un apprenti le premier jour").click()
        expect(expert.get_by_role("textbox", name="Titre").first).to_have_value(
            "Accueillir un apprenti le premier jour"
        )


def test_a_collection_is_printed_and_taken_away_as_files(visit, tmp_path):
    with visit(PHONE, person="staff", scheme="dark") as staff:
        staff.goto("/fr/savoirs/mes-fiches/")
        staff.get_by_role("link", name="Ma première classe virtuelle").click()
        address = staff.url
        staff.get_by_role("link", name="Tout imprimer").click()
        expect(staff.locator("article.printed__card")).to_have_count(4)
        assert look(staff) == []
        assert staff.evaluate("document.documentElement.scrollWidth") <= PHONE
        staff.goto(address)
        with staff.expect_download() as download:
            staff.get_by_role("link", name=re.compile("En fichiers")).click()
        kept = tmp_path / download.value.suggested_filename
        download.value.save_as(kept)
        with zipfile.ZipFile(kept) as archive:
            assert sum(name.startswith("fr/") for name in archive.namelist()) == 4
