from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_incidents_persons_and_acts")]

    operations = [
        migrations.AddField(
            model_name="copy",
            name="self_production_told",
            field=models.BooleanField(default=False),
        ),
    ]
