"""Mounted in development only: the sheet of all components."""

from django.urls import path

from dangvu.ui import views

app_name = "ui"
urlpatterns = [path("", views.sheet, name="sheet")]
