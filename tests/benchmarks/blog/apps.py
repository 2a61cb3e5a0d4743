"""The plain blog as an app."""

from django.apps import AppConfig


class BlogConfig(AppConfig):
    """A name for the app."""

    name = "tests.benchmarks.blog"
    label = "blog"
    default_auto_field = "django.db.models.BigAutoField"
