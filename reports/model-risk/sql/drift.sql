SELECT * FROM model_drift
