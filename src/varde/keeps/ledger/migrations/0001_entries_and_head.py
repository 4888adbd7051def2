from django.db import migrations, models


def plant_head(apps, schema_editor):
    apps.get_model("ledger", "LedgerHead").objects.get_or_create(id=1, defaults={"seq": 0, "hash": bytes(32)})


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                ("about", models.CharField(max_length=200)),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                ("facts", models.JSONField()),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["about", "seq"], name="ledger_about_seq"),
                    models.Index(fields=["kind", "seq"], name="ledger_kind_seq"),
                ]
            },
        ),
        migrations.CreateModel(
            name="LedgerHead",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField(default=0)),
                ("hash", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.RunPython(plant_head, migrations.RunPython.noop),
    ]
