from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varde.kernels.wire.cybertip import (
    HTTP_STATUS,
    AnswerUnreadable,
    Done,
    Reaction,
    Response,
    ResponseCode,
    parse_answer,
    parse_done,
    parse_response,
    reaction_to,
    render_done,
    render_response,
)


@pytest.mark.parametrize("code", [*ResponseCode, 1001, 4999, 9876, -1])
def test_every_known_code_and_any_unknown_one_survives(code: int) -> None:
    response = Response(code=int(code), description="as stated", report_id=4564654, file_id="b0754af766b426f2928a02c651ed4b99")
    assert parse_response(render_response(response)) == response


def test_answers_are_standalone_and_without_a_namespace() -> None:
    written = render_response(Response(code=0, description="Success", report_id=1))
    assert written.startswith(b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>')
    assert b"xmlns" not in written


def test_a_done_response_keeps_its_files_even_when_there_are_none() -> None:
    done = Done(code=0, report_id=4564654, files=("b0754af766b426f2928a02c651ed4b99", "e"))
    assert parse_done(render_done(done)) == done
    assert b"<files/>" in render_done(Done(code=0, report_id=1))


def test_a_refused_finish_may_come_under_either_root() -> None:
    assert isinstance(parse_answer(render_done(Done(code=4100, report_id=1))), Done)
    assert isinstance(parse_answer(render_response(Response(code=4100, description="no"))), Response)


def test_an_answer_may_carry_more_than_we_know_and_may_lack_its_description() -> None:
    answer = parse_response(b"<reportResponse><responseCode> 0 </responseCode><new/><reportId>7</reportId></reportResponse>")
    assert (answer.code, answer.description, answer.report_id) == (0, "", 7)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>Bad gateway</body></html>",
        b"<reportResponse/>",
        b"<reportResponse><responseCode>OK</responseCode></reportResponse>",
        b"<!DOCTYPE a><reportResponse><responseCode>0</responseCode></reportResponse>",
    ],
)
def test_what_is_no_answer_is_unreadable(data: bytes) -> None:
    with pytest.raises(AnswerUnreadable):
        parse_response(data)


def test_each_code_has_its_status_and_its_reaction() -> None:
    assert HTTP_STATUS.keys() == set(ResponseCode)
    assert reaction_to(0) is Reaction.NONE
    assert reaction_to(1001) is Reaction.RETRY
    assert reaction_to(1210) is Reaction.FIX
    assert reaction_to(3300) is Reaction.STOP
    assert reaction_to(4100) is Reaction.FIX
    assert reaction_to(5102) is Reaction.STATE
    assert reaction_to(99_999) is Reaction.FIX


@given(text=st.text())
def test_any_description_can_be_written_and_read(text: str) -> None:
    assert parse_response(render_response(Response(code=1, description=text))).code == 1
