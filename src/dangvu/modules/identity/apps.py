from dangvu.kernel.module import ModuleConfig


class IdentityConfig(ModuleConfig):
    name = "dangvu.modules.identity"
