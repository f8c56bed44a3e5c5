"""What is asked for beside the file itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Order:
    """Field → column, field → value for all features, the division of features that name none.

    Features outside the divisions that begin with `prefix` are refused. `officer_id` is who asks, where one is signed
    in.
    """

    fields: Mapping[str, str | None] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    division: str | None = None
    prefix: str = ""
    officer_id: int | None = None
