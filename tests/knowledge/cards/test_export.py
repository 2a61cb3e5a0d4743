"""What is exported gives the same cards again: here, on another site, and after a second time."""

import io
import json
import random
import re
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Site

from community.core.reader import Reader
from community.core.roles import Role
from community.recordings.fields import private_storage
from community.recordings.models import Recording
from community.recordings.services import keep_captions, measure
from knowledge.cards.blocks import CardBody
from knowledge.cards.enums import RuleDomain
from knowledge.cards.exporting.services import Exporter, FolderTarget, newest, published
from knowledge.cards.importing.archives import unpack
from knowledge.cards.importing.exact import is_of_shape
from knowledge.cards.importing.options import Options
from knowledge.cards.importing.outcomes import Outcome
from knowledge.cards.importing.services import import_folder
from knowledge.cards.models import CardPage, ImportedCard
from knowledge.cards.portable import Names, inward
from knowledge.freshness.models import VerifierGroup
from tests.factories.cards import block, items, make_card, make_theme
from tests.factories.people import make_organisation, make_territory, make_user
from tests.factories.recordings import VTT
from tests.knowledge.cards.test_markdown import BLOCKS, as_kept

FILES = Path(__file__).parents[1] / "files"
DEMO = Path(__file__).parents[3] / "knowledge" / "demo" / "media"


def make_image():
    content = (FILES / "nasty" / "images" / "point.png").read_bytes()
    image = get_image_model()(title="Un point", file=ContentFile(content, "point.png"))
    image.save()
    image.get_file_hash()
    return image


def make_document():
    document = get_document_model()(title="La grille")
    document.file.save("grille.csv", ContentFile(b"geste;vu\nattendre;\n"))
    document.get_file_hash()
    return document


def make_film():
    recording = Recording(title="Trois gestes", type="video", transcript="On voit trois gestes.")
    content = (DEMO / "trois-gestes-feedback.mp4").read_bytes()
    recording.file.save("film.mp4", ContentFile(content), save=False)
    measure(recording).save()
    recording.file.close()
    keep_captions(recording, language="fr", source=VTT)
    return recording


@pytest.fixture
def full(libraries):
    """A card with every block, every field, and links to a card and to a document."""
    author = make_user(Role.EXPERT, name="Ada Martin")
    other = make_card(libraries["fr"], "Une autre", slug="une-autre")
    document = make_document()
    place = f'<a linktype="page" id="{other.pk}">autre</a>'
    handed = f'<a linktype="document" id="{document.pk}">grille</a>'
    shown = {"image": make_image().pk, "decorative": False, "alt_text": "Un point"}
    body = [
        block("text", f'<p data-block-key="ab1">Voir l’{place} et la {handed} : 3 * 4.</p>'),
        block("heading", "Les étapes"),
        block("steps", items("<p>Ouvrir.</p>", "<p>Écouter <b>tout</b>.</p>")),
        block("checklist", items("<p>La salle</p>")),
        block("callout", {"kind": "tip", "text": "<p>Un conseil.</p>"}),
        block("quote", {"text": "On a ri.", "name": "Jade", "role": ""}),
        block("image", {"image": shown, "caption": "Mars"}),
        block("video", {"recording": make_film().pk, "caption": ""}),
        block("document", {"document": document.pk, "description": "À imprimer"}),
        block(
            "embed",
            {"url": "https://framatube.org/w/abcDEF123456", "title": "Un film", "text": "Dit."},
        ),
        block("question", "Et vous ?"),
    ]
    return make_card(
        libraries["fr"],
        "Deux  points : tout y est",
        slug="tout-y-est",
        body=body,
        kind="method",
        themes=["facilitation", "feedback"],
        summary="# Ce qu’on garde « ici »",
        objective="Garder tout",
        challenge="Qu’avez-vous gardé hier ?",
        continues=other,
        audience_note="Tout le monde",
        audience="organisation",
        audience_organisation=make_organisation(code="T-77"),
        territory=make_territory("R75"),
        rule_domain=RuleDomain.values[0],
        author=author.member,
        owner=author,
        source_label="Atelier 2",
        source_url="https://exemple.fr/atelier",
        verify_every=6,
        verifier_group=VerifierGroup.objects.create(name="Relecteurs"),
        seo_title="Autrement",
        search_description="Pour les moteurs",
        expire_at=datetime(2099, 1, 2, 3, 4, tzinfo=UTC),
    )


def exported(folder, *, with_drafts=False):
    takes = newest if with_drafts else published
    exporter = Exporter(FolderTarget(folder), Reader(is_superuser=True), takes)
    return list(exporter.export(CardPage.objects.order_by("pk")))


