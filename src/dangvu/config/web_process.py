"""What each process of the web server loads: the application, after it has tied its life to the first process."""

import gc

from dangvu.config import processes

processes.die_with_parent()  # a killed first process must not leave others on the port

from dangvu.config.asgi import application  # noqa: E402 - loads Django, which takes a second

gc.collect()
gc.freeze()  # what is loaded stays: no later collection walks through it while a page waits

__all__ = ["application"]
