from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

import pytest

from cast import MALLORY, UNA
from unit.kernels.wire.lists.lists_of_tests import md5, read, sha1, wide
from varde.keeps.hashlists import errors
from varde.keeps.hashlists import face as hashlists
from varde.keeps.ledger import face as ledger
from varde.keeps.parties import face as parties

pytestmark = pytest.mark.django_db
MANY = 300
LINES = "".join(f"{md5(number)}\n" for number in range(MANY))


@dataclass(frozen=True)
class File:
    """What is looked up: MD5 of a number's text."""

    md5: bytes
    size: int = 7
    sha256: bytes = bytes(32)
    sha1: bytes = bytes(20)
    fingerprints: tuple[()] = field(default=())


@pytest.fixture(autouse=True)
def _harbours_list() -> None:
    hashlists.add_list("harbours-own", "harbour", by=UNA)


def test_a_whole_file_is_taken_at_once_and_its_source_vouches_for_it() -> None:
    assert hashlists.import_read("harbours-own", read(LINES), by=UNA) == hashlists.Imported(MANY, 0)
    held = hashlists.entries("harbours-own")
    assert {entry.value.hex() for entry in held} == {md5(number) for number in range(MANY)}
    assert {(entry.attested_by, entry.state) for entry in held} == {(("harbour",), hashlists.EntryState.PROPOSED)}


def test_mallory_may_not() -> None:
    with pytest.raises(parties.NotAllowed):
        hashlists.import_read("harbours-own", read(LINES), by=MALLORY)
    assert not hashlists.entries("harbours-own")


def test_a_list_that_is_not_there_is_refused() -> None:
    with pytest.raises(errors.NoSuchList):
        hashlists.import_read("no-list", read(LINES))


def test_twice_is_once_and_a_withdrawn_entry_comes_anew() -> None:
    hashlists.import_read("harbours-own", read(LINES))
    hashlists.withdraw(hashlists.entries("harbours-own")[0].id, reason="wrong-fingerprint")
    assert hashlists.import_read("harbours-own", read(LINES)) == hashlists.Imported(1, MANY - 1)
    assert hashlists.import_read("harbours-own", read(LINES)) == hashlists.Imported(0, MANY)


def test_every_algorithm_with_size_and_class_and_photodna_is_left_out() -> None:
    rows = f"algorithm,value,size,classification\nmd5,{md5(1)},77,A1\nsha1,{sha1(1)},,\npdq,{wide(1)},,B2\nsha256,{wide(2)},,\n"
    seen = read(rows + f"photodna,{'0' * 288},,\n")
    assert hashlists.import_read("harbours-own", seen) == hashlists.Imported(4, 0)
    by_algorithm = {entry.algorithm.value: entry for entry in hashlists.entries("harbours-own")}
    assert (by_algorithm["md5"].size, by_algorithm["md5"].classification) == (77, "A1")
    assert by_algorithm["pdq"].value.hex() == wide(1)


def test_the_ledger_says_how_many_and_in_which_version() -> None:
    hashlists.import_read("harbours-own", read(LINES), by=UNA)
    (said,) = ledger.entries((ledger.Kind.LIST_IMPORTED,))
    assert said.facts == {"added": MANY, "version": 1}


@pytest.mark.parametrize(("size", "algorithm"), [("", "md5_without_size"), (",7", "md5"), (",8", None)])
def test_an_md5_without_its_size_hits_but_never_as_the_file_itself(size: str, algorithm: str | None) -> None:
    head = "md5,size" if size else "md5"
    hashlists.import_read("harbours-own", read(f"{head}\n{md5(5)}{size}\n", algorithm="md5"))
    hits = hashlists.look_up(File(hashlib.md5(b"5", usedforsecurity=False).digest()))
    assert [hit.algorithm for hit in hits] == ([algorithm] if algorithm else [])
