## catalog

# Dateien, die nicht gelesen werden können
catalog-file-empty = Die Datei ist leer.
catalog-file-no-lines = Die Datei hat eine Kopfzeile, aber keine Zeilen.
catalog-file-not-utf8 = Zeile { $line } ist kein UTF-8-Text. Speichern Sie die Datei als „CSV UTF-8“ und senden Sie sie noch einmal.
catalog-file-utf16 = Die Datei ist UTF-16-Text. Speichern Sie sie als „CSV UTF-8“ und senden Sie sie noch einmal.
catalog-file-not-text = Das ist keine Textdatei. Speichern Sie die Tabelle als CSV und senden Sie diese.
catalog-file-too-many-columns = Die Datei hat { $count } Spalten. Höchstens { $most } können gelesen werden.
catalog-file-too-many-lines = Die Datei hat mehr als { $most } Zeilen. Senden Sie sie in Teilen.
catalog-file-unclosed-quote = Ein Anführungszeichen, das in Zeile { $line } beginnt, wird nie geschlossen.
catalog-file-unnamed-column = Spalte { $position } hat in der Kopfzeile keinen Namen.
catalog-file-repeated-column = Zwei Spalten heißen „{ $name }“.
catalog-file-old = Das ist eine Arbeitsmappe eines älteren Excel (.xls) oder ein Dokument eines anderen Programms. Speichern Sie sie als .xlsx oder CSV und senden Sie diese.
catalog-file-protected = Die Arbeitsmappe verlangt ein Passwort. Speichern Sie sie ohne und senden Sie sie noch einmal.
catalog-file-not-a-spreadsheet = Das ist eine gepackte Datei, aber keine Arbeitsmappe. Speichern Sie die Tabelle als .xlsx oder CSV und senden Sie diese.
catalog-file-broken = Die Arbeitsmappe ist beschädigt und kann nicht gelesen werden. Öffnen Sie sie, speichern Sie sie als .xlsx und senden Sie sie noch einmal.
catalog-file-bomb = Die Datei ist klein und würde ausgepackt viel größer, als eine Tabelle sein kann. Sie wurde nicht geöffnet.
catalog-file-too-large = Die Arbeitsmappe ist zu groß: höchstens { $most } MB können gelesen werden. Senden Sie sie in Teilen oder als CSV.
catalog-file-formula =
    { $count ->
        [one] Zelle { $cell } ist eine Formel, und die Datei sagt nicht, was sie ergibt. Öffnen Sie die Arbeitsmappe, speichern Sie sie und senden Sie sie noch einmal.
       *[other] { $count } Zellen sind Formeln, die erste in { $cell }, und die Datei sagt nicht, was sie ergeben. Öffnen Sie die Arbeitsmappe, speichern Sie sie und senden Sie sie noch einmal.
    }
catalog-file-merged-header = Die Zellen { $range } sind verbunden, wo die Namen der Spalten stehen. Geben Sie jeder Spalte einen eigenen Namen, in einer Zeile.

# Was über eine gelesene Datei zu wissen ist
catalog-note-sheet = Gelesen wurde das Blatt „{ $name }“, das erste mit Inhalt. Nicht gelesen: { $others }.
catalog-note-formulas =
    { $count ->
        [one] { $first } ist eine Formel. Übernommen wird, was sie beim Speichern der Datei ergab.
       *[other] { $count } Zellen sind Formeln, die erste in { $first }. Übernommen wird, was sie beim Speichern der Datei ergaben.
    }
catalog-note-merged =
    { $count ->
        [one] Die Zellen { $ranges } sind verbunden. Nur die erste hat den Wert, die anderen sind leer.
       *[other] { $count } Gruppen von Zellen sind verbunden: { $ranges }. Nur die erste Zelle jeder Gruppe hat den Wert, die anderen sind leer.
    }
catalog-note-errors =
    { $count ->
        [one] { $first } enthält einen Fehler wie #NV und wird so gelesen, wie er dort steht.
       *[other] { $count } Zellen enthalten einen Fehler wie #NV, die erste in { $first }. Sie werden so gelesen, wie sie dort stehen.
    }

# Zeilen, die nicht übernommen wurden
catalog-line-cell-count =
    { $has ->
        [one] Sie hat eine Zelle bei { $wants } Spalten.
       *[other] Sie hat { $has } Zellen bei { $wants } Spalten.
    }
catalog-line-too-long = „{ $column }“ ist länger als { $most } Zeichen.
catalog-line-no-name = Der Name fehlt.
catalog-line-no-sku = Die Artikelnummer fehlt.
catalog-line-bad-sku = „{ $cell }“ kann keine Artikelnummer sein: nur Buchstaben, Ziffern und - . _ / + #, höchstens 40.
catalog-line-bad-price = „{ $cell }“ ist kein Preis. Schreiben Sie ihn als 1299,00, ohne Währungszeichen.
catalog-line-precise-price = Der Preis „{ $cell }“ hat mehr Nachkommastellen als seine Währung.
catalog-line-negative-price = Der Preis „{ $cell }“ liegt unter null.
catalog-line-zero-price = Der Preis ist null. Lassen Sie ihn leer für „Preis auf Anfrage“.
catalog-line-huge-price = Der Preis „{ $cell }“ ist zu hoch, um wahr zu sein.
catalog-line-no-price = Der Preis fehlt.
catalog-line-wrong-currency = Die Währung ist „{ $cell }“; dieser Import ist in { $wants }.
catalog-line-not-a-number = „{ $cell }“ in „{ $column }“ ist keine Zahl.
catalog-line-not-yes-or-no = „{ $cell }“ in „{ $column }“ ist weder Ja noch Nein.
catalog-line-other-unit = „{ $column }“ steht hier in { $says }, im Katalog aber in { $wants }. Wählen Sie { $wants }, wenn die Zahlen so gemeint sind, oder rechnen Sie um.
catalog-line-needless-unit = „{ $column }“ steht hier in { $says }, im Katalog aber ohne Einheit. Lassen Sie die Einheit leer, oder geben Sie dem Merkmal auf der Seite seiner Kategorie eine.
catalog-line-about-nothing = Sie nennt weder ein Produkt noch eine Kategorie. Kreuzen Sie „Für die ganze Liste gemeint“ an, wenn sie für alles gilt.
catalog-line-like-another-variant = Nichts würde es mehr von einer anderen Variante seiner Familie unterscheiden.
catalog-line-not-a-day = „{ $cell }“ in „{ $column }“ ist kein Tag. Schreiben Sie ihn als 31.12.2026.
catalog-line-ends-before-it-begins = Sie endet, bevor sie beginnt.
catalog-line-no-category = Die Kategorie fehlt.
catalog-line-bad-unspsc = „{ $cell }“ ist kein UNSPSC-Code; er hat acht Ziffern.
catalog-line-unknown-unit = „{ $cell }“ ist keine Mengeneinheit, die wir kennen.
catalog-line-repeats = Wiederholt Zeile { $line } von { $file }.
catalog-line-repeats-other-price = Wiederholt Zeile { $line } von { $file } mit einem anderen Preis. Der frühere Preis bleibt.
catalog-line-unknown-sku = Kein Produkt hat die Artikelnummer „{ $cell }“.
catalog-line-priced-already = Zeile { $line } von { $file } gibt diesem Produkt für diese Zeit schon einen Preis.
catalog-line-no-sku-left = Für sie ließ sich keine Artikelnummer bilden.

