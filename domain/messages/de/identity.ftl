## Anmelden, Einladungen, Mitglieder, eigene Einstellungen.

identity-sign-in = Anmelden
identity-email = E-Mail-Adresse
identity-password = Passwort
identity-forgot = Passwort vergessen?
identity-email-missing = Geben Sie Ihre E-Mail-Adresse ein.
identity-password-missing = Geben Sie Ihr Passwort ein.
identity-sign-in-wrong = Die Adresse oder das Passwort stimmt nicht.
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
identity-role-agent = Support
identity-role-admin = Verwaltung

# Ein vergessenes Passwort
identity-email-wrong = Geben Sie eine E-Mail-Adresse ein, etwa ines.tal@example.com.
identity-forgot-text = Geben Sie die Adresse ein, mit der Sie sich anmelden. Wir senden einen Link, über den Sie ein neues Passwort wählen.
identity-forgot-send = Link senden
identity-forgot-sent = Sehen Sie in Ihr Postfach
identity-forgot-sent-text = Wenn ein Konto diese Adresse hat, ist eine Nachricht mit einem Link unterwegs. Der Link gilt eine Stunde und nur einmal.
identity-forgot-sent-note = Nach einigen Minuten noch nichts da? Sehen Sie unter den unerwünschten Nachrichten nach, oder prüfen Sie die Adresse und fordern Sie den Link noch einmal an.
identity-forgot-again = Neuen Link anfordern
identity-back-to-sign-in = Zurück zur Anmeldung
identity-link-gone = Dieser Link gilt nicht mehr
identity-reset = Neues Passwort wählen
identity-reset-text = Für das Konto { $email }. Sie werden überall abgemeldet.
identity-reset-first = Willkommen, { $name }
identity-reset-first-text = Wählen Sie ein Passwort für { $email }, die Adresse, mit der Sie sich anmelden.
identity-reset-save = Passwort speichern
identity-reset-done = Ihr neues Passwort gilt. Melden Sie sich damit an.
identity-reset-gone-text = Er wurde schon benutzt oder ist zu alt. Nichts wurde geändert; ein neuer ist in einer Minute da.
identity-new-password = Neues Passwort
identity-new-password-help = Mindestens { $shortest } Zeichen. Ein kurzer Satz ist leicht zu merken und schwer zu erraten.
identity-password-too-short = Wählen Sie ein Passwort mit mindestens { $shortest } Zeichen.
identity-password-too-long = Wählen Sie ein Passwort mit höchstens { $longest } Zeichen.
identity-too-many =
    { $minutes ->
        [one] Das wurde zu oft versucht. Bitte versuchen Sie es in einer Minute wieder.
       *[other] Das wurde zu oft versucht. Bitte versuchen Sie es in { $minutes } Minuten wieder.
    }

# Eine Einladung
identity-join = Zu { $company } kommen
identity-join-text = Sie sind auf die eigene Seite Ihrer Firma eingeladen.
identity-join-by = { $inviter } lädt Sie auf die eigene Seite Ihrer Firma ein.
identity-join-as = Sie werden
identity-join-known = Sie haben hier schon ein Konto; bestätigen Sie mit dessen Passwort.
identity-join-somebody-else = Sie sind als { $present } angemeldet. Wenn Sie annehmen, werden Sie stattdessen als { $invited } angemeldet.
identity-join-accept = Annehmen und anmelden
identity-join-gone-text = Er wurde schon benutzt oder ist zu alt. Wenn Sie ein Konto haben, melden Sie sich an; sonst bitten Sie um eine neue Einladung.
identity-your-password = Ihr Passwort
identity-good-until = Gilt bis
identity-welcome = Willkommen bei { $company }.
identity-name = Name
identity-name-missing = Geben Sie einen Namen ein.
identity-name-too-long = Verwenden Sie höchstens { $longest } Zeichen.

# Wo man arbeiten möchte
identity-switch = Wo möchten Sie arbeiten?
identity-switch-text = Ihr Konto hat in jeder davon einen Platz. Was Sie sehen und tun, bleibt in der, die Sie wählen.
identity-switch-go = Dorthin
identity-switch-here = Sie sind hier
identity-you-are = Sie sind
identity-company = Unternehmen

