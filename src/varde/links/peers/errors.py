from __future__ import annotations

from datetime import timedelta

from varde.kernels.terms.errors import VardeError


class NotAKey(VardeError):
    """This is not an Ed25519 public key; give the 44 characters that `varde peer key` prints at the other station."""

    code = "not_a_key"


class PeerHasNoKey(VardeError):
    """This peer was added without a key, so it has no letters for us and we none for it; add it anew with its station's key."""

    code = "peer_has_no_key"


class AddressNeeded(VardeError):
    """A peer that we call needs its address; give --url."""

    code = "address_needed"


class UnknownPeer(VardeError):
    """No peer of this name is known here; add it with `varde peer add`."""

    code = "unknown_peer"
    status = 404


class PeerExists(VardeError):
    """A peer of this name is known already; remove it first, or choose another name."""

    code = "peer_exists"
    status = 409


class LogInTaken(VardeError):
    """Another peer logs in here under this user; give this one a user of its own."""

    code = "log_in_taken"
    status = 409


class NoClearinghouse(VardeError):
    """No clearinghouse is known here to file with; add one with `varde peer add --role clearinghouse --ispws-user …`."""

    code = "no_clearinghouse"
    status = 503


class NoOwnKey(VardeError):
    """This station has no signing key yet; start it once with `varde up`."""

    code = "no_own_key"
    status = 503


class ClearinghouseUnreachable(VardeError):
    """The clearinghouse does not answer; check the network, the call is made again by itself."""

    code = "clearinghouse_unreachable"
    status = 503


class ClearinghouseAsksForTime(VardeError):
    """The clearinghouse is busy and says when to come again; the call is made again by itself."""

    code = "clearinghouse_asks_for_time"
    status = 503

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"{wait.total_seconds():.0f} s")
        self.wait = wait


class ClearinghouseRefuses(VardeError):
    """The clearinghouse refuses what we ask of it; check the log-in and what it lets us do."""

    code = "clearinghouse_refuses"
    status = 502


class AnswerTooLong(VardeError):
    """The clearinghouse's answer is longer than any answer should be, and was not taken; tell the clearinghouse."""

    code = "answer_too_long"
    status = 502


class AddressLeavesRoot(VardeError):
    """The clearinghouse sends us to an address outside its own, and we do not go; tell the clearinghouse."""

    code = "address_leaves_root"
    status = 502


class PagesGoRound(VardeError):
    """The clearinghouse's pages do not come to an end, and nothing more was taken; tell the clearinghouse."""

    code = "pages_go_round"
    status = 502


class NothingToFetch(VardeError):
    """No clearinghouse is known here to fetch lists from; add one with `varde peer add --hashsharing-user …`."""

    code = "nothing_to_fetch"
    status = 404


class FetchUnderWay(VardeError):
    """The lists of this clearinghouse are being fetched at this moment; wait until that is done."""

    code = "fetch_under_way"
    status = 409
