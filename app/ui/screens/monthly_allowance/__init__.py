"""Trợ cấp hằng tháng: dossiers as steps, the sum as you type, the decision."""
