"""The ASGI entry point: pages and the live channel."""

import os

from django.core.asgi import get_asgi_application
from django.utils.module_loading import import_string

from community.recordings.limits import limit_body

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.production")
django_application = get_asgi_application()
import_string("community.search.retrieval.warm_up")()
# Django types its scope as a closed set of keys; the wrapper passes on whatever it gets.
application = limit_body(django_application)  # type: ignore[arg-type]
