"""Addresses of videos: which may be framed, and as what."""

import pytest

from knowledge.cards.embeds import player_for

HOSTS = ["www.youtube-nocookie.com", "player.vimeo.com", "framatube.org"]


@pytest.mark.parametrize(
    ("address", "player"),
    [
        (
            "https://www.youtube.com/watch?v=abcDEF12345&t=3",
            "https://www.youtube-nocookie.com/embed/abcDEF12345",
        ),
        ("https://youtu.be/abcDEF12345", "https://www.youtube-nocookie.com/embed/abcDEF12345"),
        (
            "https://www.youtube.com/shorts/abcDEF12345",
            "https://www.youtube-nocookie.com/embed/abcDEF12345",
        ),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789"),
        (
            "https://vimeo.com/123456789/0a1b2c3d4e",
            "https://player.vimeo.com/video/123456789?h=0a1b2c3d4e",
        ),
        (
            "https://framatube.org/w/9db9f4d8-2fae-4bdb",
            "https://framatube.org/videos/embed/9db9f4d8-2fae-4bdb",
        ),
    ],
)
def test_known_addresses_become_players(address, player):
    assert player_for(address, HOSTS).url == player


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "https://evil.example/w/abcDEF123456",
        "https://youtube.com.evil.example/watch?v=abcDEF12345",
        "https://user@framatube.org/w/abcDEF123456",
        "https://www.youtube.com/watch?v=<script>",
        "https://www.youtube.com/@somebody",
        "https://framatube.org/about",
        "https://[broken/w/abcDEF123456",
        "file:///etc/passwd",
    ],
)
def test_anything_else_is_refused(address):
    assert player_for(address, HOSTS) is None


def test_a_host_must_be_allowed():
    assert player_for("https://vimeo.com/123456789", ["framatube.org"]) is None
