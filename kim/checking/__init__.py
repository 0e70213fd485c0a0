"""Text cells → typed rows and issues, in bulk."""

from kim.checking.check import Checked, Checker, Context

__all__ = ["Checked", "Checker", "Context"]
