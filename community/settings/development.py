"""For a developer's machine and the demo: nothing but Python is needed."""

import os

from community.settings import environment
from community.settings.base import *  # noqa: F403  (settings are a namespace)
from community.settings.base import ALLOWED_HOSTS, STATIC_ROOT, STORAGES, VAR_DIR

SECRET_KEY = os.environ.get("SECRET_KEY") or environment.kept_secret(VAR_DIR)
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1", "[::1]"]
# Only here, and only in a database that the demo command has marked as its own.
COMMUNITY_DEMO_ALLOWED = True
COMMUNITY_SERVE_MEDIA = True
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = environment.flag("DEBUG")
# WhiteNoise warns of a folder that is not there; here it serves from the apps' own folders.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Without DEBUG, Django would mail errors to nobody; here they belong in the terminal.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR"}},
}
