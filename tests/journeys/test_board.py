"""What is missing becomes a card, and so does what a member proposes."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.test_expert import act

PHONE = 390
DEMAND = "Comment finir une séance sans courir après l’heure ?"
PROPOSAL = "Remplacer le tour de table par une minute d’écriture"


def complete_and_submit(page):
    """In the editor, fill what a draft of others lacks, and send it to its review."""
    page.wait_for_url(re.compile(r"/cms/pages/\d+/edit/"))
    editor = urlsplit(page.url).path
    for name, text in (
        ("summary", "On s’arrête cinq minutes avant, et l’on s’y tient."),
        ("objective", "Finir une séance à l’heure annoncée"),
    ):
        field = page.locator(f"textarea[name={name}]")
        if not field.input_value():
            field.fill(text)
    act(page, "Soumettre à Relecture des fiches")
    expect(page.locator(".messages")).to_contain_text("soumise")
    return editor


def publish(visit, editor):
    """Approve and publish, as an animator."""
    with visit(person="animator") as nadia:
        nadia.goto(editor)
        act(nadia, "Approuver et Publier")
        expect(nadia.locator(".messages")).to_be_visible()


def open_news(page, words):
    """Open the inbox and follow what it says."""
    page.goto("/fr/inbox/")
    news = page.locator("main").get_by_role("button", name=re.compile(words)).first
    expect(news).to_be_visible()
    news.click()


def test_a_demand_becomes_a_card(visit):
    with visit(PHONE, person="member") as jade:
        jade.goto("/fr/search/?q=xylophone+quantique")
        jade.get_by_role("link", name="Demander ce contenu").click()
        expect(jade.locator("input[name=title]")).to_have_value("xylophone quantique")
        title = jade.locator("input[name=title]")
        title.fill("")
        title.press_sequentially("Donner un retour sans décourager", delay=10)
        expect(jade.locator("#near")).to_contain_text("Donner un retour")
        title.fill(DEMAND)
        jade.locator("textarea[name=purpose]").fill("Je déborde chaque fois de dix minutes.")
        jade.get_by_role("button", name="La mettre au tableau").click()
        jade.wait_for_url(re.compile(r"/demandes/\d+/$"))
        address = urlsplit(jade.url).path

    with visit(person="staff", javascript=False) as karim:
        karim.goto(address)
        karim.get_by_role("button", name="Moi aussi").click()
        expect(karim.locator(".vote .numeral")).to_have_text("2")

    with visit(person="expert") as elise:
        elise.goto(address)
        vote = elise.locator(".vote")
        vote.get_by_role("button").click()
        expect(vote.get_by_role("button")).to_have_attribute("aria-pressed", "true")
        expect(vote.locator(".numeral")).to_have_text("3")
        elise.get_by_role("button", name="Écrire la fiche").click()
        expect(elise.locator("input[name=title]")).to_have_value(DEMAND)
        editor = complete_and_submit(elise)
        elise.goto("/fr/savoirs/bureau/")
        expect(elise.locator("#claims")).to_contain_text(DEMAND)
        expect(elise.locator("#drafts")).to_contain_text(DEMAND)
    publish(visit, editor)

    with visit(PHONE, person="member") as jade:
        open_news(jade, "Ce que vous demandiez")
        expect(jade.locator("h1")).to_have_text(DEMAND)
        expect(jade.locator("main")).to_contain_text("Élise Garnier")
        jade.goto(address)
        expect(jade.locator("main")).to_contain_text("La fiche qui répond")


def test_a_proposal_becomes_a_card(visit):
    with visit(PHONE, person="staff", javascript=False) as karim:
        karim.goto("/fr/savoirs/propositions/")
        karim.get_by_role("link", name="Proposer une fiche").first.click()
        karim.locator("input[name=title]").fill(PROPOSAL)
        body = karim.locator("textarea[name=body]")
        body.fill(
            "Je pose la question par écrit.\n\n## Une minute\n\n1. Écrire\n2. Se taire\n3. Lire"
        )
        # What is written so far shows as it will read, and nothing that was typed is lost.
        karim.get_by_role("button", name="Voir comment elle se lit").click()
        expect(karim.locator("main .prose ol")).to_contain_text("Se taire")
        expect(body).to_have_value(re.compile("Se taire"))
        karim.locator("textarea[name=summary]").fill("Une minute de silence, et chacun a dit.")
        karim.locator("input[name=objective]").fill("Faire écrire avant de faire parler")
        karim.get_by_label("Micro-apprentissage").check()
        karim.get_by_role("button", name="La proposer").click()
        karim.wait_for_url(re.compile(r"/propositions/\d+/$"))
        address = urlsplit(karim.url).path
        expect(karim.locator("main .prose ol")).to_contain_text("Se taire")

    with visit(person="expert") as elise:
        elise.goto("/fr/savoirs/bureau/")
        elise.locator("#proposals").get_by_role("link", name=PROPOSAL).click()
        elise.get_by_role("button", name="Je m’en charge").click()
        expect(elise.locator("input[name=title]")).to_have_value(PROPOSAL)
        editor = complete_and_submit(elise)
    publish(visit, editor)

    with visit(PHONE, person="staff") as karim:
        open_news(karim, "Votre fiche est publiée")
        expect(karim.locator("h1")).to_have_text(PROPOSAL)
        expect(karim.locator("main")).to_contain_text("Karim Lefèvre")
        karim.goto(address)
        expect(karim.locator("main")).to_contain_text("Publiée")