# Was einer Zuordnung fehlt
catalog-mapping-no-name = Sagen Sie, welche Spalte der Name ist.
catalog-mapping-no-sku = Sagen Sie, welche Spalte die Artikelnummer ist.
catalog-mapping-no-price = Sagen Sie, welche Spalte der Preis ist.
catalog-mapping-twice = Eine andere Spalte dieser Datei ist das schon.
catalog-mapping-attribute-name = Geben Sie dem Merkmal einen Namen von höchstens 60 Zeichen.
catalog-mapping-attribute-twice = Eine andere Spalte dieser Datei heißt schon so.
catalog-mapping-no-category = Sagen Sie, zu welcher Kategorie die Produkte dieser Datei gehören.
catalog-mapping-category-code = Der Code besteht aus Kleinbuchstaben, Ziffern und Bindestrichen: video-card.
catalog-mapping-category-name = Geben Sie der Kategorie einen Namen von höchstens 60 Zeichen.
catalog-mapping-sku-prefix = Der Anfang der Artikelnummern besteht aus ein bis sechs Großbuchstaben oder Ziffern: MEM.

# Der Katalog, wie ihn die Leute eines Kunden sehen
catalog-products-of =
    { $count ->
        [one] { $shown } von { $count } Produkt
       *[other] { $shown } von { $count } Produkten
    }
catalog-products =
    { $count ->
        [one] { $count } Produkt
       *[other] { $count } Produkte
    }
catalog-prices = Preise nach Vereinbarung { $agreement }
catalog-prices-until = Preise nach Vereinbarung { $agreement }, bis { $day }
catalog-empty = In Ihrem Katalog ist noch nichts
catalog-empty-text = Ihr Betreuerteam entscheidet mit Ihnen, was hierher gehört.
catalog-sku = Artikelnr.
catalog-category = Kategorie
catalog-manufacturer = Hersteller
catalog-your-price = Ihr Preis
catalog-price = Preis
catalog-where-from = Woher er kommt
catalog-price-story = Wie dieser Preis zustande kommt
catalog-price-contract = Vertragspreis
catalog-price-discount = { $agreement }, −{ $rate }
catalog-price-list = Listenpreis
catalog-price-none-why = Dafür ist kein Preis vereinbart, und die Preisliste hat keinen.
catalog-price-none = kein Preis
catalog-story-contract = Vertragspreis aus { $agreement }
catalog-story-category = { $rate } Rabatt auf { $category }
catalog-story-everything = { $rate } Rabatt auf alles
catalog-until = bis { $day }
catalog-why-less-specific = Ein genauerer Preis gilt.
catalog-why-higher = Ein niedrigerer Preis gilt.
catalog-why-no-list = Es gibt keinen Listenpreis, von dem er abginge.
catalog-why-not-yet = Gilt ab { $day }.
catalog-why-ended = Gilt zurzeit nicht.
catalog-instead-of = statt { $price }
catalog-on-request-note = Fragen Sie an: Sie erfahren den Preis, bevor etwas bestellt wird.
catalog-add-name = { $name } in den Warenkorb legen
catalog-quantity-of = Menge von { $name }
catalog-add-to-basket = In den Warenkorb
catalog-ask-for-it = Anfragen
catalog-facts = Was es ist
catalog-yes = Ja
catalog-no = Nein
catalog-filters = Filter
catalog-clear-filters = Filter entfernen
catalog-none-left = Nichts passt zu allen diesen Filtern
catalog-none-left-text = Nehmen Sie einen weg, um mehr zu sehen.
catalog-more-values = { $count } weitere
catalog-take-away = Wegnehmen: { $filter }
catalog-not-here = Suchen Sie etwas, das nicht hier ist?
catalog-ask-team = Fragen Sie Ihr Betreuerteam
catalog-ask-team-note = Es sieht, was gesucht und nicht gefunden wurde.
catalog-search-title = Suche: { $words }
catalog-hits =
    { $count ->
        [0] Nichts gefunden
        [one] { $count } Produkt gefunden
       *[other] { $count } Produkte gefunden
    }
catalog-found-as-meant = Nichts heißt genau „{ $words }“. Das kommt dem am nächsten.
catalog-found-but-one = Nichts hat alle diese Wörter. Das hier hat alle bis auf eines.
catalog-best-first = Am besten Passendes zuerst
catalog-search-empty = Was suchen Sie?
catalog-search-nothing = Nichts in Ihrem Katalog passt dazu
catalog-search-nothing-text = Versuchen Sie es mit weniger Wörtern oder nur dem Anfang eines Wortes.
catalog-search-noted = Wir haben notiert, was Sie gesucht haben.
catalog-all-categories = Alle Kategorien

