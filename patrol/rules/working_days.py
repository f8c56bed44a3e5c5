"""Working days: Monday to Friday but for holidays, and the weekend days that are worked instead (调休)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """`exceptions`: day → whether it is worked, for the days that differ from the ordinary week."""

    exceptions: Mapping[date, bool] = field(default_factory=dict)

    def is_worked(self, day: date) -> bool:
        """Whether offices work on `day`."""
        return self.exceptions.get(day, day.weekday() < SATURDAY)

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day after `day`; `day` itself for 0."""
        while count > 0:
            day += ONE_DAY
            count -= self.is_worked(day)
        return day

    def before(self, day: date, count: int) -> date:
        """The latest day after which `count` working days have come until `day`, which is counted when it is one."""
        while count > 0:
            count -= self.is_worked(day)
            day -= ONE_DAY
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days come after `first` until `last`, which is counted; 0 when `last` is not later."""
        days = range(1, (last - first).days + 1)
        return sum(self.is_worked(first + timedelta(days=count)) for count in days)
