## requests

### in mails

requests-price-on-request = Preis auf Anfrage
requests-mail-for-whom = Für: { $value }
requests-mail-cost-centre = Kostenstelle: { $value }
requests-mail-needed-by = Benötigt bis: { $value }
requests-mail-line-changed = statt { $asked }
requests-mail-line-held = zurückgestellt

### lists

requests-title = Anträge
requests-new = Ausstattung beantragen
requests-by-list = Nach Liste bestellen
requests-which = Wessen Anträge
requests-which-mine = Ihre
requests-which-waiting = { $count ->
    [0] Warten auf Sie
   *[other] Warten auf Sie ({ $count })
}
requests-which-company = Das ganze Unternehmen
requests-search = Titel, Nummer oder Name
requests-filter = Filtern
requests-standing = Stand
requests-standing-all = Alle
requests-standing-open = Offen
requests-standing-done = Erledigt
requests-what = Antrag
requests-who = Beantragt von
requests-you = Sie
requests-needed-by = Benötigt bis
requests-needed-by-day = benötigt bis { $day }
requests-goods = Warenwert
requests-and-more = { $count ->
    [one] und eine weitere Position
   *[other] und { $count } weitere Positionen
}
requests-for-whom-short = für { $name }
requests-none = Keine Anträge
requests-none-waiting = Nichts wartet auf Sie
requests-none-text = Was Sie und Ihre Kollegen beantragen, steht hier, mit allem, was dazu gesagt wurde.
requests-waiting-for = Wartet auf { $name }
requests-waiting-for-answer = Wartet auf die Antwort von { $name }
requests-names-two = { $first } oder { $second }
requests-names-more = { $first }, { $second } oder { $count ->
    [one] eine weitere Person
   *[other] { $count } weitere
}
requests-nobody = jemanden, der entscheiden darf

### states

requests-state-submitted = Wartet
requests-state-part-ordered = Teilweise bestellt
requests-state-asked = Rückfrage
requests-state-held = Zurückgestellt
requests-state-approved = Genehmigt
requests-state-ordered = Bestellt
requests-state-refused = Abgelehnt
requests-state-withdrawn = Zurückgezogen
requests-open = Offen
requests-approved = Genehmigt
requests-refused = Abgelehnt

### why somebody is needed

requests-scope-everybody = Alle Anträge
requests-scope-role = Anträge der Rolle „{ $role }“
requests-scope-centre = Anträge auf { $centre }
requests-scope-both = Anträge der Rolle „{ $role }“ auf { $centre }
requests-because-no-rule = Ihr Unternehmen hat für solche Anträge keine Regel, deshalb entscheidet jemand.
requests-because-below = { $scope } unter { $below } brauchen niemanden; dieser kostet { $goods }. Gezählt werden Waren ohne Steuer und Fracht.
requests-because-not-below = { $scope } ab { $below } brauchen eine Entscheidung; dieser kostet { $goods }. Gezählt werden Waren ohne Steuer und Fracht.
requests-because-price-on-request = { $count ->
    [one] Eine Position hat noch keinen Preis, deshalb entscheidet jemand.
   *[other] { $count } Positionen haben noch keinen Preis, deshalb entscheidet jemand.
}
requests-because-off-catalog = { $count ->
    [one] Eine Position steht nicht im Katalog, deshalb entscheidet jemand.
   *[other] { $count } Positionen stehen nicht im Katalog, deshalb entscheidet jemand.
}
requests-because-other-currency = Die Regel zählt in { $rule }, die Preise sind in { $prices }, deshalb entscheidet jemand.
requests-because-beyond-counting = Die Summe ist zu groß, um gezählt zu werden, deshalb entscheidet jemand.

### basket

requests-basket-lines = { $count ->
    [0] Nichts darin
    [one] Eine Position
   *[other] { $count } Positionen
}
requests-basket-empty = Ihr Warenkorb ist leer
requests-basket-empty-text = Legen Sie etwas aus dem Katalog hinein, oder fügen Sie eine Liste ein.
requests-basket-full = Ihr Warenkorb ist voll. Beantragen oder bestellen Sie zuerst, was darin ist.
requests-each = Einzeln
requests-line = Position
requests-total = { $total } zusammen
requests-without-tax = Waren ohne Steuer und Fracht
requests-update = Mengen übernehmen
requests-go-request = Beantragen…
requests-quantity-of = Menge: { $name }
requests-more-than-asked = Nicht mehr als angefragt: das darf, wer ohne Anfrage bestellen darf
requests-quantity-wrong = Eine ganze Zahl von 1 bis 1.000.000
requests-remove = Entfernen: { $name }
requests-off-catalog = nicht im Katalog
requests-gone = nicht mehr in Ihrem Katalog
requests-choose-again = Optionen haben sich geändert
requests-choose-again-names = Mit den gewählten Optionen nicht mehr im Angebot: { $names }. Öffnen Sie die Konfiguration, wählen Sie neu und nehmen Sie die alte Zeile heraus.
requests-added = { $count } × { $name } liegt in Ihrem Warenkorb.
requests-not-in-catalog = Nicht in Ihrem Katalog: { $names }
requests-not-listed = Nicht im Katalog?
requests-not-listed-text = Beschreiben Sie es. Wer entscheidet, sieht es; es kann beantragt, aber nicht bestellt werden.
requests-describe = Was Sie brauchen
requests-put-in = In den Warenkorb
requests-words-missing = Sagen Sie, was Sie brauchen
requests-words-long = Bitte höchstens 200 Zeichen