# Dateien importieren
catalog-import-sub = Dateien werden zum Wissen des Katalogs: Arbeitsmappen (.xlsx) und CSV
catalog-import-new = Dateien senden
catalog-import-what = Was sie enthalten
catalog-prices-of-list = Preise
catalog-import-files = Dateien
catalog-import-files-help = Eine oder viele Arbeitsmappen (.xlsx) oder CSV-Dateien in UTF-8, zusammen 64 MB. Was ihre Spalten sind, sagen Sie im nächsten Schritt; vorher ändert sich nichts.
catalog-import-send = Senden und weiter
catalog-import-none = Noch keine Importe
catalog-import-none-text = Senden Sie oben eine Datei, um zu beginnen.
catalog-import-earlier = Importe
catalog-import-by = Von
catalog-import-state = Stand
catalog-import-uploading = Wird gelesen
catalog-import-refused = Nicht lesbar
catalog-import-unreadable = Diese Dateien sind nicht lesbar und wurden ausgelassen
catalog-import-read-so-far = Bisher wurden { $lines } Zeilen gelesen.
catalog-import-read-goes-on = Sie können diese Seite verlassen: Es wird weitergelesen, und der Import wartet auf Sie.
catalog-import-send-again = Noch einmal senden
catalog-import-waiting = Wartet auf Sie
catalog-import-running = Läuft
catalog-import-finished = Fertig
catalog-import-stopped = Angehalten
catalog-import-failed = Abgebrochen
catalog-import-nothing-taken = Nichts wurde übernommen.
catalog-import-too-many-files = Das sind zu viele Dateien auf einmal. Senden Sie höchstens 100.
catalog-import-too-large = Die Dateien sind zusammen größer als 64 MB. Senden Sie sie in Teilen.
catalog-import-no-file = Wählen Sie mindestens eine Datei.
catalog-import-report = Import
catalog-import-progress = { $done } von { $lines } Zeilen
catalog-import-into-list = Die Preise gehen in { $list }.
catalog-import-download = Bericht als CSV
catalog-import-stop = Anhalten
catalog-import-again = Fortsetzen
catalog-import-discard = Verwerfen
catalog-import-start = Import starten
catalog-lines = Zeilen
catalog-lines-count =
    { $count ->
        [one] { $count } Zeile
       *[other] { $count } Zeilen
    }
catalog-lines-not-taken = Nicht übernommen
catalog-lines-all = Alle Zeilen
catalog-lines-none = Hier sind keine Zeilen
catalog-lines-none-left = Jede Zeile wurde übernommen
catalog-line = Zeile
catalog-line-new = Neu
catalog-line-updated = Geändert
catalog-line-unchanged = Unverändert
catalog-line-repeated = Wiederholt
catalog-line-refused = Abgelehnt
catalog-file = Datei
catalog-became = Ergebnis
catalog-reason = Warum
catalog-cells = Was dort steht
catalog-mapping-title = Was sind die Spalten?
catalog-mapping-sub =
    { $files ->
        [one] { $lines } Zeilen in einer Datei. Sie sehen unsere Vermutung; berichtigen Sie, was nicht stimmt.
       *[other] { $lines } Zeilen in { $files } Dateien. Sie sehen unsere Vermutung; berichtigen Sie, was nicht stimmt.
    }
catalog-mapping-saved = Eine gespeicherte Zuordnung verwenden:
catalog-mapping-prices = Preise
catalog-mapping-currency = Währung der Dateien
catalog-mapping-currency-help = Jeder Preis in den Dateien ist in dieser Währung.
catalog-mapping-list = Preisliste
catalog-mapping-list-help = Ohne Liste bleiben die Preise weg.
catalog-mapping-new-list = Oder eine neue Liste namens
catalog-mapping-save-as = Diese Zuordnung speichern als
catalog-mapping-save-as-help = Um sie mit den nächsten Dateien wieder zu verwenden.
catalog-mapping-maker = Namen beginnen mit dem Hersteller
catalog-mapping-maker-help = Gilt, wo keine Spalte den Hersteller nennt.
catalog-mapping-column = Spalte
catalog-mapping-example = Zum Beispiel
catalog-mapping-becomes = Wird zu
catalog-mapping-becomes-of = Wozu { $column } wird
catalog-mapping-label = Heißt
catalog-mapping-label-of = Wie { $column } heißt
catalog-mapping-unit = Einheit
catalog-mapping-unit-of = Einheit von { $column }
catalog-mapping-name-long = Der Name hat mehr als 60 Zeichen.
catalog-category-code = Code, für Adressen
catalog-category-prefix = Artikelnummern beginnen mit
catalog-role-name = Name
catalog-role-name-in = Name ({ $language })
catalog-role-currency = Währung
catalog-role-unit = Mengeneinheit
catalog-role-maker-number = Nummer des Herstellers
catalog-role-unspsc = UNSPSC-Code
catalog-role-last-order-day = Letzter Bestelltag
catalog-role-lead-days = Lieferzeit in Tagen
catalog-role-description = Beschreibung
catalog-role-description-in = Beschreibung ({ $language })
catalog-role-number = Merkmal: Zahl
catalog-role-choice = Merkmal: Auswahl
catalog-role-choices = Merkmal: mehrere zur Auswahl
catalog-role-yes-no = Merkmal: ja oder nein
catalog-role-text = Merkmal: Text
catalog-role-valid-from = Gültig ab
catalog-role-valid-until = Gültig bis
catalog-role-ignore = Weggelassen
catalog-list-name = Geben Sie der Liste einen Namen von höchstens 60 Zeichen.
catalog-list-name-taken = Es gibt schon eine Preisliste mit diesem Namen.
catalog-list-needed = Wählen Sie die Liste, in die diese Preise gehen.
catalog-list-other-currency = Die Preisliste ist in { $currency }. Wählen Sie diese Währung oder eine andere Liste.

# Produkte in der Konsole
catalog-new-product = Neues Produkt
catalog-no-product-yet = Noch kein Produkt
catalog-first-product = Importieren Sie eine Datei mit ihren Kategorien, oder legen Sie das erste von Hand an.
catalog-needs-category = Es gibt noch keine Kategorie
catalog-needs-category-text = Jedes Produkt ist in einer. Legen Sie sie zuerst an, oder importieren Sie Produkte mit ihren Kategorien.
catalog-no-products = Keine Produkte passen
catalog-no-products-text = Versuchen Sie es mit weniger Wörtern oder in allen Kategorien.
catalog-not-sold = Nicht im Verkauf
catalog-without-price = Ohne Preis
catalog-is-sold = Wird verkauft
catalog-give-price = Preise geben
catalog-price-empty-note = Gilt ab sofort. Ein leerer Preis heißt: Preis auf Anfrage.
catalog-no-lists = Es gibt noch keine Preisliste
catalog-no-lists-text = Eine entsteht, wenn Sie Preise importieren.
catalog-changed-meanwhile = Jemand anderes hat dieses Produkt inzwischen geändert. Laden Sie die Seite neu und ändern Sie es dann noch einmal.
catalog-fault-no-sku = Geben Sie eine Artikelnummer an.
catalog-fault-bad-sku = Eine Artikelnummer hat nur Buchstaben, Ziffern und - . _ / + #, höchstens 40.
catalog-fault-sku-taken = Ein anderes Produkt hat diese Artikelnummer.
catalog-fault-no-name = Geben Sie einen Namen an.
catalog-fault-too-long = Das ist zu lang.
catalog-fault-no-category = Wählen Sie eine Kategorie.
catalog-fault-not-a-number = Schreiben Sie eine Zahl, ohne ihre Einheit.
catalog-fault-bad-unspsc = Ein UNSPSC-Code hat acht Ziffern.
catalog-fault-not-days = Schreiben Sie eine ganze Zahl von Tagen, höchstens 730.
catalog-fault-day-over = Dieser Tag ist vorbei. Nehmen Sie das Produkt stattdessen aus dem Verkauf.
catalog-fault-day-wrong = Schreiben Sie einen Tag, etwa 2026-12-31.
catalog-fault-not-yes-or-no = Schreiben Sie ja oder nein.

