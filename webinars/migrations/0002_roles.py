"""Lets animators look after series, sessions and replays."""

from django.db import migrations

from community.core.roles import Role, editing, grant


def lay(apps, schema_editor):
    grant(
        apps,
        role=Role.ANIMATOR.value,
        app_label="webinars",
        codenames=[
            *editing("series", "webinar", "replay"),
            "view_registration",
            "view_subscription",
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("webinars", "0001_initial"), ("community", "0002_roles")]
    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
