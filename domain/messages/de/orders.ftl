## orders

orders-title = Bestellungen
orders-order = Bestellung { $number }

### where an order is in its life
orders-state-placed = Aufgegeben
orders-state-acknowledged = Zugesagt
orders-state-partly-shipped = Teilweise versandt
orders-state-shipped = Unterwegs
orders-state-delivered = Geliefert
orders-state-cancelled = Storniert

orders-waits-for-desk = Wartet auf die Auftragsabwicklung
orders-promised-for = Zugesagt für den { $day }
orders-was-promised-for = War für den { $day } zugesagt
orders-part-shipped =
    { $part ->
        [one] Teil 1 von { $of } versandt, der Rest ist für den { $day } zugesagt
       *[other] Teile 1 bis { $part } von { $of } versandt, der Rest ist für den { $day } zugesagt
    }
orders-part-shipped-late =
    { $part ->
        [one] Teil 1 von { $of } versandt, der Rest war für den { $day } zugesagt
       *[other] Teile 1 bis { $part } von { $of } versandt, der Rest war für den { $day } zugesagt
    }
orders-all-shipped = Alles ist unterwegs
orders-all-delivered = Alles ist angekommen
orders-called-off = Nichts davon wurde versandt

### the member's list
orders-sub = Wo Ihre Bestellungen stehen, und alles, was Sie früher bestellt haben.
orders-views = Welche Bestellungen
orders-group-all = Alle
orders-group-under-way = Unterwegs
orders-group-delivered = Geliefert
orders-group-cancelled = Storniert
orders-search = Nummer oder Ihre Bestellnummer
orders-all-cost-centres = Alle Kostenstellen
orders-everybodys = Bestellungen aller
orders-only-mine = Nur meine
orders-whose = Wessen Bestellungen
orders-number = Bestellung
orders-for = Für { $name }
orders-requested-by = Beantragt von
orders-placed = Aufgegeben
orders-po = Ihre Bestellnummer
orders-standing = Wo sie steht
orders-promised = Zugesagt
orders-total = Summe
orders-none = Noch keine Bestellungen
orders-none-text = Was Sie bestellen oder was für Sie bestellt wird, lässt sich hier verfolgen, bis es angekommen ist.
orders-none-found = Keine Bestellung passt
orders-none-found-text = Keine Bestellung hat diese Nummer oder passt zu diesen Filtern.
orders-show-all = Alle Bestellungen zeigen

### one order
orders-placed-line = aufgegeben am { $day } von { $name }
orders-again = Erneut bestellen
orders-again-name = Bestellung { $number } noch einmal
orders-progress = Stand
orders-lines = Was bestellt wurde
orders-invoice-lines = Was berechnet wird
orders-item = Artikel
orders-ordered = Bestellt
orders-invoice-quantity = Anzahl
orders-shipped = Versandt
orders-open = Offen
orders-each = Einzeln
orders-amount = Betrag
orders-sum = Summe, netto
orders-prices-agreed = Preise wie in { $agreement } vereinbart, festgehalten bei der Bestellung am { $day }.
orders-prices-fixed = Preise festgehalten bei der Bestellung am { $day }.
orders-line-later = später: { $day }
orders-facts = Angaben
orders-needed-by = Gebraucht bis
orders-requester = Beantragt von
orders-buyer = Bestellt von
orders-unit = Einheit
orders-request = Antrag
orders-see-request = Antrag ansehen
orders-later-than-needed = später als gebraucht
orders-none-given = keine