def outcomes(folder, **options):
    return [result.outcome for result in import_folder(Options(root=folder, **options))]


FILES_OF_BLOCKS = {"image", "video", "audio", "document"}
AS_THEY_ARE = Names(chosen=lambda _block, key: key, rich_text=lambda _block, text: text)
KEYS_OF_THE_SITE = {
    "pk", "path", "depth", "numchild", "latest_revision", "live_revision", "comments",
    "last_published_at", "latest_revision_created_at", "first_published_at", "draft_title",
    "url_path", "has_unpublished_changes", "live", "reviewed_by", "reviewed_guest",
    "reviewed_on", "rule_number",
    "themed_items", "owner", "locked_at", "search_boost",
}  # fmt: skip


def said_by(card):
    """Everything that a card says, and nothing that counts rows."""
    latest = card.get_latest_revision_as_object()
    data = {k: v for k, v in latest.serializable_data().items() if k not in KEYS_OF_THE_SITE}
    data["body"] = [without_keys(child) for child in json.loads(data["body"])]
    data["themes"] = sorted(theme.slug for theme in latest.themes.all())
    return data


def without_keys(value):
    match value:
        case dict():
            return {name: without_keys(inner) for name, inner in value.items() if name != "id"}
        case list():
            return [without_keys(inner) for inner in value]
        case str():
            return value.replace(' data-block-key="ab1"', "")
        case _:
            return value


def test_every_field_of_a_card_is_written_or_left_out_on_purpose(full, tmp_path):
    """A new field must be exported, or be named here."""
    exported(tmp_path)
    front = (tmp_path / "fr" / "tout-y-est.md").read_text(encoding="utf-8").split("---\n")[1]
    written = {line.split(":")[0] for line in front.splitlines() if not line.startswith("-")}
    named = {
        "translation_key": "key", "locale": "lang", "audience_organisation": "organisation",
        "source_label": "source", "verifier_group": "verifiers", "expire_at": "expires",
        "go_live_at": "", "rule_domain": "domain", "horizon": "", "body": "", "themed_items": "",
        "alias_of": "", "expired": "", "locked": "", "locked_by": "", "show_in_menus": "",
        "content_type": "", "reading_seconds": "", "wagtail_admin_comments": "",
    }  # fmt: skip
    fields = set(full.serializable_data()) - KEYS_OF_THE_SITE
    assert {name for name in fields if named.get(name, name) not in written | {""}} == set()


def test_on_the_same_site_nothing_changes(full, tmp_path):
    exported(tmp_path)
    before = [(card.pk, said_by(card)) for card in CardPage.objects.order_by("pk")]
    revisions = full.revisions.count()
    assert outcomes(tmp_path) == [Outcome.SKIPPED, Outcome.SKIPPED]
    assert [(card.pk, said_by(card)) for card in CardPage.objects.order_by("pk")] == before
    assert full.revisions.count() == revisions


def test_when_everything_is_gone_the_same_cards_come_back(full, tmp_path):
    exported(tmp_path)
    before = said_by(full)
    other = CardPage.objects.get(slug="une-autre")
    for card in (full, other):
        card.delete()
    for model in (get_image_model(), get_document_model(), Recording):
        model.objects.all().delete()
    results = list(import_folder(Options(root=tmp_path, publish=True)))
    assert [result.outcome for result in results] == [Outcome.CREATED, Outcome.CREATED]
    assert [note.message for result in results for note in result.notes] == []
    again = CardPage.objects.get(slug="tout-y-est")
    assert again.live
    new = CardPage.objects.get(slug="une-autre")
    film, document = Recording.objects.get(), get_document_model().objects.get()
    image = get_image_model().objects.get()
    assert again.continues == new
    assert (film.title, film.transcript) == ("Trois gestes", "On voit trois gestes.")
    assert film.tracks.get().language == "fr"
    assert document.title == "La grille"
    after = said_by(again)
    kinds = [child["type"] for child in after["body"]]
    assert kinds == [child["type"] for child in before["body"]]
    assert f'id=\\"{new.pk}\\"' in json.dumps(after["body"])
    assert f'id=\\"{document.pk}\\"' in json.dumps(after["body"])
    assert after["body"][6]["value"]["image"]["image"] == image.pk
    assert after["body"][7]["value"]["recording"] == film.pk
    same = set(before) - {"body", "continues"}
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    for number in (1, 2, 3, 4, 5, 9, 10):
        assert after["body"][number] == before["body"][number]


