## orders
