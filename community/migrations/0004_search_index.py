"""Lays the embedded engine's own table: FTS5 on SQLite, tsvector with GIN on PostgreSQL."""

from django.db import migrations

from community.search.engines import engine_for


def install(apps, schema_editor):
    engine_for(schema_editor.connection).install()


def remove(apps, schema_editor):
    engine_for(schema_editor.connection).remove()


class Migration(migrations.Migration):
    dependencies = [("community", "0003_search")]
    operations = [migrations.RunPython(install, remove)]
