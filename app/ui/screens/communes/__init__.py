"""Các xã, phường: the receiving office's board."""
