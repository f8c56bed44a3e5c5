"""The text of a statement that is asked again and again: what never changes of it is spelled out.

A value that is sent along each time is written and read anew by both sides, and the planner cannot reckon with it.
"""

import re
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Boolean, Date, Dialect, Integer, Select, String
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

WORD = re.compile(r"[A-Za-z0-9_ .,:/+-]*", re.ASCII)
"""Text that says nothing but itself within quotes, to whoever reads it; any other is sent as a value."""


def spelled(statement: Select, dialect: Dialect) -> SQLCompiler:
    """The statement for a dialect; its parameters are named ones, and values of which there is any doubt."""
    return _compiler(dialect.statement_compiler)(dialect, statement, compile_kwargs={"render_postcompile": True})


@cache
def _compiler(base: type[SQLCompiler]) -> type[SQLCompiler]:
    """The dialect's compiler, but for parameters without a name."""

    class Spelling(base):
        def visit_bindparam(self, bindparam, *args, **more) -> str:
            kind = bindparam.type.dialect_impl(self.dialect)
            plain = bindparam.unique and not (bindparam.expanding or bindparam.literal_execute or bindparam.callable)
            text = _literal(bindparam.value, kind) if plain and not kind._has_bind_expression else None
            if text is None:
                return super().visit_bindparam(bindparam, *args, **more)
            return text if isinstance(kind, Boolean) else self.render_bind_cast(bindparam.type, kind, text)

    return Spelling


def _literal(value: Any, kind: TypeEngine) -> str | None:
    """A plain value of a plain type as SQL; None for all others."""
    if isinstance(value, bool):
        return str(value).lower() if isinstance(kind, Boolean) else None
    if isinstance(value, int) and isinstance(kind, Integer):
        return f"({value})"
    if isinstance(value, date) and not isinstance(value, datetime) and isinstance(kind, Date):
        return f"'{value.isoformat()}'"
    if isinstance(value, str) and isinstance(kind, String) and WORD.fullmatch(value):
        return f"'{value}'"
    return None
