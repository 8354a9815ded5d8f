"""embedparse inside engines that others built: Ray Data, datatrove, Spark.

`ray`, `datatrove` and `spark` are what users import; `pieces`, `piecework` and `parts` cut an archive into
pieces, do one, and put the parts together.
"""
