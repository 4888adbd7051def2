"""A participant's report is taken in and given a case number.

In:      files and a report from the platform's own system or the reporting page; copies that the platform found
Out:     an accepted report (Topic.REPORT_ACCEPTED), or one that joins an earlier report (Topic.REPORT_JOINED)
Runs at: platform
Never:   turns a person away; keeps who reported in the clear; reads anything the reporter did not choose
"""
