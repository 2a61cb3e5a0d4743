"""Files that others wrote become drafts, or are refused with a reason; twice changes nothing."""

import csv
import io
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image as Pillow
from wagtail.images import get_image_model

from community.core.reader import ANONYMOUS
from knowledge.cards.importing import sources
from knowledge.cards.importing.options import Options
from knowledge.cards.importing.outcomes import Outcome
from knowledge.cards.importing.services import import_file, import_folder
from knowledge.cards.models import CardPage, ImportedCard
from tests.factories.cards import make_theme
from tests.factories.people import make_territory

NASTY = Path(__file__).parents[1] / "files" / "nasty"
NB = "\u202f"


@pytest.fixture
def options(libraries):
    return Options(root=NASTY, source="nasty", language="fr")


def take(options, name):
    """Import one file; return what became of it and its card."""
    result = import_file(options.root / name, options)
    return result, CardPage.objects.filter(pk=result.card_id).first()


def blocks_of(card):
    return [child.block_type for child in card.body]


def notes_of(result):
    return [(note.line, note.message) for note in result.notes]


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_markdown_becomes_blocks(options):
    make_theme("facilitation")
    make_territory("R75")
    result, card = take(options, "full.md")
    assert result.outcome == Outcome.CREATED
    assert (card.title, card.kind, card.live) == (
        "Une fiche complète : tout y est",
        "method",
        False,
    )
    assert (card.summary, card.objective) == ("Ce que l’import sait faire.", "Importer une fiche")
    assert card.territory.code == "R75"
    assert [theme.slug for theme in card.themes.all()] == ["facilitation"]
    assert blocks_of(card) == [
        "text", "image", "heading", "steps", "checklist", "callout", "quote", "text", "question",
    ]  # fmt: skip
    text, image, heading, steps, checklist, callout, quote, rest, question = card.body
    assert text.value.source == (
        "<p>Un paragraphe avec <b>du gras</b>, <i>de l’italique</i>, du code, un "
        '<a href="https://example.org/?a=1&amp;b=2">lien</a>, un lien mort et une image '
        "au milieu.</p>"
    )
    assert image.value["image"].contextual_alt_text == "Un point"
    assert heading.value == "Les étapes"
    assert [item.source for item in steps.value] == [
        "<p>Ouvrir.</p>",
        f"<p>Écouter{NB}: «{NB}oui{NB}».</p>",
    ]
    assert [item.source for item in checklist.value] == [
        "<p>La salle est ouverte</p>", "<p>Le café est chaud</p>",
    ]  # fmt: skip
    assert (callout.value["kind"], callout.value["text"].source) == (
        "tip",
        "<p>Un conseil <b>court</b>.</p>",
    )
    assert (quote.value["text"], quote.value["name"], quote.value["role"]) == (
        "On a ri.",
        "Jade",
        "tutrice",
    )
    assert "<li><b>9 h</b> — Geste: Ouvrir</li>" in rest.value.source
    assert "# pas un titre<br/>print" in rest.value.source
    assert question.value == f"Et vous, qu’en ferez-vous{NB}?"


def test_what_cannot_be_used_is_said_by_line(options):
    result, card = take(options, "full.md")
    assert notes_of(result) == [
        (6, f"Thème «{NB}facilitation{NB}» inconnu."),
        (6, f"Thème «{NB}Inconnu{NB}» inconnu."),
        (7, f"Territoire «{NB}R75{NB}» inconnu."),
        (9, f"«{NB}beaucoup{NB}» n’est pas un numéro de règle."),
        (10, f"Le public «{NB}voisins {NB}» n’est pas connu{NB}: réservée aux membres."),
        (
            15,
            (
                f"Le lien vers «{NB}../autre.md{NB}» ne mène nulle part ici{NB}: "
                "ses mots ont été gardés."
            ),
        ),
        (32, f"Un tableau est devenu une liste{NB}: une fiche n’a pas de tableau."),
        (41, "Le fichier images/absente.png est introuvable."),
        (
            42,
            (
                f"Le fichier https://example.org/x.png est sur un autre site{NB}: "
                "il n’est pas téléchargé."
            ),
        ),
        (43, "Le fichier ../../../conftest.py est en dehors du dossier."),
    ]
    assert card.audience == "members"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("empty.md", "Le fichier est vide."),
        (
            "binary.md",
            f"Ce n’est pas un texte{NB}: il contient des octets qu’aucun texte ne contient.",
        ),
        ("title-only.md", "Il n’y a pas de texte qu’une fiche pourrait montrer."),
    ],
)
def test_a_file_without_text_is_refused_with_its_reason(options, name, reason):
    result, card = take(options, name)
    assert (result.outcome, notes_of(result), card) == (Outcome.REFUSED, [(0, reason)], None)


def test_a_huge_file_is_refused(options, tmp_path):
    path = write(tmp_path, "huge.md", "mot " * 300_000)
    result = import_file(path, Options(root=tmp_path))
    assert notes_of(result) == [
        (0, f"1171 ko, c’est trop pour une fiche{NB}; 1024 ko au plus sont lus.")
    ]


