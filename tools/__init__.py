"""Small programs for those who build AnSinh; not part of the program itself."""
