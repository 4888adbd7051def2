"""The station's WSGI application, for granian."""

from __future__ import annotations

import os
import signal

from django.core.wsgi import get_wsgi_application

from varde.station import bodies, tether

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "varde.station.settings")
if os.environ.get("VARDE_TETHERED"):
    tether.tie_self(signal.SIGKILL)  # granian's worker process: it is to end with granian, which ends with the supervisor
application = bodies.Bodies(get_wsgi_application())
