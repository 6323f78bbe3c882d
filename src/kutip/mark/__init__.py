"""Article → marks: sentences, quotations, names, times, amounts, events; one file for each, none knows another."""
