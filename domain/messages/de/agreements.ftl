## agreements
agreements-title = Vereinbarungen
agreements-sub = Was mit jedem Kunden ausgehandelt ist: was er kaufen darf, zu welchen Preisen, bis wann.
agreements-agreement = Vereinbarung
agreements-customers = Kunden
agreements-customers-sub = Alle, für die wir da sind, mit Betreuung und Vereinbarung.
agreements-choose-for-agreement = Mit wem ist die neue Vereinbarung? Wählen Sie den Kunden.
agreements-choose-for-standard = Für wen ist der neue Standard? Wählen Sie den Kunden.
agreements-state = Stand
agreements-validity = Gültig
agreements-members = Mitglieder
agreements-account-manager = Betreuung
agreements-none = Keine Vereinbarung gefunden
agreements-none-text = Versuchen Sie es mit weniger oder anderen Wörtern.
agreements-no-customer-yet = Noch kein Kunde
agreements-first-customer = Legen Sie hier den ersten an, oder importieren Sie eine Datei mit ihnen.
agreements-first-agreement = Was ein Kunde zu welchen Preisen kaufen kann, wird mit einem Kunden vereinbart oder mit allen eines Segments oder einer Bedarfsgruppe.
agreements-made-by-curators = Wer den Katalog pflegt, legt das Erste an; dann steht es hier.
agreements-no-customers = Kein Kunde gefunden
agreements-find = Nach Name oder Nummer suchen
agreements-new = Neue Vereinbarung
agreements-new-short = Neue Vereinbarung
agreements-new-for = Neue Vereinbarung mit { $name }
agreements-new-sub = Sie beginnt als Entwurf. Niemand sieht sie, bis sie veröffentlicht ist.
agreements-without-any = Noch keine Vereinbarung
agreements-without = ohne
agreements-back = Zurück
agreements-create = Entwurf beginnen
agreements-keep = In den Entwurf übernehmen
agreements-never-published = noch nicht veröffentlicht
agreements-not-yet = gilt später
agreements-ended = abgelaufen
agreements-applies = gilt
agreements-draft = Entwurf
agreements-state-draft = Entwurf der Fassung { $number }
agreements-state-published = Fassung { $number }
agreements-state-superseded = Fassung { $number }
agreements-always = durchgehend
agreements-from = ab { $from }
agreements-until = bis { $until }
agreements-from-until = { $from } bis { $until }
agreements-first-day = Ab
agreements-last-day = Bis einschließlich
agreements-ends-first = Es endet, bevor es beginnt.

### making one
agreements-number = Wie man sie nennt
agreements-number-help = Zum Beispiel „HM 2026“. Der Name steht auf Bestellungen und neben Preisen.
agreements-no-number = Geben Sie der Vereinbarung einen Namen.
agreements-number-taken = Dieser Kunde hat schon eine Vereinbarung dieses Namens.
agreements-price-list = Preisliste
agreements-price-list-help = Von ihren Preisen gehen Rabatte ab. Ihre Währung ist die der Vereinbarung.
agreements-no-price-list = Wählen Sie eine Preisliste.
agreements-no-price-lists = Es gibt noch keine Preisliste
agreements-no-price-lists-text = Eine Vereinbarung geht von den Preisen einer Liste aus. Legen Sie eine bei den Produkten an.

### the page of one
agreements-view-as = Als dieser Kunde ansehen
agreements-discard = Entwurf verwerfen
agreements-publish = Veröffentlichen …
agreements-discarded = Der Entwurf ist verworfen. Was veröffentlicht ist, gilt weiter.
agreements-draft-kept = Im Entwurf festgehalten. Für den Kunden ändert sich nichts, bis er veröffentlicht ist.
agreements-first-publication = Noch nicht veröffentlicht:
agreements-against = Gegenüber Fassung { $number }:
agreements-difference =
    { $changes }. Zu sehen für { $members ->
        [one] ein Mitglied
        *[other] { $members } Mitglieder
        }.
