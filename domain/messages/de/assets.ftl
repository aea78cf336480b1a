## Geräte

assets-title = Geräte
assets-mine-title = Meine Geräte
assets-mine-sub = Was Sie bekommen haben. Öffnen Sie ein Gerät, um Hilfe zu holen, es zu ersetzen oder es zurückzugeben.
assets-sub = Jedes Gerät mit dem, der es hat, wo es steht und wie lange die Garantie läuft.
assets-views = Welche Geräte
assets-all = Alle
assets-counted = { $name } ({ $count })
assets-only-mine = Nur meine
assets-everybodys = Die des ganzen Unternehmens
assets-my-units = Die meiner Einheit
assets-and-more = über { $count }
assets-scan-tag = Gerätenummer oder Scan
assets-scan-open = Öffnen
assets-scan-help = Die Kamera eines Telefons öffnet den Code auf dem Etikett von selbst.
assets-no-such-tag = Ein Gerät { $tag }, das Sie sehen können, gibt es nicht. Prüfen Sie die Nummer auf Tippfehler.
assets-all-kinds = Alle Produkte
assets-person-email = E-Mail der Person
assets-all-units = Alle Einheiten
assets-any-warranty = Garantie beliebig
assets-warranty-within =
    { $days ->
        [one] Garantie endet innerhalb eines Tages
       *[other] Garantie endet innerhalb von { $days } Tagen
    }
assets-search = Nummer oder Name
assets-more-than = Mehr als { $count } Geräte
assets-to-first = Zum Anfang
assets-none = Noch keine Geräte
assets-none-text = Was Sie bekommen haben, steht hier mit seiner Geschichte und dem Weg zur Hilfe.
assets-none-found = Kein solches Gerät
assets-none-found-text = Vielleicht mit weniger Wörtern oder in einem anderen Zustand.
assets-show-all = Alle zeigen

### ein Gerät
assets-tag = Gerätenummer
assets-own-tag = Ihre Inventarnummer
assets-own-tag-is = Ihre Inventarnummer { $number }
assets-serial = Seriennummer
assets-serial-is = Seriennummer { $number }
assets-name = Bezeichnung
assets-sku = Artikelnummer
assets-manufacturer = Hersteller
assets-model = Modell
assets-state = Zustand
assets-person = Person
assets-unit = Einheit
assets-cost-centre = Kostenstelle
assets-place = Standort
assets-loaned-to = Verliehen an
assets-loaned-until = Verliehen bis
assets-lent-until = { $name }, bis { $day }
assets-bought = Gekauft
assets-delivered = Geliefert
assets-warranty = Garantie bis
assets-warranty-over = { $day }, abgelaufen
assets-refresh = Austausch am
assets-wiped = Nachweis der Datenlöschung
assets-note = Bemerkung
assets-order = Bestellung
assets-origin = Herkunft
assets-origin-imported = Anderswo gekauft
assets-whereabouts = Wo es ist
assets-to-be-sent = an uns zurückzuschicken; bitte schreiben Sie { $number } auf das Paket
assets-repair-since = bei uns zur Reparatur seit { $day } ({ $number })
assets-repaired-at = repariert und zurückgeschickt am { $day } ({ $number })
assets-replaces = Ersetzt
assets-replaced-by = Ersetzt durch
assets-facts = Angaben
assets-as-built = So wurde es gebaut
assets-history = Was mit ihm geschah
assets-no-history = Noch ist nichts bekannt
assets-code = Code
assets-scan = Scannen öffnet diese Seite
assets-qr = Code, der zu { $tag } führt
assets-label = Etikett
assets-labels = Etiketten
assets-labels-sub = Auf Aufkleber drucken; die Kamera eines Telefons führt von jedem zu seinem Gerät.
assets-no-labels = Keine Geräte für Etiketten
assets-no-labels-text = Wählen Sie in der Liste, wofür Sie Etiketten möchten, und dann „Etiketten“.
assets-help = Hilfe holen
assets-replace = Ersetzen
assets-replacement-added = { $name } liegt im Warenkorb.
assets-no-replacement = Weder dieses Gerät noch ein Nachfolger ist in Ihrem Katalog. Vielleicht hilft eines von diesen.
assets-customer = Kunde

