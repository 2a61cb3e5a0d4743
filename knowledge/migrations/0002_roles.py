"""Lays what experts, reviewers and animators may do with images, documents and recordings.

What they may do with cards hangs on the libraries, and is laid when one is made.
"""

from django.db import migrations

from community.core.roles import Role, grant

FILES = {
    "wagtailimages": ["add_image", "choose_image"],
    "wagtaildocs": ["add_document", "choose_document"],
    "wagtailmedia": ["add_media"],
}


def lay(apps, schema_editor):
    collection = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).first()
    if collection is None:
        return
    Permission = apps.get_model("auth", "Permission")
    CollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    for role in (Role.EXPERT, Role.REVIEWER, Role.ANIMATOR):
        for app_label, codenames in FILES.items():
            grant(apps, role=role.value, app_label=app_label, codenames=codenames)
            for permission in Permission.objects.filter(
                content_type__app_label=app_label, codename__in=codenames
            ):
                CollectionPermission.objects.get_or_create(
                    group=apps.get_model("auth", "Group").objects.get(name=role.value),
                    collection=collection,
                    permission=permission,
                )


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0001_initial"),
        ("community", "0002_roles"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtailmedia", "0005_alter_media_options"),
    ]
    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