agreements-gained =
    { $count ->
        [one] ein Produkt kommt dazu
        *[other] { $count } Produkte kommen dazu
        }
agreements-lost =
    { $count ->
        [one] ein Produkt fällt weg
        *[other] { $count } Produkte fallen weg
        }
agreements-cheaper =
    { $count ->
        [one] ein Preis sinkt
        *[other] { $count } Preise sinken
        }
agreements-dearer =
    { $count ->
        [one] ein Preis steigt
        *[other] { $count } Preise steigen
        }
agreements-otherwise =
    { $count ->
        [one] ein Preis wechselt von oder zu „auf Anfrage“
        *[other] { $count } Preise wechseln von oder zu „auf Anfrage“
        }
agreements-for-many =
    { $count ->
        [one] ein Preis für viele ändert sich
        *[other] { $count } Preise für viele ändern sich
        }
agreements-terms-change =
    { $count ->
        [one] eine der Bedingungen ändert sich ({ $names })
        *[other] { $count } der Bedingungen ändern sich ({ $names })
        }
agreements-no-difference = Es ändert sich nichts
agreements-no-difference-yet =
    Heute ändert sich nichts, obwohl { $count ->
        [one] eine Regel dazukommt oder wegfällt
        *[other] { $count } Regeln dazukommen oder wegfallen
        }
agreements-show-difference = Alle zeigen
agreements-there-is-a-draft = Sie sehen, was veröffentlicht ist. Ein Entwurf ist in Arbeit.
agreements-to-draft = Zum Entwurf
agreements-may-buy = Was sie kaufen dürfen
agreements-may-buy-note = eine Regel zum Produkt selbst entscheidet; sonst die, die Hersteller und Merkmal nennt, dann die, die eines von beiden nennt, dann die nächste Kategorie; unter gleichen schlägt „draußen“ „drin“
agreements-rule = Regel
agreements-products = Produkte
agreements-count = Anzahl
agreements-in = drin
agreements-out = draußen
agreements-fixed = Festpreis
agreements-discount = Rabatt
agreements-cost-plus = Kosten plus
agreements-and-below = Kategorie { $name } und darunter
agreements-everything = Der ganze Katalog
agreements-single-in =
    { $count ->
        [one] ein einzelnes Produkt
        *[other] { $count } einzelne Produkte
        }
agreements-single-out =
    { $count ->
        [one] ein einzelnes Produkt
        *[other] { $count } einzelne Produkte
        }
agreements-nothing-in = Noch nichts
agreements-nothing-in-text = Ein Kunde sieht nur, was eine Regel hereinlässt. Beginnen Sie unten mit einer Kategorie.
agreements-nothing-in-beside = Sie nimmt selbst nichts auf. Was andere Vereinbarungen aufnehmen, ist zu sehen, zu den Preisen von dieser, wo sie welche nennt.
agreements-price = Preis
agreements-list-price = Listenpreis
agreements-applies-to = Gilt für
agreements-off-list = { $rate } unter Liste
agreements-on-cost = Kosten plus { $rate }
agreements-discounts = Preise nach Kategorie, Hersteller und Merkmal
agreements-discounts-note = ein eigener Preis des Produkts entscheidet; sonst die Zeile, die Hersteller und Merkmal nennt, dann die, die eines von beiden nennt, dann die nächste Kategorie
agreements-no-discounts = Listenpreise
agreements-no-discounts-text = Kein Rabatt vereinbart. Was keinen Festpreis hat, kostet, was die Preisliste sagt.
agreements-single-products = Einzelne Produkte
agreements-lines-shown = { $shown } von { $total }
agreements-find-line = Nach Artikelnummer oder Name suchen
agreements-remove-what = { $what } entfernen
agreements-add-category = Regel für eine Kategorie, einen Hersteller oder ein Merkmal
agreements-category = Kategorie
agreements-no-rule = Wählen Sie, was die Regel sagt.
agreements-no-category = Wählen Sie eine Kategorie.
agreements-only-maker = Hersteller
agreements-only-attribute = Merkmal
agreements-only-values = Sein Wert
agreements-only-values-help = Bei Zahlen 27, 27–32, ≥ 27, > 300 oder < 10; sonst Werte mit Kommas dazwischen, oder ja oder nein.
agreements-by-maker = von { $name }
agreements-about-none = derzeit keine
agreements-no-attribute = Wählen Sie ein Merkmal.
agreements-no-value = Nennen Sie den Wert.
agreements-no-range = Das ist weder eine Zahl noch ein Bereich. Zum Beispiel 27, 27–32, ≥ 27 oder < 10
agreements-empty-range = Der Bereich endet, bevor er beginnt.
agreements-no-yes-or-no = Ja oder nein?
agreements-too-many-values = Das ist zu lang.
agreements-rate = Prozent
agreements-rate-help = Bei „Rabatt“ vom Listenpreis, bei „Kosten plus“ auf die Kosten. Zum Beispiel 12,5
agreements-add-rule = Regel hinzufügen
agreements-add-products = Einzelne Produkte
agreements-skus = Artikelnummern
agreements-skus-help = Eine oder mehrere, mit Leerzeichen oder Komma dazwischen.
agreements-no-skus = Nennen Sie mindestens ein Produkt.
agreements-import-prices = Tabelle mit Festpreisen einfügen
agreements-terms-title = Gültigkeit und Bedingungen
agreements-terms = Bedingungen
agreements-terms-help = Was sonst vereinbart wurde. Der Kunde liest es.
agreements-history = Verlauf
agreements-look = Ansehen
agreements-take-back = Auf diese zurück

