"""Strangers, mirrors, colleagues without the job: refused in words, on record, and nothing moves."""

from __future__ import annotations

import base64
import hashlib
import secrets
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from journeys.bad_input import Record, danish, matter_of, picture, pressed, report, row_of, seen, share, shares
from journeys.conftest import House
from journeys.test_bad_records import confirmed
from rehearsal.playing.fleet import PlayedStation
from rehearsal.playing.people import Console, marked
from station_family import until
from varde.links.post import rules
from varde.links.post.types import Request

DTD = b'<?xml version="1.0"?><!DOCTYPE report [<!ENTITY e SYSTEM "file:///etc/hostname">]><report>&e;</report>'


def submitted(house: House, document: bytes, *, password: str | None = None) -> httpx.Response:
    """Reef, another platform, files by hand."""
    log_in = ("reef", house.password if password is None else password)
    url = f"{house.lantern.url}/ispws/submit"
    return httpx.post(url, content=document, headers={"Content-Type": "text/xml"}, auth=log_in, timeout=60, trust_env=False)


def test_xml_with_a_dtd_is_refused_and_recorded(house: House) -> None:
    lantern = Record(house.lantern)
    answer = submitted(house, DTD)
    assert answer.status_code == 400
    assert "<responseCode>4110</responseCode>" in answer.text
    assert "The XML document carries a document type declaration: send it without one." in answer.text
    refused = lantern.only("submission_refused")
    assert (refused["by"], refused["about"], refused["facts"]["code"]) == ("peer:reef", "ispws/submit", 4110)


def test_a_wrong_password_is_refused_and_recorded(house: House) -> None:
    lantern = Record(house.lantern)
    answer = submitted(house, DTD, password="made-up")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Basic realm="ESP Web Services"')
    assert "<responseCode>2000</responseCode>" in answer.text
    refused = lantern.only("access_refused")
    assert (refused["by"], refused["about"], refused["facts"]) == ("peer:unknown", "ispws/submit", {"why": "wrong log-in"})


# letters


def signed(house: House, body: bytes, *, key: Ed25519PrivateKey, sender: str = "lantern") -> dict[str, str]:
    """The headers of a letter to Fjord Police, signed by hand."""
    digest = rules.digest_header(hashlib.sha256(body).digest())
    headers = {"Content-Type": "application/json", "Content-Digest": digest}
    request = Request("POST", f"{house.fjord.url}/api/inbox/letters", headers)
    rules.sign(request, sender=sender, key=key, nonce=secrets.token_urlsafe(24))
    return request.headers


def brought(house: House, body: bytes, headers: dict[str, str]) -> httpx.Response:
    """Put it into the inbox."""
    return httpx.post(f"{house.fjord.url}/api/inbox/letters", content=body, headers=headers, timeout=60, trust_env=False)


def lanterns_key(station: PlayedStation) -> Ed25519PrivateKey:
    seed = (station.data / "secrets" / "signing.key").read_text().strip()
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(seed))


@pytest.mark.parametrize("sender", ["lantern", "lanterns-mirror"])
def test_lanterns_mirror_is_refused_and_recorded(house: House, sender: str) -> None:
    fjord, body = Record(house.fjord), b"{}"
    answer = brought(house, body, signed(house, body, key=Ed25519PrivateKey.generate(), sender=sender))
    assert (answer.status_code, answer.json()["error"]) == (401, "signature_refused")
    assert "check the key with `varde peer list` at both stations" in answer.json()["message"]
    refused = fjord.only("letter_refused")
    claimed = "lantern" if sender == "lantern" else None
    assert (refused["by"], refused["facts"]) == ("peer:unknown", {"why": "signature_refused", "claimed": claimed})


def test_an_envelope_that_comes_twice_is_refused_and_recorded(house: House) -> None:
    fjord, body = Record(house.fjord), b"{}"
    envelope = signed(house, body, key=lanterns_key(house.lantern))
    assert brought(house, body, envelope).json()["error"] == "letter_unreadable"
    again = brought(house, body, envelope)
    assert (again.status_code, again.json()["error"]) == (409, "letter_replayed")
    assert [entry["facts"]["why"] for entry in fjord.new("letter_refused")] == ["letter_unreadable", "letter_replayed"]
    assert {entry["by"] for entry in fjord.new()} == {"peer:lantern"}
    told = house.fjord.cli("ledger", "show", "--after", str(fjord.after))
    assert "letter_replayed" in told
    assert "peer:lantern" in told


def test_another_letter_in_a_signed_envelope_is_refused(house: House) -> None:
    fjord, envelope = Record(house.fjord), signed(house, b"{}", key=lanterns_key(house.lantern))
    answer = brought(house, b'{"letter": "other"}', envelope)
    assert (answer.status_code, answer.json()["error"]) == (401, "signature_refused")
    assert fjord.only("letter_refused")["facts"]["why"] == "signature_refused"


# people