def test_a_zip_by_command_and_back_on_a_site_with_another_address(full, tmp_path):
    file = tmp_path / "fiches.zip"
    out = io.StringIO()
    call_command("export_cards", file, stdout=out, stderr=io.StringIO())
    assert "2 fiches" in out.getvalue()
    with zipfile.ZipFile(file) as archive:
        names = {re.split("[-_]", name)[0] for name in archive.namelist()}
    assert {"fr/tout", "fr/une", "media/point", "media/film", "media/grille"} <= names
    for card in CardPage.objects.all():
        card.delete()
    ImportedCard.objects.all().delete()
    Site.objects.update(hostname="autre.example", port=443)
    call_command("import_cards", file, "--publish", stdout=out, stderr=io.StringIO())
    card = CardPage.objects.get(slug="tout-y-est")
    other = CardPage.objects.get(slug="une-autre")
    # The card that it leads to came after it in the archive, from an address of another site.
    assert f'linktype="page" id="{other.pk}"' in card.body[0].value.source
    again = io.StringIO()
    call_command("import_cards", file, "--publish", stdout=again, stderr=io.StringIO())
    assert "2 inchangée" in again.getvalue()


def test_drafts_are_exported_only_when_asked_for(library, tmp_path):
    card = make_card(library, "Publiée", slug="publiee")
    make_card(library, "Brouillon", slug="brouillon", live=False)
    card.title = "Publiée, plus neuve"
    card.save_revision()
    call_command("export_cards", tmp_path / "a", stdout=io.StringIO(), stderr=io.StringIO())
    assert [path.name for path in (tmp_path / "a" / "fr").iterdir()] == ["publiee.md"]
    assert "plus neuve" not in (tmp_path / "a" / "fr" / "publiee.md").read_text(encoding="utf-8")
    call_command(
        "export_cards", tmp_path / "b", "--drafts", stdout=io.StringIO(), stderr=io.StringIO()
    )
    assert {path.name for path in (tmp_path / "b" / "fr").iterdir()} == {
        "publiee.md", "brouillon.md",
    }  # fmt: skip
    assert "plus neuve" in (tmp_path / "b" / "fr" / "publiee.md").read_text(encoding="utf-8")
    CardPage.objects.get(slug="brouillon").delete()
    assert Outcome.CREATED in outcomes(tmp_path / "b", publish=True)
    assert not CardPage.objects.get(slug="brouillon").live


def test_a_selection_by_language_theme_and_kind(libraries, tmp_path):
    make_theme("feedback")
    make_card(libraries["fr"], slug="a", themes=["feedback"])
    make_card(libraries["fr"], slug="b", kind="method")
    make_card(libraries["en"], slug="c")
    for arguments, expected in (
        (["--lang", "en"], {"c.md"}),
        (["--theme", "feedback"], {"a.md"}),
        (["--kind", "method"], {"b.md"}),
    ):
        folder = tmp_path / arguments[1]
        call_command("export_cards", folder, *arguments, stdout=io.StringIO(), stderr=io.StringIO())
        assert {path.name for path in folder.rglob("*.md")} == expected
    with pytest.raises(CommandError, match="--theme"):
        call_command("export_cards", tmp_path / "x", "--theme", "rien", stdout=io.StringIO())


def test_a_file_that_is_gone_is_named_and_the_rest_is_written(full, tmp_path):
    film = Recording.objects.get()
    film.file.storage.delete(film.file.name)
    said = [one.lacking for one in exported(tmp_path) if one.lacking]
    assert len(said) == 1
    assert said[0][0].startswith("media/film")
    assert (tmp_path / "fr" / "tout-y-est.md").exists()


def test_what_somebody_may_not_change_is_refused(full, tmp_path):
    exported(tmp_path)
    path = tmp_path / "fr" / "tout-y-est.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Ouvrir", "Fermer"), encoding="utf-8")
    options = Options(root=tmp_path, may_change=lambda card: card.slug != "tout-y-est")
    refused = [result for result in import_folder(options) if result.outcome == Outcome.REFUSED]
    assert [result.relative for result in refused] == ["fr/tout-y-est.md"]
    assert "Ouvrir" in said_by(CardPage.objects.get(pk=full.pk))["body"][2]["value"][0]["value"]


def test_a_changed_block_keeps_the_keys_of_the_others(full, tmp_path):
    exported(tmp_path)
    path = tmp_path / "fr" / "tout-y-est.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("On a ri", "On a su"), encoding="utf-8"
    )
    before = {child.id: child.block_type for child in full.body}
    assert Outcome.REVISED in outcomes(tmp_path)
    latest = CardPage.objects.get(pk=full.pk).get_latest_revision_as_object()
    new = [child.block_type for child in latest.body if child.id not in before]
    assert new == ["quote"]


