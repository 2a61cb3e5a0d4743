"""What every site needs that installs the community, this project's own and yours alike.

`from community.settings.any_site import *` at the end of a site's settings; whatever follows may
change any of it. README.md, “Into an existing Wagtail site”, shows the rest.
"""

import os

from community.settings import environment

# Before the site's own apps, so that the accounts wear the community's layout.
COMMUNITY_APPS = [
    "community",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtailmedia",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
]
# After the site's own; `community.core.input.CleanInput` stands before them.
COMMUNITY_MIDDLEWARE = [
    "community.core.language.LanguageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "community.members.middleware.ReaderMiddleware",
    "community.core.cms.RefusedPublications",
]

COMMUNITY_NAME = os.environ.get("COMMUNITY_NAME", "Essaim")
# The demo's one-click accounts; never on a server.
COMMUNITY_DEMO_ALLOWED = False
# The largest recording that the site takes, in bytes.
COMMUNITY_MEDIA_MAX_BYTES = 2 * 1024**3
# Documents are looked into, and images of more pixels than any screen shows are refused.
WAGTAILDOCS_DOCUMENT_FORM_BASE = "community.core.uploads.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "community.core.uploads.ImageForm"
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
# With nginx in front: the internal location under which it finds the private folder.
COMMUNITY_MEDIA_ACCEL_PREFIX = os.environ.get("MEDIA_ACCEL_PREFIX", "")
# Anonymous pages live this long in the cache (seconds) unless something changes first.
COMMUNITY_PAGE_CACHE_SECONDS = 300
# Whose players may be framed once a reader has agreed to load them.
COMMUNITY_EMBED_HOSTS = environment.words(
    "EMBED_HOSTS",
    "www.youtube-nocookie.com,player.vimeo.com,framatube.org,tube-numerique-educatif.apps.education.fr",
)
# A search server beside the database's own search: opensearch://host:9200/prefix or
# elasticsearch://…; docs/operators.md, “A search server”, has every form.
SEARCH_URL = os.environ.get("SEARCH_URL", "")

# Tasks wait in the database for `manage.py db_worker`; `community.core.tasks` adds retries.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "community.members.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "community.members.accounts.NameForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = COMMUNITY_NAME

WAGTAIL_I18N_ENABLED = True
# Addresses that can be read aloud and pasted anywhere: “ecrire”, not “%C3%A9crire”.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
TAGGIT_CASE_INSENSITIVE = True
WAGTAILMEDIA = {
    "MEDIA_MODEL": "community.Recording",
    "MEDIA_FORM_BASE": "community.recordings.forms.RecordingForm",
    "AUDIO_EXTENSIONS": ["aac", "flac", "m4a", "mp3", "ogg", "opus", "wav"],
    "VIDEO_EXTENSIONS": ["m4v", "mov", "mp4", "ogv", "webm"],
}
FILE_UPLOAD_HANDLERS = [
    "community.recordings.limits.RefuseOversized",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
