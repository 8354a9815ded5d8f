"""The features that borders are decided by: each is shown by a text, and not by another one like it."""

import pytest

from embedparse.pipeline import scan
from embedparse.text.attributions.find import find_attributions
from embedparse.text.borders import features, segment_features, segments, weights
from embedparse.text.borders.article import read_article
from embedparse.text.borders.decisions import decide_gaps
from embedparse.text.borders.declared import FAMILIES, GROUPS, declared, meaning_of
from embedparse.text.view import TextView

BY = "— Mara Lindqvist (@mara_example) May 1, 2020"
PROSE = (
    "The council of Hallborg met on Monday to speak about the old mill by the river, which has been empty."
)
LONG = "Nobody in the town had expected it, and the mill has been here for longer than any of us. " * 3


def above(*lines, joint="\n", prose=PROSE):
    """Prose and a post of ``lines`` with its attribution below."""
    return joint.join([prose, *lines, BY])


def flat(*sentences):
    """A page on one line."""
    return above(*sentences, joint=" ", prose=PROSE * 4)


def tokens(*lines):
    """Every element on a line of its own."""
    return "\n".join([PROSE, *lines, "— Mara Lindqvist (@mara_example)", "May 1, 2020", PROSE])


def below(*lines, joint="\n", body="Nobody asked us."):
    """A post whose attribution has ``lines`` below it."""
    return joint.join([PROSE, f"{body}\n{BY}", *lines])


def shown(text):
    """(subject, feature) for every feature of every candidate of ``text``."""
    view = TextView(text)
    found = find_attributions(view)
    out = set()
    for decision in decide_gaps(read_article(view, found)):
        for side in filter(None, (decision.gap.tail, decision.gap.head)):
            facts = features.facts_of(side)
            for count in range(side.most + 1):
                out.update((GROUPS[group], feature) for group, feature in facts.of_count(count))
    return out