### wo ein Gerät in seinem Leben ist
assets-state-in-use = In Benutzung
assets-state-in-stock = Im Lager
assets-state-on-loan = Verliehen
assets-state-being-returned = Auf dem Rückweg
assets-state-retired = Ausgemustert
assets-state-returned = Zurückgeschickt
assets-state-in-repair = In Reparatur

### was man tun kann
assets-assign = Ausgeben
assets-transfer = Umziehen
assets-lend = Verleihen
assets-give-back = Zurückgeben
assets-take-back = Zurücknehmen
assets-describe = Tage und Bemerkungen
assets-keep = Speichern
assets-retire = Ausmustern
assets-done-assign = Ausgegeben; die Person erfährt es per E-Mail.
assets-done-transfer = Umgezogen.
assets-done-lend = Verliehen.
assets-done-give-back = Es ist auf dem Rückweg. Danke.
assets-done-take-back = Es ist wieder im Lager.
assets-done-describe = Gespeichert.
assets-done-retire = Es ist außer Betrieb.
assets-to-person = E-Mail-Adresse
assets-to-person-help = Von jemandem aus Ihrem Unternehmen. Die Person erfährt es per E-Mail.
assets-lend-help = Die E-Mail-Adresse von jemandem aus Ihrem Unternehmen oder der Name dessen, der es sonst bekommt.
assets-give-back-help = Sagen Sie es, wenn Sie es abgeben oder schicken. Bis es zurückgenommen ist, bleibt es bei dem, der es hat.
assets-take-back-help = Wer es hatte, hat es bei Ihnen abgegeben. Dann liegt es im Lager, an dem Ort, den Sie nennen.
assets-retire-help = Ein ausgemustertes Gerät bleibt mit seiner Geschichte in der Liste, aber es geschieht nichts mehr mit ihm.
assets-wiped-help = Seine Nummer, wenn jemand die Löschung der Daten bescheinigt hat.
assets-wiped-needed = Auf diesem Gerät liegen Daten: Tragen Sie die Nummer des Zertifikats ein, oder fügen Sie das Zertifikat zuerst den Dokumenten hinzu.
assets-no-certificate = Auf diesem Gerät liegen Daten. Tragen Sie die Nummer des Löschzertifikats ein, oder fügen Sie das Zertifikat zuerst den Dokumenten hinzu.
assets-why = Warum
assets-not-a-day = Das ist kein Tag.
assets-meanwhile = Inzwischen hat jemand anders dieses Gerät geändert. Sehen Sie es sich noch einmal an.
assets-not-possible = Das geht nicht, solange das Gerät „{ $state }“ ist.
assets-no-such-person = Niemand in Ihrem Unternehmen hat diese Adresse.
assets-no-such-part = Ihr Unternehmen hat diese Einheit oder Kostenstelle nicht.
assets-nothing-new = So ist es schon; es wurde nichts geändert.
assets-to-nobody = Sagen Sie, wer es bekommt.
assets-day-over = Dieser Tag ist vorbei.
assets-too-long = Ein Text ist zu lang: eine Bemerkung hat höchstens { $note } Zeichen, alles andere { $text }.

assets-several = Mehrere ändern
assets-several-sub = Mit allen geschieht dasselbe, oder mit keinem etwas.
assets-several-tags = Ihre Tags
assets-several-tags-help = Getippt oder gescannt, je Zeile eines; höchstens { $most }.
assets-several-what = Was mit ihnen geschieht
assets-several-assign-note = An die Person unten; sie wird per E-Mail benachrichtigt.
assets-several-move-note = Dorthin, was Sie unten wählen; was leer bleibt, bleibt, wie es ist.
assets-several-back-note = Niemand hat sie mehr. Sie stehen am Ort unten, wenn Sie einen nennen.
assets-several-do = Ändern
assets-several-none = Nennen Sie wenigstens ein Gerät.
assets-several-too-many = Höchstens { $most } auf einmal.
assets-several-unknown = Geräte mit diesen Tags hat Ihre Firma nicht: { $tags }
assets-several-not-possible = Mit diesen geht es nicht, wie sie jetzt sind: { $tags }
assets-several-done = { $count ->
    [one] Ein Gerät ist geändert.
   *[other] { $count } Geräte sind geändert.
}

