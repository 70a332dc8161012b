from django.urls import path

from dangvu.modules.members import views

urlpatterns = [
    path("", views.Listing.as_view(), name="list"),
    path("cua-toi/", views.Own.as_view(), name="own"),
    path("them/", views.Register.as_view(), name="register"),
    path("tai-khoan/", views.Accounts.as_view(), name="accounts"),
    path("nhap/", views.Imports.as_view(), name="imports"),
    path("nhap/<uuid:id>/", views.Import.as_view(), name="import"),
    path("nhap/<uuid:id>/tien-do/", views.Progress.as_view(), name="progress"),
    path("nhap/<uuid:id>/cot/", views.Mapping.as_view(), name="mapping"),
    path("nhap/<uuid:id>/xac-nhan/", views.Confirm.as_view(), name="confirm"),
    path("nhap/<uuid:id>/bo/", views.Cancel.as_view(), name="cancel"),
    path("nhap/<uuid:id>/ket-qua.xlsx", views.Annotated.as_view(), name="annotated"),
    path("<uuid:id>/", views.Detail.as_view(), name="detail"),
    path("<uuid:id>/sua/", views.Correct.as_view(), name="correct"),
    path("<uuid:id>/xem/<slug:field>/", views.Reveal.as_view(), name="reveal"),
    path("<uuid:id>/tinh-trang/", views.ChangeStatus.as_view(), name="change-status"),
    path("<uuid:id>/chuyen/", views.Move.as_view(), name="move"),
    path("<uuid:id>/chuc-vu/", views.Appoint.as_view(), name="appoint"),
    path("<uuid:id>/chuc-vu/<uuid:appointment>/thoi/", views.EndAppointment.as_view(), name="end-appointment"),
]