### refusals
agreements-wrong-currency = Der Preis ist in { $currency }, die Vereinbarung nicht.
agreements-wrong-rate = Ein Rabatt liegt über 0 und bei höchstens 100 Prozent; der Aufschlag auf Kosten bei höchstens 1000.
agreements-negative-price = Ein Preis ist nicht unter null.
agreements-no-price = Das ist kein Betrag.
agreements-unknown-sku = Es gibt kein Produkt mit der Artikelnummer { $sku }.
agreements-overlap = Für diese Zeit gibt es schon eine solche Zeile ({ $when }). Entfernen Sie sie zuerst, oder wählen Sie andere Tage.
agreements-no-draft = Es gibt keinen Entwurf mehr. Vielleicht wurde er gerade veröffentlicht.
agreements-changed = Jemand hat den Entwurf geändert, während Sie ihn ansahen. Unten steht, was er jetzt besagt.
agreements-no-reason = Sagen Sie, warum: Der Kunde liest es.
agreements-empty = Es bliebe nichts zu kaufen: Der Kunde sähe einen leeren Katalog. Setzen Sie unten den Haken, wenn das so sein soll.

### publishing
agreements-publish-title = { $number } veröffentlichen
agreements-note = Wir haben das geändert, weil …
agreements-note-help = Die Einkaufsleitung des Kunden bekommt es per Mail und liest es auf ihrer Seite.
agreements-even-if-empty = Der Kunde soll einen leeren Katalog sehen
agreements-not-yet-warning = Sie gilt erst ab { $from }. Bis dahin sieht der Kunde nichts davon und nichts von der Fassung davor.
agreements-is-published = Veröffentlicht. Wer bei den Kunden, die es betrifft, den Einkauf leitet, wird per Mail benachrichtigt.
agreements-take-back-title = Zurück auf Fassung { $number }
agreements-take-back-text = Was diese Fassung besagte, gilt ab jetzt wieder, unter neuer Nummer. Ein Entwurf in Arbeit bleibt, wie er ist.
agreements-is-taken-back = Zurückgenommen. Wer bei den Kunden, die es betrifft, den Einkauf leitet, wird per Mail benachrichtigt.

