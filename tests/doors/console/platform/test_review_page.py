from __future__ import annotations

import hashlib
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cast import ADA, ADAS_SUPERVISOR, HARBOURS_SYSTEM, MALLORY
from harbour_of_tests import accepted, body, landscape, left_for, message, only, sent_in, to_the_queue
from stations_pages import console_of
from varde.keeps.hashlists import face as hashlists
from varde.keeps.ledger import face as ledger
from varde.kernels.terms import clock
from varde.kernels.terms.actors import THE_STATION
from varde.kernels.terms.ids import ObjectId, ReviewId
from varde.kernels.terms.topics import Topic
from varde.stages.intake import face as intake
from varde.stages.review import face as review

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n"


def queued() -> tuple[ReviewId, ObjectId]:
    accepted()
    to_the_queue()
    line = only(review.queue(by=ADA))
    return line.id, only(review.one(line.id, by=ADA).items).object


def listed(data: bytes, *, by: tuple[str, ...]) -> None:
    hashlists.add_list("lantern", source="Lantern", by=THE_STATION)
    value = hashlib.sha256(data).digest()
    hashlists.add_entry("lantern", algorithm=hashlists.Algorithm.SHA256, value=value, attested_by=by, by=THE_STATION)


def picture(console: Client, matter: ReviewId, item: ObjectId, *, clear: int) -> Any:  # noqa: ANN401  the test client's answer
    return console.get(f"/review/{matter}/file/{item}/picture?clear={clear}")


def look(console: Client, matter: ReviewId, item: ObjectId) -> Any:  # noqa: ANN401  the test client's answer
    return console.post(f"/review/{matter}/look", {"object": item})


def refusals() -> list[str]:
    return [str(entry.facts["why"]) for entry in ledger.entries((ledger.Kind.ACCESS_REFUSED,))]


def test_the_queue_names_what_is_known_before_anything_is_opened() -> None:
    listed(landscape(), by=("lantern", "fjord"))
    matter, _ = queued()
    page = console_of(ADA).get("/queue/").content.decode()
    assert f'<tr data-review="{matter}">' in page
    assert "sha256, exact" in page
    assert "attested by" in page
    assert "may be decided unseen" in page
    assert not list(ledger.entries((ledger.Kind.MEDIA_VIEWED,)))


def test_a_report_of_two_people_counts_two_reporters() -> None:
    file = sent_in(landscape())
    for reporter in ("wren", "finch"):
        intake.accept(body(message(files=[file]), reporter=reporter), key=None, by=HARBOURS_SYSTEM)
    to_the_queue()
    for joined in left_for(Topic.REPORT_JOINED):
        review.note_joined(joined)
    assert '<td class="number">2</td>' in console_of(ADA).get("/queue/").content.decode()


def test_the_facts_stand_before_the_picture() -> None:
    matter, item = queued()
    page = console_of(ADA).get(f"/review/{matter}/").content.decode()
    article = page[page.index(f'data-file="{item}"') :]
    assert article.index("Hash lists") < article.index("Viewed by a person") < article.index("<img")
    assert "picture?clear=0" in article
    assert "picture?clear=1" not in article


def test_the_blurred_picture_is_not_kept_by_any_browser() -> None:
    matter, item = queued()
    answer = picture(console_of(ADA), matter, item, clear=0)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "image/png", "no-store")
    assert answer.content.startswith(PNG)
    assert landscape() not in answer.content


def test_the_clear_picture_is_refused_before_a_look() -> None:
    matter, item = queued()
    ada = console_of(ADA)
    assert picture(ada, matter, item, clear=1).status_code == 409
    picture(ada, matter, item, clear=0)
    assert picture(ada, matter, item, clear=1).status_code == 409


def test_a_look_is_counted_once_and_shows_the_picture() -> None:
    matter, item = queued()
    ada = console_of(ADA)
    page = ada.get(look(ada, matter, item)["Location"]).content.decode()
    assert "picture?clear=1" in page
    assert 'data-looks="1"' in page
    assert picture(ada, matter, item, clear=1).content.startswith(PNG)
    assert review.views_by_person() == [review.PersonViews("ada", clear=1, blurred=0)]


def test_a_look_is_over_after_two_minutes() -> None:
    matter, item = queued()
    ada = console_of(ADA)
    look(ada, matter, item)
    with clock.frozen(clock.now() + timedelta(minutes=2, seconds=1)):
        assert picture(ada, matter, item, clear=1).status_code == 409


def test_one_persons_look_shows_nothing_to_another() -> None:
    matter, item = queued()
    look(console_of(ADA), matter, item)
    assert picture(console_of(ADAS_SUPERVISOR), matter, item, clear=1).status_code == 409


