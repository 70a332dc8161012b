from django.urls import path, re_path

from dangvu.modules.tasks import views

urlpatterns = [
    path("viec-cua-toi/", views.Home.as_view(), name="home"),
    path("", views.Listing.as_view(), name="list"),
    path("giao/", views.Give.as_view(), name="give"),
    path("<uuid:id>/", views.Detail.as_view(), name="detail"),
    re_path(r"^(?P<id>[0-9a-f-]{36})/(?P<act>take|complete|cancel|reopen)/$", views.Act.as_view(), name="act"),
]
