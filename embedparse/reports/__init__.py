"""Reports for the eye: an article with its embeds marked, the counts of a set of records.

printed.py  blocks.py         where the fields stand; the article as blocks
terminal.py article_page.py   the article in the terminal, as a page
saved.py    counts.py         records read back from a file; counted as they stream by
tables.py   stats_page.py     the counts in the terminal, as a page
"""
