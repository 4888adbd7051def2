"""Where it happened: the eight kinds of internetDetails, exactly one in each."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from varde.kernels.wire.cybertip.errors import WireRefused
from varde.kernels.wire.cybertip.markup import ATTRIBUTE, spelled
from varde.kernels.wire.cybertip.people import Address, Email, Phone
from varde.kernels.wire.cybertip.traces import IpCapture


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPageIncident:
    """On web pages."""

    third_party_hosted_content: bool | None = field(default=None, metadata=ATTRIBUTE)
    url: tuple[str, ...] = ()
    additional_info: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailIncident:
    """By e-mail; each address must reappear with a person of the report."""

    email_address: tuple[Email, ...] = ()
    content: str | None = None
    additional_info: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsgroupIncident:
    """In a newsgroup; each address must reappear with a person of the report."""

    name: str | None = None
    email_address: tuple[Email, ...] = ()
    content: str | None = None
    additional_info: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatImIncident:
    """In a chat; `content` carries varde's acts block."""

    chat_client: str | None = None
    chat_room_name: str | None = None
    content: str | None = None
    additional_info: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineGamingIncident:
    """In a game."""

    game_name: str | None = None
    console: str | None = None
    content: str | None = None
    additional_info: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPhoneIncident:
    """By telephone; degrees in WGS 84."""

    phone_number: Phone | None = None
    latitude: float | None = None
    longitude: float | None = None
    additional_info: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NonInternetIncident:
    """Away from the internet."""

    location_name: str | None = None
    incident_address: tuple[Address, ...] = ()
    additional_info: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer2peerIncident:
    """In a file-sharing network."""

    client: str | None = None
    ip_capture_event: tuple[IpCapture, ...] = ()
    file_names: str | None = None
    additional_info: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InternetDetails:
    """Exactly one of the eight: none or two cannot be made (WireRefused), as the schema refuses them."""

    web_page_incident: WebPageIncident | None = None
    email_incident: EmailIncident | None = None
    newsgroup_incident: NewsgroupIncident | None = None
    chat_im_incident: ChatImIncident | None = None
    online_gaming_incident: OnlineGamingIncident | None = None
    cell_phone_incident: CellPhoneIncident | None = None
    non_internet_incident: NonInternetIncident | None = None
    peer2peer_incident: Peer2peerIncident | None = field(default=None, metadata=spelled("peer2peerIncident"))

    def __post_init__(self) -> None:
        if sum(getattr(self, one.name) is not None for one in fields(self)) != 1:
            raise WireRefused(4100, "/report/internetDetails", "holds exactly one incident")
