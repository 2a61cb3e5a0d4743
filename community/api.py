"""The JSON API: one OpenAPI document to which every plug-in adds its routers."""

from django.conf import settings
from ninja import NinjaAPI

from community.plugins import registered

api = NinjaAPI(
    title=f"{settings.COMMUNITY_NAME} API",
    version="1",
    urls_namespace="api",
    docs_url=None,
    description="Reads what the signed-in person, or anyone, may read on the site.",
)
for plugin in registered():
    if plugin.api is not None:
        plugin.api(api)
