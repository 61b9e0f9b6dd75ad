SELECT customer_id, birth_date, nationality, region
FROM customers
