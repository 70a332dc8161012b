from django.urls import path

from dangvu.modules.meetings import views

urlpatterns = [
    path("", views.Listing.as_view(), name="list"),
    path("dd/<str:token>/", views.Arrive.as_view(), name="arrive"),
    path("diem-danh/", views.CheckIn.as_view(), name="check_in"),
    path("<uuid:id>/", views.Detail.as_view(), name="detail"),
    path("<uuid:id>/dien-bien/", views.Updates.as_view(), name="updates"),
    path("<uuid:id>/se-du/", views.Confirm.as_view(), name="confirm"),
    path("<uuid:id>/xin-vang/", views.AskLeave.as_view(), name="ask_leave"),
    path("<uuid:id>/diem-danh/", views.Door.as_view(), name="door"),
    path("<uuid:id>/y-kien/", views.SendOpinion.as_view(), name="opinion"),
    path("<uuid:id>/phat-bieu/", views.RaiseHand.as_view(), name="raise_hand"),
    path("<uuid:id>/thoi-phat-bieu/", views.LowerHand.as_view(), name="lower_hand"),
    path("<uuid:id>/bieu-quyet/<uuid:ballot>/", views.CastVote.as_view(), name="vote"),
    path("<uuid:id>/bao-luu/<uuid:ballot>/", views.ReserveOpinion.as_view(), name="reserve"),
    path("<uuid:id>/tai-lieu/<uuid:paper>/", views.OpenPaper.as_view(), name="paper"),
    path("<uuid:id>/bien-ban/", views.ReadMinutes.as_view(), name="minutes"),
    path("<uuid:id>/in/<str:what>/", views.Print.as_view(), name="print"),
]
