"""Search: subjects, documents, passages, signatures and words in place of the first passages."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("community", "0002_roles")]
    operations = [
        migrations.DeleteModel(name="SearchPassage"),
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thing', models.BigIntegerField()),
                ('language', models.CharField(max_length=5)),
                ('title', models.CharField(max_length=255)),
                ('url', models.CharField(max_length=500)),
                ('kind', models.CharField(blank=True, max_length=30)),
                ('themes', models.JSONField(default=list)),
                ('territories', models.JSONField(default=list)),
                ('organisation_id', models.PositiveBigIntegerField(db_index=True, null=True)),
                ('audience', models.JSONField(default=list)),
                ('dated_on', models.DateField(null=True)),
                ('weight', models.FloatField(default=1.0)),
                ('extra', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='SearchExtent',
            fields=[
                ('audience', models.CharField(max_length=60, primary_key=True, serialize=False)),
                ('passages', models.PositiveIntegerField()),
                ('stems', models.PositiveBigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchSignature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40, unique=True)),
                ('facets', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='SearchPassage',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('heading', models.CharField(blank=True, max_length=255)),
                ('text', models.TextField()),
                ('anchor', models.CharField(blank=True, max_length=120)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passages', to='community.searchdocument')),
            ],
        ),
        migrations.AddField(
            model_name='searchdocument',
            name='signature',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='community.searchsignature'),
        ),
        migrations.CreateModel(
            name='SearchSubject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type', models.CharField(max_length=30)),
                ('object_id', models.PositiveBigIntegerField()),
                ('revision', models.PositiveBigIntegerField(default=0)),
                ('digest', models.CharField(blank=True, max_length=40)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('type', 'object_id'), name='community_subject_once')],
            },
        ),
        migrations.AddField(
            model_name='searchdocument',
            name='subject',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='community.searchsubject'),
        ),
        migrations.CreateModel(
            name='SearchToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=120)),
                ('signature', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tokens', to='community.searchsignature')),
            ],
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(max_length=60)),
                ('word', models.CharField(max_length=64)),
                ('folded', models.CharField(db_index=True, max_length=64)),
                ('backwards', models.CharField(db_index=True, max_length=64)),
                ('stem', models.CharField(max_length=64)),
                ('passages', models.PositiveIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['stem'], name='community_word_stem')],
                'constraints': [models.UniqueConstraint(fields=('audience', 'word', 'stem'), name='community_word_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='searchdocument',
            constraint=models.UniqueConstraint(fields=('subject', 'language'), name='community_document_once'),
        ),
        migrations.AddConstraint(
            model_name='searchtoken',
            constraint=models.UniqueConstraint(fields=('token', 'signature'), name='community_token_once'),
        ),
    ]
