from __future__ import annotations

import hashlib

import pytest

from cast import HARBOURS_SYSTEM
from harbour_of_tests import accepted, landscape, left_for, only
from varde.keeps.hashlists import face as hashlists
from varde.keeps.ledger import face as ledger
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.topics import Topic
from varde.stages.matching import face as matching

pytestmark = pytest.mark.django_db


def listed(data: bytes) -> None:
    hashlists.add_list("lantern", source="Lantern", by=THE_STATION)
    value = hashlib.sha256(data).digest()
    hashlists.add_entry("lantern", algorithm=hashlists.Algorithm.SHA256, value=value, by=THE_STATION)


def test_a_known_picture_is_found_with_list_entry_and_distance() -> None:
    listed(landscape())
    accepted()
    matching.look_up(only(list(left_for(Topic.REPORT_ACCEPTED))))
    told = only(list(left_for(Topic.MEDIA_LOOKED_UP)))
    hit = only(told.hits)
    assert (hit.object, hit.list_name, hit.algorithm, hit.bits_apart) == (told.objects[0], "lantern", "sha256", 0)
    assert only(matching.found(told.report)).hits == told.hits


def test_an_unknown_picture_is_handed_on_without_hits() -> None:
    accepted()
    matching.look_up(only(list(left_for(Topic.REPORT_ACCEPTED))))
    told = only(list(left_for(Topic.MEDIA_LOOKED_UP)))
    assert (told.hits, told.undecodable) == ((), ())


def test_what_cannot_be_decoded_is_marked_and_still_looked_up_by_its_digests() -> None:
    listed(b"not a picture at all")
    accepted(b"not a picture at all")
    matching.look_up(only(list(left_for(Topic.REPORT_ACCEPTED))))
    told = only(list(left_for(Topic.MEDIA_LOOKED_UP)))
    assert told.undecodable == told.objects
    assert only(told.hits).algorithm == "sha256"


def test_looked_up_again_after_a_crash_it_is_handed_on_once() -> None:
    accepted()
    handed = only(list(left_for(Topic.REPORT_ACCEPTED)))
    matching.look_up(handed)
    matching.look_up(handed)
    assert len(list(left_for(Topic.MEDIA_LOOKED_UP))) == 1


def test_the_ledger_counts_what_was_found() -> None:
    accepted()
    matching.look_up(only(list(left_for(Topic.REPORT_ACCEPTED))))
    entry = only(list(ledger.entries((ledger.Kind.MEDIA_LOOKED_UP,))))
    assert entry.facts == {"files": 1, "hits": 0, "undecodable": 0}
    assert HARBOURS_SYSTEM.name not in entry.by