### difference
agreements-difference-title = Was sich ändern würde
agreements-change = Änderung
agreements-before = Vorher
agreements-after = Nachher
agreements-comes-in = kommt dazu
agreements-leaves = fällt weg
agreements-falls = sinkt
agreements-rises = steigt
agreements-changes = ändert sich
agreements-changes-many = ändert sich für viele
agreements-term = Bedingung
agreements-no-first-day = sofort
agreements-no-last-day = ohne Ende
agreements-says-nothing = nichts
agreements-end-on = Sie gilt bis { $day } und nicht länger.
agreements-end-over = Sie ist am { $day } ausgelaufen: Nichts davon würde gelten.
agreements-end-empties = Danach haben diese Leute nichts mehr zu kaufen, weil keine andere Vereinbarung für sie gilt.
agreements-end-leaves = Danach gilt für diese Leute nur noch: { $agreements }.
agreements-more-differences = Nur die ersten 500 sind aufgeführt.

### fixed prices from a table
agreements-prices-title = Festpreise aus einer Tabelle
agreements-prices-sub = Jede Zeile bekommt eine Antwort. Was stimmt, kommt in den Entwurf; was nicht, bleibt hier.
agreements-table = Zeilen
agreements-table-help = Artikelnummer; Preis; Währung; erster Tag; letzter Tag; ab wie vielen Stück. Nur die ersten beiden sind nötig. Preise in { $currency }, Tage als 2026-07-01. Aus einer Tabelle oder CSV-Datei kopieren.
agreements-table-missing = Fügen Sie mindestens eine Zeile ein.
agreements-take-prices = Preise übernehmen
agreements-prices-report =
    { $taken ->
        [one] Eine Zeile wurde übernommen
        *[other] { $taken } Zeilen wurden übernommen
        }, { $refused ->
        [one] eine nicht
        *[other] { $refused } nicht
        }.
agreements-answers = Antworten
agreements-answer = Antwort
agreements-line = Zeile
agreements-taken = übernommen
agreements-refused = abgelehnt
agreements-sku = Artikelnummer
agreements-line-columns = Artikelnummer und Preis werden gebraucht.
agreements-line-unknown = Es gibt kein Produkt mit dieser Artikelnummer.
agreements-line-days = Die Tage sind nicht lesbar, oder der letzte liegt vor dem ersten.
agreements-line-repeated = Zeile { $line } sagt schon etwas über dieselbe Zeit.
agreements-line-overlap = Die Vereinbarung hat für diese Zeit schon einen Festpreis.
agreements-line-too-many = Zu viele Zeilen auf einmal.

### why a price
agreements-why-title = Warum sieht ein Mitglied diesen Preis?
agreements-why-sub = Welche Zeile entscheidet, und was sonst betrachtet wurde.
agreements-why-help = Sagt, welche Zeile entscheidet und was verloren hat.
agreements-explain = Erklären
agreements-is-seen = Zu sehen.
agreements-is-not-seen = Nicht zu sehen.
agreements-because-out = Eine Regel nimmt genau dieses Produkt heraus.
agreements-because-in = Eine Regel lässt genau dieses Produkt herein.
agreements-because-priced = Es hat einen Festpreis und ist damit drin.
agreements-because-category-in = Die genaueste Regel dazu lässt „{ $name }“ herein.
agreements-because-category-out = Die genaueste Regel dazu nimmt „{ $name }“ heraus.
agreements-because-nothing = Keine Regel lässt es herein.
agreements-because-not-sold = Es wird nicht mehr verkauft.
agreements-no-lines = Kein Preis vereinbart, und die Liste hat keinen: Preis auf Anfrage.
agreements-source-contract = Festpreis dieser Vereinbarung
agreements-source-list = Listenpreis
agreements-source-discount = { $name }, { $rate } unter Liste
agreements-lost-specific = weniger genau
agreements-lost-higher = höher
agreements-lost-no-list = es gibt keinen Listenpreis
agreements-lost-not-yet = erst ab { $from }
agreements-lost-ended = endete am { $until }

