## agreements
