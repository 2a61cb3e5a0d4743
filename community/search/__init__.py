"""Search over everything: passages are the truth, engines find them, the audience binds."""
