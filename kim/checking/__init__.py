"""Text cells → typed rows, issues and what is in order, in bulk."""

from kim.checking.check import Checked, Checker
from kim.checking.context import Context, Stored
from kim.checking.passed import Passed

__all__ = ["Checked", "Checker", "Context", "Passed", "Stored"]
