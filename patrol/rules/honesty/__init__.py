"""Honest patrols (虚假巡河): each check a pure function over what a phone sent, its finding a `Flag` with evidence.

A flag accuses nobody: it says what a person should look at, and why.
"""