orders-step-placed = Aufgegeben
orders-step-acknowledged = Auftragsabwicklung sagte den { $day } zu
orders-step-promised = Neuer Tag zugesagt: { $day }
orders-step-waiting = Wartet auf die Auftragsabwicklung
orders-step-waiting-note = sie nennt den Liefertag
orders-step-shipped = Teil { $part } versandt
orders-step-shipped-whole = Versandt
orders-step-track = { $tracking } verfolgen
orders-step-delivered = Teil { $part } angekommen
orders-step-delivered-whole = Angekommen
orders-step-rest = Rest ist für den { $day } zugesagt
orders-step-everything = Lieferung ist für den { $day } zugesagt
orders-step-rest-late = Rest war für den { $day } zugesagt
orders-step-everything-late = Lieferung war für den { $day } zugesagt
orders-step-arrival = Ankunft
orders-step-under-way = Teil { $part } ist unterwegs
orders-step-under-way-whole = Unterwegs
orders-step-complete = Vollständig
orders-step-cancelled = Von der Auftragsabwicklung storniert
orders-desk = Auftragsabwicklung
orders-step-by = { $moment } · { $name }

orders-arrived-question =
    { $parcels ->
        [one] Teil { $part } müsste bei Ihnen sein. Ist er da?
       *[other] Teile sind zu Ihnen unterwegs. Welche sind da?
    }
orders-i-have-it = Ist da
orders-i-have-part = Teil { $part } ist da
orders-thanks-received = Danke: Teil { $part } ist als angekommen vermerkt.

### the order desk
orders-desk-title = Bestellungen
orders-desk-sub = Was Sie zuerst braucht, steht oben.
orders-pile-open = Zu bearbeiten
orders-pile-to-acknowledge = Anzunehmen
orders-pile-to-ship = Zu versenden
orders-pile-under-way = Unterwegs
orders-pile-delivered = Geliefert
orders-pile-cancelled = Storniert
orders-pile-all = Alle
orders-desk-search = Nummer oder Anfang der Bestellnummer des Kunden
orders-desk-of = Bestellungen von { $company }
orders-desk-found = Gefunden zu „{ $words }“
orders-needs = Was zu tun ist
orders-line-count =
    { $count ->
        [one] 1 Position
       *[other] { $count } Positionen
    }
orders-need-acknowledge = Annehmen, { $ago } aufgegeben
orders-need-overdue = Überfällig seit { $day }
orders-need-due-now = Fällig am { $day }
orders-need-promised = Zugesagt für den { $day }
orders-need-ask = Angekommen? Vor Langem versandt
orders-need-under-way = Unterwegs
orders-need-nothing = Nichts
orders-desk-empty = Hier liegt nichts
orders-desk-empty-text = Sobald etwas auf diesen Stapel kommt, steht es hier.
orders-counted = die neuesten { $count } von vielen

orders-at-customer = { $company } · { $po }
orders-no-po = ohne Bestellnummer des Kunden
orders-acknowledge-title = Annehmen und einen Tag zusagen
orders-acknowledge-text = Der Kunde erfährt den Tag per E-Mail und auf der Seite der Bestellung.
orders-promise-day = Zugesagter Tag
orders-needed-on = gebraucht bis { $day }
orders-later-day = Später als das
orders-later-of = Tag, an dem { $item } kommt
orders-note = Hinweis an den Kunden
orders-acknowledge = Annehmen
orders-promise-title = Einen anderen Tag zusagen
orders-promise = Diesen Tag zusagen
orders-ship-title = Versenden
orders-ship-text = Was jetzt in einem Paket das Haus verlässt. Was offen bleibt, behält seinen zugesagten Tag, außer Sie nennen einen anderen.
orders-ship-now = Jetzt versenden
orders-ship-of = Wie viele von { $item } hinausgehen
orders-carrier = Spediteur
orders-tracking = Sendungsnummer
orders-rest-day = Tag für den Rest
orders-rest-day-help = Falls etwas offen bleibt. Leer lassen, um beim { $day } zu bleiben.
orders-ship = Versenden
orders-parcels = Unterwegs
orders-mark-delivered = Teil { $part } ist angekommen
orders-mark-delivered-text = { $carrier }, { $tracking }, versandt am { $day }
orders-no-tracking = ohne Sendungsnummer
orders-cancel-title = Diese Bestellung stornieren
orders-cancel-text = Noch hat nichts das Haus verlassen. Der Kunde liest den Grund.
orders-reason = Grund
orders-cancel = Bestellung stornieren
orders-timeline = Was geschah