def viewed(console: Client, matter: ReviewId) -> str:
    page = console.get(f"/review/{matter}/").content.decode()
    [said] = re.findall(r"Viewed by a person</dt><dd>([\w ]+)", page)
    return str(said).strip()


def test_only_blurred_is_not_stated_and_clear_is_yes() -> None:
    matter, item = queued()
    ada = console_of(ADA)
    assert viewed(ada, matter) == "no"
    picture(ada, matter, item, clear=0)
    assert viewed(ada, matter) == "not stated"
    look(ada, matter, item)
    assert viewed(ada, matter) == "yes"


def test_ada_confirms_what_she_looked_at() -> None:
    matter, item = queued()
    ada = console_of(ADA)
    look(ada, matter, item)
    answer = ada.post(f"/review/{matter}/confirm", {f"classification-{item}": "B2", "reason": "a landscape"}, follow=True)
    assert answer.redirect_chain == [("/queue/", 302)]
    assert "is confirmed" in answer.content.decode()
    told = only(list(left_for(Topic.REPORT_CONFIRMED)))
    assert (only(told.files).classification, only(told.files).viewed) == ("B2", True)
    assert "“a landscape”" in ada.get(f"/review/{matter}/").content.decode()


@pytest.mark.parametrize(("given", "marked"), [(("on",), True), ((), False)])
def test_ada_may_say_that_the_child_possibly_filmed_it(given: tuple[str, ...], marked: bool) -> None:
    matter, item = queued()
    ada = console_of(ADA)
    look(ada, matter, item)
    assert f'name="self-produced-{item}"' in ada.get(f"/review/{matter}/").content.decode()
    said = {f"self-produced-{item}": value for value in given}
    ada.post(f"/review/{matter}/confirm", {f"classification-{item}": "B2"} | said)
    assert only(only(list(left_for(Topic.REPORT_CONFIRMED))).files).possible_self_production is marked


def test_nothing_is_confirmed_unlooked_at() -> None:
    matter, item = queued()
    ada = console_of(ADA)
    picture(ada, matter, item, clear=0)
    answer = ada.post(f"/review/{matter}/confirm", {f"classification-{item}": "B2"})
    assert answer.status_code == 409
    assert 'data-error="not_looked_at"' in answer.content.decode()
    assert "press Look beside it first" in answer.content.decode()


def test_an_exact_match_attested_twice_is_confirmed_unseen_and_never_opened() -> None:
    listed(landscape(), by=("lantern", "fjord"))
    matter, item = queued()
    ada = console_of(ADA)
    page = ada.get(f"/review/{matter}/").content.decode()
    assert 'name="unseen"' in page
    assert "<img" not in page[page.index("data-file=") :]
    ada.post(f"/review/{matter}/confirm", {f"classification-{item}": "A1", "unseen": "on"})
    assert only(only(list(left_for(Topic.REPORT_CONFIRMED))).files).viewed is False


def test_without_such_a_match_nobody_is_offered_to_decide_unseen() -> None:
    matter, item = queued()
    ada = console_of(ADA)
    assert 'name="unseen"' not in ada.get(f"/review/{matter}/").content.decode()
    forced = ada.post(f"/review/{matter}/confirm", {f"classification-{item}": "A1", "unseen": "on"})
    assert forced.status_code == 409


def test_words_alone_are_confirmed_without_a_file() -> None:
    intake.accept(body(message(text="come alone")), key=None, by=THE_STATION)
    to_the_queue()
    matter = only(review.queue(by=ADA)).id
    ada = console_of(ADA)
    assert "come alone" in ada.get(f"/review/{matter}/").content.decode()
    ada.post(f"/review/{matter}/confirm", {"reason": ""})
    assert only(list(left_for(Topic.REPORT_CONFIRMED))).files == ()


def test_what_people_write_is_shown_as_text() -> None:
    intake.accept(body(message(text="<script>alert(1)</script>"), note="<b>n</b>"), key=None, by=THE_STATION)
    to_the_queue()
    page = console_of(ADA).get(f"/review/{only(review.queue(by=ADA)).id}/").content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<b>n</b>" not in page


def test_ada_refuses_with_a_reason() -> None:
    matter, _ = queued()
    ada = console_of(ADA)
    assert ada.post(f"/review/{matter}/refuse", {"reason": "", "note": "?"}).status_code == 422
    assert ada.post(f"/review/{matter}/refuse", {"reason": "not_sexual", "note": "a lake"}).status_code == 302
    page = ada.get(f"/review/{matter}/").content.decode()
    assert "Refused: not sexual" in page
    assert "a lake" in page