#: The family, one of its features, a text that shows it, and one that does not.
SAID = "The old mill will be open to all on Sunday from ten"
CASES = [
    ("said {place}", "said above", above(f"{SAID}, she wrote.", SAID), above("It is open.", SAID)),
    (
        "quoted {place}",
        "quoted above",
        above(f'"{SAID}," she wrote.', SAID),
        above(f"{SAID}, she wrote.", SAID),
    ),
    ("size{size}", "size<=12", above("Good night!"), above("Good night, everybody in Hallborg!")),
    ("usual-{length}", "usual-tiny", above("Good night!"), above(PROSE)),
    ("names-author", "names-author", above("Mara Lindqvist was not asked."), above("Nobody was asked.")),
    ("indent-same", "indent-same", above("    Nobody asked us.\n    " + BY), above("Nobody asked us.")),
    ("indent-other", "indent-other", above("    Nobody asked us."), above("Nobody asked us.")),
    ("home", "home", above("The mill is a part of this town."), above("Nobody asked.", prose="Nobody.")),
    (
        "foreign",
        "foreign",
        above("Die Mühle ist ein Teil der Stadt."),
        above("The mill is a part of the town."),
    ),
    ("self", "self", above("Nobody asked my family."), above("Nobody asked that family.")),
    ("voice of posts", "voice of posts", above("Thanks to all the people!"), above("All the people!")),
    (
        "voice of reports",
        "voice of reports",
        above("The mill is empty, he said.", prose="The mill is empty."),
        above("The mill is empty, it is.", prose="The mill is empty."),
    ),
    (
        "voice of reports, thrice",
        "voice of reports, thrice",
        above("However, he said that the mill had been theirs."),
        above("However, the mill is empty."),
    ),
    (
        "{form}, article {article_form}",
        "polite, article plain",
        above("今日は楽しかったです。", prose="町の議会は月曜日に集まった。" * 6),
        above("今日は楽しかった。", prose="町の議会は月曜日に集まった。" * 6),
    ),
    ("tco", "tco", above("Look https://t.co/abcdefghij"), above("Look https://example.org/a")),
    ("url", "url", above("Look https://example.org/a now"), above("Look https://t.co/abcdefghij now")),
    ("media", "media", above("Look pic.twitter.com/abcdefghij"), above("Look pic.example.org/abcdefghij")),
    ("at", "at", above("Good night @ada_example"), above("Good night Ada")),
    ("tag", "tag", above("Good night #Hallborg"), above("Good night Hallborg")),
    ("bullet", "bullet", above("• Good night"), above("Good night")),
    ("shout", "shout", above("Good night!"), above("Good night.")),
    ("colon", "colon", above("Good night:"), above("Good night.")),
    ("open", "open", above("Good night"), above("Good night.")),
    ("emoji", "emoji", above("Good night 🌊"), above("Good night ✓")),
    ("code", "code", above("if (mill) { close(); }"), above("if mill, then close")),
    ("link-trace", "link-trace", above("The mill of Hallborg ."), above("The mill of Hallborg.")),
    ("mark-trace", "mark-trace", above("Have you seen the mill ?"), above("Have you seen the #mill ?")),
    ("tag-mark", "tag-mark", above("It was #Hallborg, again"), above("It was #Hallborg again")),
    ("glued-tag", "glued-tag", above("Good night#Hallborg"), above("Good night #Hallborg")),
    ("heading", "heading", above("The Mills of the Year"), above("The mills of the Year")),
    ("heading", "heading", above("Mills and Rivers"), above("Mills and Rivers. #Hallborg")),
    (
        "element inside",
        "element inside",
        tokens("Your", "support", "keeps us going."),
        tokens("Your", "#support", "keeps us going."),
    ),
    ("unlinked", "unlinked", tokens("We were at #Hallborg today"), tokens("We were at Hallborg today")),
    ("numbered", "numbered", above("2. Close the mill"), above("2 mills")),
    ("table", "table", above("12 14 16 18"), above("12 mills, 14 rivers")),
    (
        "{edge}",
        "document",
        above("Nobody asked us."),
        "Earlier.\n" + above(*["Nobody asked us, and we said so. " * 3] * 9),
    ),
    ("{edge}, {sep}", "edge, paragraph", f"{BY}\nNobody asked us.\n{BY}", above("Nobody asked us.")),
    ("{edge} before {first}", "edge before hashtag", f"{BY}\n#Hallborg\n{BY}", f"{BY}\nHallborg\n{BY}"),
    (
        "{joint} after a {closing}",
        "midline after a title",
        flat("Mill of the Year It is the last one"),
        flat("Mill of the year It is the last one"),
    ),
    (
        "{joint} after a {closing}",
        "line after a particle",
        above("水車の", "#Hallborg"),
        above("水車", "#Hallborg"),
    ),
    (
        "{joint} after a {closing}",
        "line after a function word",
        above("Where is the", "Mill?"),
        above("Where is old", "Mill?", prose="It rained."),
    ),
    (
        "{joint} before a sentence",
        "midline before a sentence",
        flat("Call for Papers It is the last one"),
        flat("Call for Papers Mills like the last one"),
    ),
    (
        "below a heading",
        "below a heading",
        above("Mills and Rivers", "No."),
        above("Mills and rivers", "No."),
    ),
    (
        "below a heading, {joint}",
        "below a heading, line",
        above("Mills and Rivers", "No."),
        above("Mills and Rivers", "No.", joint="\n\n"),
    ),
    (
        "heading then sentence",
        "heading then sentence",
        above("Mills and Rivers", "They are closed"),
        above("Mills and Rivers", "Hallborg Town Hall"),
    ),
    ("blank end, {break}", "blank end, line", above("No. ", "Never."), above("No.", "Never.")),
    ("blank end then {first}", "blank end then hashtag", above("No. ", "#mill"), above("No.", "#mill")),
    ("no blank end, {break}", "no blank end, line", above("No."), above("No.", joint=" \n")),
    ("{sep} after {last}", "line after colon", above("She wrote:", "No."), above("She wrote.", "No.")),
    ("{sep} before {first}", "line before digit", above("Two of them:", "3 mills"), above("Two:", "three")),
    ("{last} then {first}", "colon then emoji", above("She wrote:", "🌊 no"), above("She wrote:", "no 🌊")),
    ("{sep} after {size}", "line after <=12", above("Good night.", "No."), above(PROSE, "No.")),
    ("{sep} before {size}", "line before <=12", above("Good night."), above(PROSE)),
    ("{last} ends {size}", "shout ends <=12", above("Good night!", "No."), above("Good night.", "No.")),
    ("{length} over {length_below}", "same over tiny", above(PROSE, "Good night."), above(PROSE)),
    (
        "{inside}, {last} then {first}",
        "glued, stop then capital",
        above("Nobody asked us.Then day came."),
        above("Nobody asked us. Then day came."),
    ),
    ("cue, {cued}", "cue, colon", above("She wrote on Twitter:", "No."), above("She had three sons:", "No.")),
    (
        "introduced by name",
        "introduced by name",
        above("This is what Mara Lindqvist had to say about it:", "We open on Sunday."),
        above("This is what the mayor had to say about the mill:", "We open on Sunday."),
    ),
    ("introduced", "introduced", above("The words of the owner were these:", "No."), above("Words:", "No.")),
    ("end", "end", below("Not once."), below()),
    ("end after {last}", "end after shout", below("Not once!"), below("Not once.")),
    (
        "same-language, home",
        "same-language, home",
        above("The mill is a part of this town."),
        above("Die Mühle ist ein Teil der Stadt."),
    ),
    (
        "same-language, foreign",
        "same-language, foreign",
        above("Die Mühle ist ein Teil der Stadt.", "Das ist nicht die Mühle der Leute."),
        above("Die Mühle ist ein Teil der Stadt."),
    ),
    (
        "leaves-home-language",
        "leaves-home-language",
        above("Die Mühle ist ein Teil der Stadt."),
        above("The mill is a part of this town."),
    ),
    (
        "enters-home-language",
        "enters-home-language",
        above("Die Mühle ist ein Teil der Stadt.", "The mill is a part of this town."),
        above("Die Mühle ist ein Teil der Stadt."),
    ),
    (
        "language-change",
        "language-change",
        above("Die Mühle ist ein Teil der Stadt.", "Le moulin est dans la ville avec les autres."),
        above("Die Mühle ist ein Teil der Stadt."),
    ),
    ("count {to_eight}", "count 3", above("One.", "Two."), above("One.", prose="Two.")),
    (
        "count {to_three} among {list_style}",
        "count 1 among dash-items",
        above("- One.", "- Two."),
        above("One.", "Two."),
    ),
    ("fills {share}", "fills <=10%", above("Good night."), above(LONG, prose=LONG)),
    ("longest {length}", "longest tiny", above("Good night."), above(PROSE)),
    (
        "mixed-languages",
        "mixed-languages",
        above("Die Mühle ist ein Teil der Stadt."),
        above("The mill is a part of this town."),
    ),
    ("paragraphs {to_four}", "paragraphs 1", above("One.", joint="\n\n"), above("One.")),
    (
        "{seps} within {outer}",
        "line within line",
        above("One.", "Two.", "Three."),
        above("One.", joint="\n\n"),
    ),
    ("quotes-open", "quotes-open", above("She said “nobody asked us"), above("She said “nobody asked us”")),
    ("quotes-close", "quotes-close", above("nobody asked us” she said"), above("“nobody asked us” she said")),
    ("short-lead", "short-lead", above("No.", LONG[:90]), above(LONG[:90], prose=PROSE)),
    ("none", "none", above("Nobody asked us."), f"> Nobody asked us.\n> {BY}"),
    (
        "media-above",
        "media-above",
        below("Then day came.", body="Look pic.twitter.com/abcdefghij"),
        below("Then day came."),
    ),
    (
        "no-media",
        "no-media",
        below("Then day came."),
        f"{PROSE}\npic.twitter.com/abcdefghij {BY}\nThen day came.",
    ),
    (
        "none among {list_style}",
        "none among dash-items",
        below("- Then day came."),
        below("Then day came."),
    ),
    ("none below {none_to_three}", "none below 1", below("Then day came."), f"{BY}\nThen day came."),
]


