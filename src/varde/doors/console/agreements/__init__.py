"""Which agency may receive which country's tips, since when and on which basis."""
