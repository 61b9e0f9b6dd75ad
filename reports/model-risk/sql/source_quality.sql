SELECT * FROM model_quality
