"""wellbeing-lint: finds coercive, trust-eroding language in outreach drafts, and says why and what to write instead."""

from .errors import RulesetError, UnreadableError, WellbeingLintError
from .finding import Finding, Severity
from .linter import Linter
from .ruleset.locate import load_ruleset

__all__ = ["Finding", "Linter", "RulesetError", "Severity", "UnreadableError", "WellbeingLintError", "load_ruleset"]
__version__ = "0.1.0"
