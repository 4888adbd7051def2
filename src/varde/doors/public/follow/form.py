from __future__ import annotations

from django import forms


class FollowForm(forms.Form):
    """What the person was given when they reported."""

    case_number = forms.CharField(max_length=40, label="Case number")
    pin = forms.CharField(max_length=60, label="PIN")
