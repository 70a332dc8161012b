from django.apps import AppConfig


class KernelRulebookConfig(AppConfig):
    name = "dangvu.kernel.rulebook"
    label = "kernel_rulebook"
