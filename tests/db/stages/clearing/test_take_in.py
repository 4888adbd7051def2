from __future__ import annotations

import ipaddress
import itertools
import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection

from cast import FJORD, HARBOUR, HARBOUR_AS_PEER
from lantern_of_tests import (
    BASIS,
    act,
    batched,
    chat,
    described,
    finished,
    in_denmark,
    landscape,
    left_for,
    only,
    opened,
    person,
    report,
    routed,
    take_all_in,
    taken_in,
    the_referral,
    uploaded,
    with_fjord,
)
from varde.keeps.ledger import face as ledger
from varde.kernels import places
from varde.kernels.terms.topics import Topic
from varde.kernels.wire import cybertip
from varde.stages.clearing import face as clearing
from varde.stages.clearing import lookup
from varde.stages.clearing.models import Bundle, Tip

pytestmark = pytest.mark.django_db
Tips = tuple[tuple[str, tuple[bytes, ...]], ...]


def test_a_tip_is_graded_placed_bundled_and_referred() -> None:
    with_fjord()
    tip = taken_in(report(who=in_denmark(), acts=[act(), act(message="m-2")]), landscape())
    assert (tip.country, tip.acts, tip.platform, tip.agencies) == ("DK", 2, "Harbour", (FJORD,))
    assert tip.grade_reasons
    assert tip.place_reasons
    assert the_referral().tip_reference == str(tip.number)


@pytest.mark.parametrize("marked", [True, False])
def test_a_file_marked_as_possibly_self_produced_is_marked_in_the_referral(marked: bool) -> None:
    with_fjord()
    number = opened(report(who=in_denmark()))
    marks = cybertip.FileAnnotations(possible_self_production=marked)
    described(number, uploaded(number, landscape()), file_annotations=marks)
    clearing.finish(number, by=HARBOUR_AS_PEER)
    take_all_in()
    assert only(the_referral().files).possible_self_production is marked


def test_the_same_bytes_join() -> None:
    assert taken_in(report("kestrel"), b"clip").bundle == taken_in(report("heron"), b"clip").bundle


def test_a_near_copy_joins_and_says_how_near() -> None:
    first = taken_in(report("kestrel"), landscape())
    again = taken_in(report("heron"), landscape(quality=40))
    item = only(clearing.items_of(first.bundle))
    assert first.bundle == again.bundle
    assert sorted(bits > 0 for _, bits, _ in item.copies) == [False, True] or {a for _, _, a in item.copies} == {"bytes", "pdq"}
    assert item.tips == 2


def test_an_unlike_picture_does_not_join() -> None:
    assert taken_in(report("kestrel"), landscape(1)).bundle != taken_in(report("heron"), landscape(2)).bundle


def test_what_cannot_be_decoded_joins_by_its_bytes_alone() -> None:
    first, again = taken_in(report("kestrel"), b"\xff\xd8 damaged"), taken_in(report("heron"), b"\xff\xd8 damaged")
    assert first.bundle == again.bundle
    assert taken_in(report("wren"), b"").bundle != first.bundle


def test_one_account_with_two_items_joins_their_bundles_and_the_agency_is_told() -> None:
    with_fjord()
    one = taken_in(report("kestrel", who=in_denmark()), landscape(1))
    two = taken_in(report("heron", who=in_denmark()), landscape(2))
    both = taken_in(report("wren", who=in_denmark()), landscape(1), landscape(2))
    last = [referral for _, referral in routed()][-1]
    assert both.bundle == one.bundle == clearing.tip(two.id).bundle
    assert (last.bundle_id, last.joined_bundles) == (one.bundle, (two.bundle,))


def test_text_only_reports_stand_together_by_account() -> None:
    first = taken_in(report("kestrel"))
    assert taken_in(report("kestrel")).bundle == first.bundle
    assert taken_in(report("heron")).bundle != first.bundle
    assert taken_in(report(None)).bundle != taken_in(report(None)).bundle


STORY: Tips = (("kestrel", ()), ("kestrel", (b"clip",)), ("heron", (b"clip",)), ("wren", (b"other",)), ("gull", ()))


