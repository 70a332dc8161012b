"""Pages for builders, mounted in development only."""

from django.urls import path

from dangvu.ui import views

app_name = "ui"
urlpatterns = [
    path("thanh-phan/", views.sheet, name="sheet"),
    path("thanh-phan/mat-mang/", views.offline, name="offline"),
]
