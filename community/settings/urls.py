"""The addresses of this site: the CMS, the community's, and the pages of the tree."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from community.core.public_files import public_file
from community.urls import localised_patterns, site_patterns

urlpatterns = [
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *site_patterns(),
]
if settings.COMMUNITY_SERVE_MEDIA:
    # Images only; recordings are private and served by `community.recordings`.
    urlpatterns.append(path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", public_file))
urlpatterns += i18n_patterns(*localised_patterns(), path("", include(wagtail_urls)))