orders-day-missing = Sagen Sie, welcher Tag zugesagt wird.
orders-day-passed = Dieser Tag ist vorbei; sagen Sie einen künftigen zu.
orders-carrier-missing = Sagen Sie, wer das Paket befördert.
orders-reason-missing = Sagen Sie, warum; der Kunde liest es.
orders-quantity-wrong = Eine ganze Zahl, oder nichts.
orders-quantity-too-many =
    { $open ->
        [0] Davon ist nichts mehr offen.
        [one] Nur noch 1 ist offen.
       *[other] Nur noch { $open } sind offen.
    }
orders-nothing-chosen = Nichts ginge hinaus: Sagen Sie bei mindestens einer Position, wie viele.
orders-too-long = Höchstens { $longest } Zeichen.
orders-meanwhile = { $what }. Sie sehen, wie die Bestellung jetzt steht; Ihre Änderung wurde nicht gemacht.
orders-meanwhile-somebody = Jemand anders hat diese Bestellung geändert
orders-not-possible = Das geht mit dieser Bestellung nicht mehr. Sie sehen, wie sie jetzt steht.
orders-parcel-gone = Dieser Teil ist schon als angekommen vermerkt.

orders-happened-placed = { $name } hat sie { $ago } aufgegeben
orders-happened-acknowledged = { $name } hat sie { $ago } angenommen
orders-happened-promised = { $name } hat { $ago } einen anderen Tag zugesagt
orders-happened-shipped = { $name } hat { $ago } einen Teil versandt
orders-happened-delivered = { $name } hat { $ago } eine Ankunft vermerkt
orders-happened-received = { $name } hat { $ago } eine Ankunft bestätigt
orders-happened-cancelled = { $name } hat sie { $ago } storniert

orders-done-acknowledged = Angenommen: { $number } ist für den { $day } zugesagt.
orders-done-promised = { $number } ist jetzt für den { $day } zugesagt.
orders-done-shipped = Versandt. Der Kunde ist benachrichtigt.
orders-done-delivered = Als angekommen vermerkt. Der Kunde ist benachrichtigt.
orders-done-cancelled = { $number } ist storniert. Der Kunde ist benachrichtigt.

### on the home page
orders-next-delivery = Ihre nächste Lieferung ist für den { $day } zugesagt.
orders-has-it-arrived = Ist Bestellung { $number } angekommen?
orders-say-it-arrived = Melden
orders-on-its-way = Unterwegs zu Ihnen
orders-on-its-way-all = Alle unterwegs

### today, in the console
orders-today-to-acknowledge =
    { $count ->
        [one] 1 Bestellung ist anzunehmen
       *[other] { $count } Bestellungen sind anzunehmen
    }
orders-today-oldest = Die älteste wurde { $ago } aufgegeben.
orders-today-overdue =
    { $count ->
        [one] 1 Bestellung ist überfällig
       *[other] { $count } Bestellungen sind überfällig
    }
orders-today-overdue-since = Die erste war für den { $day } zugesagt.
orders-today-due =
    { $count ->
        [one] 1 Bestellung ist innerhalb eines Tages fällig
       *[other] { $count } Bestellungen sind innerhalb eines Tages fällig
    }
orders-today-ask =
    { $count ->
        [one] 1 Bestellung ging vor Langem hinaus, und niemand hat ihre Ankunft gemeldet
       *[other] { $count } Bestellungen gingen vor Langem hinaus, und niemand hat ihre Ankunft gemeldet
    }
orders-today-invoices =
    { $count ->
        [one] Eine Rechnung ist überfällig
       *[other] { $count } Rechnungen sind überfällig
    }
orders-today-pay-back =
    { $count ->
        [one] Aus einer Gutschrift haben wir etwas zurückzuzahlen
       *[other] Aus { $count } Gutschriften haben wir etwas zurückzuzahlen
    }

### Berichte