def bundled(story: Sequence[tuple[str, tuple[bytes, ...]]]) -> set[frozenset[str]]:
    """Which tips stand together, by account and number of files."""
    together: dict[object, set[str]] = {}
    named = {taken_in(report(account), *files).id: f"{account}/{len(files)}" for account, files in story}
    for tip, name in named.items():
        together.setdefault(clearing.tip(tip).bundle, set()).add(name)
    return {frozenset(names) for names in together.values()}


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_the_order_of_arrival_does_not_matter(order: tuple[int, ...]) -> None:
    expected = {frozenset({"kestrel/0", "kestrel/1", "heron/1"}), frozenset({"wren/1"}), frozenset({"gull/0"})}
    assert bundled([STORY[4], *(STORY[place] for place in order)]) == expected
    assert len(clearing.bundles()) == 3


def test_a_tip_without_a_country_waits_in_a_lane_of_its_own() -> None:
    with_fjord()
    tip = taken_in(report(acts=[act()]))
    assert (tip.lane, tip.country, tip.agencies) == ("no_country", "", ())
    assert clearing.waiting() == [tip]
    assert not routed()


def test_a_tip_of_an_uncovered_country_waits_in_another() -> None:
    with_fjord("NO")
    tip = taken_in(report(who=in_denmark()))
    assert (tip.lane, tip.country, tip.agencies) == ("no_agreement", "DK", ())


def test_an_ended_agreement_covers_nothing() -> None:
    with_fjord()
    clearing.end_agreement(FJORD, country="DK")
    assert taken_in(report(who=in_denmark())).lane == "no_agreement"


def test_every_agency_that_is_covered_gets_it() -> None:
    with_fjord()
    clearing.agree("sound", country="DK", legal_basis=BASIS)
    assert set(taken_in(report(who=in_denmark())).agencies) == {FJORD, "sound"}
    assert {ready.to for ready, _ in routed()} == {FJORD, "sound"}


@pytest.fixture
def addresses() -> Iterator[None]:
    lookup.table.cache_clear()
    rows = (places.addresses.Listed(ipaddress.ip_network("192.0.2.0/24"), "DK", "residential"),)
    table = places.IpTable.of(rows)
    before, lookup.table = lookup.table, lambda: table  # type: ignore[assignment]
    yield
    lookup.table = before


def test_hundreds_of_addresses_are_one_ground_in_the_letter(addresses: None) -> None:
    with_fjord()
    many = [act(message=f"m-{n}", ip=f"192.0.2.{n}") for n in range(1, 151)]
    taken_in(report(acts=many))
    referral = the_referral()
    assert len(referral.acts) == 150
    assert [(place.country, place.method) for place in referral.places] == [("DK", "ip_at_act")]


def test_lines_that_cannot_be_read_are_kept_shown_and_sent_on() -> None:
    with_fjord()
    strange = json.dumps({"gift": {"of": "a later version"}})
    content = f"varde-acts/1\n{strange}\n"
    tip = taken_in(replace(report(who=in_denmark()), internet_details=(chat(content),)))
    assert (tip.unread_lines, the_referral().unread_lines) == ((strange,), (strange,))
    assert b"later version" not in bytes(Tip.objects.get().unread_lines or b"")


def test_acts_of_a_second_chat_are_not_lost() -> None:
    blocks = report(acts=[act()]).internet_details + report(acts=[act(message="m-2")]).internet_details
    assert taken_in(replace(report(), internet_details=blocks)).acts == 2


def test_the_letter_loses_no_field() -> None:
    with_fjord()
    known = in_denmark(
        email=(cybertip.Email(address="kes@example.org", verified=True), cybertip.Email(address="k2@example.org")),
        phone=(cybertip.Phone(number="20000000", country_calling_code="+45", verified=False),),
    )
    first = finished()
    said = report(who=known, acts=[act()], screen_name="kes", esp_service="chat", prior_ct_reports=(first,))
    tip = clearing.tip(finished_and_taken(said, landscape()))
    referral = the_referral()
    account = referral.account
    assert (account.esp_identifier, account.screen_name, account.service) == ("kestrel", "kes", "chat")
    assert [(each.address, each.verified) for each in account.emails] == [("kes@example.org", True), ("k2@example.org", None)]
    assert [(each.number, each.verified) for each in account.phones] == [("+4520000000", False)]
    assert account.address is not None
    assert (account.address.postcode, account.address.country) == ("3000", "DK")
    assert (referral.acts, referral.prior, referral.reports[0].case_number) == ((act(),), (str(first),), "H-1")
    assert (referral.legal_basis, referral.grade.quality_percent) == (BASIS, tip.quality_percent)
    assert referral.tip_xml == clearing.tip_document(tip.id)


