"""The agency's screens in a real browser, under the strict CSP, by keyboard."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

import browsing
from cast import LIV
from made_referrals import account, act, take_in
from stations_pages import console_of
from varde.kernels.terms.ids import IncidentId
from varde.stages.casework import face as casework

pytestmark = pytest.mark.django_db(transaction=True)  # without it, the ledger's head is flushed away
CHROMIUM = os.environ.get("VARDE_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
CROWD = 30


@pytest.fixture
def spread_out(transactional_db: None) -> IncidentId:
    """Thirty made-up people; each sent the clip to the next two, the first to everyone."""
    for number in range(CROWD):
        to = tuple(f"p{n}" for n in (range(1, CROWD) if number == 0 else (number + 1, number + 2)))
        take_in(account(f"p{number}", last_name=f"Testesen{number:02}"), act(f"m-{number}", to=to))
    (line,) = casework.incidents(by=LIV)
    return line.id


@pytest.fixture
def seen(spread_out: IncidentId, live_server: Any, settings: Any) -> Iterator[Page]:  # noqa: ANN401
    """Liv's browser, logged in; whatever the console of the browser complains of fails the test."""
    name = settings.SESSION_COOKIE_NAME
    cookie = console_of(LIV).cookies[name].value
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=browsing.FLAGS)
        context = browser.new_context(base_url=live_server.url, viewport={"width": 1400, "height": 900})
        context.add_cookies([{"name": name, "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        browser.close()
    assert not complaints


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def shown(page: Page) -> int:
    return page.locator("#suspects-table tbody tr:visible").count()


def test_the_suspects_by_keyboard(seen: Page, spread_out: IncidentId) -> None:
    seen.goto(f"/incidents/{spread_out}/?sort=label")
    for key in "jjjk":
        seen.keyboard.press(key)
    assert focused(seen) == "P1 Testesen01"
    seen.keyboard.press("Enter")
    seen.wait_for_url("**/suspects/**")
    assert "P1 Testesen01" in seen.locator("h1").inner_text()


def test_the_filter_narrows_at_once_and_survives_a_new_sorting(seen: Page, spread_out: IncidentId) -> None:
    seen.goto(f"/incidents/{spread_out}/")
    seen.keyboard.press("/")
    seen.keyboard.type("testesen2")
    assert (shown(seen), seen.locator("[data-shown]").inner_text()) == (10, "10")
    seen.get_by_role("link", name="Suspect", exact=True).click()
    seen.wait_for_url("**sort=label**")
    seen.wait_for_function("document.querySelector('[data-shown]').textContent === '10'")
    assert shown(seen) == 10


def test_the_reasons_of_a_lane_open_in_the_row(seen: Page, spread_out: IncidentId) -> None:
    seen.goto(f"/incidents/{spread_out}/")
    seen.locator("#suspects-table summary").first.click()
    assert "at or above the age line" in seen.locator("#suspects-table .reasons").first.inner_text()


def test_a_select_narrows_without_a_button(seen: Page, spread_out: IncidentId) -> None:
    seen.goto(f"/incidents/{spread_out}/")
    seen.get_by_label("Decided").select_option("yes")
    seen.wait_for_url("**decided=yes**")
    assert "Nobody fits these conditions" in seen.locator("#suspects").inner_text()


def test_the_graph_is_drawn_and_answers(seen: Page, spread_out: IncidentId) -> None:
    seen.goto(f"/incidents/{spread_out}/spread/")
    seen.wait_for_selector("#graph[data-drawn] canvas")
    assert f"{CROWD} persons" in seen.locator("#drawn").inner_text()
    inked = "(c) => new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size"
    assert seen.locator("#graph canvas").evaluate(inked) > 10
    seen.get_by_role("button", name="Find 1 P0 Testesen00 in the graph").click()
    assert "1 act" in seen.locator("#chosen").inner_text()
    seen.get_by_label("Colour and shape by").select_option("wave")
    assert "wave 1 (30)" in seen.locator("#legend").inner_text()


def test_the_charts_are_loaded_in_both_colour_schemes(seen: Page, spread_out: IncidentId) -> None:
    for scheme in ("light", "dark"):
        seen.emulate_media(color_scheme=scheme)
        seen.goto(f"/incidents/{spread_out}/charts/", wait_until="networkidle")
        widths = seen.locator("figure img").evaluate_all("(all) => all.map((one) => one.complete && one.naturalWidth)")
        assert len(widths) == 3
        assert all(widths)


def test_every_other_page_is_quiet(seen: Page, spread_out: IncidentId) -> None:
    for address in ("/incidents/", f"/incidents/{spread_out}/candidates/", f"/incidents/{spread_out}/statistics/"):
        answer = seen.goto(address, wait_until="networkidle")
        assert answer is not None
        assert answer.ok
        assert seen.locator("h1").count() == 1
