"""Pure functions that turn result records into what people read: pages, terminals, tables."""
