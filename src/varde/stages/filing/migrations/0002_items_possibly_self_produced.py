from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("filing", "0001_accounts_acts_tips")]

    operations = [
        migrations.AddField(
            model_name="reportableitem",
            name="possible_self_production",
            field=models.BooleanField(default=False),
        ),
    ]
