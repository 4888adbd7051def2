"""What a tip says, drawn out of its XML: the account, the acts, what is known of each file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from varde.kernels.wire import acts as acts_block
from varde.kernels.wire.cybertip import FileDetails, IpCapture, Report, ReportedPerson

NOBODY = ReportedPerson()


@dataclass(frozen=True, slots=True)
class Reading:
    """A report with what was said of its files, by file id."""

    report: Report
    details: dict[str, FileDetails]
    block: acts_block.ActsBlock | None

    @property
    def account(self) -> ReportedPerson:
        """The first reported account; a report without one names nobody."""
        reported = self.report.person_or_user_reported
        return reported[0] if reported else NOBODY

    @property
    def acts(self) -> tuple[acts_block.ShareAct, ...]:
        """The acts as the platform listed them; none when its client knows no acts block."""
        return self.block.acts if self.block else ()

    @property
    def unread(self) -> tuple[str, ...]:
        """Lines of the acts block that this version cannot read, as they stand."""
        return tuple(line.text for line in self.block.unread) if self.block else ()

    @property
    def captures(self) -> tuple[IpCapture, ...]:
        """Addresses seen, at the account and at its files."""
        of_files = (details.ip_capture_event for details in self.details.values())
        return (*self.account.ip_capture_event, *(capture for capture in of_files if capture is not None))

    @property
    def first_act_at(self) -> datetime:
        """The earliest act, or the incident's time when no acts are listed."""
        return min((act.sent_at for act in self.acts), default=self.report.incident_summary.incident_date_time)


def reading(report: Report, details: dict[str, FileDetails]) -> Reading:
    """Put together what one tip says; acts blocks are looked for in every chat's content and read as one."""
    chats = (place.chat_im_incident for place in report.internet_details)
    found = (acts_block.parse_block(chat.content) for chat in chats if chat is not None and chat.content)
    blocks = [block for block in found if block is not None]
    return Reading(report, details, _as_one(blocks) if blocks else None)


def _as_one(blocks: Sequence[acts_block.ActsBlock]) -> acts_block.ActsBlock:
    """All that the blocks list; what the first one says of the account holds."""
    return acts_block.ActsBlock(
        reports=tuple(report for block in blocks for report in block.reports),
        acts=tuple(act for block in blocks for act in block.acts),
        account=blocks[0].account,
        unread=tuple(line for block in blocks for line in block.unread),
    )


def viewed(stated: Iterable[bool | None]) -> bool | None:
    """Whether a person saw a file that came several times: yes if it is said once, no if only that is said, else not stated."""
    said = {each for each in stated if each is not None}
    return True in said if said else None
