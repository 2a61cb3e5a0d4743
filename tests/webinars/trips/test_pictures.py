"""Photos are read, judged and written anew."""

import io

import pytest
from PIL import Image

from tests.factories.trips import picture_bytes
from webinars.trips import pictures
from webinars.trips.pictures import PictureRefused, cleaned_picture


def clean(data):
    return cleaned_picture(io.BytesIO(data), size=len(data))


@pytest.mark.parametrize("picture_format", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_webp(picture_format):
    made = Image.open(clean(picture_bytes(picture_format=picture_format)))
    assert (made.format, made.size) == ("WEBP", (64, 48))


def test_place_and_camera_stay_behind():
    made = Image.open(clean(picture_bytes(exif=True)))
    assert dict(made.getexif()) == {}


def test_a_large_photo_is_made_smaller():
    assert max(Image.open(clean(picture_bytes(size=(4000, 1000)))).size) == 1600


def test_what_is_no_photo_is_refused():
    for data in (b"", b"<svg onload=alert(1)>", b"GIF89a" + b"\0" * 40, picture_bytes()[:200]):
        with pytest.raises(PictureRefused):
            clean(data)


def test_too_many_bytes_or_pixels_are_refused(monkeypatch):
    with pytest.raises(PictureRefused):
        cleaned_picture(io.BytesIO(b"x"), size=pictures.MAX_BYTES + 1)
    monkeypatch.setattr(pictures, "MAX_PIXELS", 1000)
    with pytest.raises(PictureRefused):
        clean(picture_bytes())
