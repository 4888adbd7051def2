"""What a tip says, drawn out of its XML: the account, the acts, what is known of each file."""

from __future__ import annotations

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
    def captures(self) -> tuple[IpCapture, ...]:
        """Addresses seen, at the account and at its files."""
        of_files = (details.ip_capture_event for details in self.details.values())
        return (*self.account.ip_capture_event, *(capture for capture in of_files if capture is not None))

    @property
    def first_act_at(self) -> datetime:
        """The earliest act, or the incident's time when no acts are listed."""
        return min((act.sent_at for act in self.acts), default=self.report.incident_summary.incident_date_time)


def reading(report: Report, details: dict[str, FileDetails]) -> Reading:
    """Put together what one tip says; the acts block is looked for in every chat's content."""
    chats = (place.chat_im_incident for place in report.internet_details)
    found = (acts_block.parse_block(chat.content) for chat in chats if chat is not None and chat.content)
    return Reading(report, details, next((block for block in found if block is not None), None))
