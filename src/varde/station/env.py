"""Typed readers of the environment: what comes out is valid, or the station says what is wrong and does not start."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, TypeVar

from varde.kernels.terms.errors import VardeError

Choice = TypeVar("Choice", bound=StrEnum)


class SettingUnreadable(VardeError):
    """A setting in the environment cannot be read; correct the variable that is named here and start again."""

    code: ClassVar[str] = "setting_unreadable"


def text(name: str, default: str = "") -> str:
    """The variable as it stands, without blanks around it; the default when it is missing or empty."""
    return os.environ.get(name, "").strip() or default


def path(name: str, default: Path | None = None) -> Path | None:
    """An absolute path."""
    value = text(name)
    return Path(value).expanduser().absolute() if value else default


def number(name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
    """A whole number within limits."""
    value = text(name)
    if not value:
        return default
    if not value.isdecimal() or not least <= int(value) <= most:
        detail = f"{name} is to be a whole number from {least} to {most}"
        raise SettingUnreadable(detail)
    return int(value)


def flag(name: str, *, default: bool = False) -> bool:
    """Yes or no, written as 1/0, true/false, yes/no or on/off."""
    value = text(name).lower()
    if not value:
        return default
    if value not in {"1", "0", "true", "false", "yes", "no", "on", "off"}:
        detail = f"{name} is to be yes or no"
        raise SettingUnreadable(detail)
    return value in {"1", "true", "yes", "on"}


def one_of(name: str, kind: type[Choice], default: Choice) -> Choice:
    """One of an enum's values."""
    value = text(name).lower()
    if not value:
        return default
    if value not in {choice.value for choice in kind}:
        detail = f"{name} is to be one of {', '.join(choice.value for choice in kind)}"
        raise SettingUnreadable(detail)
    return kind(value)


def words(name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """A list separated by commas."""
    found = tuple(word.strip() for word in text(name).split(",") if word.strip())
    return found or default
