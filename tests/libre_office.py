"""Finds a LibreOffice to open what we export; run as a module it installs one where there is none."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser.chromium import install_from_apt

PACKAGES = (
    "libreoffice-calc-nogui",
    "libreoffice-impress-nogui",
    "fonts-liberation",  # as wide as Arial, which decks and workbooks are set in
)
MISSING = (
    "LibreOffice fehlt; ob es unsere Dateien öffnet, wird deshalb nicht geprüft. Debian: "
    f"sudo apt install {' '.join(PACKAGES)}."
)


def find_office() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def as_pdf(blob: bytes, ending: str) -> bytes:
    """A workbook or a deck as LibreOffice prints it, with a profile of its own that knows no other run."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"datei.{ending}"
        source.write_bytes(blob)
        profile = f"-env:UserInstallation=file://{folder}/profil"
        command = [
            find_office(),
            profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            str(source),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=110)
        made = source.with_suffix(".pdf")
        assert made.exists(), f"LibreOffice does not open the {ending}:\n{done.stdout}\n{done.stderr}"
        return made.read_bytes()


if __name__ == "__main__" and not find_office():
    sys.stderr.write("LibreOffice wird eingerichtet, um die Exporte darin zu öffnen …\n")
    install_from_apt(*PACKAGES)
    sys.stderr.write("" if find_office() else f"{MISSING}\n")
