"""Lets animators keep facilitators, their qualifications and the weights of the matching."""

from django.db import migrations

from community.core.roles import Role, editing, grant


def lay(apps, schema_editor):
    grant(
        apps,
        role=Role.ANIMATOR.value,
        app_label="mentoring",
        codenames=[
            *editing("facilitator", "qualification", "matchingweights"),
            "view_need",
            "view_engagement",
        ],
    )


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0001_initial"), ("community", "0002_roles")]
    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
