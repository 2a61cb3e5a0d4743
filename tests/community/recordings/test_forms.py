"""The library's form, with real files."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.defaultfilters import filesizeformat
from django.test import override_settings
from django.urls import reverse
from PIL import Image

from community.core.roles import Role
from community.recordings import probing
from community.recordings.models import CaptionTrack, Recording
from tests.factories.people import make_user
from tests.factories.recordings import VTT, make_recording, make_track

pytestmark = pytest.mark.django_db
MEDIA = Path(__file__).parents[3] / "webinars/demo/media"
ADD = "/cms/media/video/add/"


@pytest.fixture
def film():
    """A short real MP4, made by hand: enough boxes to be measured."""
    return tiny_mp4(seconds=7, width=640, height=360)


def box(name, *content):
    data = b"".join(content)
    return (len(data) + 8).to_bytes(4, "big") + name + data


def tiny_mp4(*, seconds, width, height):
    def number(value):
        return value.to_bytes(4, "big")

    mvhd = box(b"mvhd", bytes(12), number(1000), number(seconds * 1000), bytes(80))
    tkhd = box(b"tkhd", bytes(76), number(width << 16), number(height << 16))
    return (
        box(b"ftyp", b"isom", bytes(4), b"isommp42")
        + box(b"moov", mvhd, box(b"trak", tkhd))
        + box(b"mdat", b"x" * 50)
    )


@pytest.fixture
def cms(client, db):
    user = make_user(Role.ANIMATOR, name="Nadia Roussel")
    user.is_superuser = True
    user.save()
    client.force_login(user)
    return client


def upload(name, content, mime="video/mp4"):
    return SimpleUploadedFile(name, content, mime)


def post(cms, **values):
    data = {"title": "Un film", "collection": "1", "tags": ""} | values
    return cms.post(ADD, data)


def errors(response):
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_a_recording_with_captions_and_chapters(cms, film):
    response = post(
        cms,
        file=upload("film.mp4", film),
        caption_file_fr=upload("a.vtt", VTT.encode(), "text/vtt"),
        chapters_fr="0:00 Bonjour\n0:05 Le retour",
    )
    assert response.status_code == 302
    recording = Recording.objects.get()
    assert recording.size_bytes == len(film)
    assert len(recording.sha256) == 64
    assert recording.duration == 7
    assert recording.uploaded_by_user_id is not None
    assert [(t.kind, t.language) for t in recording.tracks.all()] == [
        ("captions", "fr"),
        ("chapters", "fr"),
    ]
    assert "<v Claire Vasseur>Bonjour" in recording.tracks.first().webvtt


def test_without_ffprobe_the_header_is_read(cms, film, monkeypatch):
    monkeypatch.setenv("PATH", "")
    post(cms, file=upload("film.mp4", film))
    recording = Recording.objects.get()
    assert (recording.duration, recording.width, recording.height) == (7, 640, 360)


def test_captions_are_replaced_and_taken_away(cms):
    recording = make_recording()
    make_track(recording)
    url = reverse("wagtailmedia:edit", args=[recording.pk])
    data = {"title": "Un film", "collection": "1", "tags": "", "duration": "7"}
    shorter = b"1\n00:00:01,000 --> 00:00:02,000\nBref.\n"
    cms.post(url, data | {"caption_file_fr": upload("a.srt", shorter, "text/plain")})
    assert recording.tracks.get().webvtt == ("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nBref.\n")
    cms.post(url, data | {"drop_captions_fr": "on"})
    assert list(recording.tracks.all()) == []


def test_the_form_shows_the_chapters_that_stand(cms):
    recording = make_recording()
    make_track(
        recording,
        kind="chapters",
        webvtt=("WEBVTT\n\n00:00.000 --> 00:05.000\nBonjour\n\n00:05.000 --> 00:09.000\nSuite\n"),
    )
    page = cms.get(reverse("wagtailmedia:edit", args=[recording.pk])).content.decode()
    assert "0:00 Bonjour\n0:05 Suite" in page


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("film.mp4", b"%PDF-1.7 nothing to see"),
        ("film.mp4", b""),
        ("film.webm", None),
        ("film.exe", None),
        ("film.mp4", b"<html><script>alert(1)</script>"),
    ],
)
def test_what_is_no_recording(cms, film, name, content):
    response = post(cms, file=upload(name, film if content is None else content))
    assert list(errors(response)) == ["file"]
    assert not Recording.objects.exists()


def test_captions_that_are_none_lose_nothing_else(cms, film):
    response = post(
        cms,
        file=upload("film.mp4", film),
        caption_file_fr=upload("notes.vtt", b"Bonjour", "text/vtt"),
        chapters_en="0:00 Hello",
    )
    assert list(errors(response)) == ["caption_file_fr"]
    assert "1" in errors(response)["caption_file_fr"][0]
    page = response.content.decode()
    assert 'value="Un film"' in page
    assert "0:00 Hello" in page
    assert not CaptionTrack.objects.exists()


def test_a_poster_is_made_anew(cms, film):
    source = BytesIO()
    image = Image.new("RGB", (3000, 1500), "navy")
    exif = Image.Exif()
    exif[0x9286] = "where I live"
    image.save(source, "JPEG", exif=exif)
    post(
        cms,
        file=upload("film.mp4", film),
        thumbnail=upload("p.jpg", source.getvalue(), "image/jpeg"),
    )
    with Recording.objects.get().thumbnail.open() as kept, Image.open(kept) as poster:
        assert poster.size == (1600, 800)
        assert not poster.getexif()


def test_a_poster_that_is_none(cms, film):
    response = post(
        cms, file=upload("film.mp4", film), thumbnail=upload("p.jpg", b"no", "image/jpeg")
    )
    assert list(errors(response)) == ["thumbnail"]


def test_too_large_a_file_is_refused_and_the_rest_kept(cms, film):
    with override_settings(COMMUNITY_MEDIA_MAX_BYTES=50):
        response = post(cms, file=upload("film.mp4", film), chapters_fr="0:00 Bonjour")
    assert list(errors(response)) == ["file"]
    assert filesizeformat(50) in errors(response)["file"][0]
    assert 'value="Un film"' in response.content.decode()


def test_the_demo_films_are_understood():
    for path in sorted(MEDIA.glob("*.mp4")):
        with path.open("rb") as opened:
            file = upload(path.name, opened.read())
        assert probing.is_what_it_says(file), path
        assert 60 < probing.facts_of(file).seconds < 600
        assert probing._from_mp4(file).width == probing.facts_of(file).width