### ordering

requests-order-now = Jetzt bestellen
requests-order = Bestellen
requests-order-lines = { $count ->
    [one] Eine Position bestellen, { $total }
   *[other] { $count } Positionen bestellen, { $total }
}
requests-some-stay = { $count ->
    [one] Eine Position hat keinen Preis; sie bleibt im Warenkorb und kann beantragt werden.
   *[other] { $count } Positionen haben keinen Preis; sie bleiben im Warenkorb und können beantragt werden.
}
requests-order-placed = Ihre Bestellung ist aufgegeben.
requests-po-number = Ihre Bestellnummer
requests-po-help = Wie Ihr Unternehmen diese Bestellung nennt.
requests-po-long = Bitte höchstens 40 Zeichen
requests-nothing-to-order = Nichts davon hat einen Preis, deshalb kann nichts bestellt werden. Sie können es beantragen.
requests-only-on-request = Diese haben noch keinen Preis und können nur beantragt werden: { $names }
requests-total-changed = Preise haben sich geändert: Es sind jetzt { $total } zusammen. Nichts wurde abgeschickt; sehen Sie die Positionen an und schicken Sie es noch einmal ab.
requests-cost-centre-missing = Wählen Sie eine Kostenstelle
requests-day-wrong = Kein Tag
requests-day-past = Dieser Tag ist vorbei
requests-no-agreement = Für Ihr Unternehmen gilt heute keine Vereinbarung, deshalb gibt es keine Preise. Ihr Betreuungsteam hilft weiter.
requests-basket-changed = Ihr Warenkorb hat sich inzwischen geändert, vielleicht in einem anderen Fenster. Es wurde nichts abgeschickt; sehen Sie ihn noch einmal an.
requests-too-large = Die Summe ist zu groß
requests-too-many-lines = Bitte höchstens 500 Positionen auf einmal

### a new request

requests-new-title = Ausstattung beantragen
requests-new-sub = Sehen Sie es noch einmal an, sagen Sie warum, und stellen Sie den Antrag.
requests-asked-for = Was beantragt wird
requests-change-basket = Ändern
requests-about = Zu diesem Antrag
requests-reason = Begründung
requests-reason-help = Wer entscheidet, liest das zuerst.
requests-replaces = Ersetzt { $unit }.
requests-reason-missing = Jemand muss entscheiden, sagen Sie deshalb bitte, warum Sie es brauchen
requests-for-whom = Für wen
requests-for-whom-help = Falls es nicht oder nicht nur für Sie ist.
requests-submit = Antrag stellen
requests-submitted = Der Antrag { $number } ist gestellt. Wer entscheidet, hat eine Nachricht.
requests-submitted-ordered = Es brauchte niemanden: Die Bestellung { $number } ist aufgegeben.
requests-nothing-to-ask = Es gibt noch nichts zu beantragen
requests-too-long = Das ist zu lang
requests-who-decides = Wer entscheidet
requests-will-decide = { $name } entscheidet
requests-needs-nobody = Niemand muss entscheiden: Es wird sofort bestellt
requests-depends-on-centre = Ihr Unternehmen hat auch Regeln für einzelne Kostenstellen; welche gilt, zeigt sich beim Absenden.

### a request

