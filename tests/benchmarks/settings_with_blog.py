"""The settings of a developer's machine, with a plain Wagtail blog beside the site."""

from community.settings.development import *  # noqa: F403  (settings are a namespace)
from community.settings.development import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.benchmarks.blog.apps.BlogConfig"]
