"""The commands together, and their exit codes."""

import os
import sys
from collections.abc import Sequence

from kim.cli import exporting, handing_in, looking_back, staende, tracing
from kim.cli.findings import show_refused
from kim.cli.parser import TROUBLE, Parser
from kim.errors import KimError, Refused

OK, BLOCKED = 0, 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 = done, 1 = blocking issues, 2 = wrong call or a situation to mend."""
    options = parser().parse_args(arguments)
    try:
        return options.run(options) or OK
    except Refused as refused:
        show_refused(refused, options)
        print(refused, file=sys.stderr)
        return BLOCKED
    except KimError as error:
        print(error, file=sys.stderr)
        return TROUBLE
    except BrokenPipeError:  # somebody read enough, as `head` does
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - what is left is dropped at exit
        return OK


def parser() -> Parser:
    top = Parser(prog="python -m kim", description="KIM-Monitor auf der Kommandozeile")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=Parser)
    handing_in.add_verbs(verbs)
    looking_back.add_verbs(verbs)
    staende.add_verbs(verbs)
    exporting.add_verbs(verbs)
    tracing.add_verbs(verbs)
    return top
