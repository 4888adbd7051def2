from __future__ import annotations

from typing import Any

import pytest

from browsing import PASSWORD, with_second_factor
from cast import ADA
from harbour_of_tests import accepted, landscape, left_for, to_the_queue
from rehearsal.playing.fleet import DemoPerson
from rehearsal.playing.people import Console, marked
from varde.kernels.terms.topics import Topic

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_the_rehearsals_moderator_finds_her_queue_and_empties_it(live_server: Any) -> None:  # noqa: ANN401
    for number in (1, 2):
        accepted(landscape(number), id_=f"m-{number}", sender=f"kestrel-{number}")
    to_the_queue()
    secret = with_second_factor(ADA)
    ada = Console(live_server.url, DemoPerson("ada", "Ada", "moderator", password=PASSWORD, totp_secret=secret))
    ada.log_in()
    for review in marked(ada.get("/queue/"), "review"):
        files = marked(ada.get(f"/review/{review}/"), "file")
        for file in files:
            ada.post(f"/review/{review}/look", {"object": file})
        ada.post(f"/review/{review}/confirm", {f"classification-{file}": "B2" for file in files} | {"reason": "seen"})
    assert marked(ada.get("/queue/"), "review") == []
    assert len(list(left_for(Topic.REPORT_CONFIRMED))) == 2
    ada.close()
