"""What the host's own tests may ask for."""

import pytest
from django.urls import get_resolver

from community import plugins


@pytest.fixture
def host_alone(monkeypatch):
    """The host as if no plug-in were installed: no panels, menu lines or figures but its own."""
    get_resolver().url_patterns  # noqa: B018  (made once; the addresses stay those of all)
    for label in {plugin.label for plugin in plugins.registered()} - {"community"}:
        monkeypatch.delitem(plugins._plugins, label)
