"""What this station's JSON doors take and answer, as one OpenAPI 3.1 document: `GET /api/openapi.json`.

Never: describes a door of another role; says anything that a stranger may not know.
"""
