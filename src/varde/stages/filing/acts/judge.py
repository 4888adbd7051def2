from __future__ import annotations

from varde.kernels.wire.cybertip import Reaction, ResponseCode, reaction_to
from varde.stages.filing.errors import ClearinghouseBusy, NotAdmitted, ReportVanished

_STATES = {ResponseCode.NO_SUCH_REPORT, ResponseCode.NO_SUCH_FILE, ResponseCode.ALREADY_RETRACTED, ResponseCode.ALREADY_FINISHED}


class Refused(Exception):
    """The clearinghouse will not take the tip as it is; trying again cannot help. Stays inside this folder."""

    def __init__(self, code: int, because: str) -> None:
        self.code, self.because = code, because
        super().__init__(code)


def judge(code: int, description: str) -> None:
    """Go on after a success; otherwise raise what the code calls for. Unknown codes are judged by their thousand."""
    reaction = reaction_to(code)
    if reaction is Reaction.NONE:
        return
    if reaction is Reaction.RETRY:
        raise ClearinghouseBusy(str(code))
    if reaction is Reaction.STOP:
        raise NotAdmitted(str(code))
    if reaction is Reaction.STATE and code in _STATES:
        raise ReportVanished(str(code))
    raise Refused(code, description)
