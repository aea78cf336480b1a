## profile