### today
catalog-today-import = Import { $files }: { $state }
catalog-today-map = Sagen, was seine Spalten sind
catalog-today-report = Bericht lesen
catalog-today-refused =
    { $count ->
        [one] 1 von { $lines } Zeilen wurde nicht übernommen; fertig { $ago }.
       *[other] { $count } von { $lines } Zeilen wurden nicht übernommen; fertig { $ago }.
    }
catalog-today-done = { $done } von { $lines } Zeilen sind übernommen; Stand { $ago }.

### viele Stück, Aktionen
catalog-price-agreed = vereinbarter Preis
catalog-story-agreed = Vereinbarter Preis aus { $agreement }
catalog-story-product = { $rate } Nachlass aus { $agreement }
catalog-story-promotion = Aktion „{ $name }“
catalog-price-subscription = Rabatt aus { $plan }
catalog-story-subscription = Rabatt aus { $plan }, Abonnement { $number }
catalog-why-later-agreement = Eine Vereinbarung, die zuerst kommt, hat einen Preis.
catalog-why-promoted = Eine Aktion oder der Rabatt eines Abonnements ist niedriger.
catalog-why-more-pieces = Erst ab mehr Stück.
catalog-from-pieces = ab { $count } Stück
catalog-from-many = ab { $count }
catalog-many-cost-less = Preis für viele
catalog-quantity = Menge
catalog-price-each = Stückpreis
catalog-many = Für viele Stück
catalog-many-from = Ab wie vielen Stück
catalog-many-help = Leer: Viele kosten, was wenige kosten.
catalog-many-pieces-wrong = Geben Sie eine Zahl über eins an.
catalog-price-list-of = Preisliste
catalog-role-pieces = Ab wie vielen Stück

### Preislisten
catalog-price-lists = Preislisten
catalog-price-lists-sub = Was Kunden gefragt werden, bevor etwas vereinbart ist, und was wir selbst bezahlen.
catalog-new-list = Neue Preisliste
catalog-make-list = Liste anlegen
catalog-list-no-prices = Noch kein Preis darin
catalog-list-made = Die Liste ist da. Preise kommen aus einer Datei hinein oder Produkt für Produkt.
catalog-list-purpose = Wozu sie dient
catalog-list-sale = was Kunden zahlen
catalog-list-cost = was wir bezahlen
catalog-list-sale-sub = Was Kunden zahlen. Vereinbarungen ziehen davon ihre Rabatte ab.
catalog-list-cost-sub = Was wir selbst bezahlen. Preise mit „Kosten plus“ entstehen daraus; kein Kunde sieht sie.
catalog-list-no-currency = Drei Buchstaben einer Währung, etwa EUR.
catalog-list-currency-help = Drei Buchstaben, etwa EUR
catalog-list-no-name = Geben Sie ihr einen Namen.
catalog-list-costs-taken = Die Kosten in dieser Währung stehen in einer anderen Liste.
catalog-list-agreements = Vereinbarungen
catalog-import-prices = Preise importieren
catalog-promotions = Aktionen
catalog-promotions-note = der Kunde zahlt, was niedriger ist: dies oder das Vereinbarte
catalog-no-promotions = Keine Aktion
catalog-no-promotions-text = Eine Aktion senkt für eine Weile die Preise für alle, die nach dieser Liste kaufen.
catalog-new-promotion = Neue Aktion
catalog-add-promotion = Aktion beginnen
catalog-promotion = Aktion
catalog-promotion-name = Name
catalog-promotion-name-help = Kunden lesen ihn neben dem Preis.
catalog-promotion-one = Ein Produkt
catalog-promotion-sku-help = Bei „Ein Produkt“
catalog-promotion-rate = Prozent vom Listenpreis
catalog-promotion-price = Oder ein Preis in { $currency }
catalog-promotion-price-help = Nur für ein Produkt
catalog-promotion-from = Ab
catalog-promotion-until = Bis
catalog-promotion-no-name = Geben Sie ihr einen Namen.
catalog-promotion-wrong-rate = Prozent zwischen 0 und 100, oder ein Preis für ein Produkt.
catalog-promotion-wrong-price = Das ist kein Preis für ein Produkt.
catalog-promotion-no-sku = Es gibt kein Produkt mit dieser Artikelnummer.
catalog-promotion-no-category = Wählen Sie, wofür sie gilt.
catalog-promotion-over = Sie endet, bevor sie beginnt, oder ist schon vorbei.
catalog-promotion-cost = Für Kosten gibt es keine Aktionen.
catalog-promotion-made = „{ $name }“ gilt ab dem ersten Tag.
catalog-promotion-ended = „{ $name }“ ist beendet.
catalog-end-promotion = { $name } jetzt beenden
catalog-end-now = Jetzt beenden
catalog-no-end = ohne Ende

