"""The knowledge app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    """Registers the manifest and connects the receivers."""

    name = "knowledge"
    verbose_name = _("Knowledge")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the manifest known; receivers connect on import."""
        from community.plugins import register  # noqa: PLC0415  (models must be loaded first)
        from knowledge import receivers  # noqa: F401, PLC0415
        from knowledge.plugin import plugin  # noqa: PLC0415

        register(plugin)
