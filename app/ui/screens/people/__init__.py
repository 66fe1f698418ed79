"""Người dân, hộ gia đình: the register, one person's page, entering a household."""
