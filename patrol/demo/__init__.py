"""A generated, plausible county in the hills of Jiangxi, so that every screen has something to show.

All names are invented; the same seed makes the same county on every machine.
"""
