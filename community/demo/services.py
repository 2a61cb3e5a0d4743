"""Fills a demo, step by step, and never a database that is not a demo's."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import FileField

from community.core.errors import Refused
from community.demo.models import DemoStamp
from community.plugins import DemoStep, gather

PASSWORD = "demo"  # noqa: S105  (the demo's password is public by design)
FIRST_STAMP = "this is a demo"
INDEXED = "the search knows it all"


class NotADemo(Refused):
    """The database holds something that the demo did not put there."""


@dataclass(frozen=True)
class Progress:
    """How far a step has come."""

    step: DemoStep
    count: int
    is_done: bool
    was_done_before: bool = False


def is_demo() -> bool:
    """Whether this site is a demo: allowed by its settings, and its database stamped as one."""
    return settings.COMMUNITY_DEMO_ALLOWED and DemoStamp.objects.filter(step=FIRST_STAMP).exists()


def has_tables() -> bool:
    """Whether the database holds anything at all."""
    return bool(connection.introspection.table_names())


def claim_database() -> None:
    """Stamp a database that is empty of people and has just been migrated.

    Raises `NotADemo` when somebody else's accounts are there, or the settings forbid demos.
    """
    if not settings.COMMUNITY_DEMO_ALLOWED:
        raise NotADemo("These settings forbid a demo: use community.settings.development.")
    if DemoStamp.objects.filter(step=FIRST_STAMP).exists():
        return
    if get_user_model().objects.exists():
        raise NotADemo(
            "This database has accounts that the demo did not make, so it is left alone. "
            "Name an empty one in DATABASE_URL."
        )
    DemoStamp.objects.create(step=FIRST_STAMP)


def steps() -> list[DemoStep]:
    """Return what all apps give, in order."""
    return sorted(gather("demo"), key=lambda step: (step.order, step.key))


def fill(report: Callable[[Progress], None]) -> None:
    """Take every step that has not been taken in its present version; resumes where it stopped."""
    done = dict(DemoStamp.objects.values_list("step", "version"))
    for step in steps():
        if done.get(step.key) == step.version:
            report(Progress(step, 0, is_done=True, was_done_before=True))
            continue
        count = 0
        DemoStamp.objects.filter(step=INDEXED).delete()
        for count in step.run():
            report(Progress(step, count, is_done=False))
        DemoStamp.objects.update_or_create(step=step.key, defaults={"version": step.version})
        report(Progress(step, count, is_done=True))


def is_indexed() -> bool:
    """Whether the search was brought up to date after the last step that was taken."""
    return DemoStamp.objects.filter(step=INDEXED).exists()


def mark_indexed() -> None:
    """Remember that the search knows everything that the steps brought."""
    DemoStamp.objects.update_or_create(step=INDEXED)


def remove_files() -> None:
    """Delete the files that rows of this demo name, and no others; raises `NotADemo` elsewhere."""
    if not is_demo():
        raise NotADemo("This database is not a demo's, so its files are left alone.")
    tables = set(connection.introspection.table_names())
    for model in apps.get_models():
        fields = [field for field in model._meta.local_fields if isinstance(field, FileField)]
        if not fields or model._meta.proxy or model._meta.db_table not in tables:
            continue
        for field in fields:
            names = model._base_manager.exclude(**{field.name: ""}).values_list(
                field.name, flat=True
            )
            for name in names:
                if name:
                    field.storage.delete(name)
