from dangvu.kernel.module import ModuleConfig


class DocumentsConfig(ModuleConfig):
    name = "dangvu.modules.documents"
