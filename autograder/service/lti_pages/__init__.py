"""The pages to which a learning platform sends people, and a teacher's page about it."""
