"""The fields of a post: dates, permalinks, times in ids, entities, names. No input format is known here."""
