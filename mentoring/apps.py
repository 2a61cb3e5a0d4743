"""The mentoring app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MentoringConfig(AppConfig):
    """Registers the manifest and connects the receivers."""

    name = "mentoring"
    verbose_name = _("Mentoring")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the manifest known; receivers connect on import."""
        from community.plugins import register  # noqa: PLC0415  (models must be loaded first)
        from mentoring import receivers  # noqa: F401, PLC0415
        from mentoring.plugin import plugin  # noqa: PLC0415

        register(plugin)
