"""Models: what was learned from text, beside what the language packs say. Everything runs without any, worse."""
