"""How names are found: `lexicon` knows the words, `runs` where capitals stand, `split` cuts them, `kinds` weighs, `group` joins."""
