"""Runs a notebook's cells in one namespace, as Jupyter does. `worker/run.ts` calls what is named here."""

import _pg_link

from . import cells, display, magics, sqlite, standard_streams, stop, waits

run = cells.run
"""Runs a cell."""

stop_awaiting = cells.stop_awaiting
"""Ends a cell that awaits something."""

command = magics.command
"""What a line that is a command of IPython's is turned into."""

cells.install()
standard_streams.install()
waits.install()
display.install()
stop.install()
_pg_link.install()
sqlite.install()
