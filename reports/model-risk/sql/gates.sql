SELECT * FROM model_gates
