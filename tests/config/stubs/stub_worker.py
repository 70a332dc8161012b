"""A worker that does nothing, and stops when told."""

import signal

from dangvu.config import processes

if __name__ == "__main__":
    processes.die_with_parent()
    signal.pause()
