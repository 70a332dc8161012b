from django.urls import path

from dangvu.modules.notifications import views

urlpatterns = [
    path("", views.Listing.as_view(), name="list"),
    path("<int:number>/", views.Open.as_view(), name="open"),
    path("cach-nhan/", views.Preferences.as_view(), name="preferences"),
]
