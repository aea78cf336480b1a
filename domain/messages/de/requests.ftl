## requests

### in mails

requests-price-on-request = Preis auf Anfrage
requests-mail-for-whom = Für: { $value }
requests-mail-cost-centre = Kostenstelle: { $value }
requests-mail-needed-by = Benötigt bis: { $value }
requests-mail-line-changed = statt { $asked }
requests-mail-line-held = zurückgestellt
