from __future__ import annotations

from varde.kernels.terms.errors import VardeError


class BasisMissing(VardeError):
    """Share records are imported on a legal basis; write it in the parameter `basis`."""

    code = "basis_missing"
    status = 422


class SharesRefused(VardeError):
    """Some records name an item that is not confirmed, so none was imported; take these lines out and send the rest again."""

    code = "shares_refused"
    status = 409

    def __init__(self, lines: list[int]) -> None:
        self.lines = lines
        more = f" and {len(lines) - 20} more" if len(lines) > 20 else ""
        super().__init__(f"lines {', '.join(str(line) for line in lines[:20])}{more}")


class TipUnknown(VardeError):
    """This tip does not exist; go back to the list and choose one."""

    code = "tip_unknown"
    status = 404


class TipNotWaiting(VardeError):
    """This tip is being filed or was filed; nothing more is to be done."""

    code = "tip_not_waiting"
    status = 409


class EarlierTipFirst(VardeError):
    """An earlier tip about this account is still being filed; the supplement waits for its number."""

    code = "earlier_tip_first"
    status = 409


class ClearinghouseBusy(VardeError):
    """The clearinghouse could not take the tip just now; it is tried again by itself."""

    code = "clearinghouse_busy"
    status = 503


class NotAdmitted(VardeError):
    """Our log-in is not accepted; use `varde peer remove` and `varde peer add` to correct it; the tip waits until then."""

    code = "not_admitted"
    status = 502
    alarming = True


class ReportVanished(VardeError):
    """The clearinghouse no longer knows the report that was opened; the tip is filed anew."""

    code = "report_vanished"
    status = 409


class UploadDamaged(VardeError):
    """The clearinghouse received other bytes than were sent; the tip is filed anew."""

    code = "upload_damaged"
    status = 502


class NotAnOutcome(VardeError):
    """The letter is not an outcome; ask the sender to send a varde-outcome/1 letter."""

    code = "not_an_outcome"
