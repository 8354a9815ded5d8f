"""What a language's table may hold: sections, and in each the kinds of words with what they are for.

``scripts/build_locales.py`` refuses a table that holds anything else, and prints this list with ``--kinds``.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

#: What a value is: words as printed, patterns for ``re``, one text, one pattern, true, or tables of texts and
#: lists of words.
Form = Literal["words", "patterns", "text", "pattern", "flag", "tables"]
#: The sections of a table, in the order in which they are written.
SECTIONS = ("dates", "articles", "widgets", "quotes", "instagram", "facebook", "tiktok")


class Kind(NamedTuple):
    """Words of one kind.

    ``lower``: they are compared with text in lower case, and written so. ``keys``: of tables, those that each
    must have, and those that it may have, with a question mark.
    """

    section: str
    name: str
    form: Form
    meaning: str
    lower: bool = False
    keys: tuple[str, ...] = ()


#: What a section must hold where a table has it.
NEEDED = {"quotes": ("seen", "words", "triggers"), "facebook": ("anchor", "verb", "weekdays", "seen")}


KINDS: tuple[Kind, ...] = (
    # Dates: `fields.date_shapes`; what CLDR has is added by the script.
    Kind("dates", "cldr", "words", "locales of CLDR that the language takes together, the main one first"),
    Kind("dates", "seen", "text", "where forms that CLDR lacks were seen"),
    Kind("dates", "months", "tables", "further names of months, by their number"),
    Kind("dates", "day_words", "words", "what may stand before the day: `ngày`"),
    Kind("dates", "prepositions", "words", "what leads to a date: `on`, `am`"),
    Kind("dates", "time_words", "words", "what leads to the time of day: `at`, `um`"),
    Kind("dates", "time_suffixes", "words", "what follows the time of day: `Uhr`"),
    Kind("dates", "year_suffixes", "words", "what follows the year: `г.`"),
    Kind("dates", "buddhist_era", "flag", "years are counted from the year 543 before Christ"),
    # Articles: `text.borders`, `text.attributions`, `text.status_links`.
    Kind("articles", "function_words", "words", "the commonest words: they tell the language", lower=True),
    Kind("articles", "letters", "words", "letters that no other language with function words has"),
    Kind("articles", "introduction_cues", "words", "parts of words that introduce a post", lower=True),
    Kind("articles", "telling_verbs", "words", "verbs with which an introduction ends, before a full stop"),
    Kind("articles", "platform_names", "words", "parts of platforms' names in introductions", lower=True),
    Kind("articles", "self_words", "words", "how writers speak of themselves: `I`, `my`", lower=True),
    Kind("articles", "post_words", "words", "words that posts are full of: `thanks`, `tonight`", lower=True),
    Kind("articles", "report_words", "words", "words of an article's telling: `said`, `however`", lower=True),
    Kind("articles", "related_titles", "words", "opens a link to another article: `read also`", lower=True),
    Kind("articles", "news_openers", "words", "what opens a piece of news: `breaking`", lower=True),
    Kind("articles", "honorifics", "words", "abbreviations before a name, without their dot: `Mr`"),
    Kind("articles", "source_labels", "words", "lines below which addresses are sources", lower=True),
    Kind("articles", "credits", "words", "what is before a name in a credit or a programme: `photo`"),
    Kind("articles", "finite_verbs", "words", "verbs that make a sentence: `is`, `went`", lower=True),
    Kind("articles", "question_words", "words", "what opens a question, or a title that is one", lower=True),
    Kind("articles", "mail_footers", "words", "what a program adds below a mail: `Sent from my phone`"),
    Kind("articles", "closings", "words", "how a letter closes, above the name: `yours sincerely`"),
    Kind(
        "articles", "pronouns", "words", "pronouns of who speaks and of who is spoken to: no title has them"
    ),
    Kind("articles", "bylines", "words", "what is before an author's name: `by`, `reporting by`"),
    Kind("articles", "range_words", "words", "what is between the dates of a range: `until`"),
    Kind("articles", "particles", "words", "what lines begin with that go on from the one above"),
    Kind("articles", "polite_endings", "pattern", "how sentences end in the polite form, of blogs"),
    # Widgets: `text.cards`, `text.site_labels`, `text.notices`. In a wording {n} is a number, {platform} a
    # platform's name, {post} an English word for a post, {name} any few words, <a|b> one of these.
    Kind("widgets", "follow", "words", "the button beside a name"),
    Kind("widgets", "badges", "words", "marks beside a name that are none of it: `Verified account`"),
    Kind("widgets", "counts", "words", "what a number counts: `Retweets`"),
    Kind("widgets", "lines", "words", "further buttons and lines of a widget: `Show this thread`"),
    Kind("widgets", "below", "words", "lines of a widget, also below an attribution: `View on X`"),
    Kind("widgets", "replying", "words", "how a reply names whom it answers: `Replying to`"),
    Kind("widgets", "replying_behind", "words", "the same where the words stand behind the handles"),
    Kind("widgets", "joins", "words", "what joins the handles of those answered: `and`"),
    Kind("widgets", "skip", "words", "what sites print above a post for those who hear the page"),
    Kind("widgets", "end", "words", "what sites print below a post"),
    Kind("widgets", "by", "words", "what is between such a label and the account"),
    Kind("widgets", "inside", "words", "labels of advertisements, also inside a post"),
    Kind("widgets", "box_opens", "words", "how a poll or an offer of a newsletter begins, in small letters"),
    Kind("widgets", "box_closes", "words", "how its last sentence ends"),
    Kind("widgets", "notices", "words", "what is printed in place of a post"),
    Kind("widgets", "quoted", "words", "the label above a post that a post quotes: `Quote Tweet`"),
    Kind("widgets", "more", "words", "the link behind such a notice: `Learn more`"),
    Kind("widgets", "on", "words", "what is before the platform's name in an attribution: `on`"),
    Kind("widgets", "before_name", "words", "words before an author's name that are none of it"),
    Kind("widgets", "after_name", "words", "words behind an author's name that are none of it"),
    # Quotes: `text.quotes`. {Q} is what stands before a quotation, {P} any platform's name, {A} X too,
    # {W} and {M} the language's weekdays and months.
    Kind("quotes", "seen", "text", "where the words were seen"),
    Kind("quotes", "script", "pattern", "a letter of the script that this language alone has"),
    Kind("quotes", "letters", "words", "letters that few languages have"),
    Kind("quotes", "words", "words", "frequent words, which tell the language"),
    Kind("quotes", "triggers", "words", "one of them is in every text with a cue of the language"),
    Kind("quotes", "tweeted", "patterns", "verbs of posting on a platform: `tweeted`"),
    Kind("quotes", "wrote", "patterns", "verbs of writing: `wrote`, `posted`"),
    Kind("quotes", "said", "patterns", "verbs of saying"),
    Kind("quotes", "leaning", "patterns", "verbs that share the subject of the one before: `adding`"),
    Kind("quotes", "another_verb", "patterns", "a further verb with the subject of the one before"),
    Kind("quotes", "verb_not_after", "patterns", "words behind which a verb's form is a noun: `his posts`"),
    Kind("quotes", "captions", "patterns", "what introduces a caption: `with the caption`"),
    Kind("quotes", "tweet", "patterns", "nouns for a post of a platform: `tweet`"),
    Kind("quotes", "post", "patterns", "nouns for a post that a platform's name stands beside: `post`"),
    Kind("quotes", "account", "patterns", "nouns for an account: `page`"),
    Kind("quotes", "user_nouns", "patterns", "nouns for those who use a platform: `a Reddit user wrote`"),
    Kind("quotes", "platform_nouns", "patterns", "nouns behind a platform's name: `the X app`"),
    Kind("quotes", "causes", "patterns", "verbs whose object speaks: `prompting X to reply`"),
    Kind("quotes", "on", "patterns", "prepositions before a platform's name"),
    Kind("quotes", "in", "patterns", "prepositions before a noun for a post"),
    Kind("quotes", "by", "patterns", "prepositions between a noun for a post and its author"),
    Kind("quotes", "inside", "patterns", "verbs that may stand between preposition and platform"),
    Kind("quotes", "audience", "patterns", "counted readers, before `on` a platform: `million followers`"),
    Kind("quotes", "not_place", "patterns", "words between preposition and platform that lead elsewhere"),
    Kind("quotes", "places", "patterns", "places that are one phrase: `to his followers on {P}`"),
    Kind("quotes", "platforms", "patterns", "forms of platforms' names, as `NAME:PATTERN`"),
    Kind("quotes", "networks", "patterns", "words for social networks in general"),
    Kind("quotes", "x_words", "patterns", "words between a preposition and the letter X"),
    Kind("quotes", "in_which", "patterns", "what joins a noun for a post and its verb: `in which`"),
    Kind("quotes", "that", "patterns", "what opens indirect speech: `that`"),
    Kind("quotes", "relative", "patterns", "words that open a clause of their own: `who`, `while`"),
    Kind("quotes", "rivals", "patterns", "what was said elsewhere: in an interview, a video, a speech"),
    Kind("quotes", "not_quoted", "patterns", "what is before a title in quotation marks: `song`"),
    Kind("quotes", "context", "patterns", "verbs behind which a later quotation may be the same post's"),
    Kind("quotes", "further", "patterns", "phrases for one more post: `in a later post`"),
    Kind("quotes", "definite", "words", "determiners of a post that is known: `the post read`"),
    Kind("quotes", "pronouns", "patterns", "pronouns that may be the speaker"),
    Kind("quotes", "users", "patterns", "unnamed writers: `another user`"),
    Kind("quotes", "subjects", "patterns", "what marks the subject, its name in the group `name`"),
    Kind("quotes", "clitics", "patterns", "subjects glued to the verb, their name in the group `name`"),
    Kind("quotes", "dates", "patterns", "date phrases: `on {W} morning`"),
    Kind("quotes", "verb_or_noun", "patterns", "verbs of posting that may be nouns: `tweets`"),
    Kind("quotes", "infinitive", "patterns", "what is before an infinitive: `to `"),
    Kind("quotes", "finite", "patterns", "verbs of a sentence's own, of any meaning"),
    Kind(
        "quotes", "rivals_alone", "patterns", "what was said elsewhere, where no platform is beside the verb"
    ),
    Kind("quotes", "joins", "words", "words that join two sentences", lower=True),
    Kind(
        "quotes", "prepositions", "words", "prepositions that a speaker's name does not go over", lower=True
    ),
    Kind("quotes", "bodies", "words", "nouns for groups that speak: `committee`", lower=True),
    Kind("quotes", "objects", "words", "articles of what is no subject: `den`", lower=True),
    Kind("quotes", "about", "words", "what leads to the post that is spoken of: `about`", lower=True),
    Kind("quotes", "reposted", "patterns", "verbs of passing on another's post: `retweeted`"),
    Kind("quotes", "indirect", "patterns", "what opens what is retold behind its verb: `that`"),
    Kind("quotes", "interruptions", "patterns", "verbs between commas inside marks: `a-t-il écrit`"),
    Kind("quotes", "skips", "words", "adverbs and auxiliaries between subject and verb", lower=True),
    Kind("quotes", "determiners", "words", "articles and the like", lower=True),
    Kind("quotes", "breaks", "words", "words that no name of a speaker goes over", lower=True),
    Kind("quotes", "titles", "words", "titles before a name: `president`", lower=True),
    Kind("quotes", "honorifics", "words", "forms of address before a name: `Mr.`", lower=True),
    Kind("quotes", "abbreviations", "words", "words whose dot ends no sentence, without it", lower=True),
    Kind("quotes", "name_particles", "words", "small words inside a name: `van der`", lower=True),
    Kind(
        "quotes", "of", "words", "what joins a noun to the name of its owner: `chair of Example`", lower=True
    ),
    Kind(
        "quotes", "fields", "words", "prepositions between a person and a field: `expert in law`", lower=True
    ),
    Kind("quotes", "conjunctions", "words", "prepositions that may begin a clause: `after`", lower=True),
    Kind("quotes", "takes", "patterns", "verbs with which a place may begin: `took to X`"),
    Kind("quotes", "no_articles", "flag", "nouns have no articles"),
    Kind("quotes", "suffix_articles", "flag", "the definite article is a suffix"),
    Kind("quotes", "no_blanks", "flag", "words are written without blanks"),
    Kind("quotes", "glued_prepositions", "flag", "prepositions and endings are written in one with the noun"),
    Kind("quotes", "noun_capitals", "flag", "nouns begin with a capital"),
    Kind("quotes", "verb_prefixes", "patterns", "what is glued to a verb where words have no edges: `و`"),
    Kind("quotes", "sources", "patterns", "verbs that name a source: `according to`"),
    Kind("quotes", "verb_last", "flag", "the verb stands last in its clause"),
    Kind("quotes", "verb_second", "flag", "the verb stands second, before the subject where an adverb opens"),
    Kind("quotes", "verb_behind", "flag", "a verb follows words in marks without a comma"),
    Kind("quotes", "subject_first", "flag", "the first subject of a clause is the verb's"),
    Kind("quotes", "drops_subjects", "flag", "a verb needs no subject"),
    Kind("quotes", "dash_speech", "flag", "a dash may open speech, without quotation marks"),
    Kind("quotes", "comma_ends_dash_speech", "flag", "a comma parts such speech from its verb, no dash"),
    # Platforms: wordings of their embeds by language, read by their files. In a pattern a blank is any white
    # space; in Instagram's a `~` is white space or none.
    Kind(
        "instagram",
        "attributions",
        "tables",
        "`before`, `after`: around NAME (@HANDLE); `anchors`",
        keys=("anchors", "seen", "before?", "after?", "variant?"),
    ),
    Kind(
        "instagram",
        "labels",
        "tables",
        "`label`: what opens the embed, a text block of its own",
        keys=("label", "seen", "variant?"),
    ),
    Kind("instagram", "before_date", "patterns", "prepositions between the attribution and the date"),
    Kind("facebook", "anchor", "text", "literals of the attribution, `|` between them"),
    Kind("facebook", "verb", "pattern", "`Posted by` before the name"),
    Kind("facebook", "anchor_behind", "text", "literals of the words behind a name, `|` between them"),
    Kind("facebook", "verb_behind", "pattern", "`Posted by` where it is behind the name"),
    Kind("facebook", "behind_date", "pattern", "the rest of these words, behind the date"),
    Kind("facebook", "before_date", "pattern", "the preposition between name and date"),
    Kind("facebook", "weekdays", "pattern", "names of weekdays"),
    Kind("facebook", "seen", "text", "where the wording was seen"),
    Kind("tiktok", "original_sound", "words", "what a sound of the author's own is called"),
)
