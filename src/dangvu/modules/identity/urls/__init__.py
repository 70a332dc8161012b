from django.urls import path, re_path

from dangvu.modules.identity import views

ACTS = "khoa|mo|bo-cho|ma-kich-hoat|thu-ma|thoi-vai-tro"

urlpatterns = [
    path("ca-nhan/", views.Me.as_view(), name="me"),
    path("giao-dien/", views.Theme.as_view(), name="theme"),
    path("quen/", views.Forgotten.as_view(), name="forgotten"),
    path("kich-hoat/", views.Code.as_view(), name="code"),
    path("kich-hoat/<str:code>/", views.Activate.as_view(), name="activate"),
    path("kich-hoat/<str:code>/van-tay/", views.ActivateWithPasskey.as_view(), name="activate_passkey"),
    path("mo-lai/", views.Recoveries.as_view(), name="recoveries"),
    path("mo-lai/de-nghi/<uuid:id>/", views.StartRecovery.as_view(), name="start_recovery"),
    path("mo-lai/<uuid:id>/", views.Recovery.as_view(), name="recovery"),
    path("", views.Listing.as_view(), name="list"),
    path("moi/", views.New.as_view(), name="new"),
    path("vai-tro/", views.Roles.as_view(), name="roles"),
    path("vai-tro/moi/", views.EditRole.as_view(), name="new_role"),
    path("vai-tro/<slug:code>/", views.EditRole.as_view(), name="role"),
    path("<uuid:id>/", views.Detail.as_view(), name="detail"),
    path("<uuid:id>/sua/", views.Correct.as_view(), name="correct"),
    path("<uuid:id>/giao-vai-tro/", views.NewGrant.as_view(), name="grant"),
    re_path(rf"^(?P<id>[0-9a-f-]{{36}})/(?P<act>{ACTS})/$", views.Change.as_view(), name="change"),
]
