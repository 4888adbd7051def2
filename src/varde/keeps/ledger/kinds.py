"""Every kind of ledger entry, in the order of the journey. The value is the verb of the act, in the past."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What happened."""

    # parties
    USER_ADDED = "user_added"
    USER_REMOVED = "user_removed"
    USER_RESET = "user_reset"
    TOKEN_ISSUED = "token_issued"
    TOKEN_REVOKED = "token_revoked"
    LOGGED_IN = "logged_in"
    LOG_IN_FAILED = "log_in_failed"
    ACCESS_REFUSED = "access_refused"
    # peers and post
    PEER_ADDED = "peer_added"
    PEER_REMOVED = "peer_removed"
    LETTER_SENT = "letter_sent"
    LETTER_RECEIVED = "letter_received"
    LETTER_REFUSED = "letter_refused"
    # vault
    EVIDENCE_SEALED = "evidence_sealed"
    EVIDENCE_OPENED = "evidence_opened"
    EVIDENCE_DESTROYED = "evidence_destroyed"
    EVIDENCE_MISSING = "evidence_missing"
    EVIDENCE_FINGERPRINTED = "evidence_fingerprinted"
    # hash lists
    LIST_ADDED = "list_added"
    LIST_IMPORTED = "list_imported"
    LIST_ENTRY_ADDED = "list_entry_added"
    LIST_ENTRY_ATTESTED = "list_entry_attested"
    LIST_ENTRY_DISPUTED = "list_entry_disputed"
    LIST_ENTRY_WITHDRAWN = "list_entry_withdrawn"
    # intake
    REPORT_ACCEPTED = "report_accepted"
    REPORT_JOINED = "report_joined"
    COPY_OFFERED = "copy_offered"
    COPY_DISCARDED = "copy_discarded"
    FILES_SWEPT = "files_swept"
    # matching
    MEDIA_LOOKED_UP = "media_looked_up"
    # review
    REVIEW_QUEUED = "review_queued"
    REVIEW_CLAIMED = "review_claimed"
    MEDIA_VIEWED = "media_viewed"
    REPORT_CONFIRMED = "report_confirmed"
    REPORT_REFUSED = "report_refused"
    SECOND_PERSON_ASKED = "second_person_asked"
    COPY_REFUSED = "copy_refused"
    # filing
    TIP_DRAFTED = "tip_drafted"
    REPORT_NOTED = "report_noted"
    SHARES_IMPORTED = "shares_imported"
    SHARES_REFUSED = "shares_refused"
    TIP_RELEASED = "tip_released"
    TIP_OPENED = "tip_opened"
    TIP_FILED = "tip_filed"
    TIP_RETRACTED = "tip_retracted"
    TIP_STOPPED = "tip_stopped"
    OUTCOME_TAKEN = "outcome_taken"
    # clearing
    SUBMISSION_OPENED = "submission_opened"
    FILE_ADDED = "file_added"
    FILE_DESCRIBED = "file_described"
    SUBMISSION_FINISHED = "submission_finished"
    SUBMISSION_RETRACTED = "submission_retracted"
    SUBMISSION_REFUSED = "submission_refused"
    SUBMISSION_EXPIRED = "submission_expired"
    TIP_TAKEN_IN = "tip_taken_in"
    TIP_PLACED = "tip_placed"
    AGREEMENT_ADDED = "agreement_added"
    AGREEMENT_ENDED = "agreement_ended"
    REFERRAL_ROUTED = "referral_routed"
    OUTCOME_FORWARDED = "outcome_forwarded"
    # casework
    REFERRAL_RECEIVED = "referral_received"
    PERSON_KNOWN = "person_known"
    ACCOUNTS_LINKED = "accounts_linked"
    ACCOUNTS_UNLINKED = "accounts_unlinked"
    CASE_OPENED = "case_opened"
    CASE_ASSIGNED = "case_assigned"
    LANE_DECIDED = "lane_decided"
    DISPOSITION_DECIDED = "disposition_decided"
    DEPICTED_CHILD_MARKED = "depicted_child_marked"
    CANDIDATES_DISMISSED = "candidates_dismissed"
    FACT_STATED = "fact_stated"
    DECISION_AWAITED = "decision_awaited"
    DECISION_WITHDRAWN = "decision_withdrawn"
    WAVES_CUT = "waves_cut"
    PUBLICITY_SET = "publicity_set"
    INCIDENTS_JOINED = "incidents_joined"
    OUTCOME_RECORDED = "outcome_recorded"
    # the runner
    STEP_FAILED = "step_failed"
