"""What a program does with psycopg2, timed: run in the page's Python and in a real one, on the same server."""
import json
import time

import psycopg2
from psycopg2 import extras

ROWS = 10_000


def milliseconds(work, times):
    """The median of so many runs, after a first one that warms up."""
    work()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)[len(taken) // 2]


def measure(dsn):
    connection = psycopg2.connect(dsn)
    cursor = connection.cursor()
    cursor.execute("CREATE TEMPORARY TABLE many (id int, n int, name text, done boolean, price numeric(8, 2))")
    rows = [(i, i * 7, f"name {i}", i % 2 == 0, "12.50") for i in range(ROWS)]

    def select_one():
        cursor.execute("SELECT 1")
        cursor.fetchone()

    def fetch_all():
        cursor.execute("SELECT * FROM many")
        assert len(cursor.fetchall()) == ROWS

    def insert_values():
        cursor.execute("TRUNCATE many")
        extras.execute_values(cursor, "INSERT INTO many VALUES %s", rows, page_size=1000)

    results = {
        "selectOne": milliseconds(select_one, 300),
        "insertValues": milliseconds(insert_values, 5),
        "fetchAll": milliseconds(fetch_all, 10),
    }
    connection.close()
    return json.dumps(results)