### was geschah
assets-event-shipped = Verschickt
assets-event-numbered = Seriennummer eingetragen
assets-event-imported = Importiert
assets-event-updated = Durch einen Import aktualisiert
assets-event-assigned = Ausgegeben
assets-event-transferred = Umgezogen
assets-event-lent = Verliehen
assets-event-given-back = Auf dem Rückweg
assets-event-taken-back = Zurückgenommen
assets-event-described = Tage und Bemerkungen geändert
assets-event-retired = Ausgemustert
assets-event-sent-back = Zurückgeschickt
assets-event-in-repair = Bei uns zur Reparatur
assets-event-repaired = Repariert und zurückgeschickt
assets-event-exchanged = Bei uns geblieben; ein anderes trat an seine Stelle
assets-event-in-exchange = Zum Tausch geschickt

### Dokumente eines Geräts
assets-papers = Dokumente
assets-paper-add = Dokument hinzufügen
assets-paper-kind = Art
assets-paper-title = Titel
assets-paper-title-help = Bleibt das Feld leer, gilt der Name der Datei.
assets-paper-title-wrong = Geben Sie einen Titel mit höchstens 120 Zeichen an.
assets-paper-photo = Ein Foto davon genügt.
assets-paper-invoice = Rechnung
assets-paper-wipe-certificate = Löschzertifikat
assets-paper-other = Sonstiges
assets-paper-added-by = Hinzugefügt
assets-paper-added = Das Dokument ist da.
assets-paper-remove = { $title } entfernen
assets-paper-removed = Das Dokument ist entfernt.
assets-paper-stays = Der Nachweis eines Geräts, das außer Betrieb ist, bleibt bei ihm.
assets-papers-too-many = Ein Gerät hat höchstens { $most } Dokumente.

### was wann ersetzt wird
assets-refresh-plan = Ersatzplanung
assets-refresh-sub = Was in den nächsten drei Jahren zu ersetzen ist und was es beim Kauf gekostet hat.
assets-refresh-none = Nichts steht an
assets-refresh-none-text = Nichts, was im Einsatz ist, soll in den nächsten drei Jahren ersetzt werden, soweit es jemand gesagt hat. Der Tag wird auf der Seite eines Geräts oder durch einen Import gesetzt und ergibt sich bei unseren Lieferungen aus dem, was für sie gilt.
assets-quarter = Quartal
assets-quarter-of = { $number }. Quartal { $year }
assets-overdue = Überfällig
assets-units = Geräte
assets-priced = Geräte mit Preis
assets-priced-of = für { $count } davon
assets-paid = Kosten beim Kauf
assets-currency = Währung
assets-due-days = { $first } bis { $last }
assets-due-between = Zu ersetzen zwischen { $first } und { $last }.
assets-due-before = Zu ersetzen vor dem { $last }.

### was als Gerät geführt wird
assets-keeping = Geräte
assets-keeping-text = Wozu nirgends etwas gesagt ist, das wird nicht einzeln geführt. Was nach oben überlassen bleibt, richtet sich nach der Kategorie darüber.
assets-keeping-kept = Wird einzeln geführt
assets-keeping-holds-data = Darauf liegen Daten
assets-keeping-warranty = Garantie in Monaten
assets-keeping-refresh = Zu ersetzen nach Monaten
assets-keeping-yes = Ja
assets-keeping-no = Nein
assets-keeping-as-above = Wie oben: { $answer }
assets-keeping-months-help =
    { $months ->
        [0] Ab der Lieferung. Leer heißt wie oben: keine.
       *[other] Ab der Lieferung. Leer heißt wie oben: { $months }.
    }
assets-keeping-months-wrong = Eine ganze Zahl von 0 bis { $most }.

assets-line-replaces = Ersetzt
assets-line-not-replaced = Es sind weniger Stück als Geräte, die ersetzt werden sollen. Nicht ersetzt:

