"""Several claims about a country become one answer with its reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import prod

from varde.kernels.places.types import Claim, Located, Method

# What says something of the person first; what says something of a relay or of another person only where nothing else does.
_SAID_OF = {
    Method.DECLARED_ADDRESS: "the declared address",
    Method.PHONE: "a telephone number",
    Method.IP_AT_ACT: "the internet address at an act",
    Method.ESTIMATED_LOCATION: "an estimated location",
    Method.VICTIM_RESIDENCE: "where the person depicted lives",
}


def weigh(claims: Iterable[Claim]) -> Located:
    """The country for which the most speaks.

    Per country each method counts once, with its best claim, so that a thousand addresses do not drown one residence.
    The chance that all of them err is the product of each one's chance to err. What speaks for the next country is taken off.
    Proxies, and where the person depicted lives, are heard only where nothing else is known.
    """
    given = tuple(claims)
    direct = [claim for claim in given if not _is_indirect(claim)]
    heard = direct or given
    if not heard:
        return Located(country=None, confidence_percent=0, reasons=("Nothing that names a country is known.",))
    ranked = sorted(((_percent(heard, country), country) for country in {claim.country for claim in heard}), reverse=True)
    reasons = (*_reasons(given, heard=heard), *_against(ranked))
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return Located(country=None, confidence_percent=0, reasons=(*reasons, "As much speaks for each; a person must decide."))
    best, country = ranked[0]
    opposing = ranked[1][0] if len(ranked) > 1 else 0
    return Located(country=country, confidence_percent=round(best * (100 - opposing) / 100), reasons=reasons)


def _is_indirect(claim: Claim) -> bool:
    return claim.is_proxy or claim.method is Method.VICTIM_RESIDENCE


def _percent(claims: Iterable[Claim], country: str) -> int:
    best: dict[Method, int] = {}
    for claim in claims:
        if claim.country == country:
            best[claim.method] = max(best.get(claim.method, 0), min(99, max(0, claim.confidence_percent)))
    return round(100 * (1 - prod(1 - percent / 100 for percent in best.values())))


def _reasons(given: Iterable[Claim], *, heard: Collection[Claim]) -> tuple[str, ...]:
    """One sentence per country and method, in the order of the methods; how many claims stand behind it, and its best."""
    groups: dict[tuple[Method, str, bool], list[Claim]] = {}
    for claim in given:
        groups.setdefault((claim.method, claim.country, claim in heard), []).append(claim)
    order = list(Method)
    keys = sorted(groups, key=lambda key: (order.index(key[0]), key[1], not key[2]))
    return tuple(_sentence(key, groups[key]) for key in keys)


def _sentence(key: tuple[Method, str, bool], claims: list[Claim]) -> str:
    method, country, was_heard = key
    best = max(claims, key=lambda claim: (claim.confidence_percent, claim.detail))
    times = f", {len(claims)} times" if len(claims) > 1 else ""
    unheard = "" if was_heard else "; set aside, since something more direct is known"
    return f"{country} by {_SAID_OF[method]} ({best.confidence_percent} %{times}): {best.detail}{unheard}."


def _against(ranked: list[tuple[int, str]]) -> tuple[str, ...]:
    if len(ranked) < 2:
        return ()
    told = ", ".join(f"{country} {percent} %" for percent, country in ranked)
    return (f"The claims contradict each other: {told}.",)
