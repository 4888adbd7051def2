from __future__ import annotations

from varde.keeps.vault import face as vault
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.topics import TipReady
from varde.kernels.wire import cybertip as wire
from varde.stages.filing import rules
from varde.stages.filing.acts.configure import platform
from varde.stages.filing.acts.gather import gather
from varde.stages.filing.acts.judge import Refused, judge
from varde.stages.filing.acts.progress import finished, opened, reopened, stopped
from varde.stages.filing.errors import ReportVanished, UploadDamaged
from varde.stages.filing.models import Tip
from varde.stages.filing.queries import facts_of, files_of
from varde.stages.filing.types import Clearinghouse, TipFileFacts, TipState

GONE = {0, wire.ResponseCode.NO_SUCH_REPORT, wire.ResponseCode.ALREADY_RETRACTED}


def file(ready: TipReady, *, over: Clearinghouse) -> None:
    """File one tip, exactly once: called again after a crash, the clearinghouse is asked first how far it came."""
    tip = gather(ready.tip)
    try:
        if tip.state == TipState.OPENED and not _is_filed(tip, over=over):
            reopened(tip)
        if tip.state == TipState.SENDING:
            _file(tip, over=over)
    except Refused as refused:
        _stop(tip, refused, over=over)


def _is_filed(tip: Tip, *, over: Clearinghouse) -> bool:
    """/retract tells: 5102 means that the finish had landed; otherwise nothing was filed, and nothing is open any more."""
    assert tip.report_number is not None
    answer, verbatim = over.retract_verbatim(tip.report_number)
    if answer.code == wire.ResponseCode.ALREADY_FINISHED:
        finished(tip, receipt=verbatim, file_ids=None)
        return True
    if answer.code not in GONE:
        judge(answer.code, answer.description)
    return False


def _stop(tip: Tip, refused: Refused, *, over: Clearinghouse) -> None:
    """No code, known or not, proves that nothing was filed: what was opened is taken back first, or found to be filed."""
    try:
        is_filed = tip.report_number is not None and _is_filed(tip, over=over)
    except Refused as unclear:
        because = f"the clearinghouse does not say whether it is filed: {unclear.because}"
        stopped(tip, code=unclear.code, because=because, is_open=True)
        return
    if not is_filed:
        stopped(tip, code=refused.code, because=refused.because)


def _file(tip: Tip, *, over: Clearinghouse) -> None:
    number = _open(tip, over=over)
    file_ids = {file_facts.object: _send(file_facts, number=number, over=over) for file_facts in files_of(tip)}
    answer, verbatim = over.finish(number)
    if answer.code != wire.ResponseCode.ALREADY_FINISHED:
        judge(answer.code, answer.description if isinstance(answer, wire.Response) else "")
    finished(tip, receipt=verbatim, file_ids=file_ids)


def _open(tip: Tip, *, over: Clearinghouse) -> int:
    document = _document(tip)
    answer = over.submit(document)
    judge(answer.code, answer.description)
    if answer.report_id is None:
        raise wire.AnswerUnreadable("no reportId")
    if not opened(tip, number=answer.report_id, submitted=document):
        over.retract(answer.report_id)
        raise ReportVanished
    return answer.report_id


def _document(tip: Tip) -> bytes:
    """The tip as XML; what the wire's schema refuses stands as text in it, so that a queer e-mail address stops nothing."""
    facts, now = facts_of(tip, account=tip.account), clock.now()
    try:
        return wire.render_report(rules.report_of(facts, platform=platform(), now=now))
    except wire.WireRefused:
        pass
    try:
        return wire.render_report(rules.report_of(facts, platform=platform(), now=now, bare=True))
    except wire.WireRefused as refused:
        raise Refused(refused.response_code, f"{refused.path}: {refused.cause}") from refused


def _send(file_facts: TipFileFacts, *, number: int, over: Clearinghouse) -> str:
    with vault.open_for(file_facts.object, purpose=vault.Purpose.FILE_TIP, by=THE_STATION) as content:
        answer = over.upload(number, name=f"{file_facts.sha256.hex()}.bin", content=content)
    judge(answer.code, answer.description)
    if not answer.file_id:
        raise wire.AnswerUnreadable("no fileId")
    if answer.hash and answer.hash.lower() != file_facts.md5.hex():
        raise UploadDamaged
    said = over.describe(rules.details_of(file_facts, report_id=number, file_id=answer.file_id))
    judge(said.code, said.description)
    return answer.file_id
