"""Harbour's day in tests: pictures we draw, reports of them, and a moderator who decides."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from PIL import Image, ImageDraw

from cast import ADA, HARBOURS_SYSTEM
from varde.keeps.handover import face as handover
from varde.kernels.terms.ids import ObjectId
from varde.kernels.terms.topics import Topic
from varde.kernels.wire.platform import AttachedFile, ReportBody, ReportedMessage
from varde.stages.filing import face as filing
from varde.stages.intake import face as intake
from varde.stages.matching import face as matching
from varde.stages.review import face as review

T = TypeVar("T")
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def landscape(seed: int = 1, *, quality: int = 90, size: int = 256) -> bytes:
    """A made-up hilly landscape as JPEG; the same seed in another quality is a re-encoding of it."""
    draw_from = random.Random(seed)
    picture = Image.new("RGB", (256, 256), (draw_from.randrange(80, 200), 180, 230))
    pen = ImageDraw.Draw(picture)
    for _ in range(25):
        x, y, w, h = (draw_from.randrange(256) for _ in range(4))
        colour = tuple(draw_from.randrange(256) for _ in range(3))
        pen.ellipse((x, y, x + w // 2 + 8, y + h // 2 + 8), fill=colour)
    out = io.BytesIO()
    picture.resize((size, size)).save(out, "JPEG", quality=quality)
    return out.getvalue()


def sent_in(data: bytes) -> intake.NewFile:
    """Harbour's system posts a file."""
    return intake.receive_file(io.BytesIO(data), by=HARBOURS_SYSTEM)


def message(
    id_: str = "m-1", *, files: Sequence[intake.NewFile] = (), sender: str = "kestrel", text: str | None = None
) -> ReportedMessage:
    """A message from kestrel to wren."""
    attached = tuple(AttachedFile(file=file.file, name="hills.jpg") for file in files)
    return ReportedMessage(id=id_, sender=sender, recipients=("wren",), sent_at=NOON, text=text, attachments=attached)


def body(*messages: ReportedMessage, reporter: str | None = "wren", note: str | None = None) -> ReportBody:
    """Wren's report."""
    return ReportBody(reporter=reporter, conversation="c-1", note=note, messages=messages)


def accepted(data: bytes | None = None, *, id_: str = "m-1", key: str | None = None, sender: str = "kestrel") -> intake.Receipt:
    """A report of one message with one picture."""
    files = [sent_in(landscape() if data is None else data)]
    return intake.accept(body(message(id_, files=files, sender=sender)), key=key, by=HARBOURS_SYSTEM)


def left_for(topic: Topic) -> Iterator[Any]:
    """What waits on a topic, taken as the runner takes it."""
    while (claimed := handover.claim([topic])) is not None:
        yield claimed.payload
        handover.done(claimed)


def run(topic: Topic, step: Callable[[Any], None]) -> int:
    """Run a step on everything that waits for it."""
    payloads = list(left_for(topic))
    for payload in payloads:
        step(payload)
    return len(payloads)


def to_the_queue() -> None:
    """Everything accepted is looked up and put before the moderators."""
    run(Topic.REPORT_ACCEPTED, matching.look_up)
    run(Topic.MEDIA_LOOKED_UP, review.enqueue)
    run(Topic.COPY_REFUSED, intake.discard_copy)


def confirmed_by_ada(line: review.QueuedReview, *, clear: bool = True) -> list[ObjectId]:
    """Ada looks at every file of a matter and confirms them all."""
    items = [item.object for item in review.one(line.id, by=ADA).items]
    for item in items:
        review.look(line.id, item=item, by=ADA, blurred=not clear)
    review.confirm(line.id, files=dict.fromkeys(items, review.Classification.B2), by=ADA)
    return items


def all_confirmed() -> list[ObjectId]:
    """Everything accepted goes to the queue, and Ada confirms all of it; tips are drafted."""
    to_the_queue()
    items = [item for line in review.queue(by=ADA) for item in confirmed_by_ada(line)]
    run(Topic.REPORT_CONFIRMED, filing.draft)
    return items


def only(things: Collection[T]) -> T:
    """The one there is."""
    [one] = things
    return one


def share(item: str, *, id_: str, sender: str = "kestrel", **more: object) -> dict[str, object]:
    """A share record of Harbour's own books."""
    at = (NOON + timedelta(minutes=int(id_.rpartition("-")[2]))).isoformat()
    record = {"message": id_, "sender": sender, "recipients": ["wren", "finch"], "sent_at": at, "item": item}
    return record | {"ip": "192.0.2.7", "port": 40000, "conversation": None} | more


def account(name: str, **more: object) -> dict[str, object]:
    """What Harbour knows of an account."""
    return {"account": name, "screen_name": name.title(), "birth_date": "2008-02-29", "sex": "male"} | more


def lines(*records: dict[str, object]) -> list[bytes]:
    """Records as JSON lines."""
    return [json.dumps(record).encode() + b"\n" for record in records]
