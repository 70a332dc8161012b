"""The web server: `python -m dangvu.config.web`."""

import os
from typing import Final

from dangvu.config import home, processes

WORKERS: Final = 2
STOP_SECONDS: Final = 3
STREAMS: Final = 10_000  # an open live stream holds its place among the requests of a process


def serve(target: str) -> None:
    from granian import Granian  # noqa: PLC0415 - only the first process needs the server itself
    from granian.constants import Interfaces  # noqa: PLC0415 - as above

    processes.die_with_parent()
    Granian(
        target,
        address=os.environ.get("DANGVU_HOST", "127.0.0.1"),
        port=home.port(),
        interface=Interfaces.ASGI,
        workers=int(os.environ.get("DANGVU_WEB_WORKERS", str(WORKERS))),
        websockets=False,
        backlog=4096,
        backpressure=STREAMS,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=True,
        respawn_interval=1,
        log_access=os.environ.get("DANGVU_ACCESS_LOG", "") == "1",
    ).serve()


if __name__ == "__main__":
    serve("dangvu.config.web_process:application")
