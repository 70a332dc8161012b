"""One measured number beside its floor."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`measure.detail`, its value and unit, the floor in the same unit, and how many samples stand behind it."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    n: int = 1

    def line(self) -> str:
        ratio = round(self.value / self.floor, 3) if self.floor else None
        floor = None if self.floor is None else round(self.floor, 4)
        row = {
            "name": self.name,
            "value": round(self.value, 4),
            "unit": self.unit,
            "floor": floor,
            "ratio": ratio,
            "n": self.n,
        }
        return json.dumps(row, ensure_ascii=False)


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that `share` (0…1) of them do not exceed."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]
