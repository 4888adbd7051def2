from __future__ import annotations

from django import forms


class PlaceForm(forms.Form):
    """Which country a tip belongs to, and why."""

    country = forms.RegexField(r"^[A-Za-z]{2}$", error_messages={"invalid": "Write two letters (ISO 3166-1), e.g. DK."})
    reason = forms.CharField(max_length=1000, error_messages={"required": "Write why; whoever reads the record later needs it."})

    def clean_country(self) -> str:
        """Countries are written in capitals."""
        return str(self.cleaned_data["country"]).upper()
