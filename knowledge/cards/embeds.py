"""Players of other sites: from the address that one copies to the one that may be framed.

Nothing is asked of the other site here, nor by the page, before the reader agrees.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

_YOUTUBE_ID = re.compile(r"^[\w-]{11}$")
_PEERTUBE = re.compile(r"^/(?:w|videos/watch|videos/embed)/(?P<id>[\w-]{8,40})/?$")
_VIMEO = re.compile(r"^/(?:video/)?(?P<id>\d{5,12})(?:/(?P<key>[0-9a-f]{6,20}))?/?$")
YOUTUBE_HOSTS = frozenset(
    {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com"}
)
YOUTUBE_PLAYER = "www.youtube-nocookie.com"
VIMEO_PLAYER = "player.vimeo.com"


@dataclass(frozen=True)
class Player:
    """What may be framed, and whose it is."""

    url: str
    host: str


def player_for(address: str, allowed_hosts: Sequence[str]) -> Player | None:
    """Return the player of an address, or None when it is no video of an allowed host.

    Knows YouTube (played without cookies), Vimeo and PeerTube; a player's own address is taken as
    it is. `allowed_hosts` are the hosts that may be framed.
    """
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or parts.username or not host:
        return None
    found = _youtube(host, parts.path, parts.query) or _vimeo(host, parts.path)
    if found is None and (match := _PEERTUBE.match(parts.path)):
        found = Player(f"https://{host}/videos/embed/{match['id']}", host)
    return found if found and found.host in allowed_hosts else None


def _youtube(host: str, path: str, query: str) -> Player | None:
    if host == "youtu.be":
        video = path.strip("/")
    elif host in YOUTUBE_HOSTS:
        last = path.rstrip("/").rsplit("/", 1)[-1]
        video = parse_qs(query).get("v", [""])[0] or (last if path.count("/") >= 2 else "")
    else:
        return None
    if not _YOUTUBE_ID.match(video):
        return None
    return Player(f"https://{YOUTUBE_PLAYER}/embed/{video}", YOUTUBE_PLAYER)


def _vimeo(host: str, path: str) -> Player | None:
    if host not in {"vimeo.com", "www.vimeo.com", VIMEO_PLAYER}:
        return None
    match = _VIMEO.match(path)
    if match is None:
        return None
    key = f"?h={match['key']}" if match["key"] else ""
    return Player(f"https://{VIMEO_PLAYER}/video/{match['id']}{key}", VIMEO_PLAYER)
