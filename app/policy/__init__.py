"""The law as pure functions: facts in, outcome with articles out; no database, no clock."""
