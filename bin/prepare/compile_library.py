"""Adds compiled modules to Python's standard library, so that they are not compiled anew with each start.

Runs in Pyodide itself, since only it can compile for itself. Sources stay: tracebacks show them.
"""

import importlib.util
import sys
import zipfile
from importlib._bootstrap_external import _code_to_hash_pyc

LIBRARY = "/lib/python314.zip/"
"""Where Pyodide puts its library, and so what the compiled code says of itself."""

# What cells import most, and psycopg2; the rest is what Pyodide imports when it starts.
import csv, datetime, decimal, getpass, ipaddress, sqlite3, statistics, uuid  # noqa: E401, F401


def compile_library(source: str, target: str) -> None:
    """Copies the zip file, with a compiled module beside each that has been imported by now."""
    imported = {str(getattr(module, "__file__", "")) for module in list(sys.modules.values())}
    with zipfile.ZipFile(source) as library, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name in library.namelist():
            text = library.read(name)
            add(out, name, text)
            if name.endswith(".py") and LIBRARY + name in imported:
                code = compile(text, LIBRARY + name, "exec", dont_inherit=True)
                # Unchecked: nobody compares it with the source.
                add(out, name + "c", bytes(_code_to_hash_pyc(code, importlib.util.source_hash(text), False)))


def add(out: zipfile.ZipFile, name: str, contents: bytes) -> None:
    """Always with the same date, so that the same library is the same file."""
    out.writestr(zipfile.ZipInfo(name), contents, zipfile.ZIP_DEFLATED, 9)
