from __future__ import annotations

from django.urls import path

from varde.doors.api.matching import views

urlpatterns = [path("match", views.match, name="api-match")]
