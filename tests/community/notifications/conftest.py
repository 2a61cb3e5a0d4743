"""A kind of notification for the tests, as an app would register it."""

import copy

import pytest

from community import plugins
from community.plugins import Attachment, NotificationKind, Plugin

TEMPLATE = """{% load i18n %}{% get_current_language as language %}{{ title }} ({{ language }})
{{ body }}
{{ url }}
"""


def invitation(data):
    return [Attachment(name="x.ics", content=data["title"].encode(), mime_type="text/calendar")]


@pytest.fixture
def kinds(monkeypatch, settings, tmp_path):
    """Register `test.told` (inbox and mail), `test.quiet` (inbox alone), `test.invited`."""
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "told.txt").write_text(TEMPLATE, encoding="utf-8")
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"] = [*templates[0]["DIRS"], tmp_path]
    settings.TEMPLATES = templates
    made = tuple(
        NotificationKind(key=key, label=key, template="tests/told.txt", **options)
        for key, options in {
            "test.told": {},
            "test.quiet": {"by_mail": False},
            "test.invited": {"attachments": invitation},
        }.items()
    )
    monkeypatch.setitem(plugins._plugins, "test", Plugin(label="test", notification_kinds=made))