# Man selbst
identity-me = Ihr Profil
identity-me-text = Wie wir Sie ansprechen und wie Sie sich anmelden.
identity-me-account = Ihr Konto
identity-me-preferences = Name und Sprache
identity-me-sessions = Wo Sie angemeldet sind
identity-me-sessions-text = Beendet alle Ihre Sitzungen auf allen Geräten, auch diese. Richtig, wenn ein Gerät verloren ging oder jemand Ihr Passwort kannte.
identity-sign-out-everywhere = Überall abmelden
identity-language = Sprache
identity-language-browser = Wie im Browser
identity-time-zone = Zeitzone
identity-time-zone-help = Für jede Uhrzeit und jedes Datum, das Sie hier lesen.
identity-present-password = Bisheriges Passwort
identity-password-note = Hier bleiben Sie angemeldet, überall sonst werden Sie abgemeldet.
identity-password-change = Passwort ändern
identity-password-changed = Ihr Passwort ist geändert. Überall sonst sind Sie abgemeldet.
identity-password-wrong = Das ist nicht das Passwort des Kontos.

# Die Menschen der Firma
identity-people = Mitglieder
identity-people-text = Wer für { $company } mit uns arbeitet und was jeder darf.
identity-to-policies = Freigaberegeln
identity-to-cost-centres = Kostenstellen
identity-to-recording = Was wir festhalten
identity-members = Mitglieder
identity-find-person = Name oder Adresse
identity-find = Suchen
identity-nobody-found = Niemand heißt hier „{ $words }“
identity-show-everybody = Alle zeigen
identity-unit = Einheit
identity-units = Einheiten
identity-unit-new = Neue Einheit
identity-unit-add = Einheit hinzufügen
identity-unit-added = { $name } ist hinzugefügt.
identity-unit-name-missing = Geben Sie den Namen der Einheit ein.
identity-no-units = Noch keine Einheiten
identity-roles = Rollen
identity-roles-missing = Wählen Sie mindestens eine Rolle.
identity-invitations = Offene Einladungen
identity-invite = Jemanden einladen
identity-invite-send = Einladung senden
identity-invited = { $name } ist eingeladen. Der Link in der Nachricht gilt 14 Tage.
identity-already-member = Diese Person ist schon Mitglied.
identity-withdraw = Zurückziehen
identity-withdraw-of = Einladung von { $name } zurückziehen
identity-invitation-withdrawn = Die Einladung ist zurückgezogen; ihr Link gilt nicht mehr.
identity-member-may = Was diese Person darf
identity-member-left = ausgeschieden
identity-member-left-text = Diese Person ist ausgeschieden. Speichern nimmt sie mit den hier gewählten Rollen wieder auf.
identity-take-back = Wieder aufnehmen
identity-member-changed = { $name } ist geändert. Es gilt ab der nächsten Seite, die diese Person öffnet.
identity-last-manager = Das ist die letzte Einkaufsleitung der Firma. Machen Sie zuerst jemand anderen dazu.
identity-end-membership = Mitgliedschaft beenden
identity-end-text = Die Person kommt ab der nächsten Seite nicht mehr herein. Ihre Anforderungen und Aufträge bleiben; Lizenzen, die sie hatte, übernehmen oder übergeben Sie auf der Seite mit den Downloads. Sie können die Person jederzeit wieder aufnehmen.
identity-end-ask = Mitgliedschaft beenden…
identity-end-title = Mitgliedschaft von { $name } beenden?
identity-end-equipment =
    { $units ->
        [one] { $name } hat ein Gerät.
       *[other] { $name } hat { $units } Geräte.
    }
identity-end-equipment-look = Ansehen
identity-equipment-to = Wer es bekommt
identity-equipment-to-help = Die E-Mail-Adresse von jemandem aus Ihrer Firma, der eine E-Mail dazu erhält. Bleibt das Feld leer, ist es im Lager und niemand hat es.
identity-nobody-to-get-it = Niemand sonst in Ihrer Firma hat diese Adresse.
identity-member-ended = { $name } ist nicht mehr Mitglied.

# Die Menschen des Lieferanten
identity-staff = Team
identity-staff-text = Wer hier arbeitet und was jeder darf.
identity-staff-add = Jemanden aufnehmen
identity-staff-add-help = Die Person bekommt eine Nachricht mit einem Link, über den sie ein Passwort wählt.
identity-staff-take-on = Nachricht senden
identity-staff-added = { $name } arbeitet nun hier. Eine Nachricht ist unterwegs.
identity-staff-already-here = Diese Person arbeitet schon hier.
identity-looks-after = Betreut
identity-customers =
    { $count ->
        [0] keinen Kunden
        [one] { $count } Kunden
       *[other] { $count } Kunden
    }
