"""What the editor's list says of a card, to whom, and that none of it hinders a draft."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from community.core.roles import Role
from knowledge.checks import findings
from tests.factories.cards import block, items, make_card
from tests.factories.people import make_user
from tests.factories.recordings import make_recording, make_track
from tests.knowledge.cards.test_cms import edit_url

FINE = [block("heading", "Un"), block("text", "<p>Un fait, un effet, une suite.</p>")]
LONG = "mot " * 40


def keys(card):
    return [finding.key for finding in findings.report_on(card).findings]


def card_with(library, *texts, **values):
    values.setdefault("challenge", "Et vous ?")
    body = [*FINE, *(block("text", text) for text in texts)]
    return make_card(library, live=False, body=body, **values)


def test_a_good_card_has_nothing_to_mend(library):
    assert keys(card_with(library)) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('<p>Le guide est <a href="https://a.example/">ici</a>.</p>', "link"),
        ('<p><a href="https://a.example/">Cliquez ici</a></p>', "link"),
        ('<p><a href="https://a.example/">https://a.example/</a></p>', "link"),
        ("<p>IL FAUT TOUJOURS CRIER.</p>", "capitals"),
        ("<p>Ceci est OBLIGATOIREMENT ainsi.</p>", "capitals"),
        (f"<p>{LONG}.</p>", "sentence"),
        (f"<p>{'Un mot de plus. ' * 40}</p>", "paragraph"),
    ],
)
def test_words_that_are_hard_to_read(library, text, key):
    assert keys(card_with(library, text)) == [key]


@pytest.mark.parametrize(
    "text",
    [
        '<p><a href="https://a.example/">Le guide du tuteur</a></p>',
        "<p>L’UNESCO et le CNRS.</p>",
        "<p>Court. Clair. Net.</p>",
    ],
)
def test_words_that_are_not(library, text):
    assert keys(card_with(library, text)) == []


def test_steps_and_callouts_are_read_too(library):
    body = [
        *FINE,
        block("steps", items("<p>VOUS DEVEZ TOUJOURS ATTENDRE</p>")),
        block("callout", {"kind": "tip", "text": "<p>Tout est <a href='#'>là</a>.</p>"}),
    ]
    card = make_card(library, live=False, body=body, challenge="Et vous ?")
    assert keys(card) == ["link", "capitals"]


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"objective": "Comprendre le retour"}, "verb"),
        ({"objective": "Le retour"}, "verb"),
        ({"challenge": ""}, "challenge"),
        ({"kind": "method", "challenge": ""}, None),
        ({"objective": ""}, "objective"),
        ({"summary": " "}, "summary"),
    ],
)
def test_fields(library, values, key):
    assert keys(card_with(library, **values)) == ([key] if key else [])


def test_headings(library):
    card = make_card(
        library,
        live=False,
        challenge="Et vous ?",
        body=[block("text", "<h3>Petit</h3><p>Un.</p>"), block("heading", "Grand"), *FINE],
    )
    assert keys(card) == ["empty-section", "heading-order"]


def test_what_hinders_publication_comes_first(library):
    recording = make_recording("Trois gestes", duration=20)
    body = [*FINE, block("video", {"recording": recording.pk, "caption": ""})]
    card = make_card(library, live=False, body=body, challenge="Et vous ?", objective="Le retour")
    report = findings.report_on(card)
    assert [finding.key for finding in report.needed] == ["body"]
    assert "Trois gestes" in report.needed[0].text
    assert [finding.key for finding in report.hints] == ["verb"]
    make_track(recording)
    assert findings.report_on(card).needed == []


def test_a_hard_text_is_told_so_in_both_languages(libraries):
    words = "L’institutionnalisation organisationnelle conjoncturelle préexistante. " * 20
    card = card_with(libraries["fr"], *[f"<p>{words}</p>"] * 2)
    assert "readability" in keys(card)
    for language, said in (("fr", "difficile à lire"), ("en", "hard to read")):
        with override(language):
            texts = [each.text for each in findings.report_on(card).findings]
        assert any(said in text for text in texts)


def test_no_more_than_three_of_a_sort(library):
    card = card_with(library, *[f"<p>{LONG}.</p>"] * 9)
    assert keys(card) == ["sentence"] * 3


def test_the_list_is_asked_by_who_may_change_the_card(client, library, expert, reviewer):
    card = card_with(library, objective="Comprendre le retour", owner=expert)
    address = reverse("knowledge_checks", args=[card.pk])
    client.force_login(expert)
    assert "personne ne peut voir faire" in client.get(address).content.decode()
    assert "personne ne peut voir faire" in client.get(edit_url(card)).content.decode()
    client.force_login(reviewer)
    assert client.get(address).status_code == 200
    client.force_login(make_user(Role.EXPERT))
    assert client.get(address, follow=True).status_code == 404
    assert client.get(reverse("knowledge_checks", args=[0]), follow=True).status_code == 404
    client.force_login(make_user())
    assert client.get(address).status_code == 302


def test_it_speaks_of_the_latest_draft(client, library, expert):
    card = make_card(library, owner=expert, challenge="Et vous ?", body=FINE)
    card.objective = "Comprendre le retour"
    card.save_revision(clean=False)
    client.force_login(expert)
    answer = client.get(reverse("knowledge_checks", args=[card.pk]))
    assert "personne ne peut voir faire" in answer.content.decode()
