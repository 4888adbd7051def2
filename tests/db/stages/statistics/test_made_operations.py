from __future__ import annotations

from collections import defaultdict

import pytest

from cast import LIV
from made_referrals import NOON, sha, take_in
from rehearsal import operations
from rehearsal.compare import differences
from rehearsal.put_in import put_in
from rehearsal.truth import Account, Act, Truth
from varde.kernels.wire.account import AccountData, EmailAddress, PhoneNumber, PostalAddress
from varde.kernels.wire.acts import ReportRef, ShareAct
from varde.kernels.wire.letters import FileRef, MediaKind, PlaceClaim
from varde.stages.casework import face as casework
from varde.stages.statistics import face as statistics

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("operation", "scale"), [("denmark", 0.05), ("korea", 0.1)])
def test_what_was_put_into_the_letters_is_what_the_agency_counts(operation: str, scale: float) -> None:
    truth = operations.make(operation, scale=scale, seed=7)
    refer(truth)
    (incident,) = casework.incidents(by=LIV)
    found = casework.candidates(incident.id, by=LIV)
    casework.link_candidates(incident.id, candidates=[each.id for each in found], by=LIV)
    cut = truth.header.second_wave_from
    casework.set_wave_cuts(incident.id, cuts=[cut] if cut else [], by=LIV)
    assert differences(put_in(truth), statistics.count_incident(incident.id).as_dict()) == []


def refer(truth: Truth) -> None:
    """One referral for each account that acted, as the clearinghouse would send it, all of one bundle."""
    acts: dict[str, list[Act]] = defaultdict(list)
    for act in truth.acts:
        acts[act.account].append(act)
    for account in truth.accounts:
        if account.id in acts:
            refer_one(truth, account, acts[account.id])


def refer_one(truth: Truth, account: Account, acts: list[Act]) -> None:
    told = [each.id for each in acts]
    take_in(
        stated(account),
        *(ShareAct(message=each.id, item_sha256=sha(each.copy), sent_at=each.at, recipients=each.recipients) for each in acts),
        files=tuple(copy(truth, name) for name in dict.fromkeys(each.copy for each in acts)),
        reports=tuple(ReportRef(case_number=one.id, received_at=NOON) for one in truth.reports if set(one.acts) & set(told)),
        places=(PlaceClaim(country=truth.header.country, method="phone", confidence_percent=70),),
    )


def copy(truth: Truth, name: str) -> FileRef:
    item = sha(truth.copy_by_id[name].item)
    return FileRef(sha256=sha(name), md5="0" * 32, size=1, media_kind=MediaKind.VIDEO, item=item)


def stated(account: Account) -> AccountData:
    home = account.address
    return AccountData(
        esp_identifier=account.id,
        service=account.platform,
        screen_name=account.screen_name,
        first_name=account.first_name,
        last_name=account.last_name,
        birth_date=account.birth_date,
        sex=account.sex,
        emails=tuple(EmailAddress(each.address, each.verified) for each in account.emails),
        phones=tuple(PhoneNumber(each.number, each.verified) for each in account.phones),
        address=PostalAddress(street=home.street, city=home.city, postcode=home.postcode, country=home.country) if home else None,
    )
