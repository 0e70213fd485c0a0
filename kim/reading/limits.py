"""Every limit of what is read, in one place; docs/operations.md lists them for people."""

MAX_BYTES = 200_000_000  # of a file
MAX_LINES = 2_000_000  # of a text file, empty ones included
MAX_FIELDS = 30_000_000  # of a text file, in all lines together
MAX_LINE = 1_000_000  # characters of a line of a text file; some more may pass, twice as many never
MAX_COLUMNS = 1_000  # of a table
MAX_FIELD = 100_000  # characters of one cell
MAX_UNPACKED = 500_000_000  # bytes of a workbook once its archive is unpacked
MAX_RATIO = 200  # times smaller packed than unpacked: real workbooks stay far below
MAX_PARTS = 5_000  # files inside the archive of a workbook
MAX_CELLS = 10_000_000  # of one worksheet, empty ones between filled ones included
MAX_SECONDS = 120  # for the cells of a workbook
MAX_MEMORY = 2_000_000_000  # bytes for the cells of a workbook
MAX_NAME = 120  # characters of a file name that are kept
HEADING_WITHIN = 30  # lines in which a heading is looked for
HEADING_LINES = 4  # lines that one heading may have
