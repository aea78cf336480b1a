## requests
