from __future__ import annotations

from django.urls import path, re_path

from varde.doors.api.guard import nothing_here
from varde.doors.api.openapi import views

urlpatterns = [
    path("openapi.json", views.document, name="api-openapi"),
    re_path("", nothing_here),  # the last door under api/
]
