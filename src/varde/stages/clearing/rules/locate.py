"""Which country a tip belongs to: every claim with its method and confidence, and what weighing them gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from varde.kernels import places
from varde.stages.clearing.rules.read import Reading

COUNTRY = re.compile(r"[A-Z]{2}")
ESTIMATED_PERCENT = 50


def claims(reading: Reading, *, table: places.IpTable | None) -> tuple[places.Claim, ...]:
    """Everything in the tip that says where the account's holder lives or was."""
    person = reading.account.person_or_user_reported_person
    declared = [places.country_of_declared(address.country) for address in (person.address if person else ()) if address.country]
    numbers = [f"{phone.country_calling_code or ''}{phone.number}" for phone in (person.phone if person else ())]
    phones = [places.country_of_phone(number) for number in numbers]
    return tuple(claim for claim in (*declared, *phones, *_estimated(reading), *_seen(reading, table)) if claim is not None)


def _estimated(reading: Reading) -> Iterator[places.Claim]:
    location = reading.account.estimated_location
    country = (location.country_code or "") if location else ""
    if COUNTRY.fullmatch(country):
        detail = f"the platform estimates that the account is used in {country}"
        yield places.Claim(
            country=country, method=places.Method.ESTIMATED_LOCATION, confidence_percent=ESTIMATED_PERCENT, detail=detail
        )


def _seen(reading: Reading, table: places.IpTable | None) -> Iterator[places.Claim | None]:
    """Each address once; one that the platform itself takes for a proxy is heard only where nothing else is known."""
    proxies = {capture.ip_address for capture in reading.captures if capture.possible_proxy}
    addresses = {capture.ip_address for capture in reading.captures} | {act.ip for act in reading.acts if act.ip}
    for address in sorted(addresses):
        claim = places.country_of_ip(address, table)
        yield replace(claim, is_proxy=True) if claim and address in proxies else claim
