## Anmelden, Einladungen, Mitglieder, eigene Einstellungen.

identity-sign-in = Anmelden
identity-email = E-Mail-Adresse
identity-password = Passwort
identity-forgot = Passwort vergessen?
identity-email-missing = Geben Sie Ihre E-Mail-Adresse ein.
identity-password-missing = Geben Sie Ihr Passwort ein.
identity-sign-in-wrong = Die Adresse oder das Passwort stimmt nicht.
identity-sign-in-too-many =
    { $minutes ->
        [one] Das wurde zu oft versucht. Bitte versuchen Sie es in einer Minute wieder oder setzen Sie ein neues Passwort.
       *[other] Das wurde zu oft versucht. Bitte versuchen Sie es in { $minutes } Minuten wieder oder setzen Sie ein neues Passwort.
    }
identity-no-standing = Ihr Konto gehört zurzeit zu keiner Firma. Bitten Sie Ihre Einkaufsleitung, Sie wieder einzuladen.
identity-demo-accounts = Sehen Sie sich um als
identity-demo-note = Dies ist eine Vorführung: Firmen, Personen und Aufträge sind erfunden. Das Passwort jedes Kontos ist „{ $password }“.

# Rollen
identity-role-requester = Anforderer
identity-role-approver = Freigeber
identity-role-purchasing-manager = Einkaufsleitung
identity-role-curator = Sortimentspflege
identity-role-account-manager = Kundenbetreuung
identity-role-order-desk = Auftragsabwicklung
identity-role-admin = Verwaltung
