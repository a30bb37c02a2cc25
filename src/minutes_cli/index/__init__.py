"""An archive as one index: walk, parse in parallel, store in SQLite, export to JSON and YAML, search.

The store is always an SQLite file: the index itself where one is asked for, a hidden file beside it otherwise. JSON,
JSON Lines and YAML are written from it, in the order of the paths, so that they come out the same however it grew.
"""
