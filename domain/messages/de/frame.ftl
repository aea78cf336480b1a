## Der Rahmen um jede Seite und die Teile, aus denen Seiten bestehen.

# Reiter der Kundenseite
frame-home = Start
frame-catalog = Katalog
frame-requests = Anforderungen
frame-orders = Bestellungen
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
frame-sort-by = Nach { $column } sortieren
frame-actions = Aktionen

# Formulare
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
frame-error-denied-text = Wenn Sie sie brauchen, bitten Sie Ihre Einkaufsleitung oder Ihren Ansprechpartner, Ihre Rechte zu ändern.
frame-error-too-large = Das war zu viel auf einmal
frame-error-too-large-text = Was gesendet wurde, ist größer, als wir annehmen. Davon wurde nichts behalten. Senden Sie es in kleineren Teilen.
frame-error-busy = Wir sind gerade ausgelastet
frame-error-busy-text = Es wurde nichts geändert. Bitte versuchen Sie es gleich noch einmal.
frame-error-bad = Das konnten wir nicht lesen
frame-error-bad-text = Was gesendet wurde, stammt nicht aus unserem Formular. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.
frame-error-failed = Bei uns ist etwas schiefgegangen
frame-error-failed-text = Es wurde nichts geändert. Wir haben vermerkt, was geschehen ist; bitte versuchen Sie es noch einmal und nennen Sie uns die Nummer unten, wenn es dabei bleibt.
frame-error-request = Anfrage { $id }
frame-error-home = Zu Ihrer Startseite
