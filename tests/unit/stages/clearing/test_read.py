from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from lantern_of_tests import NOON, act, batched, chat, report
from varde.kernels.terms import clock
from varde.kernels.wire import cybertip
from varde.stages.clearing.rules.admit import admit
from varde.stages.clearing.rules.agreements import covering
from varde.stages.clearing.rules.read import reading, viewed
from varde.stages.clearing.rules.sums import BundleSums
from varde.stages.clearing.types import AgreementShown

TODAY = clock.now().date()
DAY = timedelta(days=1)


def known(*numbers: int) -> Callable[[Collection[int]], set[int]]:
    return lambda asked: set(asked) & set(numbers)


def test_acts_of_every_chat_are_read() -> None:
    said = replace(
        report(), internet_details=report(acts=[act()]).internet_details + report(acts=[act(message="m-2")]).internet_details
    )
    assert [each.message for each in reading(said, {}).acts] == ["m-1", "m-2"]


def test_a_report_without_an_acts_block_has_no_acts_and_its_own_time() -> None:
    said = reading(replace(report(), internet_details=(chat("words only"),)), {})
    assert (said.block, said.acts, said.unread, said.first_act_at) == (None, (), (), NOON)


def test_the_first_act_is_the_earliest() -> None:
    early = NOON - timedelta(days=3)
    assert reading(report(acts=[act(), act(message="m-0", at=early)]), {}).first_act_at == early


def test_a_line_that_cannot_be_read_is_kept_as_it_stands() -> None:
    said = reading(replace(report(), internet_details=(chat('varde-acts/1\n{"gift":1}\nplain\n\n'),)), {})
    assert said.unread == ('{"gift":1}', "plain")


def test_a_report_without_an_account_names_nobody() -> None:
    said = reading(replace(batched(), person_or_user_reported=()), {})
    assert said.account.esp_identifier is None


def test_addresses_at_files_count_too() -> None:
    capture = cybertip.IpCapture(ip_address="192.0.2.9")
    details = {"a": cybertip.FileDetails(report_id=1, file_id="a" * 32, ip_capture_event=capture)}
    assert reading(report(), details).captures == (capture,)


@pytest.mark.parametrize(
    ("stated", "meant"),
    [
        ((), None),
        ((None,), None),
        ((True,), True),
        ((False,), False),
        ((False, None), False),
        ((None, True), True),
        ((False, True), True),
    ],
)
def test_a_view_is_three_valued(stated: tuple[bool | None, ...], meant: bool | None) -> None:
    assert viewed(stated) is meant


def test_a_report_that_can_be_sent_on_is_admitted() -> None:
    admit(reading(report(acts=[act()], prior_ct_reports=(7,)), {}), known=known(7))


@pytest.mark.parametrize("prior", [(8,), (7, 8), (2**63,)])
def test_a_prior_report_that_is_unknown_is_not(prior: tuple[int, ...]) -> None:
    with pytest.raises(cybertip.WireRefused):
        admit(reading(report(prior_ct_reports=prior), {}), known=known(7))


def test_prior_reports_of_recipients_and_victims_are_looked_at_too() -> None:
    for said in (
        replace(report(), intended_recipient=(cybertip.Recipient(prior_ct_reports=(8,)),)),
        replace(report(), victim=(cybertip.Victim(victim_person=cybertip.Person(), prior_ct_reports=(8,)),)),
    ):
        with pytest.raises(cybertip.WireRefused):
            admit(reading(said, {}), known=known(7))


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (TODAY, None, True),
        (TODAY + DAY, None, False),
        (TODAY - DAY, TODAY, False),
        (TODAY - DAY, TODAY + DAY, True),
        (TODAY, TODAY, False),
    ],
)
def test_an_agreement_covers_its_country_while_in_force(since: object, until: object, holds: bool) -> None:
    agreement = AgreementShown(uuid4(), "fjord", "DK", "treaty", "H1", since, until)  # type: ignore[arg-type]
    assert covering([agreement], country="DK", on=TODAY) == ((agreement,) if holds else ())
    assert covering([agreement], country="NO", on=TODAY) == ()


def test_an_account_in_two_joined_bundles_is_one() -> None:
    sums = BundleSums()
    for tips, acts in ((1, 5), (2, 7)):
        sums.add_account(b"kestrel", (tips, acts, NOON, NOON + tips * DAY, 1))
    shown = sums.shown(uuid4(), opened_at=NOON, joined=(), order=("urgent", "routine"))
    assert (shown.tips, shown.acts, shown.accounts, shown.waiting) == (3, 12, 1, 2)
    assert (shown.first_act_at, shown.last_tip_at, shown.most_urgent) == (NOON, NOON + 2 * DAY, "routine")
