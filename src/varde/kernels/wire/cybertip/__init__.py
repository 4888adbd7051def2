"""CyberTip documents and answers.

Fields are the wire's names in snake_case; a repeated element is a tuple under the same, singular name.
"""

from varde.kernels.wire.cybertip.codes import HTTP_STATUS, Reaction, ResponseCode, reaction_to
from varde.kernels.wire.cybertip.documents import parse_file_details, parse_report, render_file_details, render_report
from varde.kernels.wire.cybertip.errors import AnswerUnreadable, WireRefused
from varde.kernels.wire.cybertip.files import Details, FileAnnotations, FileDetails, NameValuePair, OriginalFileHash
from varde.kernels.wire.cybertip.incidents import (
    CellPhoneIncident,
    ChatImIncident,
    EmailIncident,
    InternetDetails,
    NewsgroupIncident,
    NonInternetIncident,
    OnlineGamingIncident,
    Peer2peerIncident,
    WebPageIncident,
)
from varde.kernels.wire.cybertip.people import Address, ContactPerson, Email, Person, Phone
from varde.kernels.wire.cybertip.report import (
    BatchedReport,
    IncidentSummary,
    LawEnforcement,
    Report,
    ReportAnnotations,
    Reporter,
    ServedLegalProcessInternational,
)
from varde.kernels.wire.cybertip.responses import (
    Done,
    Response,
    parse_answer,
    parse_done,
    parse_response,
    render_done,
    render_response,
)
from varde.kernels.wire.cybertip.schema import SCHEMA
from varde.kernels.wire.cybertip.schema import text_of as schema_text
from varde.kernels.wire.cybertip.subjects import AccountPlatform, AssociatedAccount, Recipient, ReportedPerson, Victim
from varde.kernels.wire.cybertip.traces import DeviceId, EstimatedLocation, IpCapture, PermanentlyDisabled, TemporarilyDisabled
from varde.kernels.wire.cybertip.values import (
    AccountType,
    AddressType,
    BatchReason,
    DetailsType,
    Edition,
    EmailType,
    EventName,
    FileRelevance,
    IncidentType,
    IndustryClassification,
    PhoneType,
)

__all__ = [
    "HTTP_STATUS",
    "SCHEMA",
    "AccountPlatform",
    "AccountType",
    "Address",
    "AddressType",
    "AnswerUnreadable",
    "AssociatedAccount",
    "BatchReason",
    "BatchedReport",
    "CellPhoneIncident",
    "ChatImIncident",
    "ContactPerson",
    "Details",
    "DetailsType",
    "DeviceId",
    "Done",
    "Edition",
    "Email",
    "EmailIncident",
    "EmailType",
    "EstimatedLocation",
    "EventName",
    "FileAnnotations",
    "FileDetails",
    "FileRelevance",
    "IncidentSummary",
    "IncidentType",
    "IndustryClassification",
    "InternetDetails",
    "IpCapture",
    "LawEnforcement",
    "NameValuePair",
    "NewsgroupIncident",
    "NonInternetIncident",
    "OnlineGamingIncident",
    "OriginalFileHash",
    "Peer2peerIncident",
    "PermanentlyDisabled",
    "Person",
    "Phone",
    "PhoneType",
    "Reaction",
    "Recipient",
    "Report",
    "ReportAnnotations",
    "ReportedPerson",
    "Reporter",
    "Response",
    "ResponseCode",
    "ServedLegalProcessInternational",
    "TemporarilyDisabled",
    "Victim",
    "WebPageIncident",
    "WireRefused",
    "parse_answer",
    "parse_done",
    "parse_file_details",
    "parse_report",
    "parse_response",
    "reaction_to",
    "render_done",
    "render_file_details",
    "render_report",
    "render_response",
    "schema_text",
]
