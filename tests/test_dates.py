"""Printed dates: every example of an embed seen in the wild, what is no date, and round trips."""

from __future__ import annotations

import datetime

import pytest

from embedparse.dates import PrintedDate, match_date, parse_date, search_date

# Each was printed by a real embed; ids name the language and, where known, the post's year.
SEEN = [
    pytest.param("November 3, 2019", "2019-11-03", id="en"),
    pytest.param("23 January 2017", "2017-01-23", id="en-gb"),
    pytest.param("7 Oct 2016", "2016-10-07", id="en-gb-abbreviated"),
    pytest.param("23. November 2015", "2015-11-23", id="de-2015"),
    pytest.param("6. März 2018", "2018-03-06", id="de-umlaut"),
    pytest.param("2. Juni 2018", "2018-06-02", id="de-2018"),
    pytest.param("25 mai 2018", "2018-05-25", id="fr"),
    pytest.param("24 Février 2015", "2015-02-24", id="fr-2015-capital"),
    pytest.param("25 Novembre 2013", "2013-11-25", id="fr-2013-capital"),
    pytest.param("17 de marzo de 2018", "2018-03-17", id="es"),
    pytest.param("julio 28, 2015", "2015-07-28", id="es-2015-month-first"),
    pytest.param("agosto 8, 2013", "2013-08-08", id="es-2013-month-first"),
    pytest.param("15 de noviembre de 2012", "2012-11-15", id="es-2012"),
    pytest.param("5 de fevereiro de 2017", "2017-02-05", id="pt"),
    pytest.param("fevereiro 5, 2014", "2014-02-05", id="pt-2014-month-first"),
    pytest.param("17 dicembre 2017", "2017-12-17", id="it"),
    pytest.param("19 december 2017", "2017-12-19", id="nl"),
    pytest.param("17 juli 2016", "2016-07-17", id="nl-2016"),
    pytest.param("23 april 2019", "2019-04-23", id="sv"),
    pytest.param("14. september 2016", "2016-09-14", id="da"),
    pytest.param("23. marts 2016", "2016-03-23", id="da-marts"),
    pytest.param("1. huhtikuuta 2019", "2019-04-01", id="fi"),
    pytest.param("19. lokakuuta 2016", "2016-10-19", id="fi-2016"),
    pytest.param("19 maja 2016", "2016-05-19", id="pl"),
    pytest.param("3 stycznia 2016", "2016-01-03", id="pl-genitive"),
    pytest.param("24. března 2016", "2016-03-24", id="cs"),
    pytest.param("12. listopadu 2014", "2014-11-12", id="cs-2014"),
    pytest.param("2018. december 24.", "2018-12-24", id="hu"),
    pytest.param("1 Mayıs 2018", "2018-05-01", id="tr"),
    pytest.param("11 Mart 2015", "2015-03-11", id="tr-2015"),
    pytest.param("28 Ağustos 2015", "2015-08-28", id="tr-2015-breve"),
    pytest.param("24 марта 2019 г.", "2019-03-24", id="ru"),
    pytest.param("28 сентября 2018", "2018-09-28", id="ru-machine-translated"),
    pytest.param("7 июля 2016\nг.", "2016-07-07", id="ru-wrapped"),
    pytest.param("1 квітня 2020 р.", "2020-04-01", id="uk-facebook"),
    pytest.param("28 سبتمبر 2018", "2018-09-28", id="ar-machine-translated"),
    pytest.param("6 يناير، 2015", "2015-01-06", id="ar-comma"),
    pytest.param("11 ביולי 2016", "2016-07-11", id="he"),
    pytest.param("17 בפברואר 2014", "2014-02-17", id="he-2014"),
    pytest.param("ngày 10 tháng 11 năm 2021", "2021-11-10", id="vi"),
    pytest.param("Ngày 6 tháng 5, 2019", "2019-05-06", id="vi-2019"),
    pytest.param("22 Maret 2019", "2019-03-22", id="id"),
    pytest.param("2018年4月12日", "2018-04-12", id="ja"),
    pytest.param("1月 22, 2013", "2013-01-22", id="ja-2013"),
    pytest.param("2016, 2月 22", "2016-02-22", id="ja-2016"),
    pytest.param("2019년 12월 1일", "2019-12-01", id="ko"),
    pytest.param("8월 7, 2012", "2012-08-07", id="ko-2012"),
    pytest.param("2020年9月25日", "2020-09-25", id="zh"),
    pytest.param("25 d’agost de 2017", "2017-08-25", id="ca"),
    pytest.param("5 de març del 2018", "2018-03-05", id="ca-now"),
    pytest.param("2026-04-01T03:14:06.000Z", "2026-04-01", id="bluesky-oembed"),
    pytest.param("January 8, 2025 at 11:00 PM", "2025-01-08", id="bluesky-dialog"),
    pytest.param("2024年12月15日 19:49", "2024-12-15", id="bluesky-dialog-zh"),
    pytest.param("5:10 PM - 19 May 2017", "2017-05-19", id="rendered-tweet-2017"),
    pytest.param("9:04 AM · Sep 14, 2022", "2022-09-14", id="rendered-tweet-2022"),
    pytest.param("Friday, April 1, 2022", "2022-04-01", id="facebook"),
    pytest.param("Domingo, 22 de marzo de 2020", "2020-03-22", id="facebook-es"),
    pytest.param("Середа, 1 квітня 2020 р.", "2020-04-01", id="facebook-uk"),
    pytest.param("Apr 21, 2019 at 4:40am PDT", "2019-04-21", id="instagram-en"),
    pytest.param("Mär 27, 2018 um 12:08 PDT", "2018-03-27", id="instagram-de"),
    pytest.param("23. Okt 2017 um 0:31 Uhr", "2017-10-23", id="instagram-de-uhr"),
    pytest.param("29 Mars 2017 à 11h25 PDT", "2017-03-29", id="instagram-fr"),
    pytest.param("1 Jun, 2019 a las 7:36 PDT", "2019-06-01", id="instagram-es"),
    pytest.param("5 de Ago, 2019 às 6:50 PDT", "2019-08-05", id="instagram-pt"),
    pytest.param("Mai 8, 2016 às 10:52 PDT", "2016-05-08", id="instagram-pt-month-first"),
    pytest.param("Wrz 28, 2017 o 1:37 PDT", "2017-09-28", id="instagram-pl-month-first"),
    pytest.param("27 Sie, 2017 o 7:23 PDT", "2017-08-27", id="instagram-pl"),
    pytest.param("Jou… 12, 2019", "2019-12-12", id="instagram-fi-clipped"),
    pytest.param("2017 4月 10 8:24午後 PDT", "2017-04-10", id="instagram-ja"),
    pytest.param("2020 6월 12 6:50오전 PDT", "2020-06-12", id="instagram-ko"),
]


@pytest.mark.parametrize(("printed", "iso"), SEEN)
def test_seen_in_an_embed(printed: str, iso: str) -> None:
    date = datetime.date.fromisoformat(iso)
    assert match_date(printed) == PrintedDate(date, 0, len(printed))
    assert parse_date(printed) == date
    inside = f"Ada Example (@ada_example) {printed}"
    assert search_date(inside) == PrintedDate(date, 27, len(inside))
