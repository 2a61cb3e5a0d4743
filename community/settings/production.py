"""For a server: everything by environment variables, `check --deploy` clean."""

import os

from django.core.exceptions import ImproperlyConfigured

from community.settings import environment
from community.settings.base import *  # noqa: F403  (settings are a namespace)

for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "EMAIL_URL"):
    if not os.environ.get(name):
        raise ImproperlyConfigured(f"Set {name}; docs/operators.md says what it holds.")

SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = False
COMMUNITY_DEMO_ALLOWED = False
# Media lie behind the web server or an object store; see docs/operators.md.
COMMUNITY_SERVE_MEDIA = environment.flag("SERVE_MEDIA")

HTTPS = environment.flag("HTTPS", default=True)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
}
