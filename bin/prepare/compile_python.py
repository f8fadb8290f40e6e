"""Compiles Python's modules ahead, so that they are not compiled anew with each start.

Runs in Pyodide itself, since only it can compile for itself. Sources stay beside: tracebacks show them.
"""

import base64
import importlib.util
import sys
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

LIBRARY = "/lib/python314.zip/"
SITE_PACKAGES = "/lib/python3.14/site-packages/"
"""Where Pyodide has them, and so what the compiled code says of itself."""

# What cells import most, and psycopg2; the rest is what Pyodide imports when it starts.
import csv, datetime, decimal, getpass, ipaddress, sqlite3, statistics, uuid  # noqa: E401, E402, F401


def compile_library(source: str, target: str) -> None:
    """Copies the zip file of the standard library, with a compiled module beside each that has been imported by now."""
    imported = {str(getattr(module, "__file__", "")) for module in list(sys.modules.values())}
    with zipfile.ZipFile(source) as library, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name in library.namelist():
            text = library.read(name)
            add(out, name, text)
            if name.endswith(".py") and LIBRARY + name in imported:
                add(out, name + "c", compiled(text, LIBRARY + name))


def compile_modules(sources: dict[str, str]) -> dict[str, str]:
    """Compiled modules in base64, of sources; both by their paths below site-packages."""
    return {
        importlib.util.cache_from_source(path): base64.b64encode(compiled(source.encode(), SITE_PACKAGES + path)).decode()
        for path, source in sources.items()
    }


def compiled(source: bytes, path: str) -> bytes:
    """A compiled module. Unchecked: nobody compares it with its source."""
    code = compile(source, path, "exec", dont_inherit=True)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), False))


def add(out: zipfile.ZipFile, name: str, contents: bytes) -> None:
    """Always with the same date, so that the same library is the same file."""
    out.writestr(zipfile.ZipInfo(name), contents, zipfile.ZIP_DEFLATED, 9)