identity-account = Konto
identity-arrived = Hat ein Passwort gewählt
identity-not-arrived = War noch nicht hier
identity-link-text = Der Link in der Nachricht gilt 14 Tage und nur einmal.
identity-link-send = Neuen Link senden
identity-link-sent = Eine neue Nachricht an { $email } ist unterwegs.
identity-last-admin = Das ist die letzte Person, die verwaltet. Machen Sie zuerst jemand anderen dazu.
identity-staff-end = Arbeit hier beenden
identity-staff-end-text = Die Person kommt ab der nächsten Seite nicht mehr auf unsere Seite und betreut keine Kunden mehr. Was sie getan hat, bleibt im Protokoll.
identity-staff-end-title = Arbeitet { $name } nicht mehr hier?
identity-staff-ended = { $name } arbeitet nicht mehr hier.

# Was die Rollen bedeuten
identity-role-requester-note = Findet, was für sie gedacht ist, fordert es an und verfolgt es.
identity-role-approver-note = Entscheidet auch über Anforderungen anderer.
identity-role-purchasing-manager-note = Bestellt auch selbst, sieht alles der Firma und kümmert sich um Menschen, Regeln und Kostenstellen.
identity-role-curator-note = Produkte, Vereinbarungen, Preise und Standardkonfigurationen.
identity-role-account-manager-note = Kennt die Kunden, liest ihre Profile und entscheidet über Vorschläge.
identity-role-order-desk-note = Bestätigt, terminiert und versendet Aufträge.
identity-role-agent-note = Beantwortet und löst Fälle der Kunden.
identity-role-admin-note = Alles auf unserer Seite, auch Team und Einstellungen.

### who of the supplier looks after a customer
identity-team = Betreuung
identity-team-sub = Wer von uns { $customer } betreut. Ihre Leute sehen diese Namen auf ihrer Startseite.
identity-team-now = In der Betreuung
identity-team-as = Als
identity-team-none = Noch betreut niemand diesen Kunden
identity-team-none-text = Die Startseite nennt dort niemanden, an den man sich wenden könnte.
identity-team-join = Jemand kommt hinzu
identity-team-who = Wer, als was
identity-team-who-help = Wer schon dabei ist, wechselt damit seine Aufgabe.
identity-team-who-missing = Wählen Sie jemanden, der hier arbeitet.
identity-team-add = Hinzufügen
identity-team-remove-name = { $name } aus der Betreuung entfernen
identity-team-joined = Die Betreuung ist geändert; die Startseite des Kunden zeigt es.
identity-team-left = Aus der Betreuung entfernt.

### die Leute eines Kunden, und ihre Stelle
identity-people-of = Personen
identity-people-sub = Die Leute von { $customer }: die Seite mit ihren Augen sehen, oder für sie handeln.
identity-people-find = Nach Name oder Adresse suchen
identity-people-none = Niemand gefunden
identity-people-nobody = Dort kann sich noch niemand anmelden
identity-people-first = Laden Sie unten die erste Einkaufsleitung ein: über einen Link in der Nachricht wählt sie ein Passwort und lädt dann die anderen ein.
identity-people-none-yet = Also kann dort niemand etwas ansehen, anfordern oder bestellen. Die erste Einkaufsleitung lädt die anderen ein.
identity-people-invited = Wer eingeladen ist, kommt über den Link in der Nachricht herein.
identity-people-by-curators = Wer den Katalog pflegt, kann die erste Einkaufsleitung einladen, und diese dann die anderen.
identity-invite-first-manager = Erste Einkaufsleitung einladen
identity-invite-manager = Einkaufsleitung einladen
identity-invite-manager-note = Sie bestellt, sieht alles der Firma und kümmert sich um deren Leute und Regeln. Gibt es dort schon Einkaufsleitungen, werden diese per E-Mail benachrichtigt.
identity-look = Sehen wie
identity-look-as = Die Seite sehen wie { $name }
identity-act = Handeln für
identity-act-for = Für { $name } handeln
identity-act-text = Sie füllen Körbe, fordern an und bestellen im Namen dieser Person, zu deren Preisen. Ihre Regeln und Budgets gelten. Über Anforderungen entscheiden und Leute verwalten können Sie nicht. Die Person wird per E-Mail benachrichtigt, und auf allem, was Sie tun, stehen beide Namen.
identity-act-reason = Grund
identity-act-reason-help = Zum Beispiel „am Telefon darum gebeten“. Die Person liest ihn.
identity-act-no-reason = Nennen Sie den Grund: die Person liest ihn.
identity-act-long-reason = Höchstens { $longest } Zeichen, bitte.
identity-act-how-long = Wie lange
identity-act-minutes = { $count } Minuten
identity-act-no-time = Wählen Sie eine der Zeiten.
identity-act-begin = Beginnen
