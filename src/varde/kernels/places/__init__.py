"""Which country and which police district a person or an account belongs to, with the method, the confidence and the reason.

The tables are approximate and say so; a place is a proposal that a person can correct.
"""

from varde.kernels.places.addresses import IpTable, country_of_ip
from varde.kernels.places.districts import district_named, district_of, districts
from varde.kernels.places.names import country_of_declared, country_of_phone, place_names
from varde.kernels.places.types import Claim, Confidence, Country, District, Located, Method, Placed, PlaceNames, Unplaced
from varde.kernels.places.weighing import weigh

__all__ = [
    "Claim",
    "Confidence",
    "Country",
    "District",
    "IpTable",
    "Located",
    "Method",
    "PlaceNames",
    "Placed",
    "Unplaced",
    "country_of_declared",
    "country_of_ip",
    "country_of_phone",
    "district_named",
    "district_of",
    "districts",
    "place_names",
    "weigh",
]
