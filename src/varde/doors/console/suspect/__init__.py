"""One suspect: what is stated and by whom, what was done, what is proposed and why, what was decided."""