def test_whoever_asks_for_a_second_person_does_not_decide() -> None:
    matter, item = queued()
    ada = console_of(ADA)
    assert ada.post(f"/review/{matter}/second").status_code == 302
    assert "You asked for a second person" in ada.get(f"/review/{matter}/").content.decode()
    assert ada.post(f"/review/{matter}/confirm", {f"classification-{item}": "B2"}).status_code == 409
    asta = console_of(ADAS_SUPERVISOR)
    look(asta, matter, item)
    assert asta.post(f"/review/{matter}/confirm", {f"classification-{item}": "B2"}).status_code == 302


def test_what_one_has_taken_the_other_leaves() -> None:
    matter, item = queued()
    console_of(ADA).post(f"/review/{matter}/claim")
    asta = console_of(ADAS_SUPERVISOR)
    assert "taken by ada" in asta.get("/queue/").content.decode()
    assert look(asta, matter, item).status_code == 409


@pytest.mark.parametrize("address", ["/queue/", "/review/{}/", "/review/{}/file/{}/picture?clear=0"])
def test_a_stranger_is_refused_and_recorded(address: str) -> None:
    matter, item = queued()
    assert console_of(MALLORY).get(address.format(matter, item)).status_code == 403
    assert refusals() == ["not_allowed"]


@pytest.mark.parametrize("button", ["look", "claim", "confirm", "refuse", "second"])
def test_a_stranger_presses_nothing(button: str) -> None:
    matter, item = queued()
    fields = {"object": item, "reason": "not_sexual", f"classification-{item}": "B2"}
    assert console_of(MALLORY).post(f"/review/{matter}/{button}", fields).status_code == 403
    assert refusals() == ["not_allowed"]
    assert only(review.queue(by=ADA)).state is review.ReviewState.WAITING


def test_nobody_unknown_gets_in() -> None:
    matter, _ = queued()
    assert Client().get(f"/review/{matter}/")["Location"].startswith("/accounts/login/")
    assert Client().post(f"/review/{matter}/confirm")["Location"].startswith("/accounts/login/")


def test_buttons_are_pressed_not_followed() -> None:
    matter, _ = queued()
    assert console_of(ADA).get(f"/review/{matter}/confirm").status_code == 405


def test_a_form_from_elsewhere_is_refused() -> None:
    matter, _ = queued()
    ada = Client(enforce_csrf_checks=True)
    ada.cookies = console_of(ADA).cookies
    assert ada.post(f"/review/{matter}/refuse", {"reason": "not_sexual"}).status_code == 403


def test_what_is_not_there_is_said() -> None:
    matter, _ = queued()
    ada = console_of(ADA)
    assert ada.get(f"/review/{uuid4()}/").status_code == 404
    assert look(ada, matter, ObjectId(uuid4())).status_code == 404
    assert ada.post(f"/review/{matter}/look", {"object": "x"}).status_code == 404


def test_a_class_that_does_not_exist_is_refused() -> None:
    matter, item = queued()
    ada = console_of(ADA)
    look(ada, matter, item)
    answer = ada.post(f"/review/{matter}/confirm", {f"classification-{item}": "Z9"})
    assert answer.status_code == 422
    assert "Z9" in answer.content.decode()


def test_confirmed_twice_is_confirmed_once() -> None:
    matter, item = queued()
    ada = console_of(ADA)
    look(ada, matter, item)
    fields = {f"classification-{item}": "B2"}
    assert [ada.post(f"/review/{matter}/confirm", fields).status_code for _ in range(2)] == [302, 409]
    assert len(list(left_for(Topic.REPORT_CONFIRMED))) == 1


def test_a_decided_matter_shows_no_picture_any_more() -> None:
    matter, item = queued()
    ada = console_of(ADA)
    ada.post(f"/review/{matter}/refuse", {"reason": "not_sexual"})
    assert "<img" not in ada.get(f"/review/{matter}/").content.decode().split('id="main"')[1]
    assert picture(ada, matter, item, clear=0).status_code == 409


def test_a_damaged_picture_stays_sealed() -> None:
    accepted(b"\xff\xd8\xff\xe0 not a picture at all")
    to_the_queue()
    line = only(review.queue(by=ADA))
    ada = console_of(ADA)
    assert "cannot be decoded" in ada.get("/queue/").content.decode()
    page = ada.get(f"/review/{line.id}/").content.decode()
    assert "stays sealed" in page
    assert "picture?clear" not in page


def test_every_look_is_in_the_ledger() -> None:
    matter, item = queued()
    ada = console_of(ADA)
    picture(ada, matter, item, clear=0)
    look(ada, matter, item)
    looks = [(entry.by, entry.facts["blurred"]) for entry in ledger.entries((ledger.Kind.MEDIA_VIEWED,), about=item)]
    assert looks == [("person:ada", True), ("person:ada", False)]
