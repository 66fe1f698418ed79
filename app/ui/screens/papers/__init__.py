"""Giấy tờ, báo cáo: papers as they will print, what they lack, saving and printing them."""
