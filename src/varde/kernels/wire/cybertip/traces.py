"""What an account leaves behind: addresses, devices, places, and whether it was switched off."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from varde.kernels.wire.cybertip.markup import ATTRIBUTE, TEXT
from varde.kernels.wire.cybertip.values import EventName


@dataclass(frozen=True, slots=True, kw_only=True)
class IpCapture:
    """One address seen at one event (ipCaptureEvent)."""

    ip_address: str
    event_name: EventName | None = None
    date_time: datetime | None = None
    possible_proxy: bool | None = None
    port: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceId:
    """One identifier of a device, e.g. of type IMEI."""

    id_type: str
    id_value: str
    event_name: EventName | None = None
    date_time: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatedLocation:
    """Where the reporter believes the account is; never without a country code (rule, not schema)."""

    verified: bool | None = field(default=None, metadata=ATTRIBUTE)
    timestamp: datetime | None = field(default=None, metadata=ATTRIBUTE)
    city: str | None = None
    region: str | None = None
    country_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemporarilyDisabled:
    """accountTemporarilyDisabled."""

    disabled: bool = field(metadata=TEXT)
    disabled_date: datetime | None = field(default=None, metadata=ATTRIBUTE)
    user_notified: bool | None = field(default=None, metadata=ATTRIBUTE)
    user_notified_date: datetime | None = field(default=None, metadata=ATTRIBUTE)
    reenabled_date: datetime | None = field(default=None, metadata=ATTRIBUTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PermanentlyDisabled:
    """accountPermanentlyDisabled."""

    disabled: bool = field(metadata=TEXT)
    disabled_date: datetime | None = field(default=None, metadata=ATTRIBUTE)
    user_notified: bool | None = field(default=None, metadata=ATTRIBUTE)
    user_notified_date: datetime | None = field(default=None, metadata=ATTRIBUTE)