def finished_and_taken(said: cybertip.Report, *files: bytes) -> UUID:
    finished(said, *files)
    return take_all_in()[-1]


@pytest.mark.parametrize(
    ("stated", "meant"), [((True,), True), ((False,), False), ((None,), None), ((True, None), True), ((False, True), True)]
)
def test_the_view_stays_three_valued_all_the_way(stated: tuple[bool | None, ...], meant: bool | None) -> None:
    with_fjord()
    number = opened(report(who=in_denmark()))
    for viewed in stated:
        described(number, uploaded(number, b"clip"), file_viewed_by_esp=viewed)
    clearing.finish(number, by=HARBOUR_AS_PEER)
    take_all_in()
    assert only(the_referral().files).viewed_by_esp is meant


def test_a_file_nobody_described_is_not_said_to_be_unviewed() -> None:
    with_fjord()
    number = opened(report(who=in_denmark()))
    uploaded(number, landscape())
    clearing.finish(number, by=HARBOUR_AS_PEER)
    take_all_in()
    file = only(the_referral().files)
    assert (file.viewed_by_esp, file.media_kind, file.bits_apart, file.item) == (None, "picture", 0, file.sha256)


@pytest.mark.parametrize(
    "said",
    [
        report(None, who=in_denmark()),
        report("", who=in_denmark(email=())),
        report("k" * 255, who=in_denmark(), screen_name="s" * 256),
        replace(report(who=in_denmark()), incident_summary=replace(report().incident_summary, platform="P" * 256)),
        replace(report(who=in_denmark()), incident_summary=replace(report().incident_summary, platform="")),
        report(who=in_denmark(email=tuple(cybertip.Email(address=f"a{n}@example.org") for n in range(120)))),
        report(who=in_denmark(phone=tuple(cybertip.Phone(number=f"2000{n:04}") for n in range(120)))),
        replace(report(who=in_denmark()), internet_details=(chat("varde-acts/1\n" + "?\n" * 100_010),)),
    ],
    ids=[
        "no account",
        "empty account",
        "long names",
        "long platform",
        "empty platform",
        "many e-mails",
        "many phones",
        "junk lines",
    ],
)
def test_whatever_was_accepted_can_be_sent_on(said: cybertip.Report) -> None:
    with_fjord()
    assert taken_in(said).agencies == (FJORD,)
    assert the_referral().account.esp_identifier


def test_a_batched_report_is_taken_in() -> None:
    number = opened(batched())
    described(number, uploaded(number, b"meme"), file_annotations=cybertip.FileAnnotations(viral=True))
    clearing.finish(number, by=HARBOUR_AS_PEER)
    assert clearing.tip(only(take_all_in())).lane == "no_country"


def test_twice_is_once() -> None:
    with_fjord()
    finished(report(who=in_denmark()), b"clip")
    arrived = only(list(left_for(Topic.TIP_ARRIVED)))
    clearing.take_in(arrived)
    clearing.take_in(arrived)
    assert (Tip.objects.count(), len(routed()), Bundle.objects.count()) == (1, 1, 1)


def test_the_ledger_says_where_it_went_and_names_nobody() -> None:
    with_fjord()
    tip = taken_in(report(who=in_denmark(), acts=[act()]), b"clip")
    told = only(list(ledger.entries([ledger.Kind.TIP_TAKEN_IN], about=tip.id)))
    sent = only(list(ledger.entries([ledger.Kind.REFERRAL_ROUTED])))
    assert (told.facts["lane"], told.facts["acts"], told.facts["unread"]) == ("referred", 1, 0)
    assert (sent.facts["agency"], sent.facts["files"]) == (FJORD, 1)
    assert not {"kestrel", "Testesen", HARBOUR + "@"} & set(str(list(ledger.entries())).replace("'", " ").split())


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_open_one_bundle() -> None:
    finished(report("kestrel", who=person(first_name="K")), landscape())
    finished(report("heron"), landscape(quality=50))
    arrived = list(left_for(Topic.TIP_ARRIVED))
    together = threading.Barrier(4)

    def work(which: int) -> None:
        together.wait()
        clearing.take_in(arrived[which % 2])
        connection.close()

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Tip.objects.count() == 2
    assert len({Bundle.objects.get(pk=one).joined_into_id or one for one in Tip.objects.values_list("bundle", flat=True)}) == 1
    assert ledger.verify().holds
