from __future__ import annotations

from django.urls import path

from varde.doors.api.reports import views

urlpatterns = [
    path("files", views.files),
    path("reports", views.reports),
    path("copies", views.copies),
    path("share-records", views.share_records),
]
