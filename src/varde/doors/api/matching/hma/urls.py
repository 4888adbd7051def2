from __future__ import annotations

from django.urls import path, re_path

from varde.doors.api.guard import nothing_here
from varde.doors.api.matching.hma import hashing, lookups, reading

urlpatterns = [
    path("h/hash", hashing.hash_),
    path("m/lookup", lookups.lookup),
    path("m/raw_lookup", lookups.raw_lookup),
    path("m/compare", lookups.compare),
    path("m/index/status", lookups.index_status),
    path("c/banks", reading.banks),
    path("c/bank/<str:name>", reading.bank),
    path("c/signal_type", reading.signal_types),
    path("status", reading.status),
    path("readyz", reading.ready),
    path("livez", reading.live),
    re_path("", nothing_here),
]