@pytest.mark.parametrize(
    ("family", "feature", "with_it", "without"), CASES, ids=[feature for _, feature, *_ in CASES]
)
def test_feature(family, feature, with_it, without):
    subject = next(each.subject for each in FAMILIES if each.name == family)
    assert (subject, feature) in shown(with_it)
    assert (subject, feature) not in shown(without)


def test_each_family_has_a_case():
    assert {family.name for family in FAMILIES} == {family for family, *_ in CASES}


@pytest.mark.parametrize("text", [text for _, _, *texts in CASES for text in texts])
def test_only_declared_features_are_shown(text):
    for subject, feature in shown(text):
        group = next(name for name, about in GROUPS.items() if about == subject)
        assert feature in declared(group)
        assert meaning_of(group, feature) or feature.startswith("rest:")


@pytest.mark.parametrize("group", GROUPS)
def test_names_are_unique(group):
    names = [name for family in FAMILIES if family.subject == GROUPS[group] for name in family.names()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    "table",
    [
        {"head.at": {"line after tea": 1.0}},
        {"head.of": {"line after colon": 1.0}},
        {"head.beside": {}},
        {"foot.at": {}},
    ],
)
def test_what_is_not_declared_has_no_weight(table):
    with pytest.raises(weights.WeightsError, match=r"weights\.json"):
        weights.check(table)


