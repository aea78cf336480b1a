## Der Rahmen um jede Seite und die Teile, aus denen Seiten bestehen.

# Reiter der Kundenseite
frame-home = Start
frame-catalog = Katalog
frame-requests = Anforderungen
frame-orders = Bestellungen
frame-help = Hilfe
frame-articles = Artikel
frame-cases = Fälle
frame-service-levels = Servicestufen
frame-helping = Support
frame-equipment = Geräte
frame-subscriptions = Abonnements
frame-invoices = Rechnungen
frame-plans = Pläne
frame-publications = Veröffentlichungen
frame-downloads = Downloads
frame-company = Unternehmen
frame-basket = Warenkorb
frame-team = Ihr Betreuungsteam

frame-waiting =
    { $count ->
        [one] { $count } wartet auf Sie
       *[other] { $count } warten auf Sie
    }
frame-basket-lines =
    { $count ->
        [0] Warenkorb, leer
        [one] Warenkorb, { $count } Position
       *[other] Warenkorb, { $count } Positionen
    }

# Konsole
frame-console = Konsole
frame-today = Heute
frame-customers = Kunden
frame-plays = Vorschläge
frame-selling = Verkauf
frame-catalog-group = Katalog
frame-products = Produkte
frame-import = Import
frame-agreements = Vereinbarungen
frame-standards = Standards
frame-not-found-searches = Nicht gefunden
frame-installation = Installation
frame-staff = Personal
frame-audit = Wer was geändert hat
frame-mailbox = Postfach
frame-parts = Bausteine
frame-goto = Gehe zu …

# Der Rahmen selbst
frame-served-by = betreut von { $supplier }
frame-skip = Zum Inhalt springen
frame-main-navigation = Hauptnavigation
frame-breadcrumbs = Wo Sie sind
frame-menu = Menü
frame-search = Suchen
frame-search-list = Diese Liste durchsuchen
frame-search-products = Produkte, Bestellungen, Anforderungen suchen
frame-you = Sie
frame-profile = Profil und Sprache
frame-remembered = Was wir über Sie wissen
frame-switch-company = Unternehmen wechseln
frame-sign-out = Abmelden
frame-commands = Befehle
frame-commands-none = Nichts mit diesem Namen.
frame-palette-help = Tippen, um eine Seite zu finden; Pfeiltasten und Eingabetaste führen hin.
frame-close = Schließen

# Die Seite eines Kunden betrachten
frame-preview = Sie sehen die Seite von { $company } so, wie die Leute dort sie sehen.
frame-preview-note = Von hier aus lässt sich nichts absenden.
frame-preview-leave = Zurück zur Konsole

# Tabellen
frame-rows =
    { $count ->
        [one] { $count } Zeile
       *[other] { $count } Zeilen
    }
frame-rows-range = { $first } bis { $last } von { $total }
frame-no-rows = Keine Zeilen
frame-pages = Seiten
frame-previous = Zurück
frame-next = Weiter
frame-page-of = Seite { $page } von { $pages }
frame-csv = Als CSV
frame-share = Im Vergleich
frame-filter = Zeigen
frame-sort-by = Nach { $column } sortieren
frame-actions = Aktionen

# Formulare
frame-form-error = { $field }: { $wrong }
frame-form-errors =
    { $count ->
        [one] Eine Angabe braucht Ihre Aufmerksamkeit
       *[other] { $count } Angaben brauchen Ihre Aufmerksamkeit
    }
frame-form-kept = Es wurde noch nichts gespeichert; Ihre Eingaben stehen noch da.
frame-optional = freiwillig
frame-choose = Bitte wählen …
frame-quantity = Menge

# Hinweise und Bausteine
frame-notice-info = Hinweis
frame-notice-good = Erledigt
frame-notice-warn = Bitte beachten
frame-notice-bad = Problem
frame-confidence = Sicherheit { $level } von 5
frame-confidence-full = Sicher
frame-step-done = erledigt
frame-step-now = jetzt
frame-step-later = steht noch aus
frame-price-on-request = Preis auf Anfrage
frame-as-table = Als Tabelle

# Wie lange her
frame-just-now = gerade eben
frame-minutes-ago =
    { $count ->
        [one] vor { $count } Minute
       *[other] vor { $count } Minuten
    }
frame-hours-ago =
    { $count ->
        [one] vor { $count } Stunde
       *[other] vor { $count } Stunden
    }
frame-days-ago =
    { $count ->
        [1] gestern
       *[other] vor { $count } Tagen
    }
frame-in-minutes =
    { $count ->
        [one] in { $count } Minute
       *[other] in { $count } Minuten
    }
frame-in-hours =
    { $count ->
        [one] in { $count } Stunde
       *[other] in { $count } Stunden
    }
