import django.db.models.deletion
import uuid
from django.db import migrations, models


def stamp_what_is_there(apps, schema_editor):
    """Lists that were changed before have a last change too, so that an index of them can be kept up."""
    lists, changes = apps.get_model("hashlists", "HashList"), apps.get_model("hashlists", "ListChange")
    for row in lists.objects.filter(version__gt=0):
        changes.objects.create(hash_list=row, version=row.version)


class Migration(migrations.Migration):

    dependencies = [
        ('hashlists', '0001_lists_entries_attestations'),
    ]

    operations = [
        migrations.AddField(
            model_name='listentry',
            name='changed_in_version',
            field=models.BigIntegerField(default=0),
        ),
        migrations.AddIndex(
            model_name='listentry',
            index=models.Index(fields=['hash_list', 'changed_in_version'], name='hashlists_by_change'),
        ),
        migrations.CreateModel(
            name='ListChange',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('version', models.BigIntegerField()),
                ('stamp', models.UUIDField(default=uuid.uuid4, unique=True)),
                ('hash_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='hashlists.hashlist')),
            ],
        ),
        migrations.AddConstraint(
            model_name='listchange',
            constraint=models.UniqueConstraint(fields=('hash_list', 'version'), name='hashlists_change_once'),
        ),
        migrations.RunPython(stamp_what_is_there, migrations.RunPython.noop),
    ]
