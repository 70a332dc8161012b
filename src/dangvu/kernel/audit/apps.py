from django.apps import AppConfig


class KernelAuditConfig(AppConfig):
    name = "dangvu.kernel.audit"
    label = "kernel_audit"
