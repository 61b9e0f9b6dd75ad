SELECT * FROM decisions
