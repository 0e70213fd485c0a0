"""`python -m kim`."""

import sys

from kim.cli import main

sys.exit(main())
