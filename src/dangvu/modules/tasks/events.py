from dataclasses import dataclass

from dangvu.kernel.events import Event


@dataclass(frozen=True)
class TaskGiven(Event):
    task_id: int


@dataclass(frozen=True)
class TaskDone(Event):
    task_id: int


@dataclass(frozen=True)
class TaskCancelled(Event):
    task_id: int


@dataclass(frozen=True)
class TaskReopened(Event):
    task_id: int