HOSTILE = """---
format: essaim card 1
lang: fr
title: "Un <script>alert(1)</script> titre"
summary: x
key: nonsense
verify_every: 5
---

<!-- text -->

```json
"<p onclick=\\"x()\\">Un <script>alert(1)</script><a href=\\"javascript:alert(1)\\">mot</a>"
```

<!-- riddle -->

```json
{"words": ["Une devinette <script>x</script>", {"more": "et sa réponse"}]}
```

<!-- image -->

```json
{"image": {"image": 1}, "caption": 3}
```

<!-- steps -->

```json
{"not": "a list"}
```

<!-- video -->

[film](../../../../etc/passwd)

<!-- heading -->

Un titre sans dièse

<!-- steps -->

Pas une liste.
"""


def test_a_file_that_says_it_was_exported_is_trusted_no_more_than_another(library, tmp_path):
    (tmp_path / "x.md").write_text(HOSTILE, encoding="utf-8")
    (result,) = import_folder(Options(root=tmp_path))
    assert result.outcome == Outcome.CREATED
    card = CardPage.objects.get(pk=result.card_id)
    body = json.dumps(card.body.get_prep_value(), ensure_ascii=False)
    assert "Une devinette" in body
    assert "et sa réponse" in body
    assert "Un titre sans dièse" in body
    assert "Pas une liste." in body
    for bad in ("script", "onclick", "javascript", "onerror", "passwd", "<img"):
        assert bad not in body
    assert card.verify_every is None
    assert len(result.notes) >= 5
    assert str(card.body)


def test_what_somebody_adds_by_hand_is_read_as_any_markdown(library, tmp_path):
    shutil.copytree(FILES / "nasty" / "images", tmp_path / "images")
    text = HOSTILE.partition("<!--")[0] + "Ajouté, avec ![un point](images/point.png) dedans.\n"
    (tmp_path / "x.md").write_text(text, encoding="utf-8")
    (result,) = import_folder(Options(root=tmp_path))
    card = CardPage.objects.get(pk=result.card_id)
    assert [child.block_type for child in card.body] == ["text", "image"]
    assert card.body[1].value["image"].contextual_alt_text == "un point"


def test_a_trial_brings_no_file_into_the_library(full, tmp_path):
    exported(tmp_path)
    CardPage.objects.get(pk=full.pk).delete()
    models = (get_image_model(), get_document_model(), Recording)
    for model in models:
        model.objects.all().delete()
    kept = set(default_storage.listdir("documents")[1]) | set(private_storage().listdir("media")[1])
    results = list(import_folder(Options(root=tmp_path, dry_run=True)))
    assert [note.message for result in results for note in result.notes] == []
    assert not any(model.objects.exists() for model in models)
    left = set(default_storage.listdir("documents")[1]) | set(private_storage().listdir("media")[1])
    assert left == kept


def test_two_hundred_documents_of_others_there_and_back(libraries, tmp_path):
    """As Node.js and npm publish them (files/others.zip): imported, exported, imported again."""
    unpack(FILES / "others.zip", tmp_path / "others")
    results = list(import_folder(Options(root=tmp_path / "others", language="en")))
    assert len(results) == 200
    made = [result for result in results if result.outcome == Outcome.CREATED]
    refused = {result.relative for result in results} - {result.relative for result in made}
    assert refused == set()
    exported(tmp_path / "out", with_drafts=True)
    written = texts_in(tmp_path / "out")
    # Nearly all of it in words, not in JSON.
    assert sum("```json" in text for text in written.values()) < 20
    gone = random.Random(5).sample(sorted(result.card_id for result in made), 100)
    CardPage.objects.filter(pk__in=gone).delete()
    outcomes(tmp_path / "out", source="back")
    exported(tmp_path / "again", with_drafts=True)
    assert texts_in(tmp_path / "again") == written


def texts_in(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(BLOCKS)
def test_any_block_comes_back_from_the_database(library, tmp_path, pair):
    kind, value = as_kept(pair)
    if kind in FILES_OF_BLOCKS or not is_of_shape(CardBody().child_blocks.get(kind), value):
        return
    CardPage.objects.all().delete()
    ImportedCard.objects.all().delete()
    shutil.rmtree(tmp_path, ignore_errors=True)
    raw = inward(CardBody(), [(kind, value)], AS_THEY_ARE)
    before = said_by(make_card(library, "Au hasard", body=raw, live=False))
    exported(tmp_path, with_drafts=True)
    CardPage.objects.all().delete()
    outcomes(tmp_path)
    assert said_by(CardPage.objects.get())["body"] == before["body"]
