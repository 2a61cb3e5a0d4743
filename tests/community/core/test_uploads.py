"""Documents are what their names say, and only that."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents import get_document_model

from community.core.roles import Role
from community.core.uploads import check_document
from tests.factories.people import make_user

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def packed(*names):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("a.docx", packed("[Content_Types].xml", "word/document.xml")),
        ("a.odt", packed("mimetype", "content.xml")),
        ("a.zip", packed("x")),
        ("a.txt", "été".encode()),
        ("a.csv", "été".encode("utf-16")),
    ],
)
def test_what_is_what_it_says_is_taken(name, content):
    file = ContentFile(content, name)
    check_document(file)
    assert file.read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"<html><script>alert(1)</script>"),
        ("a.pdf", b"GIF89a" + PDF),
        ("a.pdf", PDF + packed("x")),
        ("a.docx", packed("xl/workbook.xml")),
        ("a.docx", PDF),
        ("a.xlsx", b"MZ\x90\x00"),
        ("a.zip", b"MZ" + packed("x")),
        ("a.txt", b"MZ\x90\x00\x03"),
        ("a.odt", b""),
    ],
)
def test_what_is_something_else_or_two_things_is_refused(name, content):
    with pytest.raises(ValidationError, match=r"a\.\w+"):
        check_document(ContentFile(content, name))


def test_the_cms_says_so_and_keeps_the_title(client, db):
    client.force_login(make_user(Role.ANIMATOR, is_superuser=True))
    address = reverse("wagtaildocs:add")
    bad = {"title": "La grille", "file": ContentFile(b"<html>", "grille.pdf")}
    page = client.post(address, bad | {"collection": 1}).content.decode()
    assert "Exportez-le en PDF" in page
    assert 'value="La grille"' in page
    client.post(address, bad | {"file": ContentFile(PDF, "grille.pdf"), "collection": 1})
    assert get_document_model().objects.get().title == "La grille"
