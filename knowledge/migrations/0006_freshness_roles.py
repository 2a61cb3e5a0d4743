"""Lets animators keep the groups of verifiers."""

from django.db import migrations

from community.core.roles import Role, editing, grant


def lay(apps, schema_editor):
    grant(
        apps,
        role=Role.ANIMATOR.value,
        app_label="knowledge",
        codenames=editing("verifiergroup", "verifier"),
    )


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0005_freshness"), ("community", "0002_roles")]
    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
