"""Use cases by topic: here a transaction, a permission check and the law meet.

Inputs and results are frozen dataclasses; no row, session or driver error leaves this layer.
"""