requests-line-by-line = Position für Position entscheiden
requests-your-decision = Ihre Entscheidung
requests-decision = Entscheidung
requests-asked = Beantragt
requests-last-paid = Zuletzt bezahlt
requests-never = noch nie
requests-decide-on = Entscheidung über { $name }
requests-approve = Genehmigen
requests-hold = Zurückstellen
requests-refuse = Ablehnen
requests-refusal-reason = Grund, so wie ihn die anfordernde Person liest
requests-standard = Standard
requests-left-catalog = seither nicht mehr im Katalog
requests-today-price = heute { $price }
requests-price-for-many = bei { $count } Stück; { $before } bei der angefragten Menge
requests-price-since = hat seit dem Antrag einen Preis
requests-todays-prices = Zu den heutigen Preisen bestellen
requests-todays-prices-note = Sonst behält der Antrag die Preise, mit denen er gestellt wurde.
requests-what-happens = Wie beantragt: { $total }, ohne Steuer und Fracht. Was Sie genehmigen, geht mit Ihrer Bestätigung als Bestellung an { $supplier }.
requests-nothing-priced = Noch hat hier nichts einen Preis, deshalb kann nichts genehmigt werden: Stellen Sie es zurück, bis es einen hat, oder lehnen Sie es ab.
requests-confirm = Bestätigen
requests-why-asked = Wozu es gebraucht wird
requests-decided-before = Schon entschieden
requests-choose = Wählen Sie, was mit dieser Position geschieht
requests-say-why = Sagen Sie warum; wer beantragt hat, liest es
requests-no-price-yet = Es hat noch keinen Preis und kann nur zurückgestellt oder abgelehnt werden
requests-prices-changed = Preise haben sich geändert, seit Sie nachgesehen haben. Nichts wurde entschieden; sehen Sie noch einmal nach und bestätigen Sie.
requests-not-possible = Der Antrag ist weitergegangen, seit Sie nachgesehen haben. Von Ihnen wurde nichts ausgeführt.
requests-decided = Ihre Entscheidung gilt. Wer beantragt hat, hat eine Nachricht.
requests-decided-ordered = Ihre Entscheidung gilt, und die Bestellung { $number } ist aufgegeben.
requests-overtaken = Jemand war schneller.
requests-overtaken-ordered = { $who } hat { $when } entschieden: { $counts }. Die Bestellung { $order } ist aufgegeben. Von Ihnen wurde nichts ausgeführt.
requests-overtaken-decided = { $who } hat { $when } entschieden: { $counts }. Von Ihnen wurde nichts ausgeführt.
requests-overtaken-held = { $who } hat den Antrag { $when } zurückgestellt. Von Ihnen wurde nichts ausgeführt; Sie können neu entscheiden.
requests-overtaken-asked = { $who } hat { $when } etwas gefragt. Von Ihnen wurde nichts ausgeführt; lesen Sie es und entscheiden Sie neu.
requests-overtaken-answered = { $who } hat { $when } geantwortet. Von Ihnen wurde nichts ausgeführt; lesen Sie es und entscheiden Sie neu.
requests-overtaken-withdrawn = { $who } hat den Antrag { $when } zurückgezogen. Es ist nichts mehr zu entscheiden.
requests-overtaken-changed = Der Antrag hat sich geändert. Von Ihnen wurde nichts ausgeführt.
requests-approved-changed = stattdessen { $count }
requests-in-order = Bestellung { $number }
requests-conversation = Gespräch
requests-your-question = Rückfrage an die beantragende Person
requests-ask-back = Rückfragen
requests-your-answer = Ihre Antwort
requests-answer = Antworten
requests-text-missing = Schreiben Sie zuerst etwas
requests-said = Es ist abgeschickt.
requests-facts = Auf einen Blick
requests-why-here = Warum jemand entscheidet
requests-next-nobody = Danach: niemand. Eine Genehmigung gibt die Bestellung auf.
requests-changed-your-mind = Nicht mehr nötig?
requests-withdraw = Antrag zurückziehen
requests-withdrawn = Der Antrag ist zurückgezogen.
requests-step-submitted = Gestellt
requests-step-asked = Rückfrage
requests-step-answered = Antwort
requests-count-approved = { $count } genehmigt
requests-count-refused = { $count } abgelehnt
requests-count-held = { $count } zurückgestellt
requests-step-refused = Abgelehnt
requests-step-by-rule = Die Regel Ihres Unternehmens ließ ihn durch
requests-step-withdrawn = Zurückgezogen
requests-step-order = Bestellung, dann Lieferung

### by list

