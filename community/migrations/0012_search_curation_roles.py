"""Lays who keeps the search's synonyms and pinned results: reviewers and animators."""

from django.db import migrations

from community.core.roles import Role, editing, grant


def lay(apps, schema_editor):
    for role in (Role.REVIEWER, Role.ANIMATOR):
        grant(
            apps,
            role=role.value,
            app_label="community",
            codenames=editing("searchsynonym", "searchpin"),
        )


class Migration(migrations.Migration):
    dependencies = [("community", "0011_search_curation")]
    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
