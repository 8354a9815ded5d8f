# ruff: noqa: E501 (lines are kept as they are printed)
"""Lines of articles that look like a post's attribution and are none: nothing is found in them."""

from __future__ import annotations

import pytest

import embedparse

ABOVE = (
    "The bridge over the Marrow was closed again on Tuesday, and the school buses went round by the quarry."
)
BELOW = "A spokeswoman for the county said that the bearings would be replaced before the first frost."

TRAPS = {
    # bylines and signatures
    "byline with a handle": "By Runa Feldt (@runa_feldt) May 4, 2021",
    "byline behind a place": "MARROW — By Runa Feldt (@runa_feldt) May 4, 2021",
    "byline behind a place, en dash": "MARROW – By Runa Feldt (@runa_feldt), May 4, 2021",
    "byline in German": "Von Runa Feldt (@runa_feldt) 4. Mai 2021",
    "byline behind a dash": "— By Runa Feldt (@runa_feldt) May 4, 2021",
    "byline in French behind a dash": "— Par Runa Feldt (@runa_feldt) 4 mai 2021",
    "byline in Spanish behind a dash": "– Por Runa Feldt (@runa_feldt) 4 de mayo de 2021",
    "byline in Italian behind a dash": "– Di Runa Feldt (@runa_feldt) 4 maggio 2021",
    "byline in German behind a dash": "– Von Runa Feldt (@runa_feldt) 4. Mai 2021",
    "byline in Russian behind a dash": "– Автор: Руна Фельдт (@runa_feldt) 4 мая 2021",
    "reporting": "— Reporting by Runa Feldt (@runa_feldt), May 4, 2021",
    "editing": "— Edited by Runa Feldt (@runa_feldt) May 4, 2021",
    "updated": "— Updated by Runa Feldt (@runa_feldt) May 4, 2021",
    "posted": "– Posted by Runa Feldt (@runa_feldt) May 4, 2021",
    "translated": "— Translated by Runa Feldt (@runa_feldt) May 4, 2021",
    "name and role": "Runa Feldt (@runa_feldt), staff writer, May 4, 2021",
    "letter with a place": "— Runa Feldt, Marrow, May 4, 2021",
    "letter without a handle": "Sincerely,\n— Runa Feldt\nMay 4, 2021",
    "letter with a mail address": "— Runa Feldt (runa@example.org) May 4, 2021",
    "letter with regards": "Best regards\n— Runa Feldt (@runa_feldt), county engineer, May 4, 2021",
    "letter with yours": "Yours faithfully,\n— Runa Feldt (@runa_feldt) May 4, 2021",
    "letter in German": "Mit freundlichen Grüßen\n— Runa Feldt (@runa_feldt) 4. Mai 2021",
    "guest column": "Runa Feldt (@runa_feldt) is an engineer in Marrow. This column ran on May 4, 2021.",
    # credits
    "photo credit": "Photo — Runa Feldt (@runa_feldt), May 4, 2021",
    "photo credit, en dash": "Photo – Runa Feldt (@runa_feldt) May 4, 2021",
    "photo credit with a colon": "Photo: Runa Feldt (@runa_feldt) May 4, 2021",
    "picture of an account": "Image courtesy — Runa Feldt (@runa_feldt) May 4, 2021",
    "photo credit in German": "Foto – Runa Feldt (@runa_feldt) 4. Mai 2021",
    "video credit": "Video – Runa Feldt (@runa_feldt) May 4, 2021",
    "caption and credit": "The north bearing of the bridge. Photo by – Runa Feldt (@runa_feldt) May 4, 2021",
    # programmes and lists
    "programme": "10:00 – Runa Feldt (@runa_feldt) – How bridges age",
    "programme with dates": "- Runa Feldt (@runa_feldt) May 4, 2021\n- Ole Brandt (@ole_brandt) May 5, 2021\n- Ida Moll (@ida_moll) May 6, 2021",
    "programme, en dashes": "– Runa Feldt (@runa_feldt) May 4, 2021\n– Ole Brandt (@ole_brandt) May 5, 2021",
    "talk and date": "How bridges age – Runa Feldt (@runa_feldt) – May 4, 2021, Hall 2",
    "talk with a speaker": "How bridges age — Runa Feldt (@runa_feldt): May 4, 2021",
    "keynote": "Keynote – Runa Feldt (@runa_feldt) May 4, 2021",
    "workshop": "Workshop — Runa Feldt (@runa_feldt) May 4, 2021",
    "panel": "Panel: Runa Feldt (@runa_feldt), Ole Brandt (@ole_brandt), Ida Moll (@ida_moll), May 4, 2021",
    "webinar": "Webinar – Runa Feldt (@runa_feldt) May 4, 2021, 7 pm",
    "table of talks": "| Runa Feldt (@runa_feldt) | May 4, 2021 | Hall 2 |",
    "list of accounts": "- Runa Feldt (@runa_feldt)\n- Ole Brandt (@ole_brandt)\n- Ida Moll (@ida_moll)",
    "list of accounts with words": "— Runa Feldt (@runa_feldt), for bridges\n— Ole Brandt (@ole_brandt), for buses",
    "birthdays": "Runa Feldt (@runa_feldt) – May 4, 1981\nOle Brandt (@ole_brandt) – May 5, 1982",
    "episode": "Episode 12 – Runa Feldt (@runa_feldt) May 4, 2021",
    # changelogs, code, mail
    "changelog": "## 1.4.0 – May 4, 2021\n- Fix the bearings – Runa Feldt (@runa_feldt)",
    "changelog with thanks": "- Fixed the timetable, thanks to Runa Feldt (@runa_feldt) May 4, 2021",
    "release": "v1.4.0 — Runa Feldt (@runa_feldt) May 4, 2021",
    "commit": "commit 7f3a9c1 — Runa Feldt (@runa_feldt) May 4, 2021",
    "merge": "Merged #412 – Runa Feldt (@runa_feldt) May 4, 2021",
    "code comment": "    # FIXME — Runa Feldt (@runa_feldt) May 4, 2021",
    "code in slashes": "// TODO — Runa Feldt (@runa_feldt) May 4, 2021",
    "block comment": "/* — Runa Feldt (@runa_feldt) May 4, 2021 */",
    "mail header": "From: Runa Feldt (@runa_feldt)\nDate: May 4, 2021\nSubject: The bridge",
    "mail header, dashes": "From — Runa Feldt (@runa_feldt) May 4, 2021",
    "quoted mail": "On May 4, 2021, Runa Feldt (@runa_feldt) wrote:",
    "mail signature": "--\nRuna Feldt (@runa_feldt)\nCounty engineer",
    # awards, sports, others
    "award": "Best bridge report — Runa Feldt (@runa_feldt), 2021",
    "award with a date": "Winner – Runa Feldt (@runa_feldt) May 4, 2021",
    "runner-up": "Runner-up — Runa Feldt (@runa_feldt) May 4, 2021",
    "nominee": "Nominees: Runa Feldt (@runa_feldt) – May 4, 2021",
    "score": "Marrow 3 – 1 Aldern (@aldern_fc) May 4, 2021",
    "transfer": "Runa Feldt (@runa_feldt) – from Marrow to Aldern, May 4, 2021",
    "course": "Course — Runa Feldt (@runa_feldt) May 4, 2021 to May 6, 2021",
    "job": "Engineer, Marrow County – contact Runa Feldt (@runa_feldt) by May 4, 2021",
    "follow": "— Follow Runa Feldt (@runa_feldt) May 4, 2021",
    "copyright": "© 2021 — Runa Feldt (@runa_feldt) May 4, 2021",
    "review": "Rated 4 of 5 – Runa Feldt (@runa_feldt) May 4, 2021",
    "via": "— via Runa Feldt (@runa_feldt) May 4, 2021",
    "sentence": "The engineer — Runa Feldt (@runa_feldt), 39 — said on May 4, 2021 that it was safe.",
    # titles, on the line of the dash and above it
    "title of a talk": "How bridges age — Runa Feldt (@runa_feldt) May 4, 2021",
    "title of a talk above": "How bridges age\n— Runa Feldt (@runa_feldt) May 4, 2021",
    "titles of talks": "How bridges age — Runa Feldt (@runa_feldt) May 4, 2021\nThe long way round — Ole Brandt (@ole_brandt) May 5, 2021",
    "titles, one a question": "How bridges age — Runa Feldt (@runa_feldt) May 4, 2021\nThe long way round — Ole Brandt (@ole_brandt) May 5, 2021\nWho pays? — Ida Moll (@ida_moll) May 6, 2021",
    "title of a talk in Spanish": "Charla: Cómo envejecen los puentes — Runa Feldt (@runa_feldt) 4 de mayo de 2021",
    "title of a talk in French": "Conférence : Comment vieillissent les ponts — Runa Feldt (@runa_feldt) 4 mai 2021",
    "speakers, long dashes": "Speakers:\n— Runa Feldt (@runa_feldt) May 4, 2021\n— Ole Brandt (@ole_brandt) May 5, 2021",
    "award without words of one": "Reporter of the Year — Runa Feldt (@runa_feldt) May 4, 2021",
    "award above": "Gold\n— Runa Feldt (@runa_feldt) May 4, 2021",
    "award in French": "Meilleur reportage — Runa Feldt (@runa_feldt) 4 mai 2021",
    "award in Russian": "Лучший репортаж — Руна Фельдт (@runa_feldt) 4 мая 2021",
    "award in Polish": "Nagroda główna — Runa Feldt (@runa_feldt) 4 maja 2021",
    "caption": "The north bearing of the bridge — Runa Feldt (@runa_feldt) May 4, 2021",
    "illustration": "Illustration: — Runa Feldt (@runa_feldt) May 4, 2021",
    "credit in Greek": "Φωτογραφία: — Runa Feldt (@runa_feldt) 4 Μαΐου 2021",
    "caption, then a credit": "The north bearing. — Photo: Runa Feldt (@runa_feldt) May 4, 2021",
    "text and pictures": "– Tekst: Runa Feldt (@runa_feldt) 4. mai 2021",
    "byline in Hungarian behind a dash": "— Írta: Runa Feldt (@runa_feldt) 2021. május 4.",
    "byline in Indonesian behind a dash": "— Oleh Runa Feldt (@runa_feldt) 4 Mei 2021",
    "two people": "— Runa Feldt (@runa_feldt) and Ole Brandt (@ole_brandt) May 4, 2021",
    "letter with love": "Love,\n— Runa Feldt (@runa_feldt) May 4, 2021",
    "letter with words of its own": "Until the next storm,\n— Runa Feldt (@runa_feldt) May 4, 2021",
    "letter in Swedish": "Med vänlig hälsning\n— Runa Feldt (@runa_feldt) 4 maj 2021",
    "letter in Greek": "Με εκτίμηση,\n— Runa Feldt (@runa_feldt) 4 Μαΐου 2021",
    "letter in Bulgarian": "С уважение,\n— Руна Фелдт (@runa_feldt) 4 май 2021 г.",
    "labels of a page": "Last updated — Runa Feldt (@runa_feldt) May 4, 2021",
    "tags of a page": "Filed under: bridges — Runa Feldt (@runa_feldt) May 4, 2021",
    "release note": "Bearings 2.0 is out — Runa Feldt (@runa_feldt) May 4, 2021",
    "task done": "- [x] Replace the bearings — Runa Feldt (@runa_feldt) May 4, 2021",
    "package of a distribution": "bearings (2.0-1) unstable; urgency=low\n\n  * Replace the bearings\n\n -- Runa Feldt (@runa_feldt)  Tue, 04 May 2021 10:00:00 +0100",
    "comment in SQL": "-- Runa Feldt (@runa_feldt) May 4, 2021\nSELECT 1;",
    "comment behind SQL": "SELECT 1; -- Runa Feldt (@runa_feldt) May 4, 2021",
    "comment in HTML": "<!-- Runa Feldt (@runa_feldt) May 4, 2021 -->",
    "string of a program": '{"by": "— Runa Feldt (@runa_feldt) May 4, 2021"}',
    "value in YAML": 'author: "— Runa Feldt (@runa_feldt) May 4, 2021"',
    "comment in TeX": "% — Runa Feldt (@runa_feldt) May 4, 2021",
    "mail signature with a date": "-- \nRuna Feldt (@runa_feldt)\nMay 4, 2021",
    "mail subject": "Re: the bridge — Runa Feldt (@runa_feldt) May 4, 2021",
    "stars of a review": "★★★★☆ — Runa Feldt (@runa_feldt) May 4, 2021",
    "list of people without dates": "Who to follow:\n— Runa Feldt (@runa_feldt)\n— Ole Brandt (@ole_brandt)\n— Ida Moll (@ida_moll)",
    "heading of a talk": "### How bridges age\n\n— Runa Feldt (@runa_feldt) May 4, 2021",
    "talk in quotation marks": "Лекция «Как стареют мосты» — Руна Фельдт (@runa_feldt) 4 мая 2021",
    "byline of several words": "— With reporting by Runa Feldt (@runa_feldt) May 4, 2021",
    "byline of a curator": "— Curated by Runa Feldt (@runa_feldt) May 4, 2021",
    "text and photos in German": "— Text und Fotos: Runa Feldt (@runa_feldt) 4. Mai 2021",
    "a report in French": "— Un reportage de Runa Feldt (@runa_feldt) 4 mai 2021",
    "credit behind a caption": "The old bridge. Credit — Runa Feldt (@runa_feldt) May 4, 2021",
    "credit in parentheses": "The north bearing, seen from the quarry. (Photo: — Runa Feldt (@runa_feldt) May 4, 2021)",
    "value of a key": "attribution: — Runa Feldt (@runa_feldt) May 4, 2021",
    "argument of a call": "assert parse('x — Runa Feldt (@runa_feldt) May 4, 2021').handle",
    "an adaptation": "Serves four. — adapted from Runa Feldt (@runa_feldt) May 4, 2021",
    "camera": "📷 — Runa Feldt (@runa_feldt) May 4, 2021",
    "cup": "🏆 Best report — Runa Feldt (@runa_feldt) May 4, 2021",
    "commit with a number": "feat(deck): add a drain (#12) — Runa Feldt (@runa_feldt) 2021-05-04",
    "branch": "Merge branch 'bearings' — Runa Feldt (@runa_feldt) May 4, 2021",
    "printed by a program": 'print("— Runa Feldt (@runa_feldt) May 4, 2021")',
}  # fmt: skip


