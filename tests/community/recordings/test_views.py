"""Recordings served by the byte, to those who may play them."""

import email

import pytest
from asgiref.sync import async_to_sync
from django.test import AsyncClient, override_settings
from django.urls import reverse

from community import plugins
from community.core.roles import Role
from community.plugins import Plugin
from community.recordings.models import Recording
from tests.factories.people import make_user
from tests.factories.recordings import VTT, make_recording, make_track

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256)) * 4


@pytest.fixture
def recording(person):
    return make_recording(content=CONTENT, uploaded_by_user=person, sha256="ab" * 32)


@pytest.fixture
def url(recording):
    return reverse("community:recording_file", args=[recording.pk])


def body(response):
    return b"".join(response.streaming_content)


def test_the_whole_file(signed_in, url):
    response = signed_in.get(url)
    assert response.status_code == 200
    assert body(response) == CONTENT
    assert response["Content-Length"] == "1024"
    assert response["Content-Type"] == "video/mp4"
    assert response["Accept-Ranges"] == "bytes"
    assert response["ETag"] == f'"{"ab" * 16}"'
    assert response["Cache-Control"] == "private, no-cache"
    assert "Last-Modified" in response


def test_head_says_the_length_and_ignores_the_range(signed_in, url):
    response = signed_in.head(url, headers={"range": "bytes=0-9"})
    assert response.status_code == 200
    assert response["Content-Length"] == "1024"
    assert response.content == b""


def test_one_range(signed_in, url):
    response = signed_in.get(url, headers={"range": "bytes=256-259"})
    assert response.status_code == 206
    assert response["Content-Range"] == "bytes 256-259/1024"
    assert response["Content-Length"] == "4"
    assert body(response) == b"\x00\x01\x02\x03"


def test_several_ranges_come_as_parts(signed_in, url):
    response = signed_in.get(url, headers={"range": "bytes=0-3,1020-"})
    content = body(response)
    assert response.status_code == 206
    assert response["Content-Length"] == str(len(content))
    message = email.message_from_bytes(
        f"Content-Type: {response['Content-Type']}\r\n\r\n".encode() + content
    )
    assert [
        (part["Content-Type"], part["Content-Range"], part.get_payload(decode=True))
        for part in message.walk()
        if not part.is_multipart()
    ] == [
        ("video/mp4", "bytes 0-3/1024", b"\x00\x01\x02\x03"),
        ("video/mp4", "bytes 1020-1023/1024", b"\xfc\xfd\xfe\xff"),
    ]


def test_a_range_beyond_the_end(signed_in, url):
    response = signed_in.get(url, headers={"range": "bytes=1024-"})
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */1024"
    assert response.content == b""


def test_a_broken_range_gives_the_whole(signed_in, url):
    assert signed_in.get(url, headers={"range": "bytes=9-2"}).status_code == 200


def test_if_range(signed_in, url):
    whole = signed_in.get(url)
    for condition, status in [
        (whole["ETag"], 206),
        (whole["Last-Modified"], 206),
        ('"another"', 200),
        (f"W/{whole['ETag']}", 200),
        ("Thu, 01 Jan 2015 00:00:00 GMT", 200),
        ("yesterday", 200),
    ]:
        headers = {"range": "bytes=0-1", "if-range": condition}
        assert signed_in.get(url, headers=headers).status_code == status, condition


def test_conditional_requests(signed_in, url):
    whole = signed_in.get(url)
    unchanged = signed_in.get(url, headers={"if-none-match": whole["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    since = {"if-modified-since": whole["Last-Modified"], "range": "bytes=0-1"}
    assert signed_in.get(url, headers=since).status_code == 304
    assert signed_in.get(url, headers={"if-match": '"another"'}).status_code == 412


def test_download(signed_in, url):
    response = signed_in.get(url, {"download": ""})
    assert "attachment" in response["Content-Disposition"]
    assert "Le%20feedback%20%C3%A0%20distance.mp4" in response["Content-Disposition"]


def test_the_web_server_may_do_it(signed_in, url, recording):
    with override_settings(COMMUNITY_MEDIA_ACCEL_PREFIX="/private"):
        response = signed_in.get(url)
    assert response["X-Accel-Redirect"] == f"/private/{recording.file.name}"
    assert response.content == b""


def test_under_asgi_it_streams_too(person, url):
    async def fetch():
        client = AsyncClient()
        await client.aforce_login(person)
        response = await client.get(url, headers={"range": "bytes=10-19"})
        assert response.is_async
        return b"".join([chunk async for chunk in response.streaming_content])

    assert async_to_sync(fetch)() == CONTENT[10:20]


def test_a_file_that_is_gone(signed_in, recording, url):
    recording.file.storage.delete(recording.file.name)
    assert signed_in.get(url).status_code == 404


def test_captions(signed_in, recording):
    make_track(recording)
    url = reverse("community:recording_track", args=[recording.pk, "captions", "fr"])
    response = signed_in.get(url)
    assert response["Content-Type"] == "text/vtt; charset=utf-8"
    assert response.content.decode() == VTT
    again = signed_in.get(url, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304
    assert signed_in.get(url.replace("fr.vtt", "en.vtt")).status_code == 404


def test_a_poster(signed_in, recording):
    url = reverse("community:recording_poster", args=[recording.pk])
    assert signed_in.get(url).status_code == 404
    Recording.objects.filter(pk=recording.pk).update(thumbnail=recording.file.name)
    assert signed_in.get(url).status_code == 200


@pytest.mark.parametrize(
    ("roles", "status"),
    [
        ((), 404),
        ((Role.EXPERT,), 404),
        ((Role.FACILITATOR,), 404),
        ((Role.REVIEWER,), 200),
        ((Role.ANIMATOR,), 200),
    ],
)
def test_who_may_play(client, recording, url, roles, status):
    make_track(recording)
    client.force_login(make_user(*roles, name="Someone Else"))
    assert client.get(url).status_code == status
    track = reverse("community:recording_track", args=[recording.pk, "captions", "fr"])
    assert client.get(track).status_code == status


def test_a_visitor_finds_nothing(client, url):
    assert client.get(url).status_code == 404
    assert client.get(url.replace("/file/", "/poster/")).status_code == 404


def test_an_app_may_have_a_reason(client, recording, url, monkeypatch):
    asked = []

    def guard(thing, reader):
        asked.append((thing, reader.user_id))
        return True

    monkeypatch.setitem(
        plugins._plugins, "guarding", Plugin(label="guarding", recording_guards=[guard])
    )
    assert client.get(url).status_code == 200
    assert asked == [(recording, None)]
