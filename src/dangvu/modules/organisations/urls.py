from django.urls import path

from dangvu.modules.organisations import views

urlpatterns = [
    path("", views.Tree.as_view(), name="tree"),
    path("nhap/", views.Upload.as_view(), name="upload"),
    path("nhap/<uuid:file>/", views.Confirm.as_view(), name="confirm"),
    path("<uuid:id>/", views.Detail.as_view(), name="detail"),
    path("<uuid:id>/truc-thuoc/", views.Branch.as_view(), name="branch"),
    path("<uuid:id>/lap/", views.Establish.as_view(), name="establish"),
    path("<uuid:id>/sua/", views.Correct.as_view(), name="correct"),
    path("<uuid:id>/doi-ten/", views.Rename.as_view(), name="rename"),
    path("<uuid:id>/chuyen/", views.Move.as_view(), name="move"),
    path("<uuid:id>/chuyen-nhieu/", views.MoveMany.as_view(), name="move_many"),
    path("<uuid:id>/ket-thuc/", views.Close.as_view(), name="close"),
    path("<uuid:id>/ky-hieu/", views.Symbol.as_view(), name="symbol"),
]
