"""What the clearinghouse refuses. `wire_code` is the response code of the CyberTipline Reporting API."""

from __future__ import annotations

from typing import ClassVar

from varde.kernels.terms.errors import VardeError


class SubmissionError(VardeError):
    """The submission was refused; correct it and send it again."""

    wire_code: ClassVar[int] = 4000
    code = "submission_refused"


class NoSuchReport(SubmissionError):
    """No such report is open to you; use the report id that /submit answered."""

    wire_code = 5001
    code = "no_such_report"
    status = 404


class NotYourReport(SubmissionError):
    """This report belongs to another reporter; use the report id that /submit answered to you."""

    wire_code = 3300
    code = "not_your_report"
    status = 403


class NoSuchFile(SubmissionError):
    """No such file belongs to this report; use the file id that /upload answered."""

    wire_code = 5002
    code = "no_such_file"
    status = 404


class AlreadyRetracted(SubmissionError):
    """This report was retracted; submit a new one."""

    wire_code = 5101
    code = "already_retracted"
    status = 409


class AlreadyFinished(SubmissionError):
    """This report is finished and cannot be changed; submit a new one that names it in priorCTReports."""

    wire_code = 5102
    code = "already_finished"
    status = 409


class AlreadyDescribed(SubmissionError):
    """This file has its details already; send details for another file, or finish the report."""

    wire_code = 4100
    code = "already_described"


class OneFileOnly(SubmissionError):
    """A batched report carries one file at most; retract it and submit again."""

    wire_code = 4100
    code = "one_file_only"


class NoSuchTip(VardeError):
    """No such tip lies here; look it up at the desk by its report number."""

    code = "no_such_tip"
    status = 404


class NoAgreement(VardeError):
    """No agreement in force covers this country; add one, or choose another country."""

    code = "no_agreement"
    status = 409


class BasisNeeded(VardeError):
    """An agreement needs its legal basis; write down the law or the treaty under which tips may go there."""

    code = "basis_needed"


class AgreementStands(VardeError):
    """Another agreement with this agency for this country is in force; end that one first."""

    code = "agreement_stands"
    status = 409


class NotTheirTip(VardeError):
    """The outcome names a tip that its sender was not given; ask the agency which report ids it means."""

    code = "not_their_tip"
    status = 403


class AlreadyReferred(VardeError):
    """This tip was referred already; write to the agency if its place is wrong."""

    code = "already_referred"
    status = 409


class UnknownCountry(VardeError):
    """This is not a country code; give the two capital letters of ISO 3166-1, such as DK."""

    code = "unknown_country"


class ReasonNeeded(VardeError):
    """Write why; whoever reads the record later needs it."""

    code = "reason_needed"
