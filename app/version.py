"""The one place where the version is written."""

VERSION = "0.1.0"
# The day this version was made: a clock that shows an earlier day is wrong.
BUILD_DATE = "2026-11-22"
