"""The command's first lines: quick, and quiet at Ctrl-C, until the command itself is loaded."""

import gc
import signal

_SELDOM = 20_000
"""Objects made between two looks for cycles: what is loaded and compiled has none, documents few."""


def main() -> None:
    """Run the command."""
    gc.set_threshold(_SELDOM)
    is_default = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_default:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing has begun: end without a traceback
    from embedparse.cli import main as command

    if is_default:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    command()


if __name__ == "__main__":
    main()
