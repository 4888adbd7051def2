from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clearing", "0001_submissions_and_bundles")]
    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE clearing_report_number START 1000001", "DROP SEQUENCE clearing_report_number"
        )
    ]