def test_a_file_that_cannot_be_opened_is_refused(options, tmp_path):
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere")
    result = import_file(tmp_path / "gone.md", Options(root=tmp_path))
    assert result.outcome == Outcome.REFUSED


@pytest.mark.parametrize(
    ("name", "title", "words"),
    [
        ("bom.md", "Avec marque", "<p>Texte</p>"),
        ("latin1.md", "Café des pairs", "<p>Un échange.</p>"),
        ("utf16.md", "Utf16", "<p>Un texte</p>"),
        ("toml.md", "En TOML", "<p>Du texte.</p>"),
        ("bomb.md", "Bomb", "<p>Du texte.</p>"),
        ("broken-yaml.md", "Broken yaml", "<p>Du texte.</p>"),
        ("list-front.md", "List front", "<p>Du texte.</p>"),
        ("bare.html", "Bare", "<p>Sans titre ni tête.</p>"),
        (
            "notes_de-seance.md",
            "Notes de seance",
            "<p>Texte sans titre, avec NUL\\0 écrit et un contrôle.</p>",
        ),
    ],
)
def test_what_others_write_is_read_leniently(options, name, title, words):
    result, card = take(options, name)
    assert result.outcome == Outcome.CREATED, result
    assert (card.title, card.body[0].value.source) == (title, words)


def test_a_guessed_encoding_and_a_broken_head_are_said(options):
    assert notes_of(take(options, "latin1.md")[0]) == [
        (0, f"Pas en UTF-8 (ligne 1){NB}: lu comme de l’européen occidental, vérifiez les accents.")
    ]
    ((line, message),) = notes_of(take(options, "broken-yaml.md")[0])
    assert line == 3
    assert message.startswith("L’en-tête ne peut pas être lu et a été écarté")


def test_html_is_cleaned(libraries):
    result, card = take(Options(root=NASTY, source="nasty"), "script.html")
    assert (card.title, card.summary, card.language_code) == ("A page", "What it says.", "en")
    assert blocks_of(card) == ["text", "heading", "text", "checklist", "image", "text"]
    text = " ".join(str(child.value) for child in card.body)
    for bad in ("alert", "javascript", "onclick", "evil", "Menu", "Foot", "iframe", "svg"):
        assert bad not in text
    assert (2, "Un script a été écarté.") in notes_of(result)
    assert '<a href="https://example.org/">good</a>' in text
    assert card.body[4].value["caption"] == "A red dot"


def test_a_false_image_is_refused_and_a_silent_one_is_said(options):
    result, card = take(options, "fake-image.md")
    assert notes_of(result) == [
        (5, "fake.png n’est pas une image d’un format accepté (avif, gif, jpg, png, webp)."),
        (7, f"L’image n’a pas de description{NB}: dites ce qu’elle montre avant de publier."),
    ]
    assert blocks_of(card) == ["text", "image"]


def test_an_image_is_taken_once_and_tells_no_place(options):
    take(options, "full.md")
    take(options, "fake-image.md")
    take(options, "photo.md")
    images = get_image_model().objects.order_by("pk")
    assert [image.title for image in images] == ["Un point", "Verte"]
    with images[1].file.open() as file, Pillow.open(file) as photo:
        assert (dict(photo.getexif()), photo.size) == ({}, (30, 40))


def test_importing_again_changes_nothing(options):
    first = list(import_folder(options))
    revisions = CardPage.objects.get(slug="toml").revisions.count()
    second = list(import_folder(options))
    made = {result.relative for result in first if result.outcome == Outcome.CREATED}
    assert {r.relative for r in second if r.outcome == Outcome.SKIPPED} == made
    assert {r.outcome for r in second} == {Outcome.SKIPPED, Outcome.REFUSED}
    assert CardPage.objects.count() == ImportedCard.objects.count() == len(made)
    assert CardPage.objects.get(slug="toml").revisions.count() == revisions


def test_a_stopped_import_goes_on(options):
    run = import_folder(options)
    for _ in range(3):
        next(run)
    run.close()
    list(import_folder(options))
    assert CardPage.objects.count() == ImportedCard.objects.count()


def test_a_moved_folder_makes_no_duplicates(libraries, tmp_path):
    for name in ("first", "second"):
        shutil.copytree(NASTY, tmp_path / name)
    list(import_folder(Options(root=tmp_path / "first")))
    before = CardPage.objects.count()
    outcomes = {r.outcome for r in import_folder(Options(root=tmp_path / "second"))}
    assert (CardPage.objects.count(), outcomes) == (before, {Outcome.SKIPPED, Outcome.REFUSED})


