from __future__ import annotations

from django.urls import path

from varde.doors.api.inbox import views

urlpatterns = [
    path("files/<str:name>", views.file),
    path("letters", views.letters),
]
