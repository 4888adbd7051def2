"""The law as tables with sources, and pure rules that read them.

A row without a source, or marked unconfirmed, never decides anything: the rules answer `Unsourced` and a person must look.
The rules propose a lane and give their reasons; an officer decides. `docs/law.md` says what the tables hold and what they lack.
"""
