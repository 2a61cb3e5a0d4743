"""Reads what the settings need from environment variables, with clear errors."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PLUGINS = ("knowledge", "mentoring", "webinars")


def flag(name: str, *, default: bool = False) -> bool:
    """Say whether the variable is one of 1, true, yes, on."""
    value = os.environ.get(name, "")
    return default if value == "" else value.lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """Split a comma-separated variable; empty parts are dropped."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def plugins() -> list[str]:
    """Read COMMUNITY_PLUGINS: unset means all of them, empty means none."""
    chosen = words("COMMUNITY_PLUGINS", ",".join(PLUGINS))
    unknown = [name for name in chosen if name not in PLUGINS]
    if unknown:
        raise ImproperlyConfigured(
            f"COMMUNITY_PLUGINS names {', '.join(unknown)}; known are {', '.join(PLUGINS)}."
        )
    return [name for name in PLUGINS if name in chosen]


def mail(url: str) -> dict[str, object]:
    """Turn EMAIL_URL into Django's mail settings.

    Known schemes: ``console:``, ``file:///folder``, ``smtp://user:password@host:port``,
    ``smtps://`` (TLS from the start) and ``smtp+tls://`` (STARTTLS); ``?from=a@b`` sets the sender.
    """
    parts = urlsplit(url)
    sender = parse_qs(parts.query).get("from", [])
    settings: dict[str, object] = {"DEFAULT_FROM_EMAIL": sender[0]} if sender else {}
    if parts.scheme == "console":
        return settings | {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme == "file":
        return settings | {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": parts.path,
        }
    if parts.scheme in {"smtp", "smtps", "smtp+tls"}:
        return settings | {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname or "localhost",
            "EMAIL_PORT": parts.port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
            "EMAIL_TIMEOUT": 10,
        }
    raise ImproperlyConfigured(
        f"EMAIL_URL starts with {parts.scheme!r}; use console:, file:, smtp:, smtps: or smtp+tls:."
    )


def kept_secret(folder: Path) -> str:
    """Return a secret key that is made once and kept in ``folder`` (development only)."""
    path = folder / "secret.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50), encoding="ascii")
        path.chmod(0o600)
    return path.read_text(encoding="ascii").strip()
