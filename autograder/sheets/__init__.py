"""What other systems read grades from: the sheets of Canvas and Moodle, zips of pages, JUnit."""
