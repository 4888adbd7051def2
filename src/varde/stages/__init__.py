"""What happens to a report; no stage knows another."""
