from django.db import migrations, models

import varde.kernels.terms.ids


class Migration(migrations.Migration):
    dependencies = [("clearing", "0002_report_numbers")]
    operations = [
        migrations.AddField("tip", "unread", models.IntegerField(default=0)),
        migrations.AddField("tip", "unread_lines", models.BinaryField(null=True)),
        migrations.AlterField("tip", "platform", models.CharField(max_length=256)),
        migrations.AddField("returnedoutcome", "outcome_id", models.UUIDField(null=True)),
        migrations.RunSQL("UPDATE clearing_returnedoutcome SET outcome_id = id", migrations.RunSQL.noop),
        migrations.AlterField("returnedoutcome", "outcome_id", models.UUIDField()),
        migrations.AlterField(
            "returnedoutcome",
            "id",
            models.UUIDField(default=varde.kernels.terms.ids.new_uuid, primary_key=True, serialize=False),
        ),
        migrations.AddConstraint(
            "returnedoutcome", models.UniqueConstraint("outcome_id", "tip", name="one_outcome_per_tip")
        ),
    ]
