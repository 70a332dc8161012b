from django.apps import AppConfig


class KernelNotifyConfig(AppConfig):
    name = "dangvu.kernel.notify"
    label = "kernel_notify"
