"""Lays the roles: groups with what each may do in the community's own rooms."""

from django.db import migrations

from community.core.roles import Role, editing, grant


def lay(apps, schema_editor):
    for role in Role:
        apps.get_model("auth", "Group").objects.get_or_create(name=role.value)
    for role in (Role.EXPERT, Role.REVIEWER, Role.ANIMATOR):
        grant(apps, role=role.value, app_label="wagtailadmin", codenames=["access_admin"])
    grant(
        apps,
        role=Role.ANIMATOR.value,
        app_label="community",
        codenames=[*editing("theme", "territory", "organisation", "recording"), "view_member", "change_member"],
    )


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0005_editingsession_is_editing"),
    ]
    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