orders-reports = Berichte
orders-reports-company = Was das Unternehmen ausgegeben und beantragt hat; ohne stornierte Bestellungen
orders-reports-own = Was Sie bestellt und beantragt haben; ohne stornierte Bestellungen
orders-reports-none = Ihr Unternehmen zeigt hier keine Berichte
orders-report-months = Ausgaben nach Monat
orders-report-cost-centres = Ausgaben nach Kostenstelle
orders-report-categories = Ausgaben nach Kategorie
orders-report-products = Ausgaben nach Produkt
orders-report-requests = Anträge und die Zeit bis zur Entscheidung
orders-report-period = Zeitraum
orders-report-12-months = Letzte 12 Monate
orders-report-this-year = Dieses Jahr
orders-report-last-year = Letztes Jahr
orders-report-from = Von
orders-report-until = Bis
orders-report-show = Anzeigen
orders-report-no-day = Einer der Tage ist keiner. Dies sind die letzten 12 Monate.
orders-report-backwards = Er endet, bevor er beginnt. Dies sind die letzten 12 Monate.
orders-report-too-long = Höchstens { $most } Monate passen. Dies sind die letzten 12 Monate.
orders-report-nothing = Nichts in diesem Zeitraum
orders-report-total = { $total } insgesamt
orders-report-month = Monat
orders-report-orders = Bestellungen
orders-report-pieces = Stück
orders-report-no-centre = Ohne Kostenstelle
orders-report-no-category = Standardkonfigurationen und anderes
orders-report-others = Alle anderen Produkte
orders-report-sku = Artikelnummer
orders-report-name = Name
orders-report-state = Stand
orders-report-average = Entschieden nach, im Schnitt
orders-report-longest = Längstens
orders-report-requests-count = Anträge
orders-packing-list = Packliste
orders-packing-title = Packliste { $number }, Teil { $part }
orders-in-the-parcel = In der Sendung
orders-shipped-on = Versandt am
orders-units = Geräte
orders-units-of = { $name } ({ $sku })
orders-more-units = { $count ->
    [one] Ein weiteres Gerät steht auf den Packlisten.
   *[other] { $count } weitere Geräte stehen auf den Packlisten.
}
orders-service-tag = Servicenummer
orders-asset-tag = Inventarnummer
orders-serial = Seriennummer
orders-serials = Seriennummern
orders-serials-label = Eine in jeder Zeile
orders-serials-help = In der Reihenfolge der Geräte oben, oder mit der Service- oder Inventarnummer des Geräts davor.
orders-serials-keep = Seriennummern speichern
orders-serials-kept = { $count ->
    [one] Eine Seriennummer ist gespeichert.
   *[other] { $count } Seriennummern sind gespeichert.
}
orders-serials-too-many =
    { $units ->
        [one] Das sind mehr Zeilen, als die Sendung Geräte hat: Es ist eines.
        *[other] Das sind mehr Zeilen als die { $units } Geräte der Sendung.
    }
orders-serials-no-unit = Kein Gerät der Sendung hat die Nummer davor: { $line }
orders-serials-twice = Ein Gerät oder eine Nummer steht zweimal da, oder hat keine Nummer: { $line }
orders-serials-too-long = Eine Seriennummer hat höchstens { $most } Zeichen.
orders-too-many-units = Eine Sendung kann höchstens { $most } eingerichtete Geräte haben. Verteilen Sie sie auf mehrere.

