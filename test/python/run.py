"""Runs the tests of this folder in plain CPython, against a server at a TCP port.

    python3 test/python/run.py [--dsn 'host=localhost port=5432 user=postgres dbname=postgres'] [name ...]

Nothing but Python's standard library is needed. In the notebook's interpreter the same tests run without this file.
"""

from __future__ import annotations

import argparse
import os
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "lib" / "python")]


def main() -> None:
    """Runs all tests, or those whose names are given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dsn", help="what to connect to; the role must be a superuser")
    parser.add_argument("names", nargs="*", help="modules, classes or tests")
    given = parser.parse_args()
    if given.dsn:
        os.environ["PYTHON_TEST_DSN"] = given.dsn

    import socket_transport

    socket_transport.install()
    loader = unittest.defaultTestLoader
    tests = loader.loadTestsFromNames(given.names) if given.names else loader.discover(str(HERE), "test_*.py")
    result = unittest.TextTestRunner().run(tests)
    sys.exit(not result.wasSuccessful())


if __name__ == "__main__":
    main()