# Verwandte Produkte, Bestand, wann etwas zu haben ist
catalog-relations = Verwandte Produkte
catalog-relations-none = Noch nichts. Zubehör, Passendes und der Nachfolger stehen auf der Seite des Produkts, für alle, die sie sehen dürfen.
catalog-relation-successor = Nachfolger
catalog-relation-accessory = Zubehör
catalog-relation-compatible = Passt dazu
catalog-relation-replaces = Ersetzt
catalog-relation-accessory-of = Zubehör von
catalog-relation-kind = Was es ist
catalog-relation-other = Seine SKU
catalog-relation-remove = Entfernen
catalog-relation-remove-name = { $name } entfernen
catalog-relation-unknown = Kein Produkt hat diese SKU.
catalog-relation-itself = Das ist dieses Produkt selbst.
catalog-relation-circle = Das wird schon durch dieses Produkt ersetzt, unmittelbar oder über andere.
catalog-relation-too-many = Ein Produkt hat höchstens { $most } verwandte.
catalog-stock = Bestand
catalog-stock-none = Niemand hat gesagt, was wo liegt.
catalog-stock-location = Ort
catalog-stock-on-hand = Vorhanden
catalog-stock-expected = Kommt als Nächstes
catalog-stock-expected-day = Am
catalog-stock-updated = Stand
catalog-stock-set = Festhalten
catalog-stock-gone = Wird dort nicht mehr geführt
catalog-stock-location-wrong = Nennen Sie den Ort, mit höchstens 60 Zeichen.
catalog-stock-quantity-wrong = Das ist keine Stückzahl.
catalog-stock-expected-wrong = Was als Nächstes kommt, braucht eine Menge und einen Tag.
catalog-in-stock = Auf Lager
catalog-available-today = Heute lieferbar
catalog-available-from = Lieferbar ab { $day }
catalog-in-stock-few = { $count } auf Lager
catalog-from-day = ab { $day }
catalog-maker-number = Nummer des Herstellers
catalog-unspsc = UNSPSC
catalog-leaves = Bestellbar bis { $day }. Danach verlässt es Ihren Katalog.
catalog-successor-is = Sein Nachfolger:
catalog-accessories = Zubehör
catalog-works-with = Passt dazu
catalog-belongs-to = Gehört zu
catalog-news = Neu und bald weg
catalog-news-sub = Was in Ihren Katalog gekommen ist, und was nur noch eine Weile bestellbar ist
catalog-news-nothing = Zuletzt ist nichts gekommen, und nichts geht
catalog-news-link = Was neu ist, was geht
catalog-new = Neu in den letzten { $days } Tagen
catalog-new-short = Neu in Ihrem Katalog
catalog-new-since = Seit
catalog-leaving = Verlässt Ihren Katalog
catalog-orderable-until = Bestellbar bis
catalog-compare = Nebeneinander
catalog-compare-ticked = Angekreuzte vergleichen
catalog-compare-tick = { $name } vergleichen
catalog-compare-pick = Vergleichen
catalog-compare-too-many = Höchstens sechs stehen nebeneinander; die übrigen fehlen hier.
catalog-compare-not-there = Nicht in Ihrem Katalog: { $names }.
catalog-compare-nothing = Noch nichts zu vergleichen
catalog-compare-nothing-text = Kreuzen Sie in einer Liste des Katalogs bis zu sechs Produkte an, oder nennen Sie ihre SKU.
catalog-compare-different = Nur was sich unterscheidet
catalog-compare-all = Alles, was bekannt ist
catalog-compare-without = Ohne { $name } vergleichen
catalog-compare-sku = Eine weitere SKU
catalog-compare-add = Danebenstellen
catalog-availability = Verfügbarkeit
catalog-compare-what = Was bekannt ist

# Kategorien und die Merkmale ihrer Produkte
catalog-categories = Kategorien
catalog-categories-sub = Der Baum, nach dem Kataloge gelesen werden, und was von den Produkten darin bekannt ist
catalog-categories-link = Kategorien
catalog-tree-new = Eine neue Kategorie
catalog-tree-make = Kategorie anlegen
catalog-tree-code = Kürzel
catalog-tree-code-help = Steht in Adressen: kleine Buchstaben, Ziffern und Bindestriche. Es bleibt.
catalog-tree-prefix = SKU-Anfang
catalog-tree-prefix-help = Womit zusammengesetzte SKUs beginnen: ein bis sechs Großbuchstaben und Ziffern.
catalog-tree-parent = Unter
catalog-tree-code-wrong = Schreiben Sie kleine Buchstaben, Ziffern und Bindestriche.
catalog-tree-code-taken = Eine andere Kategorie hat dieses Kürzel.
catalog-tree-prefix-wrong = Schreiben Sie ein bis sechs Großbuchstaben und Ziffern.
catalog-tree-circle = Eine Kategorie kann nicht unter sich selbst stehen.
catalog-attributes = Merkmale
catalog-attribute-new = Ein neues Merkmal
catalog-attribute-change = { $name } ändern
catalog-attribute-kind = Wie es gelesen wird
catalog-kind-number = Zahl
catalog-kind-choice = Auswahl
catalog-kind-choices = mehrere zur Auswahl
catalog-kind-yes-no = ja oder nein
catalog-kind-text = Text
catalog-attribute-unit = Einheit
catalog-attribute-unit-help = GB, oder mit # für jede von mehreren Zahlen: # × #
catalog-attribute-position = Platz
catalog-attribute-name-wrong = Schreiben Sie einen Namen mit höchstens 60 Zeichen.
catalog-attribute-name-taken = Die Kategorie hat ein Merkmal dieses Namens.
catalog-attribute-unit-wrong = Schreiben Sie eine Einheit mit höchstens 20 Zeichen.
catalog-attribute-position-wrong = Schreiben Sie einen Platz von 0 bis 999.
catalog-attribute-too-many = Eine Kategorie hat höchstens sechzig Merkmale.
catalog-attribute-unreadable = „{ $value }“ lässt sich so nicht lesen. Bringen Sie es zuerst bei den Produkten in Ordnung.
catalog-attribute-has-values =
    { $count ->
        [one] Ein Produkt hat einen Wert davon.
       *[other] { $count } Produkte haben einen Wert davon.
    }
catalog-attribute-has-rules =
    { $count ->
        [one] Eine Vereinbarung hat eine Regel dazu, die dann nichts mehr träfe. Ändern Sie zuerst die Vereinbarung.
       *[other] { $count } Vereinbarungen haben Regeln dazu, die dann nichts mehr träfen. Ändern Sie zuerst diese.
    }
