"""The errors a user can cause, each with the exit code it leads to."""

from __future__ import annotations

from dataclasses import dataclass


class WellbeingLintError(Exception):
    """A fault the user can mend. The command line prints it as one line and exits with `exit_code`."""

    exit_code = 2


@dataclass(frozen=True, slots=True, order=True)
class RuleFault:
    """One fault in a rule or settings file: where it is, what is wrong, and how to mend it."""

    path: str
    line: int
    column: int
    what: str
    mend: str = ""

    def __str__(self) -> str:
        mend = f"; {self.mend}" if self.mend else ""
        return f"{self.path}:{self.line}:{self.column}: {self.what}{mend}"


class FaultyFilesError(WellbeingLintError):
    """Files of the user's hold faults. `faults` names every one found, not only the first."""

    def __init__(self, faults: list[RuleFault]) -> None:
        self.faults = sorted(set(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[FaultyFilesError], tuple[list[RuleFault]]]:
        return (type(self), (self.faults,))


class RulesetError(FaultyFilesError):
    """The rules can't be used."""


class ConfigError(FaultyFilesError):
    """A settings file can't be used."""


class UnreadableError(WellbeingLintError):
    """A draft could not be read; the others are still checked and the run exits 3."""

    exit_code = 3
