"""The vocabulary: ids, enums, clock, VardeError."""
