"""What hash sharing says, typed. Wire facts: the Hash Sharing API, /v2."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Media(StrEnum):
    """What an entry is of."""

    IMAGE = "image"
    VIDEO = "video"


class FeedbackType(StrEnum):
    """The kinds of fingerprint that feedback can be about, as they stand in addresses."""

    MD5 = "MD5"
    SHA1 = "SHA1"
    PDNA = "PDNA"
    PDQ = "PDQ"
    NETCLEAN = "NETCLEAN"
    VIDENTIFIER = "VIDENTIFIER"
    TMK_PDQF = "TMK_PDQF"
    SSVH_PDNA = "SSVH_PDNA"
    SSVH_SAFER_HASH = "SSVH_SAFER_HASH"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """One fingerprint as it stands in the document: its element's name (`md5`, `sha1`, `pdna`, `pdq`, …) and its text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class LargeFingerprint:
    """A fingerprint that is fetched from its own address; `href` may not be stored."""

    kind: str
    rel: str
    href: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a member disagrees; `members` said so."""

    guid: str
    name: str
    type: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """What members say of one fingerprint of an entry: those who agree, and the reasons of those who do not."""

    type: FeedbackType
    last_update: datetime
    affirmative: tuple[str, ...] = ()
    negative: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One picture or video of one member (an organisation, by its number). The merge key is `{member}-{id}`."""

    media: Media
    member: str
    id: str
    timestamp: datetime
    classification: str | None = None  # A1, A2, B1, B2
    fingerprints: tuple[Fingerprint, ...] = ()
    large: tuple[LargeFingerprint, ...] = ()
    feedback: tuple[Feedback, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """A tombstone: whoever holds the entry deletes it."""

    media: Media
    member: str
    id: str
    timestamp: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of /v2/entries. `next` is a path with its query, starting at `/v2/entries`; None ends the range."""

    entries: tuple[Entry | Deleted, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the exchange: its number and what people call it."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """Who we are to the server."""

    ip_address: str
    username: str
    member: Member


@dataclass(frozen=True, slots=True)
class AvailableReason:
    """A reason that may be given against a fingerprint."""

    guid: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class FeedbackSubmission:
    """What a member says of a fingerprint: affirmative when there are no reasons, otherwise the reasons against it."""

    reasons: tuple[str, ...] = ()  # guids


@dataclass(frozen=True, slots=True)
class Categorization:
    """A category of an entry; its guid is this server's own."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class CategorizationGroup:
    """Categories of one kind, such as Context: Known Minor, Potential Meme, Viral."""

    name: str
    allow_multiple: bool
    categorizations: tuple[Categorization, ...]
