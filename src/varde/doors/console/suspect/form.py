"""What an officer enters on a suspect's page, parsed once."""

from __future__ import annotations

from django import forms

from varde.kernels.law.types import Disposition, Lane
from varde.stages.casework import face as casework


class Entered(forms.Form):
    """Every form on the page: in which incident, and why. Without an incident the latest of this person's is meant."""

    incident = forms.UUIDField(required=False)
    reason = forms.CharField(required=False, max_length=4000)


class LaneForm(Entered):
    """A decided lane."""

    lane = forms.TypedChoiceField(choices=[(lane.value, lane.value) for lane in Lane], coerce=Lane)


class DispositionForm(Entered):
    """What becomes of the person."""

    disposition = forms.TypedChoiceField(choices=[(each.value, each.value) for each in Disposition], coerce=Disposition)


class AssignForm(Entered):
    """Which district has the case."""

    district = forms.CharField(max_length=60)


class UnlinkForm(Entered):
    """Which account gets a person of its own again."""

    account = forms.UUIDField()


class DepictedForm(Entered):
    """In which item this person is the child."""

    item = forms.UUIDField()


class SecondForm(Entered):
    """The second person's answer to a decision that waits."""

    decision = forms.UUIDField()
    answer = forms.ChoiceField(choices=[("confirm", "confirm"), ("withdraw", "withdraw")])


class FactForm(Entered):
    """What a register says of whoever holds an account."""

    account = forms.UUIDField()
    field = forms.TypedChoiceField(choices=[(field.value, field.value) for field in casework.Field], coerce=casework.Field)
    value = forms.CharField(max_length=300)
    register = forms.CharField(max_length=120)


class FindingForm(Entered):
    """What an officer found, or takes back."""

    row = forms.CharField(max_length=80)
    covers_all_acts = forms.BooleanField(required=False)
    answer = forms.ChoiceField(choices=[("enter", "enter"), ("take_back", "take back")])
