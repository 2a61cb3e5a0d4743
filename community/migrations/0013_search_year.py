"""Keeps the year beside a document's day, and an index of titles on PostgreSQL."""

from django.db import migrations, models

from community.search.engines import engine_for

YEARS = (
    "UPDATE community_searchdocument"
    " SET year = CAST(SUBSTR(CAST(dated_on AS varchar(10)), 1, 4) AS integer)"
    " WHERE dated_on IS NOT NULL"
)


def install(apps, schema_editor):
    engine_for(schema_editor.connection).install()


class Migration(migrations.Migration):
    dependencies = [("community", "0012_search_curation_roles")]
    operations = [
        migrations.AddField(
            "searchdocument", "year", models.PositiveSmallIntegerField(null=True)
        ),
        migrations.RunSQL(YEARS, migrations.RunSQL.noop),
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
