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
catalog-line-not-a-day = „{ $cell }“ in „{ $column }“ ist kein Tag. Schreiben Sie ihn als 31.12.2026.
catalog-line-ends-before-it-begins = Der Preis endet, bevor er beginnt.
catalog-line-no-category = Die Kategorie fehlt.
catalog-line-unknown-unit = „{ $cell }“ ist keine Mengeneinheit, die wir kennen.
catalog-line-repeats = Wiederholt Zeile { $line } von { $file }.
catalog-line-repeats-other-price = Wiederholt Zeile { $line } von { $file } mit einem anderen Preis. Der frühere Preis bleibt.
catalog-line-unknown-sku = Kein Produkt hat die Artikelnummer „{ $cell }“.
catalog-line-priced-already = Zeile { $line } von { $file } gibt diesem Produkt für diese Zeit schon einen Preis.
catalog-line-no-sku-left = Für sie ließ sich keine Artikelnummer bilden.

# Was einer Zuordnung fehlt
catalog-mapping-no-name = Sagen Sie, welche Spalte der Name des Produkts ist.
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
catalog-products =
    { $count ->
        [one] { $count } Produkt
       *[other] { $count } Produkte
    }
catalog-prices = Preise nach Vereinbarung { $agreement }
catalog-prices-until = Preise nach Vereinbarung { $agreement }, bis { $day }
catalog-empty = In Ihrem Katalog ist noch nichts
catalog-empty-text = Ihr Betreuerteam entscheidet mit Ihnen, was hierher gehört.
catalog-product = Produkt
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
catalog-add = Hinzufügen
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
catalog-search-empty = Was suchen Sie?
catalog-search-nothing = Nichts in Ihrem Katalog passt dazu
catalog-search-nothing-text = Versuchen Sie es mit weniger Wörtern oder nur dem Anfang eines Wortes. Wir haben notiert, was Sie gesucht haben.
catalog-all-categories = Alle Kategorien