### making a customer
agreements-new-customer = Neuer Kunde
agreements-new-customer-sub = Ein Unternehmen bekommt eine eigene Seite. Was es kaufen darf, kommt im nächsten Schritt.
agreements-the-company = Das Unternehmen
agreements-name = Name
agreements-name-missing = Geben Sie den Namen des Unternehmens an.
agreements-mark = Kürzel
agreements-mark-help = Ein bis drei Buchstaben, wo es kein Logo gibt.
agreements-mark-missing = Geben Sie ein bis drei Buchstaben an.
agreements-mark-long = Höchstens drei Buchstaben.
agreements-hue = Farbe
agreements-hue-help = Ihrer Knöpfe und Verweise. Mit jeder bleibt alles lesbar.
agreements-hue-wrong = Wählen Sie eine Farbe.
agreements-hue-blue = Blau
agreements-hue-sea = Meerblau
agreements-hue-green = Grün
agreements-hue-leaf = Blattgrün
agreements-hue-amber = Bernstein
agreements-hue-orange = Orange
agreements-hue-red = Rot
agreements-hue-pink = Rosa
agreements-hue-violet = Violett
agreements-hue-own = Wie bisher
agreements-segment = Segment
agreements-segment-missing = Wählen Sie ein Segment.
agreements-segment-other = Andere
agreements-segment-global = Global
agreements-segment-enterprise = Großkonzern
agreements-segment-large-corporate = Großunternehmen
agreements-segment-preferred = Mittelstand
agreements-segment-internet-partner = Internetpartner
agreements-segment-healthcare = Gesundheitswesen
agreements-segment-federal = Bund
agreements-segment-state-and-local = Länder und Gemeinden
agreements-segment-education = Bildung
agreements-segment-small-business = Kleinunternehmen
agreements-segment-consumer = Privat
agreements-all-segments = Alle Segmente
agreements-tier = Stufe
agreements-tier-help = Wie viel Aufmerksamkeit es bekommt. Filtert Kundenlisten und Änderungen vieler Vereinbarungen.
agreements-tier-wrong = Wählen Sie eine Stufe.
agreements-tier-mvc = Wertvollste
agreements-tier-mgc = Ausbaufähigste
agreements-tier-migrator = Aufsteiger
agreements-tier-bz = Unter null
agreements-all-tiers = Alle Stufen
agreements-employees = Beschäftigte
agreements-employees-wrong = Bitte eine ganze Zahl.
agreements-country = Land
agreements-country-help = Zwei Buchstaben, zum Beispiel DE
agreements-country-wrong = Bitte zwei Buchstaben.
agreements-units = Einheiten
agreements-units-help = Abteilungen oder Standorte, einer je Zeile.
agreements-first-manager = Erste Einkaufsleitung
agreements-first-manager-note = per E-Mail eingeladen; lädt die anderen ein
agreements-manager-name = Name
agreements-manager-missing = Geben Sie auch den Namen an.
agreements-manager-wrong = Diese Person kann nicht eingeladen werden. Prüfen Sie die Adresse.
agreements-create-customer = Kunden anlegen
agreements-customer-made = { $name } hat jetzt eine Seite. Als Nächstes: Was darf es kaufen?

### today
agreements-today-ending = { $number } mit { $customer } endet am { $day }
agreements-today-ending-why = Nichts folgt darauf: nach diesem Tag sieht dort niemand mehr Preise.
agreements-today-ended = { $number } mit { $customer } endete am { $day }
agreements-today-ended-why = Nichts folgt darauf: dort sieht niemand mehr Preise.
agreements-today-draft = Ihr Entwurf von { $number } mit { $customer } ist nicht veröffentlicht
agreements-today-draft-why = Begonnen { $ago }.
agreements-today-go-on = Weiter

agreements-looked-after = Betreut von
agreements-account-manager-help = Die Leute des Kunden sehen den Namen auf ihrer Startseite. Weitere können später hinzukommen.
agreements-account-manager-wrong = Wählen Sie jemanden aus der Kundenbetreuung.

