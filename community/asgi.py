"""The ASGI entry point: pages and the live channel."""

import os

from django.core.asgi import get_asgi_application

from community.recordings.limits import limit_body

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.production")
django_application = get_asgi_application()
application = limit_body(django_application)
