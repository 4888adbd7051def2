from __future__ import annotations

import pytest

from rehearsal import truth
from rehearsal.errors import TruthRefused

SECOND_ORIGINAL = '{"kind": "copy", "id": "clip-c", "item": "clip", "format": "mp4", "width": 320}'
SAME_FILE = '{"kind": "copy", "id": "clip-c", "item": "clip", "how": "resized", "format": "mp4", "width": 480, "quality": 75}'
SAME_SCENE = '{"kind": "item", "id": "other", "type": "video", "media": {"scene": 1, "seconds": 4}}'
SAME_ID = (
    '{"kind": "act", "id": "m1", "account": "u3", "copy": "clip-a", "recipients": ["x"], '
    '"at": "2016-03-01T00:00:00Z", "conversation": "t"}'
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"person": "birk"', '"person": "nobody"', "line 7: account 'u3' names the person 'nobody'"),
        ('"depicts": ["child"]', '"depicts": ["nobody"]', "line 8: item 'clip' names the person 'nobody'"),
        ('"id": "clip-b", "item": "clip"', '"id": "clip-b", "item": "reel"', "line 10: copy 'clip-b' names the item 'reel'"),
        ('"account": "u3"', '"account": "u9"', "line 13: act 'm3' names the account 'u9'"),
        ('"copy": "clip-b"', '"copy": "clip-z"', "line 13: act 'm3' names the copy 'clip-z'"),
        ('"acts": ["m1"]', '"acts": ["m9"]', "line 14: report 'r1' names the act 'm9'"),
        ('"acts": ["m1"]', '"acts": ["m1", "m1"]', "line 14: report 'r1' names a message twice"),
        ('"acts": ["m1"]', '"acts": ["m1", "m2"]', "line 14: report 'r1' names messages of several conversations"),
        ('"about": "alva"', '"about": "nobody"', "line 16: quirk about 'nobody'"),
        ('"ip": "203.0.113.7"', '"ip": "203.0.113.700"', "line 13: '203.0.113.700' is not an IP address"),
        ('"zone": "Europe/Copenhagen"', '"zone": "Europe/Atlantis"', "line 1: zone 'Europe/Atlantis' is unknown"),
        ('"format": "mp4"', '"format": "png"', "line 9: copy 'clip-a': a video cannot be png; use mp4"),
        (', "seconds": 4', "", "line 8: item 'clip': a video needs media.seconds"),
        ('"deliveries": 2', '"late": true', "line 11: item 'clip' was passed on at 'harbour', but no report"),
    ],
)
def test_what_does_not_hold_together_is_refused(example: str, old: str, new: str, said: str) -> None:
    assert old in example
    with pytest.raises(TruthRefused) as refused:
        truth.parse(example.replace(old, new, 1))
    assert refused.value.faults[0].startswith(said)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (SAME_ID, "line 17: act 'm1' is there twice (first on line 11)"),
        (SECOND_ORIGINAL, "line 17: copy 'clip-c' is a second original of 'clip'"),
        (SAME_FILE, "line 17: copy 'clip-c' is made like 'clip-b'"),
        (SAME_SCENE, "line 17: item 'other' has the scene of another item"),
    ],
)
def test_what_is_there_twice_is_refused(example: str, line: str, said: str) -> None:
    with pytest.raises(TruthRefused) as refused:
        truth.parse(example + line)
    assert refused.value.faults[0].startswith(said)