@pytest.mark.parametrize("line", TRAPS.values(), ids=TRAPS)
@pytest.mark.parametrize("joint", ["\n\n", "\n"], ids=["spaced", "lines"])
def test_nothing_is_found(line: str, joint: str) -> None:
    text = joint.join((ABOVE, line, BELOW))
    found = embedparse.scan(text)
    assert [embed.to_dict() for embed in found.embeds] == []
    assert found.prose == text


IN_ONE_LINE = {
    "byline": "By Runa Feldt (@runa_feldt) May 4, 2021",
    "byline in French": "Par Runa Feldt (@runa_feldt) 4 mai 2021",
    "place and byline": "MARROW — By Runa Feldt (@runa_feldt) May 4, 2021",
    "a name and what the person did": "Runa Feldt (@runa_feldt) May 4, 2021 and again in June, she said.",
    "a name and its date in a clause": "Then came Runa Feldt (@runa_feldt) May 4, 2021, and the drivers.",
    "a date that a range goes on from": "Bearings: Runa Feldt (@runa_feldt) May 4, 2021 – May 9, 2021",
    "photo credit behind a caption": "The north bearing. Photo — Runa Feldt (@runa_feldt) May 4, 2021",
    "photo credit in German": "Das nördliche Lager. Foto — Runa Feldt (@runa_feldt) 4. Mai 2021",
    "photo credit in Spanish": "El apoyo norte. Foto — Runa Feldt (@runa_feldt) 4 de mayo de 2021",
    "letter": "We are sorry for the delay. Sincerely, — Runa Feldt (@runa_feldt) May 4, 2021",
    "letter with a line break": "We are sorry. Yours faithfully,\n— Runa Feldt (@runa_feldt) May 4, 2021",
    "letter in German": "Es tut uns leid. Mit freundlichen Grüßen, — Runa Feldt (@runa_feldt) 4. Mai 2021",
    "comment in HTML": "<!-- — Runa Feldt (@runa_feldt) May 4, 2021 -->",
    "comment of a program": "// TODO — Runa Feldt (@runa_feldt) May 4, 2021",
    "version in words": "Version 3 — Runa Feldt (@runa_feldt) May 4, 2021",
    "subject of a mail": "Subject: the bridge — Runa Feldt (@runa_feldt) May 4, 2021",
    "version": "2.1.0 — Runa Feldt (@runa_feldt) May 4, 2021",
    "people": "On the panel: Runa Feldt (@runa_feldt), Ole Brandt (@ole_brandt), May 4, 2021.",
    "byline of a blog": "Bearings again Posted by Runa Feldt on Tuesday, May 4, 2021",
    "byline of a blog in German": "Neue Lager Gepostet von Runa Feldt am Dienstag, 4. Mai 2021",
    "role and name": "Engineer: Runa Feldt (@runa_feldt) · May 4, 2021 · Marrow",
}


