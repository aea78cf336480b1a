## requests

### in mails

requests-price-on-request = price on request
requests-mail-for-whom = For: { $value }
requests-mail-cost-centre = Cost centre: { $value }
requests-mail-needed-by = Needed by: { $value }
requests-mail-line-changed = instead of { $asked }
requests-mail-line-held = on hold
