# Makes "%%sql NAME" run a cell in a session of its own, as a window of psql would: statement by statement, and the
# first error ends the cell. A cell that waits for a lock is left waiting, and tells its end below the cell that let it
# go on. Needs psycopg2, and a PostgreSQL server of your own: the cells create roles and databases on it.
import re
import threading

import psycopg2
from IPython.core.magic import register_cell_magic

# How to reach the server, and as whom the sessions work on it.
SERVER = {"host": "localhost"}
SESSIONS = {
    "postgres": {"user": "postgres", "dbname": "postgres"},
}

STATEMENT = re.compile(
    r"""(?:'[^']*'|"[^"]*"|--[^\n]*|/\*.*?\*/|\$(\w*)\$.*?\$\1\$|[^;])+""", re.DOTALL
)
connections, running = {}, {}


def connected(name):
    if name not in connections or connections[name].closed:
        connections[name] = psycopg2.connect(**SERVER, **SESSIONS[name])
        connections[name].autocommit = True
    return connections[name]


def table(cursor):
    columns = cursor.description
    rows = [["" if value is None else str(value) for value in row] for row in cursor.fetchall()]
    widths = [max(len(cell) for cell in cells) for cells in zip([column.name for column in columns], *rows)]
    head = [column.name.rjust((width + len(column.name)) // 2).ljust(width) for column, width in zip(columns, widths)]
    placed = [[cell.rjust(width) if column.type_code == psycopg2.NUMBER else cell.ljust(width)
               for cell, column, width in zip(row, columns, widths)] for row in rows]
    lines = [f" {' | '.join(cells)}" for cells in [head, *placed]]
    lines.insert(1, "-" + "-+-".join("-" * width for width in widths) + "-")
    changed = [cursor.statusmessage] if re.match("INSERT|UPDATE|DELETE|MERGE", cursor.statusmessage) else []
    return "\n".join([*lines, f"({len(rows)} row{'' if len(rows) == 1 else 's'})", "", *changed])


def work(connection, script, printed):
    try:
        with connection.cursor() as cursor:
            for statement in (found[0].strip() for found in STATEMENT.finditer(script)):
                if not re.sub(r"--[^\n]*|/\*.*?\*/|\s", "", statement, flags=re.DOTALL):
                    continue
                cursor.execute(statement)
                printed += [notice.rstrip("\n") for notice in connection.notices]
                connection.notices.clear()
                printed.append(table(cursor) if cursor.description else cursor.statusmessage)
    except psycopg2.Error as error:
        printed.append((error.pgerror or str(error)).rstrip("\n"))


def blockers(pid):
    with psycopg2.connect(**SERVER, **SESSIONS["postgres"]) as watcher, watcher.cursor() as cursor:
        cursor.execute("SELECT pg_blocking_pids(%s)", [pid])
        return cursor.fetchone()[0]


def ended_or_blocked(name):
    thread, pid, printed = running[name]
    while True:
        thread.join(0.1)
        if not thread.is_alive():
            del running[name]
            print("\n".join(printed))
            return
        if blockers(pid):
            return


@register_cell_magic
def sql(name, script):
    name = name.strip()
    if name in running:
        # A deadlock ends by itself, after deadlock_timeout.
        running[name][0].join(2)
        ended_or_blocked(name)
    if name in running:
        print(f"{name} still waits. Run the cell that lets it go on first.")
        return
    connection, printed = connected(name), []
    thread = threading.Thread(target=work, args=(connection, script, printed), daemon=True)
    running[name] = thread, connection.info.backend_pid, printed
    thread.start()
    ended_or_blocked(name)
    if name in running:
        print(f"{name} waits.")
    for other in [other for other in running if other != name]:
        ended_or_blocked(other)
