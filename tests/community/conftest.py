"""What the host's own tests may ask for."""

import pytest

from community import plugins


@pytest.fixture
def host_alone(monkeypatch):
    """The host as if no plug-in were installed: no panels, menu lines or figures but its own."""
    for label in {plugin.label for plugin in plugins.registered()} - {"community"}:
        monkeypatch.delitem(plugins._plugins, label)
