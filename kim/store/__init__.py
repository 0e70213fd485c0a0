"""The store: received files, their Parquet units, and append-only manifests that say what is live."""

from kim.store.files import TEMPORARY, now, sha256, sync_folder, whole_folder, write_atomic, write_synced
from kim.store.manifest import EMPTY, Manifest, Receipt, Unit, dump_manifest
from kim.store.store import BUILDING, DRAFTS, ERASED, QUESTIONS, WRITING, Store

__all__ = [
    "BUILDING",
    "DRAFTS",
    "EMPTY",
    "ERASED",
    "QUESTIONS",
    "TEMPORARY",
    "WRITING",
    "Manifest",
    "Receipt",
    "Store",
    "Unit",
    "dump_manifest",
    "now",
    "sha256",
    "sync_folder",
    "whole_folder",
    "write_atomic",
    "write_synced",
]
