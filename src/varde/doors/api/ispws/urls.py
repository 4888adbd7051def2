from __future__ import annotations

from django.urls import path, re_path

from varde.doors.api.ispws import views

urlpatterns = [
    path("status", views.status),
    path("xsd", views.xsd),
    path("submit", views.submit),
    path("upload", views.upload),
    path("fileinfo", views.fileinfo),
    path("finish", views.finish),
    path("retract", views.retract),
    re_path(r"^.*$", views.elsewhere),
]