requests-by-list-sub = Fügen Sie Artikel und Mengen ein; jede Zeile wird beantwortet, bevor etwas geschieht.
requests-your-list = Ihre Liste
requests-list-help = Ein Artikel je Zeile mit seiner Menge: SKU 3, 3 × SKU oder Spalten aus einer Tabelle. Höchstens 500 Zeilen.
requests-list-missing = Fügen Sie zuerst eine Liste ein
requests-list-too-long = Bitte höchstens { $most } Zeilen auf einmal
requests-list-nothing = Nichts aus dieser Liste wurde gefunden
requests-list-header = Als Überschriften verstanden: { $header }
requests-list-missing-lines = { $count ->
    [one] Eine Zeile wurde nicht gefunden oder nicht verstanden. Berichtigen Sie sie und prüfen Sie noch einmal, oder fahren Sie ohne sie fort.
   *[other] { $count } Zeilen wurden nicht gefunden oder nicht verstanden. Berichtigen Sie sie und prüfen Sie noch einmal, oder fahren Sie ohne sie fort.
}
requests-check = Liste prüfen
requests-answers = Antworten
requests-line-number = Nr.
requests-pasted = Ihre Zeile
requests-answer-to-it = Unsere Antwort
requests-put-together = Zusammengelegt mit Zeile { $lines }.
requests-assumed-one = Ohne Mengenangabe, deshalb einmal.
requests-only-ask = Kann beantragt, aber nicht bestellt werden.
requests-added-to-line = Derselbe Artikel wie in Zeile { $line }; dort dazugezählt
requests-unknown = nicht in Ihrem Katalog
requests-fault-no-sku = kein Artikel darin
requests-fault-sku-long = die Artikelnummer ist zu lang
requests-fault-no-quantity = keine Menge darin
requests-fault-ambiguous = tausend oder eins? Bitte ohne Trennzeichen schreiben
requests-fault-not-positive = die Menge muss größer als null sein
requests-fault-not-whole = Stücke lassen sich nicht teilen
requests-fault-too-many = mehr, als eine Position haben kann
requests-put-lines-in = { $count ->
    [one] Eine Position in den Warenkorb
   *[other] { $count } Positionen in den Warenkorb
}
requests-lines-added = { $count ->
    [one] Eine Position liegt in Ihrem Warenkorb.
   *[other] { $count } Positionen liegen in Ihrem Warenkorb.
}

### what the manager sets

requests-policies = Genehmigungsregeln
requests-policies-sub = Unter welchem Betrag ein Antrag niemanden braucht. Die genaueste Regel gilt; gezählt werden Waren ohne Steuer und Fracht. Was keinen Preis hat, braucht immer jemanden.
requests-applies-to = Gilt für
requests-below = Unter
requests-rule-below = Unter { $below } muss niemand entscheiden.
requests-no-rules = Keine Regeln: Jeder Antrag braucht jemanden
requests-no-rules-text = Eine Regel lässt kleine Anträge sofort zur Bestellung werden.
requests-set-rule = Regel festlegen
requests-for-role = Für die Rolle
requests-for-centre = Für die Kostenstelle
requests-needs-nobody-below = Braucht niemanden unter
requests-below-help = 0 heißt: immer jemand. Eine Regel für dieselbe Rolle und Kostenstelle wird ersetzt.
requests-amount-wrong = Ein Betrag ab null, zum Beispiel 250,00
requests-rule-set = Die Regel gilt ab dem nächsten Antrag.
requests-rule-removed = Die Regel ist weg.
requests-cost-centres = Kostenstellen
requests-cost-centres-sub = Wer bezahlt, was beantragt wird. Was auf einer beantragt wurde, bleibt auf ihr.
requests-code = Nummer
requests-name = Name
requests-code-of = Nummer von { $name }
requests-name-of = Name von { $code }
requests-active = wählbar
requests-inactive = abgeschaltet
requests-switch-off = Abschalten
requests-switch-on = Einschalten
requests-add-centre = Eine neue Kostenstelle
requests-no-centres = Keine Kostenstellen
requests-no-centres-text = Ohne Kostenstellen nennen Anträge und Bestellungen keine.
requests-code-missing = Eine Nummer fehlt
requests-name-missing = Ein Name fehlt
requests-code-taken = Eine andere Kostenstelle hat diese Nummer

### the same again

requests-again-title = Bestellung { $number } noch einmal
requests-again-sub = Was der heutige Katalog zu jeder Zeile sagt. Noch ist nichts bestellt.
requests-again-missing = { $count ->
    [one] Eine Zeile ist so nicht mehr zu haben.
   *[other] { $count } Zeilen sind so nicht mehr zu haben.
}
requests-again-nothing = Nichts davon ist noch zu haben.
requests-again-ordered = Damals bestellt
requests-again-today = Heute
requests-again-was = war { $price }
requests-again-there = in Ihrem Katalog
requests-again-now-called = heißt jetzt { $name }
requests-again-changed = Konfiguration geändert
requests-again-choose = Neu wählen
requests-again-gone = nicht mehr in Ihrem Katalog
requests-again-look = Etwas Ähnliches suchen
requests-again-back = Zurück zur Bestellung
