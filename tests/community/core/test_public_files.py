"""What lies under the media address is everybody's, documents excepted."""

import pytest

pytestmark = pytest.mark.django_db
FOLDERS = ["documents/plan.txt", "./documents/plan.txt", "images/../documents/plan.txt"]


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for name in ("documents", "images"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "plan.txt").write_text("Réservé", encoding="utf-8")


def test_an_image_is_served(client, media):
    answer = client.get("/media/images/plan.txt")
    assert b"".join(answer.streaming_content).decode() == "Réservé"
    answer.close()


@pytest.mark.parametrize("path", [*FOLDERS, "images/none.txt"])
def test_a_document_is_not(client, media, path):
    assert client.get(f"/media/{path}").status_code == 404
