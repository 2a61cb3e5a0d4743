"""The community app: the host of the plug-ins."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """Registers the community's own manifest and connects its receivers."""

    name = "community"
    verbose_name = _("Community")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the manifest known; receivers connect on import. SEARCH_URL must make sense."""
        from community import receivers  # noqa: F401, PLC0415  (models must be loaded first)
        from community.plugin import plugin  # noqa: PLC0415
        from community.plugins import register  # noqa: PLC0415
        from community.search.servers.address import configured  # noqa: PLC0415

        register(plugin)
        configured()
