"""The addresses of an agency, as far as these tests go."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("api/v1/", include("varde.doors.api.counts.urls"))]
