"""The record by which an open-data portal lists the package (DCAT-AP.de 3.0), where an address is known."""

import json
import os
import re

from kim.errors import KimError
from kim.exports.datapackage import provenance
from kim.topics.report import Report

SETTING = "KIM_BASE_ADDRESS"
ADDRESS = re.compile(r"https?://[^\s/?#<>\"]+[^\s<>\"]*")
THEMES = "http://publications.europa.eu/resource/authority/data-theme"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/DEU"
ZIP = "http://publications.europa.eu/resource/authority/file-type/ZIP"
MEDIA_TYPE = "http://www.iana.org/assignments/media-types/application/zip"
STATE = "http://dcat-ap.de/def/politicalGeocoding/stateKey/05"  # Nordrhein-Westfalen
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def base_address() -> str | None:
    """The operator's public address from the environment, None where there is none."""
    return os.environ.get(SETTING, "").strip() or None


def dcat(report: Report, address: str) -> bytes:
    """KimError where the address is none."""
    if not ADDRESS.fullmatch(address):
        raise KimError(
            f"{SETTING} ist keine Adresse: »{address[:80]}«. Erwartet wird zum Beispiel https://kim.example.nrw."
        )
    record = _dataset(report, address.rstrip("/"))
    return (json.dumps({"@context": CONTEXT} | record, ensure_ascii=False, indent=2) + "\n").encode()


def _dataset(report: Report, address: str) -> dict[str, object]:
    """What is not known (publisher, contact, licence) is the operator's to add, and is not invented."""
    stand, name = report.lens.stand, provenance.name(report)
    return {
        "@id": f"{address}/datenpaket/{name}",
        "@type": "dcat:Dataset",
        "dct:identifier": f"{name}-{stand.id}",
        "dct:title": _german(provenance.title(report)),
        "dct:description": _german(provenance.description(report)),
        "dct:issued": {"@value": str(stand.day), "@type": "xsd:date"},
        "dct:language": {"@id": LANGUAGE},
        "dct:spatial": {"@id": STATE},
        "dcat:theme": [{"@id": f"{THEMES}/{code}"} for code in ("SOCI", "GOVE")],
        "dcat:keyword": [_german(word) for word in ("KIM", "Integration", "Nordrhein-Westfalen")],
        "dcat:distribution": {
            "@id": f"{address}/datenpaket/{name}#zip",
            "@type": "dcat:Distribution",
            "dct:title": _german("Datenpaket (ZIP)"),
            "dcat:accessURL": {"@id": address},
            "dct:format": {"@id": ZIP},
            "dcat:mediaType": {"@id": MEDIA_TYPE},
        },
    }


def _german(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "de"}
