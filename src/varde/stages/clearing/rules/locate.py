"""Which country a tip belongs to: every claim with its method and confidence, and what weighing them gives."""

from __future__ import annotations

from varde.kernels import places
from varde.stages.clearing.rules.read import Reading


def claims(reading: Reading, *, table: places.IpTable | None) -> tuple[places.Claim, ...]:
    """Everything in the tip that says where the account's holder lives or was."""
    person = reading.account.person_or_user_reported_person
    declared = [places.country_of_declared(address.country) for address in (person.address if person else ()) if address.country]
    numbers = [f"{phone.country_calling_code or ''}{phone.number}" for phone in (person.phone if person else ())]
    phones = [places.country_of_phone(number) for number in numbers]
    addresses = {capture.ip_address for capture in reading.captures} | {act.ip for act in reading.acts if act.ip}
    seen = [places.country_of_ip(address, table) for address in sorted(addresses)] if table else []
    return tuple(claim for claim in (*declared, *phones, *seen) if claim is not None)
