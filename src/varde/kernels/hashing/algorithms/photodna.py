"""PhotoDNA: a closed fingerprint that others compute; lists carry it, this house neither computes nor compares it for nearness.

By authority of the lists that hold it: 144 bytes, in base64 (192 characters) or hexadecimal (288 digits).
"""

from __future__ import annotations

NAME, VERSION = "photodna", "carried"
VALUE_BYTES = 144
