from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from varde.kernels.terms.people import Sex
from varde.kernels.wire import acts, xml

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
TIMES = st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ACTS = st.builds(
    acts.ShareAct,
    message=NAMES,
    item_sha256=st.binary(min_size=32, max_size=32).map(bytes.hex),
    sent_at=TIMES,
    recipients=st.lists(NAMES, max_size=4).map(tuple),
    ip=st.none() | st.ip_addresses().map(str),
    port=st.none() | st.integers(1, 65535),
)
REPORTS = st.builds(acts.ReportRef, case_number=NAMES, received_at=TIMES)
FACTS = st.builds(
    acts.AccountFacts, sex=st.sampled_from(Sex), service=st.none() | NAMES, registered_ip=st.none() | st.just("192.0.2.1")
)
BLOCKS = st.builds(
    acts.ActsBlock, reports=st.lists(REPORTS, max_size=3).map(tuple), acts=st.lists(ACTS, max_size=3).map(tuple), account=FACTS
)


@given(block=BLOCKS)
def test_a_block_comes_back_as_it_went_and_xml_can_carry_it(block: acts.ActsBlock) -> None:
    text = acts.render_block(block)
    assert acts.parse_block(text) == block
    assert xml.carried(text) == text


@given(text=st.text())
def test_any_text_is_read_or_is_no_block(text: str) -> None:
    assert acts.parse_block(text) is None or text.startswith(acts.HEADER)
    assert acts.parse_block(f"{acts.HEADER}\n{text}") is not None


def test_text_without_the_header_is_no_block() -> None:
    assert acts.parse_block("hei") is None
    assert acts.parse_block("") is None
    assert acts.parse_block("varde-acts/2\n") is None


def test_unknown_and_bad_lines_are_kept_and_named() -> None:
    block = acts.parse_block('varde-acts/1\n{"later":{"x":1}}\n{"act":{"message":"m"}}\nnot json\n')
    assert block is not None
    assert [(line.number, line.text) for line in block.unread] == [
        (2, '{"later":{"x":1}}'),
        (3, '{"act":{"message":"m"}}'),
        (4, "not json"),
    ]
    assert block.unread[1].cause.startswith("$.act")
    again = acts.parse_block(acts.render_block(block))
    assert again is not None
    assert [line.text for line in again.unread] == [line.text for line in block.unread]
