"""Rules that hold inside one element, by its type."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from varde.kernels.wire.cybertip.files import FileDetails
from varde.kernels.wire.cybertip.incidents import CellPhoneIncident, WebPageIncident
from varde.kernels.wire.cybertip.people import Email, Person, Phone
from varde.kernels.wire.cybertip.report import IncidentSummary, Reporter
from varde.kernels.wire.cybertip.subjects import AssociatedAccount, Recipient, ReportedPerson, Victim
from varde.kernels.wire.cybertip.traces import EstimatedLocation, IpCapture, PermanentlyDisabled, TemporarilyDisabled

_STATES = """
AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX
UT VT VA WA WV WI WY DC GU PR VI
"""
US_STATES = frozenset(_STATES.split())


class Breach(NamedTuple):
    """Where and why; never what."""

    path: str
    cause: str


Found = Iterator[tuple[str, str]]  # a path below the element ("" for itself), and the cause


def broken(path: str, value: object) -> Iterator[Breach]:
    """The breaches of one element's own rules."""
    for rule in _RULES.get(type(value), ()):
        for below, cause in rule(value):
            yield Breach(f"{path}/{below}" if below else path, cause)


def _ip(capture: IpCapture) -> Found:
    try:
        ipaddress.ip_address(capture.ip_address.strip() if "%" not in capture.ip_address else "")
    except ValueError:
        yield "ipAddress", "must be an IPv4 or IPv6 address"
    if capture.port is not None and not 1 <= capture.port <= 65535:
        yield "port", "must lie between 1 and 65535"


def _email(email: Email) -> Found:
    local, at, domain = email.address.strip().rpartition("@")
    if not (local and at and domain) or len(local) > 64:
        yield "", "must be an e-mail address with a local part of at most 64 characters"
    yield from _verification(email)


def _phone(phone: Phone) -> Found:
    dialled = re.sub(r"[\s().-]", "", phone.number)
    code = phone.country_calling_code
    if code and dialled.startswith((code, code.replace("+", "00"))):
        yield "", "must not repeat its countryCallingCode"
    yield from _verification(phone)


def _verification(value: Email | Phone) -> Found:
    if value.verification_date is not None and value.verified is not True:
        yield "", "verificationDate needs verified=true"


def _age(person: Person) -> Found:
    if person.age is not None and not 0 <= person.age <= 150:
        yield "age", "must lie between 0 and 150"


def _associated(account: AssociatedAccount) -> Found:
    if account.approximate_age is not None and not 0 <= account.approximate_age <= 150:
        yield "approximateAge", "must lie between 0 and 150"
    if account.approximate_age is not None and account.date_of_birth is not None:
        yield "approximateAge", "not together with dateOfBirth"
    yield from _prior("priorCTReport", account.prior_ct_report)


def _location(location: EstimatedLocation) -> Found:
    if not location.country_code:
        yield "countryCode", "is needed in an estimatedLocation"
    if location.country_code == "US" and location.region and location.region not in US_STATES:
        yield "region", "must be a state code in the US"
    if location.country_code == "US" and location.city and not location.region:
        yield "region", "is needed with a city in the US"


def _disabled(state: TemporarilyDisabled | PermanentlyDisabled) -> Found:
    since = state.disabled_date
    if since and state.user_notified_date and state.user_notified_date < since:
        yield "", "userNotifiedDate lies before disabledDate"
    back = getattr(state, "reenabled_date", None)
    if since and back and back <= since:
        yield "", "reenabledDate must lie after disabledDate"


def _summary(summary: IncidentSummary) -> Found:
    if summary.escalate_to_high_priority is not None and not summary.escalate_to_high_priority.strip():
        yield "escalateToHighPriority", "must not be blank"


def _subject_prior(subject: ReportedPerson | Recipient | Victim) -> Found:
    yield from _prior("priorCTReports", subject.prior_ct_reports)


def _prior(name: str, reports: tuple[int, ...]) -> Found:
    if any(report <= 0 for report in reports):
        yield name, "must be a report id"


def _profile_urls(subject: ReportedPerson | Recipient | Victim | AssociatedAccount) -> Found:
    yield from _urls("profileUrl", subject.profile_url)


def _page_urls(incident: WebPageIncident) -> Found:
    yield from _urls("url", incident.url)


def _legal_url(reporter: Reporter) -> Found:
    yield from _urls("legalURL", (reporter.legal_url,) if reporter.legal_url else ())


def _file_place(details: FileDetails) -> Found:
    yield from _urls("locationOfFile", (details.location_of_file,) if details.location_of_file else ())


def _urls(name: str, urls: tuple[str, ...]) -> Found:
    for number, url in enumerate(urls, start=1):
        if not _is_url(url):
            yield f"{name}[{number}]" if len(urls) > 1 else name, "must be a URL"


def _is_url(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.scheme and parts.hostname) and not any(sign.isspace() for sign in url.strip()) and (parts.port or 1) > 0
    except ValueError:
        return False


def _on_earth(incident: CellPhoneIncident) -> Found:
    if incident.latitude is not None and not -90 <= incident.latitude <= 90:
        yield "latitude", "must lie between -90 and 90"
    if incident.longitude is not None and not -180 <= incident.longitude <= 180:
        yield "longitude", "must lie between -180 and 180"


_RULES: dict[type, tuple[Callable[[Any], Found], ...]] = {
    IpCapture: (_ip,),
    Email: (_email,),
    Phone: (_phone,),
    Person: (_age,),
    AssociatedAccount: (_associated, _profile_urls),
    EstimatedLocation: (_location,),
    TemporarilyDisabled: (_disabled,),
    PermanentlyDisabled: (_disabled,),
    IncidentSummary: (_summary,),
    ReportedPerson: (_subject_prior, _profile_urls),
    Recipient: (_subject_prior, _profile_urls),
    Victim: (_subject_prior, _profile_urls),
    WebPageIncident: (_page_urls,),
    Reporter: (_legal_url,),
    FileDetails: (_file_place,),
    CellPhoneIncident: (_on_earth,),
}
