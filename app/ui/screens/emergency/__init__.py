"""Trợ giúp khẩn cấp: cases by urgency, the intake of a minute and a half, closed cases apart."""
