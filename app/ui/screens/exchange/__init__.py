"""Gửi – nhận dữ liệu: sending, taking in, two entries side by side, what went and came."""
