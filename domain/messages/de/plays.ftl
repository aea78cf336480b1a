## plays

plays-make-usual = { $chosen } in { $name } zur üblichen Wahl machen
plays-make-findable = „{ $words }“ soll etwas finden
plays-why-usual = { $times } der letzten { $of } haben { $group } von { $usual } geändert{ $accepted ->
    [0] .
   *[other] ; { $accepted } davon wurden bestellt.
}
plays-why-findable = { $times }-mal gesucht von { $people ->
    [one] einer Person
   *[other] { $people } Personen
}{ $found ->
    [0] , nie gefunden.
    [one] ; einmal auf anderem Weg gefunden.
   *[other] ; { $found }-mal auf anderem Weg gefunden.
}
plays-found-instead = Stattdessen gefunden: { $what }.
plays-because-usual = { $chosen } ist jetzt die übliche Wahl in { $name }, weil { $times } Ihrer letzten { $of } Entscheidungen so ausfielen.
plays-because-added = { $what } steht jetzt in Ihrem Katalog, weil { $people ->
    [one] eine Person bei Ihnen
   *[other] { $people } Personen bei Ihnen
} „{ $words }“ gesucht und nichts gefunden { $people ->
    [one] hat
   *[other] haben
}.
plays-because-synonym = „{ $words }“ findet jetzt { $what }, weil { $people ->
    [one] eine Person bei Ihnen
   *[other] { $people } Personen bei Ihnen
} danach gesucht und nichts gefunden { $people ->
    [one] hat
   *[other] haben
}.

plays-title = Vorschläge
plays-sub = Änderungen, die wir für einen Kunden machen könnten, weil wir etwas gelernt haben
plays-open = Zu entscheiden
plays-none = Nichts zu entscheiden
plays-none-text = Vorschläge entstehen, wenn ein Standard immer wieder geändert oder etwas immer wieder vergeblich gesucht wird.
plays-open-it = Entscheiden
plays-open-name = Entscheiden: { $what }
plays-decided = Zuletzt entschieden
plays-play = Vorschlag
plays-customer = Kunde
plays-outcome = Ergebnis
plays-reason = Grund
plays-by = Von
plays-accepted = Angenommen
plays-dismissed = Verworfen
plays-proposed = Vorgeschlagen
plays-accept = Annehmen
plays-accept-usual = Revision anlegen
plays-accept-usual-text = Eine neue Revision von { $name } wird veröffentlicht, mit { $chosen } als üblicher Wahl. Wer { $usual } möchte, kann es weiterhin wählen.
plays-accept-findable = Anbieten
plays-accept-findable-text = Produkte in die Vereinbarung aufnehmen, oder sagen, mit welchen anderen Wörtern es gefunden wird.
plays-skus = Produkte
plays-skus-help = Ihre Artikelnummern, eine je Zeile. Sie werden sofort in der Vereinbarung veröffentlicht.
plays-replacement = Andere Wörter, die es finden
plays-replacement-help = Ein Wort des Katalogs, oder der Name einer Kategorie.
plays-note = Ein Wort an den Kunden
plays-note-help = Steht unter „Das haben wir geändert, weil …“. Darf leer bleiben.
plays-dismiss = Verwerfen
plays-dismiss-text = Er kommt erst wieder, wenn noch einmal so viel geschehen ist.
plays-dismiss-reason = Warum nicht?
plays-no-reason = Sagen Sie, warum, damit der Nächste nicht fragen muss.
plays-too-long = Das ist zu lang.
plays-nothing-chosen = Nennen Sie ein Produkt oder andere Wörter.
plays-unknown-sku = Ein Produkt { $sku } gibt es nicht.
plays-no-agreement = Dieser Kunde hat keine gültige Vereinbarung; andere Wörter gehen trotzdem.
plays-standard-changed = Der Standard wurde inzwischen geändert und hat diese Option nicht mehr.
plays-already = Das wurde schon entschieden, oder seine Grundlage ist weg.
plays-done-accepted = Erledigt. Der Kunde liest, warum.
plays-done-dismissed = Verworfen.
plays-fact = Der Fakt und worauf er beruht
plays-not-found = Gesucht und nicht gefunden
plays-not-found-sub = Über alle Kunden, das Neueste zuerst
plays-not-found-none = Alles wurde gefunden
plays-words = Wörter
plays-times = Mal
plays-people = Personen
plays-found-another-way = Anders gefunden
plays-last = Zuletzt

### today
plays-today = { $customer }: { $what }
plays-today-decide = Entscheiden
plays-today-more =
    { $count ->
        [one] 1 weiterer Vorschlag wartet
       *[other] { $count } weitere Vorschläge warten
    }
