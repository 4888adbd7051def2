"""The platform's own systems: files, reports, copies, share records. Bearer tokens; JSON in and out.

POST /api/v1/files          raw bytes -> {"file", "sha256", "bytes"}
POST /api/v1/reports        JSON, header Idempotency-Key -> 201 {"case_number", "pin", "joined"}
POST /api/v1/copies         JSON -> 201 {"copy", "is_new"}
POST /api/v1/share-records  JSON lines, ?basis= -> {"imported", "already_known", "accounts"}
"""
