"""How many reports a clearinghouse takes over the reporting API: a station, reporters that keep to a rate, a profile."""
