from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.kernels.terms.outcomes import OutcomeCode
from varde.kernels.terms.people import Sex
from varde.kernels.wire import letters, strict
from varde.kernels.wire.account import AccountData, EmailAddress, PhoneNumber, PostalAddress
from varde.kernels.wire.acts import ReportRef, ShareAct
from varde.kernels.wire.cybertip.values import IndustryClassification

AT = datetime(2026, 3, 1, 19, 15, tzinfo=UTC)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
TIMES = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ACCOUNTS = st.builds(
    AccountData,
    esp_identifier=NAMES,
    birth_date=st.none() | st.dates(),
    sex=st.sampled_from(Sex),
    emails=st.lists(st.builds(EmailAddress, address=NAMES, verified=st.none() | st.booleans()), max_size=2).map(tuple),
    phones=st.lists(st.builds(PhoneNumber, number=NAMES), max_size=2).map(tuple),
    address=st.none() | st.builds(PostalAddress, street=NAMES, postcode=NAMES),
)
FILES = st.builds(
    letters.FileRef,
    sha256=st.just("ab" * 32),
    md5=st.just("cd" * 16),
    size=st.integers(0, 1 << 40),
    media_kind=st.sampled_from(letters.MediaKind),
    item=st.just("ef" * 32),
    bits_apart=st.none() | st.integers(0, 256),
    viewed_by_esp=st.none() | st.booleans(),
    classification=st.none() | st.sampled_from(IndustryClassification),
    possible_self_production=st.booleans(),
)
ACTS = st.builds(
    ShareAct, message=NAMES, item_sha256=st.just("ab" * 32), sent_at=TIMES, recipients=st.lists(NAMES, max_size=3).map(tuple)
)
REFERRALS = st.builds(
    letters.Referral,
    referral_id=st.uuids(),
    bundle_id=st.uuids(),
    tip_reference=NAMES,
    platform=st.just("Harbour"),
    received_at=TIMES,
    account=ACCOUNTS,
    acts=st.lists(ACTS, max_size=3).map(tuple),
    reports=st.lists(st.builds(ReportRef, case_number=NAMES, received_at=TIMES), max_size=2).map(tuple),
    files=st.lists(FILES, max_size=2).map(tuple),
    places=st.just((letters.PlaceClaim(country="DK", method="ip", confidence_percent=60),)),
    grade=st.builds(letters.Grade, quality_percent=st.integers(0, 100), urgency=st.sampled_from(letters.Urgency)),
    handling=NAMES,
    legal_basis=NAMES,
    tip_xml=st.just("<report/>"),
)
OUTCOMES = st.builds(
    letters.Outcome,
    outcome_id=st.uuids(),
    platform=st.just("Harbour"),
    account=st.builds(letters.OutcomeAccount, esp_identifier=NAMES),
    tip_references=st.lists(NAMES, max_size=3).map(tuple),
    code=st.sampled_from(OutcomeCode),
    decided_on=st.dates(),
    as_of=TIMES,
)
OUTCOME = letters.Outcome(
    outcome_id=UUID(int=7),
    platform="Harbour",
    account=letters.OutcomeAccount(esp_identifier="kestrel"),
    tip_references=("4564654",),
    code=OutcomeCode.CLOSED_OTHER,
    decided_on=date(2026, 6, 1),
    as_of=AT,
)


@given(letter=REFERRALS | OUTCOMES)
def test_a_letter_comes_back_as_it_went_with_a_stable_digest(letter: letters.Letter) -> None:
    written = letters.render_letter(letter)
    assert letters.parse_letter(written) == letter
    assert letters.render_letter(letters.parse_letter(written)) == written


def test_the_spelling_does_not_depend_on_the_order_it_came_in() -> None:
    written = letters.render_letter(OUTCOME)
    backwards = json.dumps(dict(reversed(json.loads(written).items())), indent=2).encode()
    again = letters.render_letter(letters.parse_letter(backwards))
    assert hashlib.sha256(again).digest() == hashlib.sha256(written).digest()


def changed(**changes: object) -> bytes:
    return json.dumps(json.loads(letters.render_letter(OUTCOME)) | changes).encode()


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"version": "varde-outcome/2"}, "$.version"),
        ({"version": ["x"]}, "$.version"),
        ({"code": "guilty"}, "$.code"),
        ({"name": "a person"}, "$.name"),
        ({"account": {"esp_identifier": "kestrel", "first_name": "K"}}, "$.account.first_name"),
        ({"as_of": "2026-06-01T00:00:00"}, "$.as_of"),
        ({"decided_on": "1 June"}, "$.decided_on"),
    ],
)
def test_a_bad_letter_is_refused_with_its_path(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(strict.BodyRefused) as refused:
        letters.parse_letter(changed(**changes))
    assert refused.value.path == path


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b'{"version":"varde-referral/1"}'])
def test_what_is_no_letter_is_refused(data: bytes) -> None:
    with pytest.raises(strict.BodyRefused):
        letters.parse_letter(data)
