from __future__ import annotations

from typing import Any

import pytest

from browsing import PASSWORD, with_second_factor
from cast import ADA
from harbour_of_tests import accepted, landscape, left_for, to_the_queue
from rehearsal.playing.fleet import DemoPerson
from rehearsal.playing.people import Console, marked
from rehearsal.playing.replay import decide
from varde.kernels.terms.topics import Topic

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_rehearsals_moderator_finds_her_queue_and_empties_it(live_server: Any) -> None:  # noqa: ANN401
    for number in (1, 2):
        accepted(landscape(number), id_=f"m-{number}", sender=f"kestrel-{number}")
    accepted(b"not a picture", id_="m-3", sender="kestrel-3")
    to_the_queue()
    secret = with_second_factor(ADA)
    ada = Console(live_server.url, DemoPerson("ada", "Ada", "moderator", password=PASSWORD, totp_secret=secret))
    ada.log_in()
    for matter in marked(ada.get("/queue/"), "review"):
        decide(ada, matter)
    assert marked(ada.get("/queue/"), "review") == []
    told = [[file.viewed for file in confirmed.files] for confirmed in left_for(Topic.REPORT_CONFIRMED)]
    assert sorted(told) == [[], [True], [True]]
    ada.close()
