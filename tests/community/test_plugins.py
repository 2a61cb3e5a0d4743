"""The registry of plug-ins: what it refuses, and the order it keeps."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from community import plugins


def test_a_label_is_registered_once():
    with pytest.raises(ImproperlyConfigured, match="'community' is registered twice"):
        plugins.register(plugins.Plugin(label="community"))


def test_the_community_comes_first():
    assert plugins.registered()[0].label == "community"


def test_a_door_that_nobody_opens_is_closed():
    assert plugins.door("no such door") is None
