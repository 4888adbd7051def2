from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("filing", "0002_items_possibly_self_produced")]

    operations = [
        migrations.AddField(
            model_name="tip",
            name="found_after_crash",
            field=models.BooleanField(default=False),
        ),
    ]
