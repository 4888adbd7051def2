"""What is asked for on an incident's page, parsed once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django import forms

from varde.kernels.law.types import Disposition, Lane
from varde.stages.casework import face as casework

ANY = ("", "any")


class Kept(forms.Form):
    """Which suspects are shown. Every field may be empty."""

    district = forms.CharField(required=False, max_length=60)
    lane = forms.ChoiceField(required=False, choices=[ANY, *((lane.value, lane.value) for lane in Lane)])
    decided = forms.ChoiceField(required=False, choices=[ANY, ("no", "undecided"), ("yes", "decided")])
    disposition = forms.ChoiceField(required=False, choices=[ANY, *((each.value, each.value) for each in Disposition)])
    wave = forms.IntegerField(required=False, min_value=1, max_value=1000)
    acts = forms.IntegerField(required=False, min_value=1, max_value=1_000_000)

    def asked(self) -> casework.SuspectFilter:
        """The filter; a field that cannot be read keeps nothing out."""
        self.is_valid()
        known = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        decided = known.get("decided")
        return casework.SuspectFilter(
            district=known.get("district"),
            lane=known.get("lane"),
            lane_decided=None if decided is None else decided == "yes",
            disposition=known.get("disposition"),
            wave=known.get("wave"),
            acts_at_least=known.get("acts"),
        )


def sorting(query: Mapping[str, str]) -> tuple[casework.SortBy, bool]:
    """`?sort=acts` ascending, `?sort=-acts` descending; most acts first when nothing readable is asked."""
    wish = query.get("sort", "-acts")
    name = wish.removeprefix("-")
    if name not in {sort.value for sort in casework.SortBy}:
        return casework.SortBy.ACTS, True
    return casework.SortBy(name), wish.startswith("-")


class Moment(forms.Field):
    """ISO 8601; without an offset it is local time in the zone given."""

    def __init__(self, *, zone: str, required: bool = True) -> None:
        super().__init__(required=required)
        self.zone = zone

    def to_python(self, value: str | None) -> datetime | None:
        """The moment, aware."""
        return moment(value, zone=self.zone) if value else None


def moment(text: str, *, zone: str) -> datetime:
    """The moment in UTC."""
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise forms.ValidationError("write a time as 2017-10-01T00:00") from error
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def moments(texts: Iterable[str], *, zone: str) -> tuple[datetime, ...]:
    """Several; empty ones are left out."""
    return tuple(moment(text, zone=zone) for text in texts if text.strip())
