"""Who passed it on to whom, as a graph, with the same as a table beside it."""
