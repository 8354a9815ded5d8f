"""Printed dates: every example of an embed seen in the wild, what is no date, and round trips."""

from __future__ import annotations

import datetime
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embedparse.fields import date_shapes, dates
from embedparse.fields.dates import PrintedDate, match_date, parse_date, search_date
from tests.cldr import skip_without_pinned_babel
from tests.growth import check_growth, repeated

LANGUAGES = """
af ar ar_EG az be bg bn bs ca cs cy da de de_AT el en en_GB es es_MX et eu fa fi fil fr ga gl gu he hi hr
hu hy id is it ja ka kk kn ko lt lv mk ml mr ms nb ne nl nn pa pl pt pt_PT ro ru si sk sl sq sr sr_Latn sv
sw ta te th tr uk ur vi zh zh_Hant
""".split()

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
    pytest.param("Ápr 21., 2019", "2019-04-21", id="hu-instagram-month-first"),
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


# Invented, after rules: of CLDR, of other scripts' digits, of what extractors do to a line.
INFERRED = [
    pytest.param("5 มีนาคม ค.ศ. 2018", "2018-03-05", id="th-gregorian"),
    pytest.param("5 มีนาคม ค.ศ.\n> 2018", "2018-03-05", id="th-wrapped-behind-the-era"),
    pytest.param("5 มี.ค. 2561", "2018-03-05", id="th-buddhist"),
    pytest.param("5 มีนาคม พ.ศ. 2561", "2018-03-05", id="th-buddhist-era"),
    pytest.param("۵ مارس ۲۰۱۸", "2018-03-05", id="fa-digits"),
    pytest.param("5 ژانویهٔ 2018", "2018-01-05", id="fa-hamza"),
    pytest.param("5 ژانویه 2018", "2018-01-05", id="fa-no-hamza"),
    pytest.param("٥ مارس ٢٠١٨", "2018-03-05", id="ar-digits"),
    pytest.param("5 كانون الثاني 2018", "2018-01-05", id="ar-levantine"),
    pytest.param("৫ মার্চ, ২০১৮", "2018-03-05", id="bn-digits"),
    pytest.param("५ मार्च २०१८", "2018-03-05", id="hi-digits"),
    pytest.param("5 जून 2018", "2018-06-05", id="hi-vowel-sign-kept"),
    pytest.param("\u200f5 مارس 2018\u200f", "2018-03-05", id="ar-marks"),
    pytest.param("\u200e25\u200f/\u061c03\u200f/2018", "2018-03-25", id="ar-marks-between-numbers"),
    pytest.param("\u202b17 בפברואר 2014\u202c", "2014-02-17", id="he-embedding-marks"),
    pytest.param("2018(e)ko martxoaren 5(a)", "2018-03-05", id="eu"),
    pytest.param("5 de marzo de 2018", "2018-03-05", id="gl"),
    pytest.param("5. ožujka 2018.", "2018-03-05", id="hr-dot-after-year"),
    pytest.param("5. mart 2018.", "2018-03-05", id="sr-dot-after-year"),
    pytest.param("5 март 2018 г.", "2018-03-05", id="bg"),
    pytest.param("5 Μαρτίου 2018", "2018-03-05", id="el"),
    pytest.param("5 martie 2018", "2018-03-05", id="ro"),
    pytest.param("5. mars 2018", "2018-03-05", id="no"),
    pytest.param("5 مارچ، 2018", "2018-03-05", id="ur"),
    pytest.param("Marso 5, 2018", "2018-03-05", id="fil"),
    pytest.param("5 Mac 2018", "2018-03-05", id="ms"),
    pytest.param("2018 m. kovo 5 d.", "2018-03-05", id="lt"),
    pytest.param("2018. gada 5. marts", "2018-03-05", id="lv"),
    pytest.param("mandag den 5. marts 2018", "2018-03-05", id="da-weekday-and-article"),
    pytest.param("Thứ Hai, ngày 5 tháng 3, 2018", "2018-03-05", id="vi-weekday"),
    pytest.param("2018年3月5日(月)", "2018-03-05", id="ja-weekday"),
    pytest.param("오후 5:10 · 2019년 12월 1일", "2019-12-01", id="ko-time-before"),
    pytest.param("5 listopada 2018", "2018-11-05", id="pl-november-no-dot"),
    pytest.param("5. listopada 2018.", "2018-10-05", id="hr-october-dots"),
    pytest.param("1 KASIM 2018", "2018-11-01", id="tr-capitals-dotless"),
    pytest.param("1 NİSAN 2018", "2018-04-01", id="tr-capitals-dotted"),
    pytest.param("6. Marz 2018", "2018-03-06", id="de-umlaut-lost"),
    pytest.param("Sept. 14, 2022", "2022-09-14", id="en-sept"),
    pytest.param("March 31,\n> 2018", "2018-03-31", id="wrapped-quotation"),
    pytest.param("March\n    31, 2018", "2018-03-31", id="wrapped-indented"),
    pytest.param("November\u00a03,\u202f2019", "2019-11-03", id="no-break-spaces"),
    pytest.param("2026-04-01", "2026-04-01", id="iso"),
    pytest.param("2021/04/03", "2021-04-03", id="year-first"),
    pytest.param("2018. 3. 5.", "2018-03-05", id="ko-medium"),
    pytest.param("2018.\u00a03.\u00a05.", "2018-03-05", id="ko-medium-no-break-spaces"),
    pytest.param("13/04/2021", "2021-04-13", id="day-above-12"),
    pytest.param("04/13/2021", "2021-04-13", id="month-first-day-above-12"),
    pytest.param("05/05/2021", "2021-05-05", id="same-either-way"),
    pytest.param("05.03.2018", "2018-03-05", id="dots-are-day-first"),
    pytest.param("29 February 2020", "2020-02-29", id="leap-day"),
]