def test_the_fitted_weights_are_declared():
    content = weights.fitted()
    for table in (content["base"], *content["modes"].values()):
        weights.check(table)


def test_a_mode_without_weights_has_those_of_all():
    assert weights.table_of("no such mode") == weights.fitted()["base"]


def test_deviations_add_up():
    base = {"head.at": {"line after colon": 1.0, "line after stop": 0.5}}
    own = {"head.at": {"line after colon": 0.25}, "head.none": {"none": -1.0}}
    assert weights.combined(base, own) == {
        "head.at": {"line after colon": 1.25, "line after stop": 0.5},
        "head.none": {"none": -1.0},
    }
    assert base["head.at"]["line after colon"] == 1.0


HONORIFICS = [
    ("an initial", "The house of George W. Bush is large. #Hallborg", "Bush is large. #Hallborg"),
    ("a title", "Today the Hon. Mara Holt spoke. #Hallborg", "Mara Holt spoke. #Hallborg"),
    ("a title with a mark before it", "We met (Dr. Mara Holt). #Hallborg", "Mara Holt). #Hallborg"),
]


@pytest.mark.parametrize(
    ("text", "never"), [case[1:] for case in HONORIFICS], ids=[case[0] for case in HONORIFICS]
)
def test_no_post_begins_behind(text, never):
    page = f"{PROSE} It was late. {text} {BY} The owner gave no reasons, and nobody asked for any. {PROSE}"
    (embed,) = scan(page).embeds
    assert embed.body != never


CELL = "> Good night [pic.twitter.com/abcdefghij](https://t.co/abcdefghij)" + BY
RESUMED = [
    (
        "the rule of a table above",
        "Earlier.  \n  \n---|---  \n  \n" + CELL,
        "Good night pic.twitter.com/abcdefghij",
    ),
    (
        "a rule with colons",
        "> Earlier.  \n  \n| :--- | ---: |  \n  \n" + CELL,
        "Good night pic.twitter.com/abcdefghij",
    ),
    (
        "a hard break",
        "> Look at it.  \n> Good night" + BY,
        "Look at it.\nGood night",
    ),
]


@pytest.mark.parametrize(("text", "body"), [case[1:] for case in RESUMED], ids=[case[0] for case in RESUMED])
def test_a_quotation_goes_on_behind_a_hard_break_but_not_behind_a_table(text, body):
    (embed,) = scan(text).embeds
    assert embed.body == body


@pytest.mark.parametrize(
    ("said", "quoted", "found"),
    [
        (
            "古い水車小屋は日曜日の十時から誰でも入れます",
            "「古い水車小屋は日曜日の十時から誰でも入れます」と書いた。",
            True,
        ),
        (
            "Старая мельница открыта для всех в воскресенье",
            "«Старая мельница открыта для всех», пишет она.",
            True,
        ),
        (
            "Die alte Mühle ist am Sonntag offen, für alle",
            "„Die alte Mühle ist am Sonntag offen“, schrieb sie.",
            True,
        ),
        (
            "Die alte Mühle ist am Sonntag offen, für alle",
            "„Die alte Mühle brannte im Jahr 1904 ab“, sagt sie.",
            False,
        ),
        ("Good night!", "Good night! was all she wrote.", False),
        (
            "https://t.co/AbCdEfGh12 https://t.co/AbCdEfGh12",
            "See https://t.co/AbCdEfGh12 https://t.co/AbCdEfGh12",
            False,
        ),
    ],
)
def test_words_that_are_said_twice(said, quoted, found):
    facts = shown(above(quoted, said)) | shown(f"{above(said)}\n{quoted}")
    for place in ("quoted above", "quoted beyond"):
        assert (("segment", place) in facts) is found


@pytest.mark.parametrize(
    ("home", "line", "language"),
    [
        ("cs", "Podívejte se na fotografie z Hallborgu", "cs"),
        ("da", "Det er en god dag for alle i Hallborg", "da"),
        ("sv", "Det er en god dag for alle i Hallborg", ""),
        ("cs", "The photographs of the mill are with us now", "en"),
        ("cs", "Hallborg Steinach Ostervik Mirefield", ""),
        ("en", "Hallborg, 1904", ""),
    ],
)
def test_a_line_whose_words_neighbours_share_is_in_the_article_s_language(home, line, language):
    assert segment_features.language(segments.make(line, 0, len(line), "line"), home) == language
