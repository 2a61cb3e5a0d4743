"""For the suite: real databases, tasks run at once, mail kept in memory."""

import os
import tempfile
from pathlib import Path

from community.settings.base import *  # noqa: F403  (settings are a namespace)
from community.settings.base import BASE_DIR, DATABASES, STORAGES

SECRET_KEY = "for the tests only, and long enough for the checks that count its characters"  # noqa: S105  (for the tests only)
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
VAR_DIR = Path(tempfile.gettempdir()) / f"essaim-tests-{os.getuid()}"
VAR_DIR.mkdir(exist_ok=True)
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = STORAGES | {
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: several threads must see one database, as in production.
    # Whoever names a folder of their own keeps their databases apart from everybody's.
    folder = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var")
    folder.mkdir(parents=True, exist_ok=True)
    plugins = "-".join(os.environ.get("COMMUNITY_PLUGINS", "all").split(",")) or "none"
    DATABASES["default"]["TEST"] = {"NAME": folder / f"tests-{plugins}.sqlite3"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
COMMUNITY_DEMO_ALLOWED = True
COMMUNITY_SERVE_MEDIA = True
COMMUNITY_PAGE_CACHE_SECONDS = 0
ACCOUNT_RATE_LIMITS = False
