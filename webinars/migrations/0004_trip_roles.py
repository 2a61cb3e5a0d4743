"""Lays who may keep learning trips in the CMS: animators."""

from django.db import migrations

from community.core.roles import Role, editing, grant


def lay(apps, schema_editor):
    grant(
        apps,
        role=Role.ANIMATOR.value,
        app_label="webinars",
        codenames=editing("learningtrip"),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("webinars", "0003_trips"),
        ("community", "0002_roles"),
    ]
    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
