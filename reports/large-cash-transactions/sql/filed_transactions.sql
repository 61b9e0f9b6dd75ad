SELECT f.filing_id, c.transaction_id, c.account_id, c.amount
FROM filings f
JOIN cash c ON c.customer_id = f.customer_id AND c.business_day = f.business_day AND c.direction = f.direction