### für wen
agreements-for-whom = Für wen
agreements-for-segment = Segment { $name }
agreements-for-needs = Bedarf: { $name }
agreements-look-as-one = Für einen Kunden vergleichen
agreements-find-customer = Suchen
agreements-looked-at-for = Verglichen für { $name }, mit allem, was sonst für dessen Leute gilt.
agreements-looked-at-for-all = Für sich verglichen, { $whose }: Was die eigene Vereinbarung eines Kunden vorher sagt, bleibt außer Acht.
agreements-no-such-customer = So heißt kein Kunde, für den sie gilt.
agreements-tells-many =
    { $customers ->
        [0] Keiner dieser Kunden hat schon eine Einkaufsleitung, die benachrichtigt werden könnte.
        [one] Wer bei einem Kunden den Einkauf leitet, wird per Mail benachrichtigt.
        *[other] Wer bei { $customers } Kunden den Einkauf leitet, wird per Mail benachrichtigt, einige Hundert auf einmal.
        }
agreements-reaches =
    { $customers ->
        [one] Ein Kunde
        *[other] { $customers } Kunden
        }, { $members ->
        [one] ein Mitglied
        *[other] { $members } Mitglieder
        }
agreements-new-for-many = Neue Vereinbarung mit vielen Kunden
agreements-choose-many = Mit allen Kunden eines Segments oder einer Bedarfsgruppe
agreements-many-help = Sie gilt für alle darin, neben dem, was mit ihnen allein vereinbart wurde.
agreements-no-audience = Wählen Sie, für wen sie gilt.
agreements-unit = Einheit
agreements-unit-help = Leer lassen, wenn sie für das ganze Unternehmen gilt.
agreements-to-price-lists = Zu den Preislisten
agreements-order = Welche Vereinbarung zählt
agreements-order-rule-ask = Für jedes Produkt werden sie von oben an gefragt. Die erste, die etwas über das Produkt sagt, entscheidet, ob es zu sehen ist. Die erste, die einen Preis nennt, entscheidet, was es kostet; nennt keine einen, gilt die erste Preisliste, in der es steht.
agreements-order-rule-first = Was für weniger Menschen ist, steht weiter oben: zuerst eine Einheit, dann ihr Unternehmen, dann eine Bedarfsgruppe, dann ein Segment. Von zweien für dieselben die, die später begonnen hat.
agreements-order-rule-currency = Alle Preise sind in der Währung der obersten. Vereinbarungen in einer anderen zählen daneben nicht.
agreements-reach-unit = für die Einheit
agreements-reach-customer = für das Unternehmen
agreements-reach-needs = für die Bedarfsgruppe
agreements-reach-segment = für das Segment

### Bedingungen
agreements-payment = Zahlung
agreements-payment-help = Zum Beispiel „30 Tage netto“
agreements-delivery = Lieferung
agreements-delivery-help = Zum Beispiel „DAP, frei ab 500 €“
agreements-contact = Wen fragen
agreements-contact-help = Name, Telefon oder Adresse. Der Kunde liest es.
agreements-least = Ab wie vielen Stück
agreements-least-help = Leer: ab dem ersten.
agreements-no-pieces = Das ist keine Stückzahl.
agreements-price-help = Bei „Festpreis“
agreements-price-of-category = Eine Kategorie hat keinen eigenen Preis. Wählen Sie einen Rabatt, oder nennen Sie ein Produkt.
agreements-cost-list = Diese Liste enthält die Kosten. Wählen Sie eine, nach der Kunden gefragt werden.

### was ein Kunde ist
agreements-needs = Bedarfsgruppe
agreements-needs-help = Was der Kunde vor allem braucht, in Ihren Worten. Vereinbarungen können für alle darin gelten.
agreements-needs-known = Was der Kunde vor allem braucht. Bisher bekannt: { $known }
agreements-about-sub = Segment und Bedarf entscheiden, welche Vereinbarungen mit vielen Kunden gelten.
agreements-keep-customer = Übernehmen
agreements-customer-kept = Übernommen.
agreements-change-customer = Angaben ändern