catalog-promotion-sub = Gilt in der neuen Fassung ab jetzt. Was bestellt ist, behält seinen Preis.
catalog-keep-promotion = Aktion behalten
catalog-promotion-kept = „{ $name }“ ist gespeichert.
catalog-promotion-changed = Jemand anders hat sie inzwischen geändert, oder sie ist zu Ende. Sehen Sie nach, was jetzt gilt, bevor Sie dies noch einmal senden.
catalog-grid = Tabelle
catalog-grid-sub = Die Produkte einer Kategorie nebeneinander. Geschrieben wird nur, was Sie ändern: alles davon oder nichts.
catalog-grid-keys = Pfeiltasten und Eingabetaste führen von Zelle zu Zelle; ein Block aus einer Tabellenkalkulation lässt sich einfügen
catalog-grid-choose = Welche Kategorie?
catalog-grid-choose-text = Ihre Produkte mit deren Merkmalen stehen nebeneinander, fünfzig auf einer Seite.
catalog-grid-choose-short = Kategorie wählen
catalog-grid-list = Preisliste
catalog-grid-no-list = Ohne Preise
catalog-grid-costs = Kosten
catalog-grid-all = Verkauft oder nicht
catalog-grid-sold = Verkauft
catalog-grid-save = Änderungen schreiben
catalog-grid-nothing = Es wurde nichts geändert.
catalog-grid-saved =
    { $count ->
        [0] Kein Produkt wurde geändert.
        [one] Ein Produkt wurde geändert.
       *[other] { $count } Produkte wurden geändert.
    }
catalog-grid-changed = Jemand anders hat dieses Produkt inzwischen geändert; hier steht jetzt: { $now }. Senden Sie noch einmal, um Ihres zu schreiben.

### gespeicherte Filter

catalog-saved-filters = Gespeicherte Filter
catalog-saved-sub = Ansichten des Katalogs, die Sie unter einem Namen behalten; was sie zeigen, ist immer der Stand von heute
catalog-saved-none = Noch keine Filter gespeichert
catalog-saved-none-text = Wählen Sie Filter in einer Kategorie oder suchen Sie etwas; dort lässt sich die Ansicht speichern.
catalog-saved-manage = Umbenennen oder löschen
catalog-saved-keep = Diesen Filter speichern
catalog-saved-name = Name
catalog-saved-name-help = Nur Sie sehen ihn.
catalog-saved-rename = Umbenennen
catalog-saved-rename-name = { $name } umbenennen
catalog-saved-remove = Löschen
catalog-saved-remove-name = { $name } löschen
catalog-saved-gone = nicht mehr in Ihrem Katalog
catalog-saved-removed = Gelöscht.
catalog-saved-name-wrong = Geben Sie ihm einen Namen mit höchstens 60 Zeichen.
catalog-saved-name-taken = Einen Filter dieses Namens haben Sie schon.
catalog-saved-too-many = Sie haben schon { $most } Filter. Löschen Sie einen, den Sie nicht mehr brauchen.

### Namen in anderen Sprachen

catalog-names = Namen in anderen Sprachen
catalog-names-of = Namen von { $category }
catalog-names-sub = Was in einer Sprache keinen Namen hat, heißt dort wie hier. Suchen finden es unter seinen Namen.
catalog-names-thing = Hier
catalog-names-kind = Was es ist
catalog-names-category = Kategorie
catalog-names-attribute = Merkmal
catalog-names-value = Wert
catalog-names-in = { $language }
catalog-names-label = { $thing } auf { $language }
catalog-names-long = Dieser Name ist zu lang.
catalog-pictures = Bilder
catalog-picture-of = Bild { $number } von { $count }
catalog-pictures-none = Noch kein Bild. Listen zeigen eine Zeichnung der Art des Produkts.
catalog-pictures-too-many = Ein Produkt hat höchstens { $most } Bilder. Entfernen Sie zuerst eines.
catalog-picture-main = Das Hauptbild, das in Listen steht.
catalog-picture-new = Noch ein Bild
catalog-picture-add = Bild hinzufügen
catalog-picture-alt = Was zu sehen ist
catalog-picture-alt-help = Für alle, die das Bild nicht sehen: „Bildschirm von vorn, Fuß abgesenkt“.
catalog-picture-alt-wrong = Sagen Sie in höchstens 200 Zeichen, was zu sehen ist.
catalog-picture-earlier = Früher
catalog-picture-earlier-name = Früher zeigen: { $name }
catalog-picture-later = Später
catalog-picture-later-name = Später zeigen: { $name }
catalog-documents = Dokumente
catalog-documents-none = Noch kein Dokument.
catalog-documents-too-many = Ein Produkt hat höchstens { $most } Dokumente. Entfernen Sie zuerst eines.
catalog-document-new = Noch ein Dokument
catalog-document-add = Dokument hinzufügen
catalog-document-title = Titel
catalog-document-title-wrong = Geben Sie ihm einen Titel mit höchstens 120 Zeichen.
catalog-document-kind = Art
catalog-document-language = Sprache
catalog-document-file = Datei
catalog-document-data-sheet = Datenblatt
catalog-document-manual = Handbuch
catalog-document-certificate = Zertifikat
catalog-document-safety = Sicherheit
catalog-document-other = Sonstiges
catalog-variants = Ihre Ausführung
catalog-variants-others = Andere
catalog-fault-unknown-unit = Diese Maßeinheit kennen wir nicht. Schreiben Sie sie als Stück, Paar, m oder kg.
catalog-fault-same-variant = Eine andere Ausführung derselben Familie hat dieselben Werte. Ändern Sie diese, oder nehmen Sie sie zuerst aus der Familie.
catalog-families = Familien
catalog-families-sub = Produkte, die sich in wenigen Merkmalen unterscheiden, etwa Farbe oder Länge. Auf einer Seite wählt man zwischen denen, die man sehen darf; jedes bleibt ein Produkt mit eigener Artikelnummer und eigenem Preis.
catalog-families-none = Noch keine Familien
catalog-families-none-text = Legen Sie eine an, sagen Sie, worin sich ihre Produkte unterscheiden, und nehmen Sie diese auf.
catalog-family = Familie
catalog-family-new = Eine neue Familie
catalog-family-make = Familie anlegen
catalog-family-code = Kürzel
catalog-family-code-wrong = Geben Sie ihr ein Kürzel mit höchstens 40 Zeichen.
catalog-family-code-taken = Eine andere Familie hat dieses Kürzel.
catalog-family-varies = Ihre Produkte unterscheiden sich in
catalog-family-varies-help = Ein bis fünf Merkmale. Jedes Produkt der Familie braucht für jedes einen Wert, und keine zwei dieselben.
catalog-family-varying-wrong = Wählen Sie ein bis fünf Merkmale, in denen sich ihre Produkte unterscheiden.
catalog-family-no-attributes = Ihre Kategorie hat noch keine Merkmale. Legen Sie diese zuerst auf der Seite der Kategorie an.
catalog-family-variants = Produkte darin
catalog-family-empty = Noch kein Produkt. Sagen Sie, worin sie sich unterscheiden, und nehmen Sie sie über ihre Artikelnummer auf.
catalog-family-add = Aufnehmen
catalog-family-add-sku = Artikelnummer eines weiteren
catalog-family-other-category = Dieses Produkt gehört zu einer anderen Kategorie.
catalog-family-other-family = Dieses Produkt gehört zu einer anderen Familie. Nehmen Sie es dort zuerst heraus.
catalog-family-no-value = Nicht jedes Produkt sagt etwas zu „{ $attribute }“. Ergänzen Sie das zuerst.
catalog-family-twins = { $one } und { $other } haben dieselben Werte; niemand könnte zwischen ihnen wählen.
catalog-family-too-many = Eine Familie hat höchstens { $most } Produkte.
catalog-family-alike = Zwei von ihnen haben dieselben Werte oder keine: Vielleicht hat ein Import sie geändert. Niemand kann zwischen ihnen wählen.

