"""`embedparse serve`: a page to try it, on this machine."""

from __future__ import annotations

import click

from embedparse.models import MissingPackageError, UsageError
from embedparse.stderr import tell


@click.command(short_help="A page to try it, on this machine.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any free.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Where to listen. Another address lets others on the network use the page.",
)
def serve(port: int, host: str) -> None:
    """Serve a page to try embedparse: paste a text or a page's source, or choose a file.

    It shows the article with its posts as cards, the prose, the records and why each was found. Nothing is
    kept, and nothing leaves this machine. Ctrl-C ends it. Needs embedparse[serve].

    \b
    Example:
        embedparse serve --port 8765
    """
    try:
        from pebble import ProcessPool
        from waitress import create_server
    except ImportError:
        raise MissingPackageError("embedparse serve", "serve") from None
    from embedparse.serve.app import LOOPBACK, MOST_BYTES, WORKERS, create_app

    with ProcessPool(max_workers=WORKERS) as pool:
        app = create_app(pool, (*LOOPBACK, host))
        try:
            server = create_server(app, host=host, port=port, max_request_body_size=MOST_BYTES)
        except OSError as error:
            raise UsageError(f"cannot listen on {host}:{port}: {error.strerror or error}.") from None
        shown = f"[{host}]" if ":" in host else host
        tell(f"embedparse: http://{shown}:{server.effective_port}/ (Ctrl-C ends it)")
        try:
            server.run()
        finally:
            server.close()
            pool.stop()  # type: ignore[no-untyped-call]