### what has nothing to ship, and invoices
orders-step-began = Begonnen: { $numbers }
orders-happened-began = { $name } hat { $ago } ein Abonnement beginnen lassen
orders-invoices = Rechnungen
orders-invoices-sub = Was berechnet wurde, ohne Steuern.
orders-invoice = Rechnung
orders-invoice-number = Rechnung { $number }
orders-no-invoices = Keine Rechnungen
orders-no-invoices-text = Was wir Ihnen berechnen, steht hier, mit dem Tag, an dem es fällig ist.
orders-term-over = Womit { $name } enden sollte, ist vorbei; zu diesem Preis kann es nicht mehr beginnen. Stornieren Sie die Bestellung und bitten Sie um eine neue.
orders-credit = Gutschrift
orders-credit-number = Gutschrift { $number }
orders-gives-back = Gutschrift zu
orders-invoices-which = Welche Rechnungen
orders-invoices-all = Alle
orders-invoices-open = Offen
orders-invoices-overdue = Überfällig
orders-invoice-stands = Stand
orders-invoice-still-open = Noch offen
orders-invoice-paid = Bezahlt
orders-invoice-open = Offen
orders-invoice-overdue = Überfällig
orders-invoice-to-give-back = Zahlen wir zurück
orders-payments = Was bezahlt wurde
orders-payment-record = Zahlung eintragen
orders-payment-give-back = Rückzahlung eintragen
orders-payment-day = Tag der Zahlung
orders-payment-reference = Verwendungszweck
orders-payment-reference-help = Woran man sie im Kontoauszug findet
orders-payment-keep = Eintragen
orders-payment-recorded = Die Zahlung ist eingetragen.
orders-payment-take-back = Zurücknehmen
orders-payment-taken-back = Die Zahlung ist zurückgenommen.
orders-payment-taken-back-by = zurückgenommen von { $name } am { $day }
orders-payment-set-off = Verrechnet mit { $number }
orders-set-off = Die Gutschrift mit einer Rechnung verrechnen
orders-set-off-against = Mit welcher Rechnung
orders-set-off-text = Wir schulden dem Kunden von dieser Gutschrift noch { $open }. Statt sie auszuzahlen, kann sie eine Rechnung von ihm bezahlen, so weit beide offen sind; was von einer übrig bleibt, bleibt offen. Das lässt sich nicht zurücknehmen.
orders-set-off-number-help = Die Nummer einer offenen Rechnung dieses Kunden in derselben Währung, etwa I-2026-000123.
orders-set-off-choice = { $number }, fällig am { $day }: { $amount } von { $open }
orders-set-off-do = Verrechnen
orders-set-off-done = Die Gutschrift ist verrechnet.
orders-set-off-no-such-invoice = Wählen Sie eine offene Rechnung dieses Kunden.
orders-set-off-nothing-open = Es ist nichts mehr offen, von der Rechnung oder von dieser Gutschrift.
orders-payment-to-come = Dieser Tag ist noch nicht da.
orders-payment-no-amount = Ein Betrag über null, in der Währung der Rechnung.
orders-payment-too-much = Offen sind nur { $open }.
orders-payment-reference-wrong = Ein Verwendungszweck von höchstens 80 Zeichen.
orders-issued = Ausgestellt
orders-due = Fällig
orders-payment = Zahlung
orders-agreement = Vereinbarung
orders-order-short = Bestellung
orders-without-tax = Ohne Steuern.
orders-returns = Rücksendungen
orders-returns-sub = Ware, die zurückkommt, das Älteste zuerst.
orders-returns-open = Zu tun
orders-returns-done = Erledigt
orders-returns-none = Hier ist keine Rücksendung
orders-returns-none-text = Eine Rücksendung wird aus einer Bestellung oder einem Fall dazu angekündigt.
orders-returns-first = Zum Anfang
orders-returns-own-sub = Was an uns zurückgeht: angekündigt, bei uns, und was daraus wurde.
orders-returns-own-open = Läuft
orders-returns-own-none = Nichts ist auf dem Weg zurück
orders-returns-own-none-done = Noch ist nichts zurückgekommen
orders-returns-own-none-text = Wenn Sie etwas zurückschicken möchten, bitten Sie um Hilfe; Sie bekommen eine Nummer für das Paket.
orders-returns-more-units = und { $count } weitere
orders-return-new = Ware zurücknehmen
orders-return-open = Rücksendung ankündigen
orders-return-opened = Die Rücksendung ist angekündigt; der Kunde hat ihre Nummer.
orders-return-left = { $open } können zurückkommen.
orders-return-reason = Warum, und was zu tun ist
orders-return-reason-help = Der Kunde liest es: wohin es geht, was dazugehört.
orders-return-no-reason = Sagen Sie in höchstens 1.000 Zeichen, warum.
orders-return-case = Fall
orders-return-no-case = Dieser Kunde hat keinen Fall mit dieser Nummer.
orders-return-nothing = Sagen Sie von wenigstens einer Zeile, wie viele zurückkommen.
orders-return-too-many = Höchstens { $open }: Mehr ist nicht angekommen oder kommt schon zurück.
orders-return-meanwhile = Jemand war schneller. Sehen Sie nach, wie es jetzt steht.
orders-return-none-left = Nichts kann zurückkommen
orders-return-none-left-text = Von dieser Bestellung ist nichts angekommen, oder alles kommt schon zurück.
orders-return-announced = Angekündigt
orders-return-received = Eingetroffen
orders-return-in-repair = In Reparatur
orders-return-sent-back = Repariert oder getauscht
orders-return-closed = Erledigt
orders-return-called-off = Abgesagt
orders-return-number = Rücksendung
orders-return-of = Bestellung
orders-return-state = Stand
orders-return-since = Zuletzt
orders-return-what = Was zurückkommt
orders-return-quantity = Wie viele
orders-return-receive = Es ist da und bleibt bei uns
orders-return-receive-help = Geräte, die darin sind, gehören dem Kunden nicht mehr.
orders-return-repair = Es ist zur Reparatur da
orders-return-repair-help = Es bleibt Gerät des Kunden, mit Person, Ort und Garantie, bis es zurückgeht.
orders-return-send-back = Repariert: zurückschicken
orders-return-send-back-help = Das Gerät des Kunden ist danach, was es war, bevor es kam.
orders-return-send-back-words = Was gemacht wurde, und wie es reist (der Kunde liest es)
orders-return-exchange = Das Gleiche zum Tausch schicken
orders-return-exchange-help = Das alte Gerät bleibt bei uns. Das neue bekommt dessen Person, Ort und restliche Garantie und ist mit ihm verknüpft.
orders-return-exchange-words = Warum ein anderes, und wie es reist (der Kunde liest es)
orders-return-which = Welche Geräte
orders-return-which-help = Einige von { $tags }, je Zeile eines, wenn es mit den anderen anders ausgeht. Lassen Sie es für alle leer.
orders-return-exchanged = Zum Tausch geschickt
orders-exchange-packing-title = Packliste zum Tausch { $number }
orders-return-new-serials = Seriennummern der neuen
orders-return-new-serials-help = Je Zeile eine, in der Reihenfolge { $tags }; oder jede mit dem alten Service-Tag davor. Lassen Sie es leer, wenn sie nicht bekannt sind.
orders-return-serials-wrong = Das lässt sich nicht lesen: höchstens eine Zeile je Gerät, keine Nummer zweimal, und jedes Tag eines von diesen.
orders-return-receive-words = Was sich zeigte (der Kunde liest es)
orders-return-units = Welche Geräte kamen
orders-return-units-help = Ihre Service-Tags oder Seriennummern, je Zeile eine, getippt oder gescannt. Lassen Sie es leer, wenn alle kamen und keine weiteren der Art bestellt waren.
orders-return-unit-unknown = „{ $typed }“ ist kein Gerät dieser Rücksendung, das der Kunde noch hat.
orders-return-units-too-many = Höchstens { $most } einer Zeile kommen zurück. Nennen Sie diese.
orders-return-units-which = Der Kunde hat mehr Geräte einer Zeile, als zurückkommen. Nennen Sie die { $many }, die kamen.
orders-return-close = Erledigen
orders-return-close-words = Was daraus folgt: Geld zurück, eine neue Bestellung (der Kunde liest es)
orders-return-stays = Es bleibt doch bei uns
orders-return-call-off = Absagen
orders-return-off-words = Warum (der Kunde liest es)
orders-return-no-words = Schreiben Sie es, in höchstens 1.000 Zeichen.
orders-return-done = Erledigt. Der Kunde ist benachrichtigt.
