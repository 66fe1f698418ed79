"""The operation log, pure: what may be written, how it is encoded, chained and merged.

Every change of a synced record is an operation of one stream; the tables are nothing but the
fold of all operations. This layer knows neither database nor file.
"""
