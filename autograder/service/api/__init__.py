"""The same for programs: JSON and its description, tokens, and the client that is handed out."""
