"""What the place tables refuse."""

from __future__ import annotations

from typing import ClassVar

from varde.kernels.terms.errors import VardeError


class PlaceDataWrong(VardeError):
    """A place table cannot be read; correct the row that is named."""

    code: ClassVar[str] = "place_data_wrong"
    status: ClassVar[int] = 500


class IpTableWrong(VardeError):
    """The table of networks cannot be read; each line is network,country,kind, as in 192.0.2.0/24,DK,access."""

    code: ClassVar[str] = "ip_table_wrong"
    status: ClassVar[int] = 500


class NoSuchDistrict(VardeError):
    """There is no police district of this key; choose one from the list."""

    code: ClassVar[str] = "no_such_district"
    status: ClassVar[int] = 404
