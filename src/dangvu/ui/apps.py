from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "dangvu.ui"
    label = "ui"
