"""Shanhe Patrol 山河巡护: patrols, coverage and area targets for a county's river chiefs and forest chiefs."""

__version__ = "0.1.0"
