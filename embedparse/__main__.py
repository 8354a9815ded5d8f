"""The command's first lines: quick, and quiet at Ctrl-C, until the command itself is loaded."""

import gc
import signal
import sys

_SELDOM = 20_000
"""Objects made between two looks for cycles: what is loaded and compiled has none, documents few."""


def main() -> None:
    """Run the command."""
    gc.set_threshold(_SELDOM)
    is_default = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_default:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing has begun: end without a traceback
    try:
        from embedparse.cli import main as command
    except (MemoryError, ImportError) as error:
        if isinstance(error, ImportError) and "segment" not in str(error):
            raise  # not a library that found no room, but one that is not there
        sys.stderr.write("embedparse: there is too little memory for a run.\n")
        sys.exit(1)
    if is_default:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    command()


if __name__ == "__main__":
    main()
