from django.urls import path

from dangvu.modules.audit import views

urlpatterns = [
    path("", views.Listing.as_view(), name="list"),
    path("<int:number>/", views.Detail.as_view(), name="detail"),
]
