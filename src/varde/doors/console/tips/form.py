from __future__ import annotations

from django import forms

from varde.stages.filing import face as filing

WORDS = {
    filing.TipState.AWAITING: "waiting for share records",
    filing.TipState.READY: "to be filed",
    filing.TipState.SENDING: "being sent",
    filing.TipState.OPENED: "opened at the clearinghouse",
    filing.TipState.FINISHED: "filed",
    filing.TipState.STOPPED: "stopped",
}
FIELDS = {
    "ip": "IP address of each act",
    "port": "source port",
    "country": "country",
    "contact": "e-mail or phone",
    "birth_date": "birth date",
    "name": "name",
    "recipients": "recipients",
    "viewed": "viewed by a person",
}


class ChooseForm(forms.Form):
    """Which tips the list shows."""

    state = forms.ChoiceField(choices=[("", "all"), *WORDS.items()], required=False)
    skip = forms.IntegerField(min_value=0, max_value=10_000_000, required=False)
