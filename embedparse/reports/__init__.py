"""Reports for the eye: an article with its embeds marked, the counts of a set of records.

printed.py  blocks.py         where the fields are printed; what an article is shown as
text_blocks.py page_blocks.py the blocks of a text, of a page (document_blocks.py: of either)
terminal.py article_page.py   the article in the terminal, as a page
saved.py    counts.py         records read back from a file; counted as they stream by
tables.py   stats_page.py     the counts in the terminal, as a page
"""
