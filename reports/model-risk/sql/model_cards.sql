SELECT * FROM models
