"""The command line: check and hand in files, build and read Stände."""

from kim.cli.main import main

__all__ = ["main"]
