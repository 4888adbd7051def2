import django.db.models.deletion
from django.db import migrations, models

import varde.kernels.terms.ids


def move(apps, schema_editor):
    station, log_in = apps.get_model("peers", "PeerStation"), apps.get_model("peers", "LogIn")
    for row in station.objects.exclude(ispws_user=None).exclude(ispws_sealed=None):
        log_in.objects.create(
            peer=row, protocol="ispws", user=row.ispws_user, digest=row.ispws_digest, sealed=row.ispws_sealed
        )


class Migration(migrations.Migration):

    dependencies = [
        ("peers", "0001_stations"),
    ]

    operations = [
        migrations.CreateModel(
            name="LogIn",
            fields=[
                ("id", models.UUIDField(default=varde.kernels.terms.ids.new_uuid, primary_key=True, serialize=False)),
                ("protocol", models.CharField(max_length=20)),
                ("user", models.CharField(max_length=120)),
                ("root", models.CharField(default="", max_length=300)),
                ("digest", models.CharField(max_length=300)),
                ("sealed", models.BinaryField()),
                ("peer", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="log_ins", to="peers.peerstation")),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.F("peer"), models.F("protocol"), name="one_log_in_of_a_protocol")],
            },
        ),
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveField(model_name="peerstation", name="ispws_user"),
        migrations.RemoveField(model_name="peerstation", name="ispws_digest"),
        migrations.RemoveField(model_name="peerstation", name="ispws_sealed"),
        migrations.AlterField(model_name="peerstation", name="key", field=models.BinaryField(max_length=32, null=True)),
        migrations.AlterField(model_name="peerstation", name="url", field=models.CharField(default="", max_length=300)),
    ]