# Importe: was sich ändern würde, und rückgängig machen
catalog-kind-stock = Bestand
catalog-kind-promotions = Aktionen
catalog-kind-customers = Kunden
catalog-notes-title = Wie die Dateien gelesen wurden
catalog-import-comparing = Wird verglichen
catalog-import-compared = Verglichen, wartet auf Sie
catalog-import-undoing = Wird rückgängig gemacht
catalog-import-undone = Rückgängig gemacht
catalog-import-compare = Was würde sich ändern?
catalog-import-differences = Was sich ändern würde
catalog-import-nothing-changed = Noch ist nichts geändert.
catalog-import-apply = Änderungen übernehmen
catalog-import-columns = Zurück zu den Spalten
catalog-import-undo = Import rückgängig machen
catalog-import-undo-progress = { $done } von { $lines } Zeilen rückgängig gemacht
catalog-import-undone-by = Rückgängig gemacht von { $person }:
catalog-undo-restored = Zurückgegeben
catalog-undo-removed = Wieder entfernt
catalog-undo-retired = Nicht mehr verkauft
catalog-undo-kept = Geblieben, wie es ist
catalog-undo-retired-why = Nur aus dem Verkauf genommen: es wird benutzt oder wurde seitdem geändert
catalog-undo-kept-why = Geblieben, weil es seitdem geändert wurde: { $fields }
catalog-undo-kept-in-use = Geblieben, weil es benutzt wird
catalog-undo-made =
    { $count ->
        [one] Dieser Import hat einen neuen Eintrag gemacht.
       *[other] Dieser Import hat { $count } neue Einträge gemacht.
    }
catalog-undo-changed =
    { $count ->
        [one] Dieser Import hat einen vorhandenen Eintrag geändert.
       *[other] Dieser Import hat { $count } vorhandene Einträge geändert.
    }
catalog-undo-says-made = Was er angelegt hat, wird wieder entfernt. Was inzwischen in Vereinbarungen, Aufträgen oder sonst benutzt wird, wird nur aus dem Verkauf genommen.
catalog-undo-says-changed = Was er geändert hat, wird wieder, was es war. Ein Preis, den er gesetzt hat, bleibt bis jetzt in der Geschichte.
catalog-undo-says-kept = Was seitdem jemand geändert hat, bleibt, wie es ist, und der Bericht nennt es.
catalog-undo-says-once = Kategorien, die er angelegt hat, bleiben. Ein Import kann einmal rückgängig gemacht werden.
catalog-undo-yes = Rückgängig machen
catalog-undo-no = So lassen
catalog-lines-changes = Änderungen
catalog-lines-kept = Nicht rückgängig
catalog-changes-none = Hier gibt es keine Änderungen
catalog-change-what = Was
catalog-change-field = Feld
catalog-change-before = Vorher
catalog-change-after = Nachher
catalog-change-price-from = Preis ab { $pieces } Stück
catalog-change-stock-at = Bestand in { $location }
catalog-change-stock-lead =
    { $days ->
        [one] { $stock }; dauert einen Tag
       *[other] { $stock }; dauert { $days } Tage
    }
catalog-stock-lead = Lieferzeit dort, in Tagen
catalog-stock-lead-help = Wie lange es von diesem Ort dauert, wenn keines da ist. Leer ist die des Produkts.
catalog-change-stock-coming = { $here }, dazu { $coming } am { $day }
catalog-change-promotion = Aktion
catalog-change-promotion-until = { $price } bis { $day }
catalog-mapping-amounts = Geldbeträge
catalog-mapping-list-needed = Die Liste, in die diese Preise gehen.
catalog-mapping-no-location = Sagen Sie, welche Spalte der Ort ist, an dem etwas liegt.
catalog-mapping-no-on-hand = Sagen Sie, welche Spalte sagt, wie viel dort liegt.
catalog-mapping-last-day = Letzter Tag von allen
catalog-mapping-last-day-help = An Stelle der Tage, die die Datei nennt: um die Aktionen vom letzten Jahr wieder zu verwenden. Leer behält jede Zeile ihren eigenen.
catalog-mapping-last-day-over = Dieser Tag ist vorbei. Aktionen brauchen einen, der noch kommt.
catalog-mapping-category-and-everything = Wählen Sie eines: Aktionen, die nichts nennen, gelten für eine Kategorie oder für die ganze Liste.
catalog-mapping-promoted = Kategorie von Aktionen, die nichts nennen
catalog-mapping-promoted-help = Ihr Name oder Code. Sie gilt, wo eine Zeile weder ein Produkt noch eine Kategorie nennt.
catalog-mapping-too-precise-title = Einige Preise müssen gerundet werden
catalog-mapping-too-precise = „{ $column }“ in { $file } hat Preise mit { $places } Nachkommastellen, ihre Währung aber { $most }. Zeilen mit solchen Preisen werden abgelehnt, wenn sie nicht gerundet werden.
catalog-mapping-without-category-title = Manche Zeilen nennen keine Kategorie
catalog-mapping-without-category =
    { $lines ->
        [one] Eine Zeile von { $file } nennt keine Kategorie. Ist ihr Produkt neu, wird sie abgelehnt, wenn Sie nicht sagen, in welche Kategorie es gehört.
       *[other] { $lines } Zeilen von { $file } nennen keine Kategorie. Die mit neuen Produkten werden abgelehnt, wenn Sie nicht sagen, in welche Kategorie sie gehören.
    }
