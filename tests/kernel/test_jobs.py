from procrastinate.contrib.django import app

from dangvu.kernel.registry import registry


def test_every_declared_schedule_stands_in_the_queue():
    declared = {each.name for module in registry.modules() for each in module.periodic} | {"kernel.forget_done"}

    assert {task.task.name for task in app.periodic_registry.periodic_tasks.values()} == declared
