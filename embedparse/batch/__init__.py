"""Archives: work cut into tasks, done here or by worker processes, written in the order of the input.

    readers -> tasks -> perform -> pool -> run -> writers

`tasks` holds the words, `perform` does the work of one task, `pool` spreads it over processes,
`journal` remembers how far a run got, `run` is the whole story.
"""
