"""Dữ liệu xã gửi lên: the office takes in what the communes sent."""
