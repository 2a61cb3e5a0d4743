"""Opens the library of recordings: experts and reviewers add their own, animators keep them all."""

from django.db import migrations

from community.core.roles import Role, grant

MAY = {
    Role.EXPERT: ["add_media"],
    Role.REVIEWER: ["add_media"],
    Role.ANIMATOR: ["add_media", "change_media"],
}


def open_library(apps, schema_editor):
    """Wagtail's media library asks for permissions on the root collection, by its own model."""
    collection = apps.get_model("wagtailcore", "Collection").objects.order_by("depth").first()
    given = apps.get_model("wagtailcore", "GroupCollectionPermission")
    for role, codenames in MAY.items():
        grant(apps, role=role.value, app_label="wagtailmedia", codenames=codenames)
        group = apps.get_model("auth", "Group").objects.get(name=role.value)
        permissions = apps.get_model("auth", "Permission").objects.filter(
            content_type__app_label="wagtailmedia", codename__in=codenames
        )
        for permission in permissions:
            given.objects.get_or_create(group=group, collection=collection, permission=permission)


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0004_search_index"),
        ("wagtailmedia", "0005_alter_media_options"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(open_library, migrations.RunPython.noop)]
