"""Pure policy: standard library only."""
