"""What every screen shares: who is asking, the frame around the page, refusals shown and recorded."""