### warum, im Einzelnen
agreements-the-product = das Produkt
agreements-source-cost-plus = { $name }, Kosten plus { $rate }
agreements-source-promotion = Aktion „{ $name }“
agreements-source-subscription = Rabatt aus { $plan }, Abonnement { $number }
agreements-lost-later = eine Vereinbarung, die zuerst kommt, nennt einen Preis
agreements-lost-promoted = eine Aktion oder der Rabatt eines Abonnements ist niedriger
agreements-lost-no-cost = die Kosten sind nicht bekannt
agreements-lost-pieces = erst ab mehr Stück

### veröffentlichen an einem Tag
agreements-publish-on = Gilt ab
agreements-publish-on-help = Leer: sofort. Sonst von selbst zu Beginn dieses Tages (UTC); bis dahin lässt sich der Entwurf nicht ändern.
agreements-publish-now = Jetzt veröffentlichen
agreements-publish-do = Veröffentlichen
agreements-in-the-past = Wählen Sie einen Tag, der noch kommt.
agreements-ends-before = Bis dahin ist die Vereinbarung zu Ende. Wählen Sie einen früheren Tag, oder lassen Sie sie länger gelten.
agreements-is-planned = Sie wird am { $day } von selbst veröffentlicht.
agreements-planned = Wird am { $day } von selbst veröffentlicht
agreements-planned-text = Das hat { $name } entschieden. Bis dahin ändert sich am Entwurf nichts.
agreements-planned-refused = Der Entwurf wird am { $day } veröffentlicht und lässt sich bis dahin nicht ändern. Nehmen Sie das erst zurück.
agreements-withdraw-plan = Zurücknehmen
agreements-plan-withdrawn = Der Entwurf wird nicht mehr von selbst veröffentlicht und lässt sich wieder ändern.

### was eine Änderung berührt
agreements-touches = Was das berührt
agreements-touches-note = enthält ein Produkt, das wegfällt oder seinen Preis ändert
agreements-touches-request = Anforderung { $number } von { $name }: { $title }
agreements-touches-more =
    { $count ->
        [one] und eine weitere Anforderung
        *[other] und { $count } weitere Anforderungen
    }
agreements-touches-baskets =
    { $count ->
        [one] Der Korb einer Person
        *[other] Die Körbe von { $count } Personen
    }
agreements-touches-standard = Standardkonfiguration

### was vereinbart ist, für die Leute des Kunden
agreements-agreed = Was vereinbart ist
agreements-agreed-sub = Was für Sie gilt, in der Reihenfolge, in der es zählt.
agreements-agreed-none = Noch ist nichts vereinbart
agreements-agreed-none-text = Ihr Kundenteam trifft eine Vereinbarung mit Ihnen. Bis dahin sind keine Produkte und Preise zu sehen.
agreements-agreed-buy = Was Sie kaufen können
agreements-agreed-prices = Preise
agreements-agreed-not = nicht { $what }
agreements-agreed-single-out =
    { $count ->
        [one] ein einzelnes Produkt nicht
        *[other] { $count } einzelne Produkte nicht
        }
agreements-agreed-own =
    { $count ->
        [one] Ein eigener Preis für ein Produkt
        *[other] Eigene Preise für { $count } Produkte
        }
agreements-agreed-otherwise = Was keinen vereinbarten Preis hat, kostet den Listenpreis.
agreements-agreed-unit = für Ihre Einheit
agreements-agreed-company = für Ihr Unternehmen
agreements-agreed-many = für Sie und andere Unternehmen wie Ihres
agreements-agreed-since = So seit { $day }.
agreements-ends-soon = { $number } endet am { $day }
agreements-ends-soon-why = Sprechen Sie rechtzeitig mit Ihrem Kundenteam darüber, wie es weitergeht.
agreements-nothing-to-change = Nichts würde sich ändern: Jede Vereinbarung sagt das schon, oder es gibt keine.

