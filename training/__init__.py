"""What the shipped models learn from, and how: nothing of this is installed with kutip."""