frame-in-days =
    { $count ->
        [1] morgen
       *[other] in { $count } Tagen
    }
frame-for-seconds =
    { $count ->
        [one] { $count } Sekunde
       *[other] { $count } Sekunden
    }
frame-for-minutes =
    { $count ->
        [one] { $count } Minute
       *[other] { $count } Minuten
    }
frame-for-hours =
    { $count ->
        [one] { $count } Stunde
       *[other] { $count } Stunden
    }
frame-for-days =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }

# Why there is no page
frame-error-not-found = Diese Seite gibt es nicht
frame-error-not-found-text = Die Adresse ist vielleicht falsch, oder das, wohin sie führte, ist nicht mehr da.
frame-error-denied = Diese Seite gehört nicht zu Ihrer Rolle
frame-error-denied-staff = Wenn Sie sie brauchen, bitten Sie die Verwaltung, Ihre Rollen zu ändern.
frame-error-nobodys = Diese Seite haben nur die Leute des Kunden
frame-error-nobodys-text = Sie sehen die Seite als niemand Bestimmtes. Um zu sehen, was jemand dort sieht, gehen Sie zurück zur Konsole und sehen Sie sie wie diese Person.
frame-error-denied-text = Wenn Sie sie brauchen, bitten Sie Ihre Einkaufsleitung oder Ihren Ansprechpartner, Ihre Rechte zu ändern.
frame-error-too-large = Das war zu viel auf einmal
frame-error-too-large-text = Was gesendet wurde, ist größer, als wir annehmen. Davon wurde nichts behalten. Senden Sie es in kleineren Teilen.
frame-error-busy = Wir sind gerade ausgelastet
frame-error-busy-text = Es wurde nichts geändert. Bitte versuchen Sie es gleich noch einmal.
frame-error-bad = Das konnten wir nicht lesen
frame-error-bad-text = Was gesendet wurde, stammt nicht aus unserem Formular. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.
frame-error-failed = Bei uns ist etwas schiefgegangen
frame-error-failed-text = Es wurde nichts geändert. Wir haben vermerkt, was geschehen ist; bitte versuchen Sie es noch einmal und nennen Sie uns die Nummer unten, wenn es dabei bleibt.
frame-error-request = Kennung { $id }
frame-error-home = Zu Ihrer Startseite
frame-without = Ohne { $filter }

