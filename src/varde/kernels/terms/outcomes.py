"""What came of a referral, as it travels back up the chain: coded, without names, places or ages."""

from __future__ import annotations

from enum import StrEnum


class OutcomeCode(StrEnum):
    """A status, with the reason when closed (the fields of the clearinghouse's own feedback form)."""

    CONVICTION = "conviction"
    ARREST = "arrest"
    ONGOING = "ongoing"
    REFERRED = "referred"
    CLOSED_CANNOT_LOCATE_SUBJECT = "closed_cannot_locate_subject"
    CLOSED_PROVIDER_ANSWER_EMPTY = "closed_provider_answer_empty"
    CLOSED_NO_CRIME = "closed_no_crime"
    CLOSED_NO_PROSECUTORIAL_MERIT = "closed_no_prosecutorial_merit"
    CLOSED_ADULT = "closed_adult"
    CLOSED_AGE_UNCLEAR = "closed_age_unclear"
    CLOSED_FALSE_REPORT = "closed_false_report"
    CLOSED_UNFOUNDED = "closed_unfounded"
    CLOSED_DECEASED = "closed_deceased"
    CLOSED_OTHER = "closed_other"
