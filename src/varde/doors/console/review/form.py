from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from varde.kernels.terms.ids import ObjectId
from varde.stages.review import face as review

CLASSES = (
    (review.Classification.A1, "A1 · prepubescent child, sex act"),
    (review.Classification.A2, "A2 · prepubescent child, lascivious exhibition"),
    (review.Classification.B1, "B1 · pubescent child, sex act"),
    (review.Classification.B2, "B2 · pubescent child, lascivious exhibition"),
)
REASONS = {
    review.RefusalReason.NOT_SEXUAL: "Not sexual",
    review.RefusalReason.NOT_A_CHILD: "Not a child",
    review.RefusalReason.CANNOT_TELL: "Cannot tell",
    review.RefusalReason.NOTHING_THERE: "Nothing there",
}
LONGEST = 2000


def _note(label: str) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))


class LookForm(forms.Form):
    """Which file is to be shown in the clear."""

    object = forms.UUIDField()


class RefuseForm(forms.Form):
    """Why the report is not reportable."""

    reason = forms.ChoiceField(label="Reason", choices=[("", "choose"), *REASONS.items()])
    note = _note("Note (sealed)")


class ConfirmForm(forms.Form):
    """Which files are reportable, each with its class; a file without a class is left out."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, items: Sequence[review.ItemFacts]) -> None:
        super().__init__(data)
        for item in items:
            self.fields[name_of(item.object)] = _class_field()
            self.fields[f"{SELF_PRODUCED}{item.object}"] = _self_produced_field()
        if any(item.may_be_unseen for item in items):
            self.fields["unseen"] = forms.BooleanField(label="Confirm unseen what matches exactly", required=False)
        self.fields["reason"] = _note("Remark (sealed)")

    def chosen(self) -> dict[ObjectId, review.Classification]:
        """The files that were given a class."""
        return {item: review.Classification(value) for item, value in self._given(CLASS).items()}

    def self_produced(self) -> frozenset[ObjectId]:
        """The files that the child may have filmed."""
        return frozenset(self._given(SELF_PRODUCED))

    def _given(self, start: str) -> dict[ObjectId, Any]:
        given = {name: value for name, value in self.cleaned_data.items() if name.startswith(start) and value}
        return {ObjectId(UUID(name.removeprefix(start))): value for name, value in given.items()}


CLASS = "classification-"
SELF_PRODUCED = "self-produced-"


def name_of(item: ObjectId) -> str:
    """The field that holds a file's class."""
    return f"{CLASS}{item}"


def _class_field() -> forms.ChoiceField:
    chooser = forms.Select(attrs={"form": "confirm"})
    return forms.ChoiceField(label="Class", required=False, choices=[("", "leave this file out"), *CLASSES], widget=chooser)


def _self_produced_field() -> forms.BooleanField:
    box = forms.CheckboxInput(attrs={"form": "confirm"})
    return forms.BooleanField(label="possibly filmed by the child themself", required=False, widget=box)
