"""The command line: a thin front end. Answers go to stdout, progress and log to stderr."""

from __future__ import annotations

import re
import sys

__all__ = ["main"]

# A path on the command line may hold what would steer a terminal; tab and line end stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def main() -> None:
    """Run the command line and exit with its code: no traceback for a user's mistake."""
    # Threads are fixed before any library that reads the setting is imported.
    from ceasefire.core.threads import pin_threads

    pin_threads()

    from ceasefire.cli.app import app
    from ceasefire.core.errors import CeasefireError

    try:
        app(prog_name="ceasefire")
    except CeasefireError as error:
        print(f"ceasefire: {_CONTROL.sub('?', str(error))}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        print("ceasefire: stopped; the same command goes on where it was", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of a pipe has gone: nobody is left to tell. Point stdout at nothing, so
        # that the interpreter's own flush at exit stays silent.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