def test_a_changed_draft_is_renewed_and_a_published_card_waits(libraries, tmp_path, expert):
    options = Options(root=tmp_path, author=expert)
    path = write(tmp_path, "carte.md", "---\nobjective: Faire\n---\nAvant.")
    card = CardPage.objects.get(pk=import_file(path, options).card_id)
    assert card.owner == expert

    write(tmp_path, "carte.md", "---\nobjective: Faire\n---\nPendant.")
    assert import_file(path, options).outcome == Outcome.UPDATED
    card = CardPage.objects.get(pk=card.pk)
    assert card.body[0].value.source == "<p>Pendant.</p>"
    assert card.revisions.count() == 2

    card.get_latest_revision().publish()
    write(tmp_path, "carte.md", "---\nobjective: Faire\n---\nAprès.")
    assert import_file(path, options).outcome == Outcome.REVISED
    card = CardPage.objects.get(pk=card.pk)
    assert (card.live, card.has_unpublished_changes) == (True, True)
    assert card.body[0].value.source == "<p>Pendant.</p>"
    latest = card.get_latest_revision_as_object()
    assert latest.body[0].value.source == "<p>Après.</p>"
    assert CardPage.objects.count() == 1


def test_a_deleted_card_may_come_back(options):
    _result, card = take(options, "toml.md")
    card.delete()
    assert take(options, "toml.md")[0].outcome == Outcome.CREATED


def test_two_languages_of_a_file_are_one_card(libraries, tmp_path):
    write(tmp_path, "fr/retour.md", "Un retour.")
    write(tmp_path, "en/retour.md", "---\nslug: feedback\n---\nFeedback.")
    list(import_folder(Options(root=tmp_path)))
    french = CardPage.objects.in_language("fr").get()
    english = CardPage.objects.in_language("en").get()
    assert (french.slug, english.slug) == ("retour", "feedback")
    assert french.translation_key == english.translation_key


def test_titles_that_are_alike_get_addresses_of_their_own(libraries, tmp_path):
    for folder in ("a", "b", "regles-d-or"):
        write(tmp_path, f"{folder}/index.md", f"Texte {folder}.")
    write(tmp_path, "regles-d-or.md", "Pas elles.")
    list(import_folder(Options(root=tmp_path)))
    slugs = set(CardPage.objects.values_list("slug", flat=True))
    assert slugs == {"index", "index-2", "index-3", "regles-d-or-2"}


def test_only_what_keeps_its_promises_is_published(libraries, tmp_path):
    write(tmp_path, "bonne.md", "---\nobjective: Faire\npublished: 2026-03-04\n---\nTexte.")
    write(tmp_path, "longue.md", "---\nobjective: Faire\n---\n" + "mot " * 1100)
    results = {r.relative: r for r in import_folder(Options(root=tmp_path, publish=True))}
    good, long_ = CardPage.objects.get(slug="bonne"), CardPage.objects.get(slug="longue")
    assert (good.live, str(good.published_on), long_.live) == (True, "2026-03-04", False)
    ((_line, message),) = notes_of(results["longue.md"])
    assert message.startswith(f"Laissée en brouillon{NB}: Cette leçon prend 5 min 39 s.")


def test_a_dry_run_changes_nothing(options):
    results = list(import_folder(replace(options, dry_run=True)))
    assert any(result.outcome == Outcome.CREATED for result in results)
    assert (CardPage.objects.count(), ImportedCard.objects.count()) == (0, 0)
    assert get_image_model().objects.count() == 0


def test_without_a_library_every_file_is_refused(homes):
    results = list(import_folder(Options(root=NASTY)))
    assert {result.outcome for result in results} == {Outcome.REFUSED}


def test_hidden_files_and_other_kinds_are_left_alone():
    names = {path.name for path in sources.files_of(NASTY)}
    assert names.isdisjoint({".hidden.md", "point.png"})


def test_the_command_reports_line_by_line(libraries, expert, tmp_path):
    report, out = tmp_path / "report.csv", io.StringIO()
    call_command(
        "import_cards", NASTY, author=expert.email, lang="fr", report=report,
        stdout=out, stderr=io.StringIO(),
    )  # fmt: skip
    text = out.getvalue()
    assert "full.md: créée Une fiche complète" in text
    assert "  full.md:41: Le fichier images/absente.png est introuvable." in text
    assert "empty.md: refusée" in text
    assert re.search(r"\d+ créée, \d+ refusée\n$", text)
    with report.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"file": "empty.md", "line": "0", "outcome": "refused",
            "message": "Le fichier est vide."} in rows  # fmt: skip
    assert CardPage.objects.visible_to(ANONYMOUS).count() == 0
    assert set(CardPage.objects.values_list("owner__email", flat=True)) == {expert.email}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["/nowhere/at/all"], "no such file"),
        ([str(NASTY), "--author", "nobody@example.org"], "No account"),
        ([str(NASTY / "images")], "no Markdown, HTML or Word"),
        ([str(NASTY), "--report", "/nowhere/report.csv"], "No such file"),
    ],
)
def test_the_command_says_what_is_wrong_with_its_line(libraries, arguments, message):
    with pytest.raises(CommandError, match=message):
        call_command("import_cards", *arguments, stdout=io.StringIO(), stderr=io.StringIO())
