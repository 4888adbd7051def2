"""Who everyone is. Every test uses these people and no others; all of them are made up."""

from __future__ import annotations

from varde.kernels.terms.actors import Actor, ActorKind
from varde.kernels.terms.ids import PeerName
from varde.kernels.terms.roles import Job

HARBOUR = PeerName("harbour")  # a platform
LANTERN = PeerName("lantern")  # a clearinghouse
FJORD = PeerName("fjord")  # an agency, Fjord Police

ADA = Actor(ActorKind.PERSON, "ada", Job.MODERATOR)
ADAS_SUPERVISOR = Actor(ActorKind.PERSON, "asta", Job.SUPERVISOR)
BO = Actor(ActorKind.PERSON, "bo", Job.ANALYST)
UNA = Actor(ActorKind.PERSON, "una", Job.SUPERVISOR)
CATO = Actor(ActorKind.PERSON, "cato", Job.OFFICER, "dk-nordsjaelland")
SUNNIVA = Actor(ActorKind.PERSON, "sunniva", Job.OFFICER, "dk-syd-og-soenderjylland")
LIV = Actor(ActorKind.PERSON, "liv", Job.LEAD)  # leads the incident at Fjord Police
MALLORY = Actor(ActorKind.PERSON, "mallory", Job.ADMIN)  # a stranger with a valid account and no business here

HARBOURS_SYSTEM = Actor(ActorKind.MACHINE, "harbour-backend")
HARBOUR_AS_PEER = Actor(ActorKind.PEER, HARBOUR)
LANTERN_AS_PEER = Actor(ActorKind.PEER, LANTERN)
MIRROR_AS_PEER = Actor(ActorKind.PEER, "lanterns-mirror")  # a peer with the wrong key
