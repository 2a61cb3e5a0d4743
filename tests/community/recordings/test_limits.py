"""A body that is too large is not read, and the form comes back filled."""

import pytest
from asgiref.sync import async_to_sync
from django.test import override_settings

from community.core.roles import Role
from community.recordings.limits import KEPT_BYTES, limit_body
from community.recordings.models import Recording
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
BOUNDARY = "frontier"
GIGABYTE = 1024**3


def part(name, content, filename=""):
    kind = f'; filename="{filename}"' if filename else ""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{kind}\r\n'
    return f"{head}\r\n{content}".encode()


# What stands in the form before the recording itself, small files among it.
HEAD = b"\r\n".join(
    [
        part("title", "Un très long film"),
        part("thumbnail", "no picture", "poster.jpg"),
        part("chapters_fr", "0:00 Début"),
        part("file", "", "film.mp4"),
    ]
)
TYPE = f"multipart/form-data; boundary={BOUNDARY}"


@pytest.fixture
def cms(client):
    user = make_user(Role.ANIMATOR, name="Nadia Roussel")
    user.is_superuser = True
    user.save()
    client.force_login(user)
    return client


class Stream:
    """A body that counts what is read of it and never ends."""

    readline = None

    def __init__(self):
        self.taken = 0
        self.start = HEAD

    def read(self, size=-1):
        piece = self.start[:size] or b"\0" * size
        self.start = self.start[len(piece) :]
        self.taken += len(piece)
        return piece


def test_three_gigabytes_are_refused_before_they_are_read(cms):
    body = Stream()
    response = cms.generic(
        "POST",
        "/cms/media/video/add/",
        CONTENT_TYPE=TYPE,
        CONTENT_LENGTH=str(3 * GIGABYTE),
        **{"wsgi.input": body},
    )
    page = response.content.decode()
    assert body.taken <= KEPT_BYTES
    assert "3,0" in response.context["form"].errors["file"][0]
    assert 'value="Un très long film"' in page
    assert "0:00 Début" in page
    assert not Recording.objects.exists()


def test_under_asgi_what_arrives_is_thrown_away():
    sent, body = [], []
    pieces = [HEAD, *[b"\0" * 2_000_000] * 20]

    async def receive():
        if not pieces:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": pieces.pop(0), "more_body": True}

    async def send(message):
        sent.append(message)

    async def application(scope, receive, send):
        """Read the body to its end and answer while listening, as Django does."""
        more = True
        while more:
            message = await receive()
            body.append(message["body"])
            more = message["more_body"]
        assert (await receive())["type"] == "http.disconnect"
        await send({"type": "http.response.start", "status": 200, "headers": []})

    length = [(b"content-length", str(3 * GIGABYTE).encode())]
    async_to_sync(limit_body(application))({"type": "http", "headers": length}, receive, send)
    assert b"".join(body).startswith(HEAD)
    assert len(b"".join(body)) < KEPT_BYTES + 2_000_000
    assert pieces == []
    assert sent == [{"type": "http.response.start", "status": 413, "headers": []}]


@override_settings(COMMUNITY_MEDIA_MAX_BYTES=GIGABYTE)
def test_ordinary_bodies_pass_untouched():
    passed = []

    async def application(scope, receive, send):
        passed.append((receive, send))

    async_to_sync(limit_body(application))(
        {"type": "http", "headers": [(b"content-length", b"1000")]}, "receive", "send"
    )
    async_to_sync(limit_body(application))({"type": "lifespan"}, "receive", "send")
    assert passed == [("receive", "send")] * 2