### Import
assets-import = Geräte importieren
assets-import-sub = Was Ihr Unternehmen anderswo gekauft hat. Jede Zeile wird beantwortet; Bekanntes wird aktualisiert.
assets-file = Datei
assets-file-help = CSV oder eine Arbeitsmappe (.xlsx) mit höchstens 100.000 Zeilen und 25 MB. Von einer Arbeitsmappe wird das erste Blatt gelesen, auf dem etwas steht.
assets-columns = Spalten
assets-columns-text = Die erste Zeile nennt die Spalten, in beliebiger Reihenfolge; andere bleiben unbeachtet. Jede Zeile braucht eine Nummer oder eine Seriennummer und eine Bezeichnung oder ein Modell. Tage stehen als 14.6.2026 oder 2026-06-14; für eine Person steht ihre E-Mail-Adresse, für eine Einheit ihr Name, für eine Kostenstelle ihre Nummer; sku ist unsere Artikelnummer; der Zustand ist „in Benutzung“, „im Lager“ oder „ausgemustert“. Bei einem Gerät, das schon da ist, ändert sich nur, was die Zeile sagt, und nie sein Zustand.
assets-no-file = Wählen Sie eine Datei.
assets-too-many = Die Datei hat mehr als { $most } Zeilen. Teilen Sie sie auf.
assets-no-tag-column = Die Datei hat keine Spalte „Inventarnummer“ und keine „Seriennummer“.
assets-imports-go-on = Es werden schon mehrere lange Dateien importiert. Schicken Sie diese, sobald eine davon fertig ist.
assets-import-under-way = Bisher sind { $answered } von { $lines } Zeilen beantwortet. Es geht von selbst weiter, auch nach einer Unterbrechung; laden Sie die Seite neu, um mehr zu sehen.
assets-import-broke-off = Der Import wurde abgebrochen: { $answered } von { $lines } Zeilen sind beantwortet. Schicken Sie die Datei für den Rest noch einmal; nichts kommt doppelt dazu.
assets-import-can-go-on = Der Import wurde abgebrochen: { $answered } von { $lines } Zeilen sind beantwortet. Die Datei ist noch da, und der Rest kann weitergehen; nichts kommt doppelt dazu.
assets-import-go-on = Fortsetzen
assets-import-goes-on = Der Import geht weiter.
assets-import-others-go-on = Es werden schon mehrere lange Dateien importiert. Setzen Sie diese fort, sobald eine davon fertig ist.
assets-imports-too-much-today = Ihr Unternehmen hat heute so viele Dateien oder Zeilen geschickt, wie an einem Tag angenommen werden. Schicken Sie diese Datei morgen.
assets-imports = Frühere Importe
assets-imports-to-first = Zu den neuesten
assets-import-by = Gesendet
assets-import-so-far = { $answered } von { $lines } Zeilen beantwortet
assets-report = Antworten als CSV
assets-outcome = Antwort
assets-outcome-added = Neu
assets-outcome-updated = Aktualisiert
assets-outcome-same = Unverändert
assets-outcome-refused = Abgelehnt
assets-line = Zeile
assets-why-refused = Grund
assets-refused-lines = Abgelehnte Zeilen
assets-refused-more = Die ersten { $shown } von { $all }. Die Antworten als CSV enthalten alle.
assets-none-refused = Jede Zeile wurde übernommen
assets-why-no-tag = Weder eine Nummer noch eine Seriennummer.
assets-why-bad-tag = Dieses Wort braucht die Website selbst. Geben Sie dem Gerät eine andere Nummer.
assets-why-no-name = Weder eine Bezeichnung noch ein Modell.
assets-why-not-a-day = „{ $what }“ ist kein Tag.
assets-why-not-a-state = Im Zustand „{ $what }“ kann ein Gerät nicht beginnen.
assets-why-too-long = Was in „{ $what }“ steht, ist zu lang.
assets-why-twice = Diese Nummer steht schon in Zeile { $what }.
assets-why-serial-twice = Diese Seriennummer steht schon in Zeile { $what }.
assets-why-no-unit = Ihr Unternehmen hat keine Einheit „{ $what }“.
assets-why-no-cost-centre = Ihr Unternehmen hat keine Kostenstelle „{ $what }“.
assets-why-no-person = Niemand in Ihrem Unternehmen hat die Adresse „{ $what }“.
assets-why-person-and-state = Was jemand hat, ist in Benutzung.
assets-why-serial-taken = Diese Seriennummer gehört zu { $what }.
assets-why-ours = Dieses Gerät kam von uns; es wird auf seiner eigenen Seite geändert.
assets-why-held = Das Gerät ist verliehen oder ausgemustert, und niemand kann es bekommen. Was verliehen ist, nehmen Sie erst auf seiner eigenen Seite zurück.

### für Mitarbeiter
assets-search-all = Welches Gerät?
assets-search-all-text = Geben Sie den Anfang einer Gerätenummer, einer Inventarnummer des Kunden oder einer Seriennummer ein.
assets-search-all-sub = Über alle Kunden.
assets-first-found = Die ersten { $count }
