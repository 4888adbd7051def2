"""The addresses that an agency's machines answer."""

from __future__ import annotations

from varde.doors.api.urls import patterns_for
from varde.kernels.terms.roles import StationRole

urlpatterns = patterns_for(StationRole.AGENCY)