def windows(person: Console) -> Console:
    """The same person in a second window."""
    other = Console(str(person._http.base_url), person.person)
    other._http.cookies = person._http.cookies
    other.get("/queue/")
    return other


def test_a_matter_is_decided_once_in_two_windows_and_by_two_people(house: House) -> None:
    case = house.platform.report(report(text="words"))["case_number"]
    ada, asta, harbour = house.ada(), house.asta(), house.record()
    matter, second = matter_of(ada, case), windows(ada)
    asta.get("/queue/")
    assert pressed(ada, f"/review/{matter}/confirm", {"reason": ""}).url.path == "/queue/"
    for late, verb, fields in ((second, "confirm", {"reason": ""}), (asta, "refuse", {"reason": "nothing_there", "note": ""})):
        answer = pressed(late, f"/review/{matter}/{verb}", fields)
        assert answer.status_code == 409
        assert 'data-error="already_decided"' in answer.text
        assert "This matter is decided; nothing more is to be done with it." in answer.text
    assert [entry["by"] for entry in harbour.new("report_confirmed", "report_refused")] == ["person:ada"]
    assert len(harbour.new("report_confirmed")) == 1


def test_two_people_who_press_at_once_decide_once(house: House) -> None:
    case = house.platform.report(report(text="words"))["case_number"]
    ada, asta, harbour = house.ada(), house.asta(), house.record()
    matter = matter_of(ada, case)
    asta.get("/queue/")
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda who: pressed(who, f"/review/{matter}/confirm", {"reason": ""}), (ada, asta)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert len(harbour.new("report_confirmed")) == 1
    house.platform.rest()
    assert len(harbour.new("tip_drafted")) == 1


def test_mallory_sees_and_decides_nothing_at_harbour(house: House) -> None:
    case = house.platform.report(report(house.platform.file(picture(uuid4().int % 10_000))["file"]))["case_number"]
    matter, mallory = matter_of(house.ada(), case), house.person(house.harbour, "mallory")
    harbour = house.record()
    pages = ["/queue/", f"/review/{matter}/", "/tips/", f"/review/{matter}/file/{uuid4()}/picture"]
    for page in pages:
        answer = seen(mallory, page)
        assert (answer.status_code, case in answer.text) == (403, False)
        assert "You may not do this with your job at this station; ask a supervisor." in answer.text
    for verb in ("look", "claim", "confirm", "refuse", "second"):
        answer = pressed(mallory, f"/review/{matter}/{verb}", {"reason": "nothing_there", "object": uuid4()})
        assert answer.status_code == 403
    assert [entry["kind"] for entry in harbour.new()] == ["access_refused"] * 9
    assert {(entry["by"], entry["facts"]["why"]) for entry in harbour.new()} == {("person:mallory", "not_allowed")}
    assert "free" in row_of(house.ada(), case)


def referred(house: House, name: str) -> tuple[str, str]:
    """A case of the north: Harbour reports, Lantern refers, Fjord Police has it. Answers the incident and the suspect."""
    item = confirmed(house, uuid4().int % 10_000)
    fjord = Record(house.fjord)
    assert shares(house.platform, [danish(name), share(item, sender=name)]).status_code == 200
    until(lambda: fjord.new("referral_received"))
    cato = house.person(house.fjord, "cato")
    for incident in marked(cato.get("/incidents/"), "incident"):
        page = cato.get(f"/incidents/{incident}/")
        for row in page.split('<tr data-suspect="')[1:]:
            if name in seen(cato, f"/suspects/{row.partition(chr(34))[0]}/?incident={incident}").text:
                return incident, row.partition('"')[0]
    raise AssertionError(name)


def test_an_officer_of_another_district_and_mallory_do_not_see_the_case(house: House) -> None:
    name = f"plover-{uuid4().hex[:6]}"
    incident, suspect = referred(house, name)
    sunniva, mallory, fjord = house.person(house.fjord, "sunniva"), house.person(house.fjord, "mallory"), Record(house.fjord)
    assert suspect not in seen(sunniva, f"/incidents/{incident}/").text
    for who, why in ((sunniva, "not_your_case"), (mallory, "not_allowed")):
        answer = seen(who, f"/suspects/{suspect}/?incident={incident}")
        assert (answer.status_code, name in answer.text) == (403, False)
        assert f'data-error="{why}"' in answer.text
        decided = pressed(who, f"/suspects/{suspect}/lane", {"incident": incident, "lane": "procedure", "reason": "mine"})
        assert (decided.status_code, name in decided.text) == (403, False)
    told = [(entry["kind"], entry["by"], entry["facts"]["why"]) for entry in fjord.new()]
    assert told == [
        ("access_refused", "person:sunniva", "not_your_case"),
        ("access_refused", "person:sunniva", "not_your_case"),
        ("access_refused", "person:mallory", "not_allowed"),
        ("access_refused", "person:mallory", "not_allowed"),
    ]
