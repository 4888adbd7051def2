"""The `fileDetails` document, sent with POST /fileinfo once per uploaded file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from varde.kernels.wire.cybertip.markup import ATTRIBUTE, FLAG, TEXT
from varde.kernels.wire.cybertip.traces import DeviceId, IpCapture
from varde.kernels.wire.cybertip.values import DetailsType, FileRelevance, IndustryClassification


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAnnotations:
    """Presence flags about one file."""

    anime_drawing_virtual_hentai: bool = field(default=False, metadata=FLAG)
    potential_meme: bool = field(default=False, metadata=FLAG)
    viral: bool = field(default=False, metadata=FLAG)
    possible_self_production: bool = field(default=False, metadata=FLAG)
    physical_harm: bool = field(default=False, metadata=FLAG)
    violence_gore: bool = field(default=False, metadata=FLAG)
    bestiality: bool = field(default=False, metadata=FLAG)
    live_streaming: bool = field(default=False, metadata=FLAG)
    infant: bool = field(default=False, metadata=FLAG)
    generative_ai: bool = field(default=False, metadata=FLAG)


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalFileHash:
    """A hash of the file before the reporter changed it; `hash_type` is free text such as MD5 or SHA256."""

    value: str = field(metadata=TEXT)
    hash_type: str = field(metadata=ATTRIBUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameValuePair:
    """One line of metadata."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Metadata of one origin; at least one pair."""

    type: DetailsType | None = field(default=None, metadata=ATTRIBUTE)
    name_value_pair: tuple[NameValuePair, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDetails:
    """What is known of one file. The three-valued `file_viewed_by_esp` decides whether police may open it without a warrant."""

    report_id: int
    file_id: str
    file_name: str | None = None
    original_file_name: str | None = None
    uploaded_to_esp_timestamp: datetime | None = None
    location_of_file: str | None = None
    file_viewed_by_esp: bool | None = None
    exif_viewed_by_esp: bool | None = None
    publicly_available: bool | None = None
    file_relevance: FileRelevance | None = None
    potential_meme: bool | None = None
    file_annotations: FileAnnotations | None = None
    industry_classification: IndustryClassification | None = None
    original_file_hash: tuple[OriginalFileHash, ...] = ()
    ip_capture_event: IpCapture | None = None
    device_id: tuple[DeviceId, ...] = ()
    details: tuple[Details, ...] = ()
    additional_info: tuple[str, ...] = ()
