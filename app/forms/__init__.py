"""Papers: official forms, lists and letters as PDF; pure, data in and bytes out."""
