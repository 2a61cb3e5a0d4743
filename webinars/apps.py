"""The webinars app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebinarsConfig(AppConfig):
    """Registers the manifest and connects the receivers."""

    name = "webinars"
    verbose_name = _("Webinars")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the manifest known; receivers connect on import."""
        from community.plugins import register  # noqa: PLC0415  (models must be loaded first)
        from webinars import receivers  # noqa: F401, PLC0415
        from webinars.plugin import plugin  # noqa: PLC0415

        register(plugin)
