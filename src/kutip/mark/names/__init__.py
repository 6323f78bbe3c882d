"""How names are found, in the order of the work.

`lexicon` knows the words, `runs` where capitals stand, `begin` which of them begin a name, `split` cuts (with
`evidence` and `border`), `kinds` weighs, `group` joins, `headline` looks up, `role` tells what a person is.
"""