@pytest.mark.parametrize(("printed", "iso"), INFERRED)
def test_inferred(printed: str, iso: str) -> None:
    date = datetime.date.fromisoformat(iso)
    assert match_date(printed) == PrintedDate(date, 0, len(printed))
    assert parse_date(printed) == date


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("03/04/21", id="ambiguous-short"),
        pytest.param("03/04/2021", id="ambiguous"),
        pytest.param("13/04/21", id="two-digit-year"),
        pytest.param("February 31, 2019", id="31-february"),
        pytest.param("29 February 2019", id="no-leap-year"),
        pytest.param("31. Juni 2018", id="31-june"),
        pytest.param("2018年13月5日", id="month-13"),
        pytest.param("2018-02-30", id="30-february-iso"),
        pytest.param("November 0, 2019", id="day-0"),
        pytest.param("November 3, 1999", id="before-twitter"),
        pytest.param("2005-12-31", id="last-day-before-twitter"),
        pytest.param(f"November 3, {datetime.date.today().year + 2}", id="far-future"),
        pytest.param("5 March 2561", id="buddhist-year-but-english"),
        pytest.param("November 2019", id="no-day"),
        pytest.param("November 3", id="no-year"),
        pytest.param("March of 2018", id="month-word-alone"),
        pytest.param("5 apples 2018", id="no-month"),
        pytest.param("may 300, 2018", id="three-digit-day"),
        pytest.param("3 days ago", id="relative"),
        pytest.param("12 of 2018", id="fraction"),
        pytest.param("10 Downing 2018", id="address"),
        pytest.param("17:45", id="time-alone"),
        pytest.param("Friday", id="weekday-alone"),
        pytest.param("2018", id="year-alone"),
        pytest.param("1.2.3", id="version"),
        pytest.param("November\n\n3, 2019", id="two-line-breaks"),
        pytest.param("", id="empty"),
        pytest.param(" \u200f ", id="blanks"),
        pytest.param("(November 3, 2019)", id="begins-with-a-bracket"),
        pytest.param("on November 3, 2019", id="begins-with-a-preposition"),
    ],
)
def test_no_date_begins_here(text: str) -> None:
    assert match_date(text) is None


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param("November 3, 2019However, one of", "November 3, 2019", id="en-glued"),
        pytest.param("November 3, 201912 people", "November 3, 2019", id="digits-glued-to-the-year"),
        pytest.param("2018年4月12日次に", "2018年4月12日", id="ja-glued"),
        pytest.param("April 11, 2015 3時間後", "April 11, 2015", id="three-hours-is-no-time-of-day"),
        pytest.param("24 марта 2019 г.Однако", "24 марта 2019 г.", id="ru-glued"),
        pytest.param("24 марта 2019 гости", "24 марта 2019", id="ru-word-that-begins-like-the-suffix"),
        pytest.param("5. April 2018. Danach", "5. April 2018", id="full-stop-of-a-german-sentence"),
        pytest.param("2018. december 24.Aztán", "2018. december 24.", id="hu-glued"),
        pytest.param("May 5, 2018, the", "May 5, 2018", id="comma-after"),
        pytest.param("May 5, 2018 at noon", "May 5, 2018", id="at-without-a-time"),
        pytest.param("May 5, 2018 3.5 million", "May 5, 2018", id="number-is-no-time"),
        pytest.param("May 5, 2018\n12:30 Next", "May 5, 2018", id="time-on-the-next-line"),
        pytest.param("January 8, 2025 at 11:00 PMThen", "January 8, 2025 at 11:00 PM", id="time-glued"),
        pytest.param("May 5, 2018 · 10 likes", "May 5, 2018", id="count-after"),
        pytest.param("2018-05-05T10:00:00+02:00 x", "2018-05-05T10:00:00+02:00", id="iso-offset"),
        pytest.param("May 5, 2018](https://example.org)", "May 5, 2018", id="markdown"),
    ],
)
def test_what_follows_is_left_alone(text: str, printed: str) -> None:
    found = match_date(text)
    assert found is not None
    assert text[found.start : found.end] == printed


