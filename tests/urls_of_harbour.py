"""The addresses that a platform's machines answer."""

from __future__ import annotations

from varde.doors.api.urls import patterns_for
from varde.kernels.terms.roles import StationRole

urlpatterns = patterns_for(StationRole.PLATFORM)
