from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from browsing import Visit, visit, with_second_factor
from cast import ADA
from harbour_of_tests import accepted, only, to_the_queue
from varde.stages.review import face as review

pytestmark = pytest.mark.django_db(transaction=True)


def at_the_matter(chromium: Browser, url: str, *, javascript: bool = True) -> Visit:
    """Ada has logged in and opened the only matter."""
    secret = with_second_factor(ADA)
    ada = visit(chromium, url, who=ADA, javascript=javascript)
    ada.go("/queue/")
    assert "/accounts/login/" in ada.page.url
    ada.log_in(secret)
    expect(ada.page.locator("h1")).to_have_text("Queue")
    ada.page.click("tr[data-review] a")
    expect(ada.page.locator("h1")).to_contain_text("Report")
    return ada


def width(ada: Visit, name: str) -> int:
    picture = ada.page.get_by_alt_text(name)
    expect(picture).to_have_js_property("complete", True)
    return int(picture.evaluate("picture => picture.naturalWidth"))


def test_from_the_queue_to_the_decision_by_keys(chromium: Browser, live_server: Any) -> None:  # noqa: ANN401
    accepted()
    to_the_queue()
    ada = at_the_matter(chromium, live_server.url)
    assert width(ada, "File 1, grey and blurred") > 0
    ada.page.keyboard.press("l")
    ada.page.keyboard.press("Enter")
    expect(ada.page.locator("[data-looks]")).to_have_text("1 clear")
    assert width(ada, "File 1, in the clear") > 0
    ada.page.keyboard.press("c")
    ada.page.locator("select:focus").select_option("B2")
    ada.page.get_by_role("button", name="Confirm").click()
    expect(ada.page.locator(".said")).to_contain_text("is confirmed")
    assert only(review.decided(by=ADA)).state is review.ReviewState.CONFIRMED
    assert ada.troubles == []


def test_everything_goes_without_javascript(chromium: Browser, live_server: Any) -> None:  # noqa: ANN401
    accepted()
    to_the_queue()
    ada = at_the_matter(chromium, live_server.url, javascript=False)
    ada.page.click("[data-look]")
    expect(ada.page.get_by_alt_text("File 1, in the clear")).to_be_visible()
    ada.page.locator("#refuse select").select_option("not_sexual")
    ada.page.get_by_role("button", name="Refuse").click()
    expect(ada.page.locator(".said")).to_contain_text("nothing of it leaves")
    assert only(review.decided(by=ADA)).state is review.ReviewState.REFUSED