# Die Seite, die die Bausteine zeigt. Alles darauf ist erfunden.
frame-parts-sub = Jeder Baustein einer Seite in all seinen Zuständen. Was in ihnen steht, ist erfunden.
frame-sample-hue = In der Farbe eines Kunden
frame-sample-status = Marken und Hinweise
frame-sample-draft = Entwurf
frame-sample-waiting = Bei der Freigabe
frame-sample-delivered = Geliefert
frame-sample-late = Verspätet
frame-sample-refused = Abgelehnt
frame-sample-info-title = Wir haben Ihr Dock geändert.
frame-sample-info = 14 der letzten 20 Bestellungen nahmen das größere, darum steht es jetzt an erster Stelle.
frame-sample-good = Die Bestellung 2026-000871 ist unterwegs zu uns.
frame-sample-undo = Rückgängig
frame-sample-warn-title = Gegenüber Revision 3:
frame-sample-warn = 22 Produkte kommen hinzu, 3 entfallen, 118 Preise sinken.
frame-sample-bad-title = Die Datei wurde nicht gelesen.
frame-sample-bad = Zeile 14 hat einen Preis in einer anderen Währung. Es wurde nichts geändert; berichtigen Sie die Zeile und senden Sie die Datei noch einmal.
frame-sample-table = Bildschirme
frame-sample-table-note = Preise der Vereinbarung HM 2026
frame-sample-product = Produkt
frame-sample-availability = Verfügbarkeit
frame-sample-seen = Zuletzt gesehen
frame-sample-price = Ihr Preis
frame-sample-compare = Vergleichen
frame-sample-add = Hinzufügen
frame-sample-picture = Bild
frame-sample-in-stock = Auf Lager
frame-sample-to-order = Auf Bestellung
frame-sample-empty-table = Eine Tabelle ohne Zeilen
frame-sample-empty-title = Nichts passt zu all diesen Filtern
frame-sample-empty = Nehmen Sie einen weg, oder fragen Sie nach dem, was Sie suchen: Wir sehen, was gesucht und nicht gefunden wurde.
frame-sample-ask = Mara bitten, es aufzunehmen
frame-sample-form = Ein Formular
frame-sample-form-again = Dasselbe, noch einmal gezeigt
frame-sample-form-wrong = Die Vereinbarung wurde inzwischen von jemand anderem veröffentlicht.
frame-sample-needed = Gebraucht bis
frame-sample-needed-help = Eine Lieferung dauert gewöhnlich sechs Tage.
frame-sample-centre = Kostenstelle
frame-sample-reason = Grund
frame-sample-reason-help = Das liest, wer freigibt, zuerst.
frame-sample-reason-missing = Sagen Sie, wofür es gebraucht wird.
frame-sample-quantity-wrong = Die Menge muss eine ganze Zahl über null sein.
frame-sample-decision = Ihre Entscheidung
frame-sample-approve = Freigeben
frame-sample-hold = Zurückstellen
frame-sample-refuse = Ablehnen
frame-sample-follow = Mir sagen, wenn es geliefert ist
frame-sample-cancel = Abbrechen
frame-sample-send = Senden
frame-sample-email = E-Mail-Adresse
frame-sample-email-wrong = In einer E-Mail-Adresse folgt etwas auf das @.
frame-sample-price-wrong = Ein Betrag in Euro hat höchstens zwei Nachkommastellen.
frame-sample-memory = Arbeitsspeicher
frame-sample-summary = geht an Northgate, sobald Sie bestätigen
frame-sample-confirm = Bestätigen
frame-sample-buttons = Schaltflächen
frame-sample-button = Schaltfläche
frame-sample-not-for-us = Nichts für uns
frame-sample-open-dialog = Ablehnen …
frame-sample-dialog = Die Anforderung ablehnen
frame-sample-dialog-text = Ines Tal erfährt es, mit Ihrem Grund.
frame-sample-configure = Zusammenstellen
frame-sample-budget = Budget
frame-sample-spent = Ausgegeben und gebunden
frame-sample-now = Wie Sie jetzt entscheiden
frame-sample-left = Übrig
frame-sample-over = Budget um ein Zehntel überschritten
frame-sample-spend = Ausgaben
frame-sample-month = Monat
frame-sample-last-year = Letzte 12 Monate
frame-sample-change = Veränderung
frame-sample-orders = Bestellungen
frame-sample-self-service = Anteil Selbstbedienung
frame-sample-account-manager = Kundenbetreuerin · antwortet am liebsten per Mail
frame-sample-support = Support rund um die Uhr
frame-sample-write = Schreiben
frame-sample-need-answer = Dana Roth fragt nach Ihrer Anforderung R-2026-0412
frame-sample-need-answer-why = „Kann das bis zum Juli-Budget warten, oder läuft das Vermessungsboot früher aus?“
frame-sample-answer = Antworten
frame-sample-need-receipt = Bestätigen Sie, dass Sie das robuste Tablet haben
frame-sample-need-receipt-why = Bestellung 2026-000871, geliefert an Dock 3
frame-sample-have = Ist da
frame-sample-not-yet = Noch nicht
frame-sample-step-submitted = Eingereicht
frame-sample-step-approved = Freigegeben von Dana Roth
frame-sample-step-shipped = In zwei Paketen versandt
frame-sample-step-delivered = Lieferung
frame-sample-said = Kann das bis zum Juli-Budget warten, oder läuft das Vermessungsboot früher aus?
frame-sample-answered = Das Boot läuft am 3. Juli aus, mit zwei Leuten, die am 1. anfangen. Wir brauchen das Vermessungsabbild, der Rest darf einfach sein.
frame-sample-progress = Fortschritt
frame-sample-stopped = Abgelehnt
frame-sample-needs = Wartet auf Sie
frame-sample-conversation = Gespräch
frame-sample-icons = Symbole und Bilder

### today, in the console
frame-open = Öffnen
frame-today-morning = Guten Morgen, { $name }
frame-today-day = Guten Tag, { $name }
frame-today-evening = Guten Abend, { $name }
frame-today-needs = Braucht Sie
frame-today-nothing = Nichts wartet auf Sie
frame-today-nothing-text = Sobald etwas wartet, steht es hier: Bestellungen, Vorschläge, Importe, soweit sie Sie angehen.

### an der Stelle eines Mitglieds
frame-looking = Sie sehen die Seite so, wie { $name } von { $company } sie sieht.
frame-acting = Sie handeln für { $name } von { $company }.
frame-acting-note = Bis { $until }: { $reason } Auf allem, was Sie tun, stehen beide Namen.
frame-error-only-looking = Sie schauen nur zu
frame-error-only-looking-text = An der Stelle eines anderen lässt sich nichts absenden, und was nur diese Person angeht, bleibt bei ihr. Gehen Sie erst zurück zur Konsole.

# Wörter vieler Seiten
frame-save = Speichern
frame-saved = Gespeichert.
frame-remove = Entfernen
frame-cancel = Abbrechen
frame-add = Hinzufügen
frame-customer = Kunde
frame-currency = Währung
frame-no-day = Das ist kein Tag.
frame-product = Produkt
frame-cost-centre = Kostenstelle
