"""What can be wrong with a measurement."""

from __future__ import annotations

from typing import ClassVar

from varde.kernels.terms.errors import VardeError


class PeersMissing(VardeError):
    """The peers' environment is not there: run `scripts/peers` (as `make bench` does), or leave --peers out."""

    code: ClassVar[str] = "peers_missing"


class WorkerFailed(VardeError):
    """A measuring process did not do as it was told."""

    code: ClassVar[str] = "worker_failed"
    status: ClassVar[int] = 500


class FiguresRefused(VardeError):
    """This file does not hold figures of `varde bench`: write it with --json first."""

    code: ClassVar[str] = "figures_refused"


class NoPictures(VardeError):
    """No picture could be read in the folder given with --pictures: put JPEG, PNG or WebP photographs into it."""

    code: ClassVar[str] = "no_pictures"
