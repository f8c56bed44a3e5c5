"""Statements that are easier to read as SQL than as Python."""