# Dieselbe Änderung vieler Vereinbarungen
agreements-sweeps = Änderungen vieler
agreements-sweeps-sub = Dieselbe Änderung der Vereinbarungen vieler Kunden, und wie weit sie ist
agreements-sweeps-none = Noch keine Änderung vieler
agreements-sweeps-none-text = Geben Sie einem ganzen Segment einen Rabatt, nehmen Sie ein Produkt aus allen Katalogen, oder lassen Sie Vereinbarungen später enden: einmal, für alle.
agreements-sweeps-link = Viele auf einmal ändern
agreements-sweep-new = Viele Vereinbarungen ändern
agreements-sweep-new-sub = Wählen Sie, wessen und was; sehen Sie nach, wen es betrifft; dann beginnen Sie
agreements-sweep-whom = Wessen Vereinbarungen
agreements-sweep-what = Was geändert wird
agreements-sweep-how = Wie
agreements-sweep-needs = Bedarf
agreements-sweep-units = Auch was für einzelne Einheiten vereinbart ist
agreements-sweep-about = Es geht um
agreements-sweep-product = ein Produkt
agreements-sweep-last-day = den letzten Tag der Vereinbarung
agreements-sweep-sku-help = Nur wo es um ein Produkt geht.
agreements-sweep-no-rules = keine Regel mehr
agreements-sweep-no-prices = kein Rabatt oder Aufschlag mehr
agreements-sweep-no-lines = keine eigene Zeile mehr
agreements-sweep-until = Vereinbarungen gelten bis { $day }
agreements-sweep-publish-at-once = Sofort in Kraft setzen; sonst bleiben Entwürfe, die einzeln veröffentlicht werden
agreements-sweep-look = Nachsehen, wen es betrifft
agreements-sweep-begin = Beginnen
agreements-sweep-touches = Wen es betrifft
agreements-sweep-about-products =
    { $count ->
        [0] Die Zeile betrifft derzeit kein Produkt im Angebot. Vielleicht ist etwas anderes gemeint.
        [one] Die Zeile betrifft derzeit ein Produkt im Angebot.
        *[other] Die Zeile betrifft derzeit { $count } Produkte im Angebot.
    }
agreements-sweep-summary = { $changed } würden geändert, { $unchanged } sagen das schon, { $skipped } blieben unberührt.
agreements-sweep-more =
    { $count ->
        [one] Und noch eine.
       *[other] Und { $count } weitere.
    }
agreements-sweep-outcome = Was daraus wird
agreements-sweep-would-change = würde geändert
agreements-sweep-changed = Geändert
agreements-sweep-unchanged = sagt das schon
agreements-sweep-skipped = Unberührt
agreements-sweep-begun = Begonnen von
agreements-sweep-running = läuft
agreements-sweep-stopped = angehalten
agreements-sweep-finished = fertig
agreements-sweep-stop = Anhalten
agreements-sweep-again = Weiter
agreements-sweep-progress = { $done } von { $all } Vereinbarungen angesehen.
agreements-sweep-publishes = Jede Änderung tritt sofort in Kraft.
agreements-sweep-drafts = Jede Änderung bleibt als Entwurf.
agreements-sweep-why-draft = Jemand arbeitet an einem Entwurf davon.
agreements-sweep-why-currency = Sie ist in einer anderen Währung.
agreements-sweep-why-empty = Sie ließe den Leuten nichts zu kaufen.
agreements-sweep-why-ends = Sie würde enden, bevor sie beginnt.
agreements-sweep-why-gone = Sie ist nicht mehr in Kraft.

# Was ein Kunde ist
agreements-reference = Nummer im eigenen System
agreements-industry = Art des Geschäfts
agreements-sales = Jahresumsatz
agreements-sales-wrong = Schreiben Sie einen Betrag wie 1500000 und seine Währung.
agreements-founded = Gründungsjahr
agreements-founded-wrong = Schreiben Sie ein Jahr wie 1998.
agreements-address = Anschrift
agreements-street = Straße
agreements-postcode = Postleitzahl
agreements-city = Ort
agreements-phone = Telefon
agreements-reference-taken = Ein anderer Kunde hat diese Nummer.
agreements-segment-suggested = Nach Beschäftigten und Art des Geschäfts: { $segment }. Sie können anders wählen.