def test_offsets_count_from_the_text_and_leave_blanks_out() -> None:
    text = "Ada (@ada_example) \u00a0May 5, 2018 next"
    found = match_date(text, 18)
    assert found == PrintedDate(datetime.date(2018, 5, 5), 20, 31)
    assert match_date(text, 18, 30) is None, "endpos cuts the year"
    assert match_date(text, 17) is None, "the bracket is no blank"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        pytest.param("am 23. Okt 2017 um 0:31 Uhr", "2017-10-23", id="de"),
        pytest.param("  on Apr 21, 2019 at 4:40am PDT \n", "2019-04-21", id="en"),
        pytest.param("le 29 Mars 2017 à 11h25 PDT", "2017-03-29", id="fr"),
        pytest.param("el 1 Jun, 2019 a las 7:36 PDT", "2019-06-01", id="es"),
        pytest.param("em 13 de Mar, 2018 às 6:32 PDT", "2018-03-13", id="pt"),
        pytest.param("in data: 5 marzo 2018", "2018-03-05", id="it"),
        pytest.param("May 5, 2018.", "2018-05-05", id="full-stop"),
        pytest.param("May 5, 2018 and more", None, id="more-text"),
        pytest.param("was on May 5, 2018", None, id="text-before"),
        pytest.param("on", None, id="preposition-alone"),
    ],
)
def test_parse_takes_the_whole_string(text: str, iso: str | None) -> None:
    assert parse_date(text) == (iso and datetime.date.fromisoformat(iso))


def test_search_finds_the_first() -> None:
    text = "シェアした投稿 - 2017 4月 10 8:24午後 PDT, then May 5, 2018"
    found = search_date(text)
    assert found is not None
    assert text[found.start : found.end] == "2017 4月 10 8:24午後 PDT"
    assert search_date(text, found.end) == PrintedDate(datetime.date(2018, 5, 5), len(text) - 11, len(text))
    assert search_date("no date in 12 words of 2018") is None
    assert search_date("Version12 May 5, 2018") == PrintedDate(datetime.date(2018, 5, 5), 10, 21)


