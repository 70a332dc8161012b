from django.urls import path

from dangvu.modules.documents.views import paper, register

urlpatterns = [
    path("", paper.Listing.as_view(), name="list"),
    path("q/<str:code>", paper.Reference.as_view(), name="reference"),
    path("so-van-ban/", register.Series.as_view(), name="series"),
    path("chan-mat/", register.Stubs.as_view(), name="stubs"),
    path("chan-mat/<uuid:id>/", register.SettleStub.as_view(), name="stub"),
    path("<uuid:id>/", paper.Detail.as_view(), name="detail"),
    path("<uuid:id>/ban-in/", paper.Printed.as_view(), name="printed"),
    path("<uuid:id>/ban-ky/<uuid:scan>/", paper.Scan.as_view(), name="scan"),
    path("<uuid:id>/gan-ban-ky/", paper.Attach.as_view(), name="attach"),
    path("<uuid:id>/thu-hoi/", paper.Withdraw.as_view(), name="withdraw"),
]
