"""Bulletins 通报与报表: monthly bulletins, statements, lists and records of duties, as Word, PDF and Excel.

One is asked for, made by the worker from the figures of one moment, looked at, and issued. Issued, its figures and
files never move; a correction is the next version.
"""
