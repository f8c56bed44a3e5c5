"""Issues 问题 from found to closed: opened, moved step by step, escalated when late."""

from patrol.casework.escalation import escalate
from patrol.casework.opening import open_issue
from patrol.casework.steps import take_step

__all__ = ["escalate", "open_issue", "take_step"]