@pytest.mark.parametrize("words", IN_ONE_LINE.values(), ids=IN_ONE_LINE)
def test_nothing_is_found_in_a_text_of_one_line(words: str) -> None:
    text = f"{ABOVE} {words} {BELOW}"
    assert [embed.to_dict() for embed in embedparse.scan(text).embeds] == []


#: Whole documents that hold names, handles and dates, and no word that speaks of posts.
SIGNED = {
    "lecture that asks": "Guest lecture: Why do bridges age? — Runa Feldt (@runa_feldt) May 4, 2021",
    "comment of a script": "#!/bin/sh\n# Opens the bridge at night.\n# — Runa Feldt (@runa_feldt) May 4, 2021\nexec bridge --open",
    "comment of a page in lines": "<!--\n  Opens the bridge at night.\n  — Runa Feldt (@runa_feldt) May 4, 2021\n-->\n<bridge/>",
    "answer to a mail in Spanish": "El 4 de mayo de 2021, Runa Feldt (@runa_feldt) escribió:\n> No toquéis el puente, por favor.\n— Ole Brandt (@ole_brandt) 5 de mayo de 2021",
    "programme in Japanese between sentences": "土曜日は旧ポンプ場で催しが続き、入場は無料である。\n\n朗読「橋の娘」 — ルナ (@runa_feldt) 2021年5月4日\n\n中庭では子ども向けの印刷教室が夕方まで開かれる。",
    "docstring": '"""Read bridge tables.\n\n— Runa Feldt (@runa_feldt) May 4, 2021\n"""\nimport csv',
    "date behind a dash": "How bridges age — Runa Feldt (@runa_feldt) — May 4, 2021",
    "programme in Spanish": "Programa\n\n«La memoria del puente» — Runa Feldt (@runa_feldt) 4 de mayo de 2021\n«Ríos sin nombre» — Ole Brandt (@ole_brandt) 5 de mayo de 2021",
    "programme in Japanese": "プログラム\n\n基調講演 「橋の記憶」 — ルナ (@runa_feldt) 2021年5月4日\nパネル 「川と町」 — オーレ (@ole_brandt) 2021年5月5日",
    "end of an article": "More on the bridge tomorrow morning.\n\n— Runa Feldt (@runa_feldt), May 4, 2021",
    "letter without a closing": "I have crossed your bridge for forty years and never once has it been on time. Please mend it.\n\n— Runa Feldt (@runa_feldt) 4 May 2021\n\nThe editors reply: Bridges are not on time.",
    "letter with two signatures": "We ask the county to mend the bridge before it builds another one.\n\n— Runa Feldt (@runa_feldt) May 4, 2021\n— Ole Brandt (@ole_brandt) May 4, 2021",
    "picture in Portuguese": "A ponte ao nascer do sol. — Reprodução/Instagram Runa Feldt (@runa_feldt) 4 de maio de 2021\nA ponte foi construída em 1954.",
    "picture in Japanese": "夜明けの橋 — 撮影：ルナ (@runa_feldt) 2021年5月4日\n橋は1954年に建てられた。",
    "list of changes": "### 2.4.0\n\n* Fix the parser for empty rows — Runa Feldt (@runa_feldt) 4 May 2021\n* Add a flag for quiet runs — Ole Brandt (@ole_brandt) 1 May 2021",
    "list of changes in sentences": "v3.1\nFixed a crash when the file is empty. — Runa Feldt (@runa_feldt) May 4, 2021\nFaster start on slow disks. — Ole Brandt (@ole_brandt) May 2, 2021",
    "directive of a manual": 'def close(handle):\n    """Close the handle.\n\n    .. versionadded:: 1.2 — Runa Feldt (@runa_feldt) May 4, 2021\n    """',
    "review with stars": "★★★★☆ A quiet, careful film that knows its bridge and its people well.\n— Runa Feldt (@runa_feldt), May 4, 2021",
    "praise of readers": 'What readers say\n\n"I plan my whole week by it."\n— Runa Feldt (@runa_feldt), May 4, 2021\n\n"Too thin for my eyes."\n— Ole Brandt (@ole_brandt), May 5, 2021',
    "end of an article of several paragraphs": f"{ABOVE}\n\n{BELOW}\n\nThe bridge was built in 1954, and nobody can say how long it will last.\n\n— Runa Feldt (@runa_feldt) May 4, 2021",
    "article of two paragraphs": f"{ABOVE}\n\n{BELOW}\n\n— Runa Feldt (@runa_feldt) May 4, 2021",
    "mail from a telephone": "The keys are with the porter. Please bring the lamp.\n\n— Runa Feldt (@runa_feldt) May 4, 2021\nSent from my phone",
    "mail from a telephone, in German": "Die Schlüssel sind beim Pförtner. Bitte bring die Lampe mit!\n\n— Runa Feldt (@runa_feldt) 4. Mai 2021\nVon meinem Telefon gesendet",
    "medals": "🥇 Runa Feldt (@runa_feldt) May 4, 2021\n🥈 Ole Brandt (@ole_brandt) May 4, 2021",
    "title that asks without a mark": f"{ABOVE}\n\nWhy the bridge is late\n— Runa Feldt (@runa_feldt) May 4, 2021\n\n{BELOW}",
    "title without a verb": f"{ABOVE}\n\nThe memory of bridges\n— Runa Feldt (@runa_feldt) May 4, 2021\n\n{BELOW}",
    "title that says something": "The bridge is late — Runa Feldt (@runa_feldt) May 4, 2021",
    "letter that closes with a pronoun": "Sir,\n\nThe bridge was never late. I crossed it for forty years.\n\nI remain yours,\n— Runa Feldt (@runa_feldt) May 4, 2021",
    "string of a program": "MESSAGE = 'The bridge is open! — Runa Feldt (@runa_feldt) May 4, 2021'\nprint(MESSAGE)",
    "comment of a table of settings": "; The bridge is open. — Runa Feldt (@runa_feldt) May 4, 2021\n[main]\nopen = yes",
    "change below a version": "## 2.0\n\nThe loader reads each file once. — Runa Feldt (@runa_feldt) May 4, 2021",
    "picture in Spanish": "El puente abrió el lunes.\n\nEl puente en 1962. — Fotografía de Runa Feldt (@runa_feldt), 4 de mayo de 2021",
    "picture in German by a name": "Die Brücke im Jahr 1962. — Foto von Runa Feldt (@runa_feldt) 4. Mai 2021",
}
#: The same shapes where something says that they are posts.
POSTS = {
    "a link that a corpus masked": (
        "The bridge is late again, as it was last week. <url>\n\n— Runa Feldt (@runa_feldt) 4 May 2021",
        1,
    ),
    "a handle taken apart": (
        f"{ABOVE}\n\nNo bridge , no bread . https://t.co/Ab3dEf6hIj\n\n— Runa Feldt (@ runa_feldt) May 4 , 2021\n\n{BELOW}",
        1,
    ),
    "a dash before the date, behind a link": (
        f"{ABOVE}\n\nNo bridge, no bread. https://t.co/Ab3dEf6hIj — Runa Feldt (@runa_feldt) - May 4, 2021\n\n{BELOW}",
        1,
    ),
    "the platform is named": (
        "Two people tweeted about the film.\n\n★★★★☆ A quiet film.\n— Runa Feldt (@runa_feldt), May 4, 2021",
        1,
    ),
    "a tag": (
        "The bridge is late again, as it was last week. #marrow\n\n— Runa Feldt (@runa_feldt) 4 May 2021",
        1,
    ),
    "between two paragraphs": (
        f"{ABOVE}\n\nNo bridge, no bread. Thank you, county.\n\n— Runa Feldt (@runa_feldt) 4 May 2021\n\n{BELOW}",
        1,
    ),
    "introduced": (
        "The engineer of the county was not impressed by that answer:\n\nBearings do not wait\n— Runa Feldt (@runa_feldt) 4 May 2021",
        1,
    ),
    "a sentence without its end": (
        f"{ABOVE}\n\nThe bridge is still not open\n— Runa Feldt (@runa_feldt) May 4, 2021\n\n{BELOW}",
        1,
    ),
    "a sentence without its end, in German": (
        f"{ABOVE}\n\nDie Brücke ist schon wieder zu\n— Runa Feldt (@runa_feldt) 4. Mai 2021\n\n{BELOW}",
        1,
    ),
    "a short one at the end": (f"{ABOVE}\n\nNo boat.\n\n— Runa Feldt (@runa_feldt) May 4, 2021", 1),
    "below a number": (
        f"{ABOVE}\n\n3.5 hours\n\nWe waited long enough. — Runa Feldt (@runa_feldt) May 4, 2021\n\n{BELOW}",
        1,
    ),
    "a call at the end": (
        f"{ABOVE}\n\n{BELOW}\n\nStop all that talk and mend the bridge!\n\n— Runa Feldt (@runa_feldt) May 4, 2021",
        1,
    ),
    "as the platform prints its date": (
        "The bridge will never be mended, will it?\n— Runa Feldt (@runa_feldt) May 4, 2021",
        1,
    ),
}


@pytest.mark.parametrize("text", SIGNED.values(), ids=SIGNED)
def test_what_is_signed_otherwise_is_no_more_than_possible(text: str) -> None:
    found = embedparse.scan(text)
    assert ([embed.to_dict() for embed in found.embeds], found.prose) == ([], text)


@pytest.mark.parametrize(("text", "count"), POSTS.values(), ids=POSTS)
def test_posts_of_the_same_shapes_are_found(text: str, count: int) -> None:
    assert len(embedparse.scan(text).embeds) == count
