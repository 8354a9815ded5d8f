"""ZIP archives: each member is opened like a file of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from embedparse.inputs import InputUnit, ReadOptions
from embedparse.readers.formats import InputFormat, ReadMember
from embedparse.readers.members import MemberNames, failed, failed_member, is_hidden, read_member
from embedparse.readers.opening import Opened


def read_zip(
    opened: Opened, reading: ReadOptions, read: ReadMember, is_wanted: Callable[[str], bool] | None = None
) -> Iterator[InputUnit]:
    """The members of a ZIP archive in the order of its directory; ``is_wanted`` chooses by their names."""
    import zipfile

    try:
        archive = zipfile.ZipFile(opened.seekable())
    except Exception as error:  # there is no end of how a directory can be broken
        yield failed(opened, "corrupt", f"no sound ZIP archive: {error}")
        return
    with archive:
        names = MemberNames()
        for member in archive.infolist():
            name = member.filename
            if name.endswith("/") or is_hidden(name):  # `is_dir` cannot bear an empty name
                continue
            if is_wanted is not None and not is_wanted(name):
                continue
            if member.flag_bits & 0x1:
                yield failed_member(opened, name, "unreadable", "this member is encrypted")
                continue
            try:
                with archive.open(member) as stream:
                    yield from read_member(opened, stream, name, names, reading, read)
            except Exception as error:  # each compression has errors of its own
                yield failed_member(opened, name, "corrupt", f"this member is damaged: {error}")


FORMAT = InputFormat(
    "zip",
    suffixes=(".zip",),
    magic=((0, b"PK\x03\x04"), (0, b"PK\x05\x06")),
    read=read_zip,
    holds="documents",
    is_text=False,
)