DAYS = st.dates(datetime.date(2006, 1, 1), datetime.date(2026, 12, 31))
PRINTS = {
    "as printed": str,
    "capitals": str.upper,
    "lower case": str.lower,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "Persian digits": lambda text: text.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
    "isolated": lambda text: f"\u2068{text}\u2069",
}


@pytest.mark.parametrize("width", ["long", "medium"])
@settings(deadline=None)  # the first example loads tables
@given(day=DAYS, locale=st.sampled_from(LANGUAGES), change=st.sampled_from(sorted(PRINTS)))
def test_reads_back_what_cldr_prints(width: str, day: datetime.date, locale: str, change: str) -> None:
    skip_without_pinned_babel()
    babel = pytest.importorskip("babel.dates")
    plain = babel.format_date(day, width, locale)
    printed = PRINTS[change](plain)
    two_orders = ("/" in plain or "-" in plain) and not plain[:4].isdecimal()  # 05/03/2018
    if two_orders and day.day <= 12 and day.day != day.month:
        assert parse_date(printed) is None
    else:
        assert parse_date(printed) == day


@settings(deadline=None)  # the first example loads tables
@given(
    st.text(
        alphabet=st.sampled_from("0123456789.,/-: \n>年月日MaytháigoADd’’г(e)ko\u200f\ud800"), max_size=60
    )
)
def test_any_text_gives_offsets_inside_it(text: str) -> None:
    found = search_date(text)
    if found is not None:
        assert 0 <= found.start < found.end <= len(text)
        assert match_date(text, found.start) == found
    match_date(text, 3, 2)


#: What times of day are made of, and what stands in their way, in their order.
GAPS = ["", " ", "  ", "\n", "\n\n", "\r\n> ", "\u200f", ", ", " · ", "T", "-", "In 20 years"]
TIME_WORDS = ["", "at ", "um ", "klo ", "a las ", "في ", "Next "]
CLOCKS = [
    "4:40",
    "04:40:12",
    "4.40",
    "16h30",
    "5",
    "12",
    "2019",
    "5時10分",
    "오후 5시 10분",
    "午前 5:10",
    ".",
]
HALVES = ["", " am", "PM", " p. m.", " Uhr", " UTC", "Z", "(PST)", "+02:00", "\nNext"]
TIMED = st.tuples(*map(st.sampled_from, (GAPS, TIME_WORDS, GAPS, CLOCKS, HALVES))).map("".join)


@settings(deadline=None, max_examples=400)
@given(TIMED, st.booleans())
def test_a_time_of_day_is_looked_for_wherever_one_can_be(tail: str, decomposed: bool) -> None:
    tail = unicodedata.normalize("NFD", tail) if decomposed else tail
    whole = date_shapes.TIME_AFTER.match(tail)
    assert whole is not None  # it may be empty
    digits = (at for at, char in enumerate(tail) if char.isdecimal())
    if next(digits, 0) <= 24:
        assert dates._time_end(tail, 0, len(tail)) == whole.end()


@given(
    st.dates(datetime.date(2006, 1, 1), datetime.date(2026, 12, 31)), st.sampled_from(["", "Next", " 5", "."])
)
def test_the_short_way_for_english_dates_reads_what_the_shape_reads(day: datetime.date, tail: str) -> None:
    printed = f"{dates._MONTHS[day.month - 1]} {day.day}, {day.year}"
    shape = next(shape for shape in date_shapes.shapes("word") if shape.name == "month-day-year")
    match = shape.pattern.match(printed + tail)
    assert match is not None
    assert dates._date_at(printed + tail, 0, len(printed + tail)) == (day, match.end())


@pytest.mark.parametrize(
    "unit", ["1 ", "2018 ", "May ", "May 5, ", "12:30 ", "Mon, ", "5.", "2018-", " \n>", "a", "月1"]
)
def test_search_is_linear(unit: str) -> None:
    check_growth(search_date, repeated(unit), 10_000)
