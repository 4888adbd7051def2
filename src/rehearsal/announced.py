"""What was announced of the two operations, at full size, to stand beside what a rehearsal counted.

Denmark: the police, 15 January 2018 and 11 March 2019; sermitsiaq.ag, January 2018 (preliminary districts); Bloomberg.
Korea: donga.com, ajunews, November 2014.
"""

from __future__ import annotations

DENMARK: dict[str, str] = {
    "suspects": "1,004",
    "acts": "more than 5,000 shares",
    "items": "two clips, one image",
    "sex male": "about 800",
    "sex female": "about 200",
    "age_at_first_act 15": "15 to the twenties, most 15-20",
    "acts_per_suspect (most, suspects)": "a few: several hundred",
    "acts_per_suspect (kinds)": "most: a couple of times",
    "waves": "1,004; later 148, about 50 of them after the publicity",
    "district dk-nordsjaelland": "286",
    "district dk-koebenhavn": "183",
    "district dk-koebenhavns-vestegn": "151",
    "district dk-oestjylland": "77",
    "district dk-midt-og-vestjylland": "62",
    "district dk-nordjylland": "55",
    "district dk-sydoestjylland": "50",
    "district dk-midt-og-vestsjaelland": "47",
    "district dk-syd-og-soenderjylland": "35",
    "district dk-fyn": "34",
    "district dk-sydsjaelland-og-lolland-falster": "20",
    "district dk-groenland": "1",
}
KOREA: dict[str, str] = {
    "suspects": "117",
    "items": "about 100,000",
    "below_age_line": "33 pupils under 14",
    "acts_per_suspect (most, suspects)": "one: more than 38,000 items",
}
ANNOUNCED: dict[str, dict[str, str]] = {"denmark": DENMARK, "korea": KOREA}


def announced(operation: str, figure: str) -> str:
    """What was announced of this figure; empty where nothing was, or where the operation is somebody's own."""
    return ANNOUNCED.get(operation, {}).get(figure, "")
