from __future__ import annotations

import pytest

from cast import ADA
from varde.keeps.vault import rules
from varde.keeps.vault.types import ObjectKind, Purpose
from varde.kernels.media import Undecodable, UndecodableReason
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import ObjectId, new_uuid


@pytest.mark.parametrize("purpose", Purpose)
def test_the_station_opens_for_the_journey_and_people_for_all(purpose: Purpose) -> None:
    assert rules.may_for(ADA, purpose)
    assert rules.may_for(THE_STATION, purpose) == (purpose in {Purpose.FINGERPRINT, Purpose.FILE_TIP, Purpose.REFER})


def test_contexts_differ_by_object_and_use() -> None:
    one, other = ObjectId(new_uuid()), ObjectId(new_uuid())
    contexts = {rules.object_context(use, id_) for use in ("file", "key") for id_ in (one, other)}
    contexts |= {rules.address_context(kind) for kind in ObjectKind} | {rules.value_context("a"), rules.value_context("b")}
    contexts |= {rules.fingerprints_context(one, "pdq"), rules.fingerprints_context(one, "pdqf")}
    assert len(contexts) == 10


def test_only_a_weak_sandbox_is_worth_another_try() -> None:
    again = [reason for reason in UndecodableReason if not rules.is_final(Undecodable(reason))]
    assert again == [UndecodableReason.SANDBOX_TOO_WEAK]
