from django.apps import AppConfig


class FilingConfig(AppConfig):
    name = "dangvu.kernel.filing"
    label = "files"
