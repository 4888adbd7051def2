from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from doors.cli.test_people_and_tokens import varde
from hashsharing_of_tests import PASSWORD, REASON, USER, Lantern, lantern_shares, some
from station_family import Ground, Station
from unit.kernels.wire.lists.lists_of_tests import md5, sha1, wide

MANY = 70


@pytest.fixture(scope="module")
def harbour() -> Iterator[Station]:
    station = Station(Ground(), role="platform", name="harbour").start()
    varde(station, "list", "add", "own", "--source", "harbour")
    yield station
    station.end()
    station.ground.clear()


def vics(first: int) -> str:
    records = [
        {"MediaID": number, "Category": 2, "MD5": md5(first + number), "SHA1": sha1(first + number)} for number in range(3)
    ]
    return json.dumps({"@odata.context": "http://example.org/2.0.xml/UK/$metadata#Media", "value": records})


@pytest.mark.parametrize(
    ("words", "typed", "says"),
    [
        ([], "".join(f"{md5(number)}\n" for number in range(MANY)), f"{MANY} added"),
        (["--algorithm", "pdq"], "".join(f"{wide(number)}\n" for number in range(MANY)), f"{MANY} added"),
        ([], f"md5,size\n{md5(1000)},77\n{md5(1001)},78\n", "2 added"),
        (["--format", "vics"], vics(2000), "6 added"),
        ([], f"algorithm,value,attested_by\nsha1,{sha1(4000)},lantern;fjord\n", "1 added"),
        (["--skip-bad-lines"], f"{md5(6000)}\nnot a value\n", "1 added, 0 known already, 1 bad left out"),
    ],
)
def test_a_list_of_every_format_is_imported(harbour: Station, words: list[str], typed: str, says: str) -> None:
    done = varde(harbour, "list", "import", "own", *words, typed=typed)
    assert done.returncode == 0, done.stderr
    assert says in done.stdout


@pytest.mark.parametrize(
    ("words", "typed", "code", "says"),
    [
        (["own"], f"{md5(7000)}\nnot a value\n", 1, "line 2"),
        (["own"], f"{wide(7000)}\n", 1, "say which with --algorithm"),
        (["own"], "", 1, "no list of fingerprints"),
        (["own", "--algorithm", "photodna"], "0" * 288 + "\n", 1, "nothing but PhotoDNA"),
        (["no-list"], f"{md5(7000)}\n", 1, "no hash list of this name"),
        (["own", "no-such-file"], "", 2, "does not exist"),
    ],
)
def test_what_cannot_be_taken_is_refused_whole(harbour: Station, words: list[str], typed: str, code: int, says: str) -> None:
    before = varde(harbour, "list", "show").stdout
    done = varde(harbour, "list", "import", *words, typed=typed)
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
    assert md5(7000) not in done.stderr
    assert varde(harbour, "list", "show").stdout == before


def test_a_file_is_imported_by_its_name(harbour: Station, tmp_path: Path) -> None:
    (tmp_path / "known.csv").write_text(f"sha1\n{sha1(8000)}\n")
    assert "1 added" in varde(harbour, "list", "import", "own", str(tmp_path / "known.csv")).stdout


@pytest.fixture(scope="module")
def lantern(harbour: Station) -> Iterator[Lantern]:
    with lantern_shares(*some(4)) as found:
        log_in = ["--hashsharing-user", USER, "--hashsharing-password-stdin", "--hashsharing-root", found.root]
        added = varde(
            harbour, "peer", "add", "lantern", "--role", "clearinghouse", "--url", found.root, *log_in, typed=PASSWORD + "\n"
        )
        assert added.returncode == 0, added.stderr
        yield found


def test_what_lantern_shares_is_fetched_and_exported_in_every_format(harbour: Station, lantern: Lantern, tmp_path: Path) -> None:
    assert "lantern: 4 entries in 2 pages" in varde(harbour, "list", "fetch").stdout
    assert "12 entries" in varde(harbour, "list", "show").stdout
    plain = varde(harbour, "list", "export", "shared-lantern", "--format", "plain-md5")
    assert set(plain.stdout.split()) == {md5(number) for number in range(4)}
    file = tmp_path / "shared.json"
    done = varde(harbour, "list", "export", "shared-lantern", "--format", "vics", "-o", str(file))
    assert "12 written" in done.stderr
    assert len(json.loads(file.read_text())["value"]) == 4
    for form in ("csv", "jsonl"):
        assert md5(3) in varde(harbour, "list", "export", "shared-lantern", "--format", form).stdout


def test_lantern_is_told_what_harbour_thinks(harbour: Station, lantern: Lantern) -> None:
    guid, name = varde(harbour, "list", "reasons", "lantern", "--about", "MD5").stdout.strip().split("\t")
    assert name == REASON.name
    words = ["list", "feedback", "lantern", "101", "made-1", "--about", "MD5"]
    assert "disagreed" in varde(harbour, *words, "--reason", guid).stdout
    assert lantern.feedback["/v2/entries/101/made-1/MD5/feedback"].reasons == (guid,)


def test_a_flooding_member_is_suspended_and_resumed(harbour: Station, lantern: Lantern) -> None:
    varde(harbour, "list", "fetch")
    words = ["shared-lantern", "--member", "101", "--because", "flooding"]
    assert "12 suspended" in varde(harbour, "list", "suspend", *words).stdout
    assert "12 resumed" in varde(harbour, "list", "resume", *words).stdout


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["suspend", "own", "--because", "flooding"], 2, "Say which"),
        (["suspend", "own", "--member", "101"], 2, "--because"),
        (["fetch", "--peer", "nobody"], 1, "No clearinghouse is known here to fetch lists from"),
        (["export", "own", "--format", "xml"], 2, "is not one of"),
        (["export", "own", "--format", "csv", "--scheme", "UK"], 2, "belongs to --format vics"),
        (["feedback", "lantern", "101", "made-1", "--about", "MD5"], 2, "either --agree or one --reason"),
    ],
)
def test_wrong_arguments_are_answered_clearly(harbour: Station, words: list[str], code: int, says: str) -> None:
    done = varde(harbour, "list", *words)
    assert (done.returncode, says in done.stderr) == (code, True), done.stderr
