"""Every module's addresses, mounted under the path its manifest names."""

import importlib.util

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from dangvu.kernel.registry import registry

HOME = "tasks:home"


def _mounted() -> list[object]:
    return [
        path(f"{module.path}/", include((f"dangvu.modules.{module.name}.urls", module.name)))
        for module in registry.modules()
        if importlib.util.find_spec(f"dangvu.modules.{module.name}.urls")
    ]


urlpatterns = [
    path("", RedirectView.as_view(pattern_name=HOME), name="root"),
    *_mounted(),
    path("tai-khoan/", include("dangvu.modules.identity.urls.entrance")),  # allauth asks for these by plain names
    *(
        []
        if settings.PRODUCTION or not importlib.util.find_spec("dangvu.ui.urls")
        else [path("", include("dangvu.ui.urls"))]
    ),
]

handler400 = "dangvu.ui.views.unreadable"
handler403 = "dangvu.ui.views.forbidden"
handler404 = "dangvu.ui.views.not_found"
handler500 = "dangvu.ui.views.broken"
