"""The WSGI entry point, for pages on synchronous workers."""

import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.production")
application = get_wsgi_application()
import_string("community.search.retrieval.warm_up")()
