"""Mails, books, feeds, web archives: each document found, what is around it passed over, damage named."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest

from tests.command import ARTICLE, PLAIN, PROSE, embedparse, records
from tests.test_archives import written

QUOTE = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Lanterns are lit on the east quay tonight.</p>'
    '&mdash; Ada Quill (@ada_quill) <a href="https://twitter.com/ada_quill/status/1256000000000000000">'
    "May 1, 2020</a></blockquote>"
)
PAGE = f"<p>The harbour council met on Friday.</p>{QUOTE}<p>Residents would rather keep the ferry.</p>"
ESCAPED = PAGE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mail(html: str | None, text: str | None, name: str = "a", subject: str = "The quay") -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"], message["From"] = subject, "desk@example.org"
    message["Date"] = "Fri, 01 May 2020 10:00:00 +0200"
    message["Message-ID"] = f"<{name}@example.org>"
    if text is not None:
        message.set_content(text)
    if html is not None:
        (message.add_alternative if text is not None else message.set_content)(html, subtype="html")
    return message.as_bytes()


def with_attachment() -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Enclosed"
    message["From"] = "desk@example.org"
    message.set_content(PLAIN)
    message.add_attachment(ARTICLE, subtype="plain", filename="draft.txt")
    return message.as_bytes()


def mht() -> bytes:
    return (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://news.example.org/quay\r\n"
        "Subject: =?utf-8?Q?The_qu=C3=A9?=\r\nDate: Fri, 1 May 2020 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="-x"\r\n\r\n'
        "---x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Location: https://news.example.org/quay\r\n\r\n"
        + base64.encodebytes(PAGE.encode()).decode().replace("\n", "\r\n")
        + "\r\n---x\r\nContent-Type: text/html\r\nContent-Location: cid:frame@mhtml.blink\r\n\r\n"
        f"<p>{PLAIN}</p>\r\n---x\r\nContent-Type: text/css\r\n\r\np {{}}\r\n---x--\r\n"
    ).encode()


def mbox(*mails: bytes) -> bytes:
    return b"".join(
        b"From desk@example.org Fri May  1 10:00:00 2020\n" + each.replace(b"\r\n", b"\n") + b"\n"
        for each in mails
    )


def rss(*items: str, end: str = "</channel></rss>") -> bytes:
    return (
        '<?xml version="1.0"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/">'
        f"<channel><title>Courier</title><link>https://example.org</link>{''.join(items)}{end}"
    ).encode()


ITEM = (
    "<item><title>The quay</title><link>https://example.org/1</link><guid>tag:1</guid>"
    "<pubDate>Fri, 01 May 2020 10:00:00 +0200</pubDate><excerpt:encoded><![CDATA[Short.]]></excerpt:encoded>"
    f"<description>Short.</description><content:encoded><![CDATA[{PAGE}]]></content:encoded></item>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title><entry><title>The quay</title>'
    '<link rel="self" href="https://example.org/1.atom"/><link href="https://example.org/1"/><id>tag:1</id>'
    '<published>2020-05-01T08:00:00Z</published><content type="{}">{}</content></entry></feed>'
)
XHTML = f'<div xmlns="http://www.w3.org/1999/xhtml">{PAGE.replace("&mdash;", "—")}</div>'
JSON_FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Courier",
    "items": [
        {
            "id": "tag:1",
            "url": "https://example.org/1",
            "title": "The quay",
            "date_published": "2020-05-01T08:00:00Z",
            "content_html": PAGE,
        }
    ],
}


def book(*, spine: bool = True, encrypted: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        if spine:
            archive.writestr(
                "META-INF/container.xml",
                '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
                '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
            )
        else:
            archive.writestr("META-INF/container.xml", "<container/>")
        archive.writestr(
            "OEBPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
            '<item id="two" href="second%20one.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="one" href="first.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="css" href="style.css" media-type="text/css"/></manifest>'
            '<spine><itemref idref="one"/><itemref idref="two"/><itemref idref="gone"/></spine></package>',
        )
        if encrypted:
            archive.writestr(
                "META-INF/encryption.xml",
                f'<encryption><CipherReference URI="{encrypted}"/></encryption>',
            )
        archive.writestr("OEBPS/second one.xhtml", f"<html><body>{PAGE}</body></html>")
        archive.writestr("OEBPS/first.xhtml", f"<html><body><p>{PLAIN}</p></body></html>")
        archive.writestr("OEBPS/style.css", "p {}")
    return made.getvalue()


def warc() -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{PAGE}".encode()
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"WARC-Date: 2020-05-01T08:00:00Z\r\nWARC-Target-URI: https://example.org/1\r\n"
        b"Content-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(http), http)
    )


def wacz() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("archive/data.warc", warc())
        archive.writestr(
            "pages/pages.jsonl", json.dumps({"format": "json-pages-1.0", "text": ARTICLE}) + "\n"
        )
        archive.writestr("datapackage.json", "{}")
    return made.getvalue()


def arc(pages: int = 1) -> bytes:
    version = b"1 0 Example\nURL IP-address Archive-date Content-type Archive-length\n"
    parts = [b"filedesc://a.arc 0.0.0.0 20200501080000 text/plain %d\n%s\n" % (len(version), version)]
    for number in range(pages):
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{PAGE}".encode()
        parts.append(
            b"https://example.org/%d 192.0.2.1 20200501080000 text/html %d\n%s\n"
            % (number + 1, len(http), http)
        )
    return b"".join(parts)


KNOWN = {"url": "https://example.org/1", "date": "2020-05-01T08:00:00Z"}
TITLED = {**KNOWN, "title": "The quay"}
MAIL = {"date": "2020-05-01T08:00:00Z", "title": "The quay"}
CONTAINERS: dict[str, tuple[str, bytes, list[dict[str, str]]]] = {
    "mail": ("a.eml", mail(PAGE, PLAIN), [MAIL | {"id": "a.eml"}]),
    "mail-without-a-name": ("a", mail(PAGE, PLAIN), [MAIL | {"id": "a"}]),
    "mail-of-text": ("a.eml", mail(None, ARTICLE), [MAIL | {"id": "a.eml", "text": PROSE + "\n"}]),
    "mhtml": ("a.mht", mht(), [{"id": "a.mht", "url": "https://news.example.org/quay", "title": "The qué"}]),
    "mbox": (
        "a.mbox",
        mbox(mail(PAGE, None, "a"), mail(PAGE, PLAIN, "b")),
        [MAIL | {"id": "a@example.org"}, MAIL | {"id": "b@example.org"}],
    ),
    "mbox-without-a-name": ("a", mbox(mail(PAGE, None, "a")), [MAIL | {"id": "a@example.org"}]),
    "rss": ("a.xml", rss(ITEM), [TITLED | {"id": "tag:1"}]),
    "rss-without-a-name": ("a", rss(ITEM), [TITLED | {"id": "tag:1"}]),
    "rss-escaped": (
        "a.rss",
        rss(f"<item><description>{ESCAPED}</description><link>https://example.org/1</link></item>"),
        [{"id": "https://example.org/1"}],
    ),
    "rss-utf-16": ("a.xml", rss(ITEM).decode().encode("utf-16"), [TITLED | {"id": "tag:1"}]),
    "atom-html": ("a.atom", ATOM.format("html", ESCAPED).encode(), [TITLED | {"id": "tag:1"}]),
    "atom-xhtml": ("a.atom", ATOM.format("xhtml", XHTML).encode(), [TITLED | {"id": "tag:1"}]),
    "json-feed": ("a.json", json.dumps(JSON_FEED).encode(), [TITLED | {"id": "tag:1"}]),
    "json-feed-pretty": ("a.json", json.dumps(JSON_FEED, indent=2).encode(), [TITLED | {"id": "tag:1"}]),
    "epub": ("a.epub", book(), [{"id": "a.epub/OEBPS/second one.xhtml"}]),
    "epub-without-a-name": ("a", book(), [{"id": "a/OEBPS/second one.xhtml"}]),
    "epub-without-a-spine": ("a.epub", book(spine=False), [{"id": "a.epub/OEBPS/second one.xhtml"}]),
    "wacz": ("a.wacz", wacz(), [KNOWN | {"id": "<urn:uuid:1>"}]),
    "arc": ("a.arc", arc(), [KNOWN | {"id": "a.arc:1"}]),
    "arc-without-a-name": ("a", arc(), [KNOWN | {"id": "a:1"}]),
}


def _needs(name: str) -> None:
    if "wacz" in name:
        pytest.importorskip("fastwarc")
    if name.startswith("arc"):
        pytest.importorskip("warcio")


@pytest.mark.parametrize("name", CONTAINERS)
def test_each_document_of_a_container_is_scanned(tmp_path: Path, name: str) -> None:
    _needs(name)
    file, data, wanted = CONTAINERS[name]
    (tmp_path / file).write_bytes(data)
    done = embedparse("scan", file, "-o", "r.jsonl", "--articles", "p.jsonl", "-j", 1, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    found = records((tmp_path / "r.jsonl").read_bytes())
    assert [(record["doc"], record["handle"]) for record in found] == [
        (row["id"], "ada_quill") for row in wanted
    ]
    rows = {row["id"]: row for row in records((tmp_path / "p.jsonl").read_bytes())}
    for row in wanted:
        assert {key: rows[row["id"]].get(key) for key in row} == row
        assert "Lanterns" not in rows[row["id"]]["text"]
        assert "ferry" in rows[row["id"]]["text"]


@pytest.mark.parametrize(
    ("file", "data", "names"),
    [
        pytest.param("a.eml", mail(PAGE, PLAIN), ["a.eml.html"], id="mail"),
        pytest.param("a.mbox", mbox(mail(None, ARTICLE)), ["a.mbox/1.txt"], id="mbox"),
        pytest.param("a.xml", rss(ITEM), ["a.xml/1.html"], id="feed"),
        pytest.param(
            "a.epub", book(), ["a.epub/OEBPS/first.xhtml", "a.epub/OEBPS/second one.xhtml"], id="epub"
        ),
    ],
)
def test_articles_of_containers_are_files_that_say_what_they_are(
    tmp_path: Path, file: str, data: bytes, names: list[str]
) -> None:
    (tmp_path / file).write_bytes(data)
    assert embedparse("clean", file, "-o", "p/", cwd=tmp_path).returncode == 0
    assert sorted(written(tmp_path / "p")) == names


BOMB = '<!DOCTYPE rss [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EVIL = '<!DOCTYPE rss [<!ENTITY x SYSTEM "secret.txt">]>'


def test_entities_of_a_feed_are_not_expanded(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Nobody may read this.", encoding="utf-8")
    for number, doctype in enumerate((BOMB, EVIL)):
        data = rss("<item><guid>g</guid><description>It &b; &x; rained.</description></item>").decode()
        (tmp_path / f"{number}.xml").write_text(data.replace("<rss", f"{doctype}<rss"), encoding="utf-8")
    done = embedparse("scan", "0.xml", "1.xml", "--articles", "p.jsonl", "-o", "r.jsonl", cwd=tmp_path)
    assert b"Traceback" not in done.stderr
    text = (tmp_path / "p.jsonl").read_text(encoding="utf-8")
    assert "rained" in text
    assert "lollol" not in text
    assert "Nobody" not in text


@pytest.mark.parametrize(
    ("file", "data", "message"),
    [
        pytest.param("a.xml", rss(ITEM, end="<item><title>Cut"), "the XML ends too early", id="feed-cut"),
        pytest.param("a.rss", b"no feed at all", "", id="no-feed"),
        pytest.param("a.epub", book()[:-40], "no sound EPUB", id="epub-cut"),
        pytest.param("a.epub", b"PK\x03\x04 no book", "no sound EPUB", id="no-epub"),
        pytest.param(
            "a.epub", book(encrypted="OEBPS/first.xhtml"), "this chapter is encrypted", id="epub-encrypted"
        ),
        pytest.param("a.arc", arc(2)[:-600], "", id="arc-cut"),
        pytest.param(
            "a.json",
            b'{"version": "https://jsonfeed.org/version/1", "items": [',
            "not valid JSON",
            id="json-feed-cut",
        ),
    ],
)
def test_damage_is_named(tmp_path: Path, file: str, data: bytes, message: str) -> None:
    if file.endswith(".arc"):
        pytest.importorskip("warcio")
    (tmp_path / file).write_bytes(data)
    (tmp_path / "z.txt").write_text(ARTICLE, encoding="utf-8")
    done = embedparse("scan", file, "z.txt", "-j", 1, cwd=tmp_path)
    assert done.returncode == 1
    assert f"embedparse: {file}" in done.stderr.decode()
    assert message in done.stderr.decode()
    assert records(done.stdout)[-1]["doc"] == "z.txt"


@pytest.mark.parametrize(
    ("file", "data", "count"),
    [
        pytest.param("a.eml", with_attachment(), 0, id="an-attachment-is-no-article"),
        pytest.param("a", f"From the desk at 10:00\n{ARTICLE}".encode(), 1, id="a-text-is-no-mailbox"),
        pytest.param("a", f"Note: to all\nDate: today\n{ARTICLE}".encode(), 1, id="a-text-is-no-mail"),
        pytest.param("a.xml", f"<TEI><p>{PLAIN}</p>{PAGE}</TEI>".encode(), 1, id="xml-that-is-no-feed"),
        pytest.param("a.html", rss(ITEM), 1, id="a-page-is-what-its-name-says"),
        pytest.param("a.xml", rss("<item><title>Nothing</title></item>"), 0, id="an-item-without-text"),
    ],
)
def test_what_only_looks_like_a_container(tmp_path: Path, file: str, data: bytes, count: int) -> None:
    (tmp_path / file).write_bytes(data)
    done = embedparse("scan", file, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert len([row for row in records(done.stdout) if row["kind"] == "embed"]) == count
    assert {row["doc"] for row in records(done.stdout)} <= {file}


EXPORT = {"db": [{"data": {"posts": [{"id": "p1", "html": PAGE}, {"id": "p2", "html": f"<p>{PLAIN}</p>"}]}}]}


@pytest.mark.parametrize("ending", ["json", "jsonl"])
@pytest.mark.parametrize("field", ["db.data.posts.html", "db[].data.posts[].html"])
def test_a_field_within_lists_is_a_document_for_each_element(tmp_path: Path, field: str, ending: str) -> None:
    (tmp_path / f"a.{ending}").write_text(json.dumps(EXPORT), encoding="utf-8")
    arguments = ("scan", f"a.{ending}", "--field", field, "-o", "r.jsonl", "--articles", "p.jsonl")
    done = embedparse(*arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert [record["doc"] for record in records((tmp_path / "r.jsonl").read_bytes())] == ["p1"]
    rows = records((tmp_path / "p.jsonl").read_bytes())
    assert [(row["id"], "Lanterns" in row["html"]) for row in rows] == [("p1", False), ("p2", False)]


def test_a_list_of_texts_is_a_document_for_each(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"parts": [PLAIN, ARTICLE]}) + "\n", encoding="utf-8")
    done = embedparse("scan", "a.jsonl", "--field", "parts[]", cwd=tmp_path)
    assert [record["doc"] for record in records(done.stdout)] == ["a.jsonl:0:1"]
    done = embedparse("scan", "a.jsonl", "--field", "parts", cwd=tmp_path)
    assert done.returncode == 1
    assert 'field "parts" holds an array, not text' in done.stderr.decode()


FEED_ITEMS = {
    "a permanent guid instead of a link": (
        f'<guid isPermaLink="true">https://example.org/a</guid><title>A</title><description>{ESCAPED}</description>',
        {"url": "https://example.org/a", "title": "A"},
    ),
    "a guid that is no address of the item": (
        f'<guid isPermaLink="false">https://example.org/?p=1</guid><description>{ESCAPED}</description>',
        {"url": None},
    ),
    "the date of an export": (
        f"<wp:post_date>2020-05-01 10:00:00</wp:post_date><description>{ESCAPED}</description>",
        {"date": "2020-05-01 10:00:00"},
    ),
    "a draft without a date": (
        f"<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt><description>{ESCAPED}</description>",
        {"date": None},
    ),
    "a title in markup": (
        '<title type="html">Quay &amp;amp; &lt;b&gt;pier&lt;/b&gt;</title>'
        f"<description>{ESCAPED}</description>",
        {"title": "Quay & pier"},
    ),
}


@pytest.mark.parametrize("name", FEED_ITEMS)
def test_what_an_item_says_of_itself(tmp_path: Path, name: str) -> None:
    item, expected = FEED_ITEMS[name]
    feed, articles = tmp_path / "feed.rss", tmp_path / "a.jsonl"
    feed.write_text(f'<rss xmlns:wp="w"><channel><item>{item}</item></channel></rss>')
    embedparse("scan", feed, "--output", tmp_path / "r.jsonl", "--articles", articles)
    [article] = [json.loads(line) for line in articles.read_text().splitlines()]
    assert {key: article.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4\n1 0 obj\n", b"{\\rtf1 The quay.}", b"!BDN words", b"%!PS-Adobe-3.0\n"]
)
def test_documents_of_other_programs_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "article.txt").write_bytes(data)
    done = embedparse("scan", tmp_path / "article.txt", "--output", tmp_path / "r.jsonl")
    assert done.returncode == 1
    assert b"neither text nor a format known here" in done.stderr


def test_an_archive_prints_nothing_of_what_it_holds(tmp_path: Path) -> None:
    """warcio warns of records of a wrong length with their words, which may obey a terminal."""
    pytest.importorskip("warcio")
    data = arc(2).replace(b"<p>Residents", b"\x1b]0;owned\x07\n<p>Residents", 1)
    (tmp_path / "a.arc").write_bytes(data)
    done = embedparse("scan", "a.arc", "-o", "r.jsonl", "-j", 1, "-q", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == b"embedparse: a.arc: 1 record of a wrong length\n"
