"""KIM-Monitor: from handed-in files to pages a committee can read."""