catalog-mapping-without-category-do = Ihre Kategorie nennen
catalog-mapping-too-precise-do = Preise runden
catalog-mapping-no-end = Sagen Sie, welche Spalte der letzte Tag ist.
catalog-line-several-products = Mehrere Produkte haben die Nummer „{ $cell }“. Nehmen Sie die Artikelnummer.
catalog-line-missing = In „{ $column }“ steht nichts.
catalog-line-expected-without-day = Was erwartet wird, braucht eine Menge und einen Tag, oder keins von beiden.
catalog-line-unknown-category = Es gibt keine Kategorie „{ $cell }“.
catalog-line-no-discount = Es geht nichts ab, oder mehr als alles.
catalog-line-price-of-many = Ein eigener Preis ist für ein Produkt. Für mehrere nehmen Sie Prozente.
catalog-line-over = Sie endete schon am { $day }.
catalog-line-unknown-country = „{ $cell }“ ist kein Ländercode. Schreiben Sie ihn mit zwei Buchstaben: NL.
catalog-line-not-a-year = „{ $cell }“ kann nicht das Gründungsjahr sein.
catalog-line-unknown-segment = Es gibt kein Segment „{ $cell }“.
catalog-line-unknown-customer = Kein Kunde hat die Nummer „{ $cell }“.
catalog-line-several-customers = „{ $cell }“ meint mehr als einen Kunden.
catalog-role-location = Ort
catalog-role-on-hand = Auf Lager
catalog-role-expected = Erwartet
catalog-role-expected-day = Erwartet am
catalog-role-percent = Prozent Nachlass (15)
catalog-role-fraction = Teil Nachlass (0,15)
catalog-role-customer-number = Unsere Nummer (C-00042)
catalog-role-reference = Nummer im eigenen System
catalog-role-industry = Art des Geschäfts
catalog-role-employees = Beschäftigte
catalog-role-sales = Jahresumsatz
catalog-role-founded = Gründungsjahr
catalog-role-street = Straße
catalog-role-postcode = Postleitzahl
catalog-role-city = Ort
catalog-role-country = Land
catalog-role-phone = Telefon
catalog-role-segment = Segment
catalog-role-needs = Bedarf

# Exporte
catalog-export = Export
catalog-export-sub = Was der Katalog weiß, als Dateien, die bearbeitet und wieder importiert werden können
catalog-export-products = Jedes Feld, das ein Import annimmt. Mit einer Kategorie eine Spalte für jedes ihrer Merkmale.
catalog-export-prices = Preise einer Liste mit ihren Stückzahlen und Tagen.
catalog-export-promotions = Die Aktionen einer Liste, die jetzt gelten oder gelten werden. „*“ als Kategorie heißt: die ganze Liste.
catalog-export-stock = Was wo liegt und was kommt.
catalog-export-customers = Firmen mit dem, was man von ihnen weiß.
catalog-export-csv = CSV
catalog-export-xlsx = Excel (.xlsx)
catalog-export-no-list = Es gibt noch keine Preisliste.
catalog-change-promotion-about = Gilt für
catalog-change-promotion-everything = Alles in der Liste
catalog-mapping-everything = Für die ganze Liste gemeint
catalog-mapping-everything-help = Aktionen, die weder ein Produkt noch eine Kategorie nennen, gelten für alles in der Liste. Sonst werden ihre Zeilen abgelehnt.
catalog-mapping-default = Kategorie für alles, wofür keine Spalte eine nennt
catalog-mapping-default-help = Produkte, die es schon gibt, bleiben in ihrer Kategorie.
catalog-mapping-only = Nur Zeilen, in denen
catalog-mapping-only-all = Alle Zeilen
catalog-mapping-only-value = gleich ist
catalog-mapping-only-help = Etwa eine Spalte „Status“, in der „Aktuell“ steht.
catalog-mapping-leave-rest = Alle Merkmale weglassen
catalog-line-left-out = Weggelassen
catalog-undo-says-made-companies = Firmen, die er angelegt hat, werden wieder entfernt. Eine, die Personen, eine eigene Vereinbarung oder eine Geschichte hat, bleibt.
catalog-undo-says-changed-companies = Was er an Firmen geändert hat, wird wieder, was es war.
catalog-undo-says-once-only = Ein Import kann einmal zurückgenommen werden.
catalog-mapping-round = Preise runden
catalog-mapping-round-help = Wo sie mehr Nachkommastellen haben als die Währung. Sonst werden solche Zeilen abgelehnt.
catalog-mapping-looked-up = { $file } wird nicht selbst importiert. In ihr wird nach „{ $key }“ nachgeschlagen, so dass die anderen Dateien auch ihre Spalten haben: { $columns }.
catalog-line-looked-up = Nachgeschlagen
catalog-grid-refused =
    { $count ->
        [one] Nichts wurde geschrieben: Eine Zelle geht so nicht. Was Sie eingegeben haben, steht noch da.
       *[other] Nichts wurde geschrieben: { $count } Zellen gehen so nicht. Was Sie eingegeben haben, steht noch da.
    }
catalog-grid-new-value = „{ $value }“ hat noch kein Produkt der Kategorie. Wählen Sie, was es gibt, oder sagen Sie unten, dass der neue Wert so gemeint ist.
catalog-grid-new-values = Werte, die noch kein Produkt hat, sind so gemeint
catalog-attribute-another = Ein anderer Wert für { $name }
catalog-attribute-others = Andere Werte für { $name }, mit Kommas
catalog-attribute-numbers = Mehrere Zahlen, mit Kommas dazwischen.
catalog-per-unit = je { $unit }
catalog-counted-in = Mengeneinheit: { $unit }
catalog-measure-piece = Stück
catalog-measure-set = Satz
catalog-measure-pair = Paar
catalog-measure-pack = Packung
catalog-measure-box = Karton
catalog-measure-kit = Bausatz
catalog-measure-dozen = Dutzend
catalog-measure-metre = Meter
catalog-measure-centimetre = Zentimeter
catalog-measure-square-metre = Quadratmeter
catalog-measure-kilogram = Kilogramm
catalog-measure-gram = Gramm
catalog-measure-litre = Liter
catalog-measure-millilitre = Milliliter
catalog-measure-hour = Stunde
catalog-measure-day = Tag
catalog-measure-month = Monat
catalog-measure-year = Jahr
