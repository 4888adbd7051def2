"""The wire's samples: what must be read, comes back equal, and what must be refused with 4100 and where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from varde.kernels.wire import xml
from varde.kernels.wire.cybertip import (
    Edition,
    IncidentType,
    WireRefused,
    parse_file_details,
    parse_report,
    render_file_details,
    render_report,
)

SAMPLES = Path(__file__).parent / "cybertip"
AT = datetime(2026, 6, 1, tzinfo=UTC)
READERS: dict[str, tuple[Callable[..., Any], Callable[..., bytes]]] = {
    "report": (parse_report, render_report),
    "file": (parse_file_details, render_file_details),
}


def sample(name: str) -> str:
    return (SAMPLES / f"{name}.xml").read_text()


def spelled(data: bytes) -> object:
    """A document without its layout; times are compared as instants and flags in any order, as the schema means them."""

    def one(element: Any) -> object:  # noqa: ANN401  the parser is imported in one place only
        children = [one(child) for child in element]
        flags = element.tag.endswith("Annotations")
        text = None if flags or len(element) or element.getparent().tag.endswith("Annotations") else (element.text or "")
        if text and element.tag.lower().endswith(("datetime", "timestamp")):
            text = datetime.fromisoformat(text).astimezone(UTC).isoformat()
        attributes = {name: value.replace("Z", "+00:00") for name, value in element.attrib.items()}
        return element.tag, attributes, text, sorted(children, key=repr) if flags else children

    return [one(child) for child in xml.parse(data)]


def refusal(name: str, *changes: tuple[str, str], **options: object) -> WireRefused:
    text = sample(name)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    with pytest.raises(WireRefused) as refused:
        READERS[name.split("-", maxsplit=1)[0]][0](text.encode(), **{"at": AT} | options)
    return refused.value


@pytest.mark.parametrize("name", ["report-full", "report-batched", "file-details-full"])
def test_a_sample_is_read_and_written_back_equal(name: str) -> None:
    read, write = READERS[name.split("-", maxsplit=1)[0]]
    document = read(sample(name).encode(), at=AT)
    assert spelled(write(document, at=AT)) == spelled(sample(name).encode())
    assert read(write(document, at=AT), at=AT) == document


def test_empty_annotations_are_not_the_same_as_none() -> None:
    report = parse_report(sample("report-batched").encode(), at=AT)
    assert report.incident_summary.report_annotations is not None
    without = sample("report-batched").replace("<reportAnnotations/>", "").encode()
    assert parse_report(without, at=AT).incident_summary.report_annotations is None


@pytest.mark.parametrize("kind", IncidentType)
def test_every_incident_type_is_taken(kind: IncidentType) -> None:
    text = sample("report-batched").replace(IncidentType.CSAM, kind)
    assert parse_report(text.encode(), at=AT).incident_summary.incident_type is kind


@pytest.mark.parametrize(
    ("name", "changes", "path"),
    [
        ("report-full", (("for Sexual Acts", "for Sexual Act"),), "/report/incidentSummary/incidentType"),
        ("report-full", (('type="Parent/Guardian"', 'accountType="Billing"'),), "/report/personOrUserReported/associatedAccount"),
        (
            "report-full",
            (('type="Other"', 'type="Other" thirdPartyUser="true"'),),
            "/report/victim/associatedAccount",
        ),
        (
            "report-full",
            (("<lawEnforcement>", '<lawEnforcement fleaCountry="DK">'), ('International fleaCountry="DK"', "International")),
            "/report/lawEnforcement",
        ),
        (
            "file-details-full",
            (('<details type="EXIF"><nameValuePair>', '<details><nameValuePair type="EXIF">'),),
            "/fileDetails/details[1]/nameValuePair",
        ),
        (
            "file-details-full",
            (
                ("<fileRelevance>Reported</fileRelevance>", ""),
                ("<fileViewedByEsp>", "<fileRelevance>Reported</fileRelevance><fileViewedByEsp>"),
            ),
            "/fileDetails/fileViewedByEsp",
        ),
        (
            "file-details-full",
            (
                ("<fileAnnotations><generativeAi/><viral>true</viral></fileAnnotations>", ""),
                ("</fileDetails>", "<fileAnnotations/></fileDetails>"),
            ),
            "/fileDetails/fileAnnotations",
        ),
    ],
)
def test_the_known_malformed_requests_are_refused_by_the_schema(
    name: str, changes: tuple[tuple[str, str], ...], path: str
) -> None:
    refused = refusal(name, *changes)
    assert (refused.response_code, refused.path) == (4100, path)


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("<vehicleDescription>", "<unheardOf/><vehicleDescription>", "/report/personOrUserReported/unheardOf"),
        ("<spam>true</spam>", "<spam>1</spam>", "/report/incidentSummary/reportAnnotations/spam"),
        ("<spam>true</spam>", "<spam>false</spam>", "/report/incidentSummary/reportAnnotations/spam"),
        ("2026-03-01T20:15:00+01:00", "2026-03-01T20:15:00", "/report/incidentSummary/incidentDateTime"),
        ("a bicycle", "x" * 301, "/report/personOrUserReported/vehicleDescription"),
        (
            "<country>DK</country>",
            "<country>ZZ</country>",
            "/report/internetDetails[7]/nonInternetIncident/incidentAddress/country",
        ),
        ("<victimPerson/>", "", "/report/victim/espIdentifier"),
        ("<platform>Harbour</platform>", "<platform>Harbour</platform>loose", "/report/incidentSummary"),
        ("2026-03-01T20:15:00+01:00", "2026-07-01T20:15:00Z", "/report/incidentSummary/incidentDateTime"),
        ("<port>50123</port>", "<port>0</port>", "/report/personOrUserReported/ipCaptureEvent/port"),
        ("192.0.2.7", "192.0.2.700", "/report/personOrUserReported/ipCaptureEvent/ipAddress"),
        ("Made-up reason", "  ", "/report/incidentSummary/escalateToHighPriority"),
        ("ada@example.com", "ada", "/report/reporter/reportingPerson/email"),
        ("<email>ada@example.com</email>", "", "/report/reporter/reportingPerson"),
        (">kestrel@example.org</email>", ">other@example.org</email>", "/report/internetDetails"),
        ("<age>19</age>", "<age>151</age>", "/report/personOrUserReported/personOrUserReportedPerson/age"),
        ("<countryCode>DK</countryCode>", "", "/report/personOrUserReported/estimatedLocation/countryCode"),
        ("<countryCode>DK", "<countryCode>US", "/report/personOrUserReported/estimatedLocation/region"),
        ("20000000<", "+4520000000<", "/report/internetDetails[6]/cellPhoneIncident/phoneNumber"),
        ('verified="true" verif', "verif", "/report/reporter/contactPerson/phone"),
        ("https://example.org/b", "no url", "/report/internetDetails[1]/webPageIncident/url[2]"),
        ("2006-05-04", "2027-05-04", "/report/personOrUserReported/personOrUserReportedPerson/dateOfBirth"),
        ('reenabledDate="2026-03-03', 'reenabledDate="2026-03-01', "/report/personOrUserReported/accountTemporarilyDisabled"),
        (
            "<priorCTReport>1<",
            "<dateOfBirth>2000-01-01</dateOfBirth><priorCTReport>1<",
            "/report/personOrUserReported/associatedAccount/dateOfBirth",
        ),
    ],
)
def test_a_bad_report_is_refused_with_the_path_of_what_is_wrong(old: str, new: str, path: str) -> None:
    refused = refusal("report-full", (old, new))
    assert (refused.response_code, refused.path) == (4100, path)


@pytest.mark.parametrize("element", ["<informational/>", "<ageAssertionDiscrepancy>true</ageAssertionDiscrepancy>"])
def test_the_edition_of_2025_refuses_what_2026_added(element: str) -> None:
    others = {"<informational/>", "<ageAssertionDiscrepancy>true</ageAssertionDiscrepancy>"} - {element}
    changes = [(other, "") for other in others] + [("<ageAssertionDiscrepancy>false</ageAssertionDiscrepancy>", "")]
    assert refusal("report-full", *changes, edition=Edition.NOVEMBER_2025).response_code == 4100


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("<exifViewedByEsp>false", "<exifViewedByEsp>true", "/fileDetails/fileViewedByEsp"),
        ("<fileRelevance>Reported", "<fileRelevance>Supplemental Reported", "/fileDetails/industryClassification"),
    ],
)
def test_a_file_is_refused_where_its_fields_contradict(old: str, new: str, path: str) -> None:
    changes = [(old, new)] + ([("<fileViewedByEsp>true", "<fileViewedByEsp>false")] if "exif" in old else [])
    assert refusal("file-details-full", *changes).path == path


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        (
            "<espIdentifier>heron</espIdentifier>",
            "<espIdentifier>heron</espIdentifier><screenName>h</screenName>",
            "/report/personOrUserReported",
        ),
        ("</report>", "<additionalInfo>x</additionalInfo></report>", "/report/additionalInfo"),
        ("VIRAL_POTENTIAL_MEME", "OTHER", "/report/batchedReport"),
    ],
)
def test_a_batched_report_holds_accounts_and_nothing_else(old: str, new: str, path: str) -> None:
    assert refusal("report-batched", (old, new)).path == path


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<report>", 4110),
        (b"", 4110),
        (b'<!DOCTYPE report [<!ENTITY a "b">]><report>&a;</report>', 4110),
        (b"<fileDetails/>", 4000),
        (b'<report xmlns="https://example.org/"/>', 4000),
        (b"<report/>", 4100),
    ],
)
def test_what_is_no_report_is_refused_by_its_kind(data: bytes, code: int) -> None:
    with pytest.raises(WireRefused) as refused:
        parse_report(data)
    assert refused.value.response_code == code


def test_a_schema_location_is_neither_needed_nor_minded() -> None:
    located = (
        '<report xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="https://example.org/xsd">'
    )
    parse_report(sample("report-batched").replace("<report>", located).encode(), at=AT)
