"""A referral in casework's own terms."""

from __future__ import annotations

from collections.abc import Iterator

from varde.kernels.places import Claim, Method, country_of_declared, weigh
from varde.kernels.terms.people import Sex
from varde.kernels.wire.letters import PlaceClaim, Referral
from varde.stages.casework.rules.statements import NO_COUNTRY, Fact, is_code
from varde.stages.casework.types import Field


def readable(letter: bytes) -> bytes:
    """The letter with the one sign that PostgreSQL cannot hold shown as unreadable; the letter as it came lies in the vault."""
    return letter.replace(rb"\u0000", rb"\ufffd")


def source_of(referral: Referral) -> str:
    """How a statement names the tip that it came with."""
    return f"tip:{referral.tip_reference}"


def service_of(referral: Referral) -> str:
    """The platform's service on which the account lives; empty where the platform has one only."""
    return referral.account.service or ""


def located(referral: Referral) -> tuple[str, int | None]:
    """The country that the clearinghouse's claims come to, with its confidence; empty where they hold each other in balance."""
    claims = [_claim(place) for place in referral.places]
    found = weigh(claims)
    return (found.country, found.confidence_percent) if is_code(found.country) else ("", None)


def _claim(place: PlaceClaim) -> Claim:
    """A method that this station does not know counts like an estimate."""
    known = place.method in {method.value for method in Method}
    method = Method(place.method) if known else Method.ESTIMATED_LOCATION
    detail = place.detail or ""
    return Claim(
        country=place.country,
        method=method,
        confidence_percent=place.confidence_percent,
        detail=detail,
        is_proxy="proxy" in detail.casefold(),
    )


def statements_in(referral: Referral) -> list[Fact]:
    """Everything that the tip states about its account, each as a fact with the tip as its source."""
    source, at = source_of(referral), referral.received_at
    return [Fact(field, value, is_verified, source, at) for field, value, is_verified in _stated(referral) if value.strip()]


def _stated(referral: Referral) -> Iterator[tuple[Field, str, bool]]:
    account = referral.account
    plain = {
        Field.SCREEN_NAME: account.screen_name,
        Field.FIRST_NAME: account.first_name,
        Field.LAST_NAME: account.last_name,
        Field.BIRTH_DATE: account.birth_date.isoformat() if account.birth_date else None,
        Field.SEX: None if account.sex is Sex.UNKNOWN else account.sex.value,
        Field.REGISTERED_IP: account.registered_ip,
    }
    yield from ((field, value, False) for field, value in plain.items() if value)
    yield from ((Field.EMAIL, email.address, bool(email.verified)) for email in account.emails)
    yield from ((Field.PHONE, phone.number, bool(phone.verified)) for phone in account.phones)
    yield from ((field, value, False) for field, value in _residence(referral).items() if value)


def _residence(referral: Referral) -> dict[Field, str | None]:
    """Country and postcode stay together, since a postcode means something in its country only. A name becomes its code."""
    address = referral.account.address
    if address is None:
        return {}
    declared = country_of_declared(address.country or "")
    country = declared.country if declared else (address.country or "").strip()
    postcode = f"{country if is_code(country) else NO_COUNTRY} {address.postcode.strip()}" if address.postcode else None
    return {Field.STREET: address.street, Field.CITY: address.city, Field.COUNTRY: country, Field.POSTCODE: postcode}
