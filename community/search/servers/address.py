"""Which search server a site uses: SEARCH_URL, read and understood."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

EXAMPLE: Final = "opensearch://localhost:9200/essaim"
DEFAULT_PREFIX: Final = "essaim"
DEFAULT_PORT: Final = 9200
_KINDS: Final = ("elasticsearch", "opensearch")
_PREFIX: Final = re.compile(r"[a-z][a-z0-9_-]{0,59}")
_NUMBERS: Final = {"shards": 1, "replicas": 0, "connect": 0.3, "answer": 1.5}
"""What may follow the question mark, with what it is otherwise."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """A search server and how it is spoken to."""

    kind: str
    """``elasticsearch`` or ``opensearch``."""
    host: str
    port: int
    prefix: str
    """What the names of all its indexes begin with; the alias that is asked has this very name."""
    is_secure: bool = False
    user: str = ""
    password: str = ""
    certificates: str = ""
    """A file of certificates to trust; empty trusts those that the system does."""
    shards: int = 1
    replicas: int = 0
    connect_seconds: float = 0.3
    answer_seconds: float = 1.5

    @property
    def url(self) -> str:
        """Where the server listens, without credentials."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.is_secure else 'http'}://{host}:{self.port}"

    @property
    def name(self) -> str:
        """The same for all that would find the same indexes; may be shown, holds no password."""
        return f"{self.kind}+{self.url}/{self.prefix}"[:200]


def configured() -> Address | None:
    """Return the server that SEARCH_URL names; None leaves the search to the database.

    Raises ImproperlyConfigured, with what to write, when it cannot be understood.
    """
    url = getattr(settings, "SEARCH_URL", "")
    return parse(url) if url else None


@lru_cache(maxsize=16)
def parse(url: str) -> Address:
    """Return what an address says. Raises ImproperlyConfigured with what to write."""
    parts = urlsplit(url)
    kind, _plus, transport = parts.scheme.partition("+")
    if kind not in _KINDS or transport not in ("", "http", "https"):
        raise _wrong(f"starts with {parts.scheme!r}, not with opensearch: or elasticsearch:")
    if kind == "opensearch" and find_spec("opensearchpy") is None:
        raise ImproperlyConfigured(
            "SEARCH_URL names an OpenSearch, whose client is not installed:"
            ' pip install "essaim[opensearch]".'
        )
    if not parts.hostname:
        raise _wrong("names no host")
    prefix = parts.path.strip("/") or DEFAULT_PREFIX
    if not _PREFIX.fullmatch(prefix):
        raise _wrong(
            f"ends in {prefix!r}; indexes are named in small letters, digits, hyphens and"
            " underscores, a letter first"
        )
    options = dict(parse_qsl(parts.query))
    numbers = _numbers(options)
    return Address(
        kind=kind,
        host=parts.hostname,
        port=_port(parts),
        prefix=prefix,
        is_secure=transport == "https",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        certificates=options.get("ca", ""),
        shards=int(numbers["shards"]),
        replicas=int(numbers["replicas"]),
        connect_seconds=numbers["connect"],
        answer_seconds=numbers["answer"],
    )


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or DEFAULT_PORT
    except ValueError:
        raise _wrong("has a port that is no number") from None


def _numbers(options: dict[str, str]) -> dict[str, float]:
    unknown = sorted(options.keys() - _NUMBERS.keys() - {"ca"})
    if unknown:
        raise _wrong(f"has {', '.join(unknown)}; known are ca, {', '.join(sorted(_NUMBERS))}")
    try:
        numbers = {name: float(options.get(name, usual)) for name, usual in _NUMBERS.items()}
    except ValueError:
        raise _wrong("has an option that is no number") from None
    if numbers["shards"] < 1 or numbers["replicas"] < 0 or min(numbers.values()) < 0:
        raise _wrong("has an option that is too small")
    return numbers


def _wrong(what: str) -> ImproperlyConfigured:
    """Return an error that repeats no password."""
    return ImproperlyConfigured(f"SEARCH_URL {what}. Write, for example, {EXAMPLE}.")
