SELECT * FROM model_performance
