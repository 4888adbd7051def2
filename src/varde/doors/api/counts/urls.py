from __future__ import annotations

from django.urls import path

from varde.doors.api.counts import views

urlpatterns = [
    path("incidents", views.incidents, name="api-incidents"),
    path("incidents/<str:incident>/counts", views.incident_counts, name="api-incident-counts"),
    path("acts/digests", views.act_digests, name="api-act-digests"),
    path("counts", views.station_counts, name="api-counts"),
]
