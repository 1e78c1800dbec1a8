"""What the service keeps beside the history: sessions, tokens, receipts, jobs, the audit log."""
