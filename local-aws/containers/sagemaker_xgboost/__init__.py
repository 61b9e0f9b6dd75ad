"""The built-in XGBoost image in algorithm mode: its checks, its reading of data, its log lines and its answers."""
