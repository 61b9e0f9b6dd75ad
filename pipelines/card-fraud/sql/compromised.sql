-- The first fraud of each customer since training began. Eight days later the card is known to be compromised and blocked: its
-- transactions are no longer the model's business, and it would be praised for what everybody knows.
SELECT customer_id, min(day) AS first_fraud_day
FROM transactions_in_reach
WHERE tx_fraud = 1 AND day >= -20
GROUP BY customer_id
