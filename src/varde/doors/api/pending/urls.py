from __future__ import annotations

from django.urls import path

from varde.doors.api.pending import views

urlpatterns = [path("", views.pending)]
