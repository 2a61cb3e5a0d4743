"""Cards brought in through the CMS: tried first, in one's own name, and safe to do twice."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from community.core.errors import Refused
from community.core.roles import Role
from knowledge.cards.importing import archives
from knowledge.cards.models import CardPage
from knowledge.cards.services import open_library
from knowledge.imports import personal_data, running, services
from knowledge.imports.models import CardImport, ImportState
from tests.factories.cards import make_card
from tests.factories.people import make_user

WORD = Path(__file__).parents[1] / "files" / "word"


@pytest.fixture
def writer(libraries):
    for library in libraries.values():
        open_library(library)
    return make_user(Role.EXPERT, name="Nadia Roussel")


@pytest.fixture
def animator(writer):
    return make_user(Role.ANIMATOR, name="Paul Lenoir")


def packed(name="fiches.zip", **files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for path, text in files.items():
            archive.writestr(path.replace("__", "/") + ".md", text)
    return SimpleUploadedFile(name, held.getvalue())


def run_to_end(upload, by, **values):
    """Try a file, then import it, as the worker would."""
    run = services.begin(upload, by=by, **values)
    running.carry_out(run.pk)
    tried = CardPage.objects.count()
    services.go_on(run.pk)
    running.carry_out(run.pk)
    run.refresh_from_db()
    return run, tried


def test_a_trial_writes_nothing_and_the_import_makes_drafts_of_ones_own(writer):
    run, tried = run_to_end(packed(fr__accueil="# Accueillir\n\nUn geste suffit."), writer)
    assert tried == 0
    assert (run.state, run.is_trial, run.total, run.done) == (ImportState.DONE, False, 1, 1)
    assert not run.file
    card = CardPage.objects.get()
    assert (card.title, card.live, card.owner) == ("Accueillir", False, writer)
    assert run.report[0] | {"notes": []} == {
        "file": "fr/accueil.md", "outcome": "created", "title": "Accueillir",
        "card": card.pk, "notes": [],
    }  # fmt: skip
    again, _tried = run_to_end(packed(fr__accueil="# Accueillir\n\nUn geste suffit."), writer)
    assert [row["outcome"] for row in again.report] == ["skipped"]
    assert CardPage.objects.count() == 1


def test_a_file_cannot_write_in_anothers_name_nor_over_anothers_card(writer, animator, libraries):
    theirs = make_card(libraries["fr"], "La leur", slug="la-leur", owner=animator)
    text = (
        "---\nformat: essaim card 1\nlang: fr\nkey: {}\ntitle: À moi\nauthor: '@{}'\n---\n\n"
        "Un texte."
    )
    forged = text.format(theirs.translation_key, animator.member.handle)
    run, _tried = run_to_end(packed(fr__x=forged), writer)
    assert [row["outcome"] for row in run.report] == ["refused"]
    assert "La leur" in run.report[0]["notes"][0][1]
    new = text.format("", animator.member.handle)
    run_to_end(packed(fr__y=new), writer)
    assert CardPage.objects.get(title="À moi").owner == writer
    run_to_end(packed("autre.zip", fr__z=new.replace("À moi", "De lui")), animator)
    assert CardPage.objects.get(title="De lui").owner == animator
    # Whoever changes cards of others may name their authors.
    run_to_end(
        packed(
            "encore.zip", fr__z=text.format("", writer.member.handle).replace("À moi", "D’elle")
        ),
        animator,
    )
    assert CardPage.objects.get(title="D’elle").owner == writer


def test_two_people_with_a_file_of_the_same_name_mean_different_cards(writer, animator):
    for person, title in ((writer, "La sienne"), (animator, "La leur")):
        run_to_end(packed(fr__x=f"# {title}\n\nUn texte pour {title}."), person)
    assert set(CardPage.objects.values_list("title", "owner")) == {
        ("La sienne", writer.pk), ("La leur", animator.pk),
    }  # fmt: skip


def test_what_was_made_before_a_stop_is_known_again(writer, monkeypatch):
    upload = packed(fr__a="# Un\n\nTexte un.", fr__b="# Deux\n\nTexte deux.")
    run = services.begin(upload, by=writer)
    running.carry_out(run.pk)
    services.go_on(run.pk)
    read = running.import_folder

    def stopping(options):
        yield next(read(options))
        raise MemoryError

    monkeypatch.setattr(running, "import_folder", stopping)
    running.carry_out(run.pk)
    run.refresh_from_db()
    assert (run.state, run.has_stopped, CardPage.objects.count()) == (ImportState.FAILED, True, 1)
    monkeypatch.undo()
    services.go_on(run.pk)
    running.carry_out(run.pk)
    run.refresh_from_db()
    assert [row["outcome"] for row in run.report] == ["skipped", "created"]


def test_a_second_worker_leaves_it_alone_until_the_first_is_silent(writer):
    run = services.begin(packed(fr__a="# Un\n\nTexte."), by=writer)
    CardImport.objects.update(state=ImportState.RUNNING)
    running.carry_out(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, run.has_stopped) == (ImportState.RUNNING, 0, False)
    CardImport.objects.update(beat_at=timezone.now() - timedelta(minutes=11))
    run.refresh_from_db()
    assert run.has_stopped
    running.carry_out(run.pk)
    run.refresh_from_db()
    assert run.state == ImportState.DONE


@pytest.mark.parametrize("name", ["vieux.doc", "image.svg", "sans-nom"])
def test_what_is_no_text_is_refused_at_once(writer, name):
    with pytest.raises(Refused, match=r"docx"):
        services.begin(SimpleUploadedFile(name, b"<svg onload=alert(1)>"), by=writer)
    assert not CardImport.objects.exists()


def hostile_archives():
    climbing = io.BytesIO()
    with zipfile.ZipFile(climbing, "w") as archive:
        archive.writestr("../../autre.md", "# Dehors")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("fr/x.md", b"0" * 30_000_000)
    link = io.BytesIO()
    with zipfile.ZipFile(link, "w") as archive:
        info = zipfile.ZipInfo("fr/lien.md")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    return {
        "no zip": b"rien", "outside": climbing.getvalue(), "bomb": bomb.getvalue(),
        "link": link.getvalue(), "empty": packed("x.zip").read(),
    }  # fmt: skip


def test_an_archive_that_would_fill_the_disk_is_refused_before_it_is_unpacked(writer, monkeypatch):
    monkeypatch.setattr(archives, "MOST_UNPACKED", 10)
    run = services.begin(packed(fr__x="# Un\n\nTexte assez long."), by=writer)
    running.carry_out(run.pk)
    run.refresh_from_db()
    assert (run.state, run.total) == (ImportState.FAILED, 0)


@pytest.mark.parametrize("what", list(hostile_archives()))
def test_an_archive_that_is_not_one_is_refused_with_its_reason(writer, what):
    run = services.begin(SimpleUploadedFile("x.zip", hostile_archives()[what]), by=writer)
    running.carry_out(run.pk)
    run.refresh_from_db()
    assert run.state == ImportState.FAILED
    assert len(run.problem) > 20
    assert not CardPage.objects.exists()


def test_a_word_document_keeps_its_structure_and_its_images(writer):
    upload = SimpleUploadedFile("accueil.docx", (WORD / "accueil.docx").read_bytes())
    run, _tried = run_to_end(upload, writer, language="fr")
    card = CardPage.objects.get()
    assert card.title == "Accueillir un apprenti le premier jour"
    assert [child.block_type for child in card.body] == [
        "text", "heading", "steps", "text", "heading", "quote", "text", "image",
    ]  # fmt: skip
    assert "<b>Trois gestes</b>" in card.body[0].value.source
    assert "<h3>Le poste</h3><ul><li>" in card.body[3].value.source
    assert {line for line, _words in run.report[0]["notes"]} == {0}


def test_word_documents_of_others_are_read_or_refused_with_a_reason(writer):
    made, refused = 0, 0
    for path in sorted(WORD.glob("*.docx")):
        run, _tried = run_to_end(
            SimpleUploadedFile(path.name, path.read_bytes()), writer, language="fr"
        )
        (row,) = run.report
        made += row["outcome"] == "created"
        refused += row["outcome"] == "refused"
        assert row["outcome"] == "created" or row["notes"][0][1]
    # One of them holds nothing but empty tables.
    assert (made, refused) == (6, 1)


@pytest.mark.parametrize(
    "content",
    [
        b"PK nothing",
        packed("x.zip", word__document="x").read(),
        None,
    ],
)
def test_a_document_that_only_says_it_is_words_is_refused(writer, content):
    if content is None:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr(
                "word/document.xml",
                '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
            )
        content = held.getvalue()
    run = services.begin(SimpleUploadedFile("x.docx", content), by=writer, language="fr")
    running.carry_out(run.pk)
    run.refresh_from_db()
    assert [row["outcome"] for row in run.report] == ["refused"]
    assert "Word" in run.report[0]["notes"][0][1]


def test_the_pages_in_the_cms(client, writer, django_capture_on_commit_callbacks):
    client.force_login(writer)
    home = client.get(reverse("knowledge_imports"))
    assert home.status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            reverse("knowledge_imports"), {"file": packed(fr__x="# Un\n\nTexte [ici](autre.md).")}
        )
    run = CardImport.objects.get()
    assert answer["Location"] == reverse("knowledge_import", args=[run.pk])
    page = client.get(answer["Location"])
    assert "1 fiche serait créée" in page.content.decode()
    assert "Refresh" not in page
    CardImport.objects.update(state=ImportState.RUNNING, total=3, done=1)
    page = client.get(answer["Location"])
    assert page["Refresh"] == "2"
    assert "1 fichiers lus sur 3" in page.content.decode()
    CardImport.objects.update(state=ImportState.DONE)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(answer["Location"])
    page = client.get(answer["Location"]).content.decode()
    assert "1 fiche créée" in page
    assert reverse("wagtailadmin_pages:edit", args=[CardPage.objects.get().pk]) in page
    bad = client.post(reverse("knowledge_imports"), {"file": ContentFile(b"x", "x.doc")})
    assert "docx" in bad.content.decode()


def test_only_who_writes_cards_brings_them_in_and_sees_their_own(client, writer, animator):
    run = services.begin(packed(fr__x="# Un\n\nTexte."), by=writer)
    address = reverse("knowledge_import", args=[run.pk])
    client.force_login(animator)
    assert client.get(address, follow=True).status_code == 404
    client.force_login(make_user(Role.MEMBER))
    assert client.get(reverse("knowledge_imports")).status_code in {302, 403}
    client.force_login(make_user(Role.REVIEWER))
    assert client.get(reverse("knowledge_imports")).status_code in {302, 403}


def test_what_imports_hold_of_a_person_is_told_and_forgotten(writer):
    run = services.begin(packed(fr__x="# Un\n\nTexte."), by=writer)
    assert personal_data.export(writer)["card_imports"][0]["file"] == "fiches.zip"
    name = run.file.name
    personal_data.erase(writer)
    assert not CardImport.objects.exists()
    assert not run.file.storage.exists(name)
