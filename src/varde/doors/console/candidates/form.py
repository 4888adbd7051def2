"""The answer to candidates, parsed once."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import QueryDict


class Ids(forms.Field):
    """A field given many times, each an id."""

    def to_python(self, value: list[str] | None) -> list[UUID]:
        """Each once, in order."""
        try:
            return list(dict.fromkeys(UUID(each) for each in value or ()))
        except ValueError as error:
            raise forms.ValidationError("one of the marked candidates cannot be read; load the page again") from error


class Answer(forms.Form):
    """Which candidates, and in an officer's words why."""

    candidate = Ids(error_messages={"required": "mark at least one pair"})
    reason = forms.CharField(required=False, max_length=2000)

    @classmethod
    def of(cls, posted: QueryDict) -> Answer:
        """The form as posted."""
        return cls({"candidate": posted.getlist("candidate"), "reason": posted.get("reason", "")})
