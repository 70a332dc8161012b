from dangvu.kernel.module import ModuleConfig


class AuditConfig(ModuleConfig):
    name = "dangvu.modules.audit"
