SELECT * FROM model_lineage
