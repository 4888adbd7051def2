"""The pages for people who report. No log-in, no cookie, no script needed."""
