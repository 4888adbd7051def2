"""The web console: one folder per screen (page.py, form.py, page.html). Server-rendered; htmx where a page answers in parts."""
