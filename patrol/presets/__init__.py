"""Patrol rules that counties have published, as data: one file a source."""
