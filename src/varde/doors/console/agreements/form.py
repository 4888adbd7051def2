from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from varde.kernels.terms.ids import PeerName

HANDLING = ("H0", "H1", "H2", "H3")


class EndForm(forms.Form):
    """Which agreement is ended."""

    agency = forms.CharField(max_length=60)
    country = forms.RegexField(r"^[A-Z]{2}$")


class AddForm(forms.Form):
    """A new agreement; only an agency that this station speaks with can receive anything."""

    agency = forms.ChoiceField(label="Agency")
    country = forms.RegexField(r"^[A-Za-z]{2}$", label="Country", error_messages={"invalid": "Write two letters (ISO 3166-1)."})
    legal_basis = forms.CharField(label="Legal basis", max_length=300)
    handling = forms.ChoiceField(label="Handling code", choices=[(code, code) for code in HANDLING], initial="H1")

    def __init__(self, data: Mapping[str, Any] | None = None, *, agencies: Iterable[tuple[PeerName, str]]) -> None:
        super().__init__(data)
        self.fields["agency"] = forms.ChoiceField(label="Agency", choices=[("", "choose"), *agencies])

    def clean_country(self) -> str:
        """Countries are written in capitals."""
        return str(self.cleaned_data["country"]).upper()
