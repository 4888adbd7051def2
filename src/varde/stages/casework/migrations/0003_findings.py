import django.db.models.deletion
from django.db import migrations, models

import varde.kernels.terms.ids


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_files_told_self_produced")]

    operations = [
        migrations.AddField(
            model_name="suspect",
            name="may_end_as",
            field=models.JSONField(default=list),
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.UUIDField(default=varde.kernels.terms.ids.new_uuid, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("row", models.CharField(max_length=80)),
                ("covers_all_acts", models.BooleanField()),
                ("acts_count", models.IntegerField()),
                ("reason", models.TextField()),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "suspect",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="casework.suspect"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at__isnull", True)),
                        fields=("suspect", "kind"),
                        name="casework_one_finding",
                    ),
                ],
            },
        ),
    ]
