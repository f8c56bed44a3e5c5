"""Assessment 考核: schemes, tables of scores, what is behind them, issuing, appeals."""
