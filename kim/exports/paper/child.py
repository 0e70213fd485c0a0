"""Sets one paper in a process of its own, whose memory goes when it is done; run as a script."""

import json
import sys

import typst


def main() -> int:
    """From JSON on standard input to a PDF on standard output; 1 and the reason where it cannot be set."""
    told = json.load(sys.stdin)
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[told.pop("fonts")]
    )
    try:
        sys.stdout.buffer.write(typst.compile(told.pop("template"), font_paths=fonts, **told))
    except typst.TypstError as error:
        sys.stderr.buffer.write(error.message.encode())
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
