SELECT * FROM model_fairness
