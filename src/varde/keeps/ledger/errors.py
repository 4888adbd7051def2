from __future__ import annotations

from varde.kernels.terms.errors import VardeError


class LedgerOutsideTransaction(VardeError):
    """A ledger entry was made outside a transaction; wrap the act in transaction.atomic()."""

    code = "ledger_outside_transaction"
    status = 500
