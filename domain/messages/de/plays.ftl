## plays

plays-make-usual = { $way ->
    [added] { $chosen } in { $name } üblicherweise dazunehmen
    [left-out] { $chosen } in { $name } üblicherweise weglassen
   *[other] { $chosen } in { $name } zur üblichen Wahl machen
}
plays-make-findable = „{ $words }“ soll etwas finden
plays-why-usual = { $way ->
    [added] { $times } der letzten { $of } haben bei { $group } { $chosen } dazugenommen
    [left-out] { $times } der letzten { $of } haben bei { $group } { $chosen } weggelassen
   *[other] { $times } der letzten { $of } haben { $group } von { $usual } geändert
}{ $accepted ->
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
plays-because-usual = { $way ->
    [added] { $chosen } gehört jetzt üblicherweise zu { $name }, weil es { $times } Ihrer letzten { $of } Entscheidungen dazunahmen.
    [left-out] { $chosen } gehört nicht mehr üblicherweise zu { $name }, weil es { $times } Ihrer letzten { $of } Entscheidungen wegließen.
   *[other] { $chosen } ist jetzt die übliche Wahl in { $name }, weil { $times } Ihrer letzten { $of } Entscheidungen so ausfielen.
}
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
plays-make-option = { $what } als Option von { $name } anbieten
plays-offer-asked = „{ $words }“ anbieten
plays-why-option = { $times } von { $of } Anträgen für den Standard wollten es außerdem.
plays-why-asked = In Worten gewünscht, { $times ->
    [one] einmal
   *[other] { $times }-mal
} von { $people ->
    [one] einer Person
   *[other] { $people } Personen
}.
plays-because-option = { $what } lässt sich jetzt mit { $name } wählen, weil { $times } Ihrer Anträge beides wollten.
plays-because-asked = { $what } steht jetzt in Ihrem Katalog, weil { $people ->
    [one] eine Person bei Ihnen
   *[other] { $people } Personen bei Ihnen
} „{ $words }“ beantragt { $people ->
    [one] hat
   *[other] haben
}.
plays-because-asked-synonym = „{ $words }“ findet jetzt { $what }, weil { $people ->
    [one] eine Person bei Ihnen
   *[other] { $people } Personen bei Ihnen
} es beantragt { $people ->
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
plays-outcome = Ergebnis
plays-reason = Grund
plays-by = Von
plays-accepted = Angenommen
plays-dismissed = Verworfen
plays-proposed = Vorgeschlagen
plays-accept = Annehmen
plays-accept-usual = Revision anlegen
plays-accept-usual-text = { $way ->
    [added] Eine neue Revision von { $name } wird veröffentlicht, zu der { $chosen } üblicherweise gehört. Wer es nicht möchte, kann es weiterhin weglassen.
    [left-out] Eine neue Revision von { $name } wird veröffentlicht, zu der { $chosen } nicht mehr üblicherweise gehört. Wer es möchte, kann es weiterhin dazunehmen.
   *[other] Eine neue Revision von { $name } wird veröffentlicht, mit { $chosen } als üblicher Wahl. Wer { $usual } möchte, kann es weiterhin wählen.
}
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

### was ein Kunde sucht
plays-wants = Was { $customer } sucht
plays-wants-sub = Vergeblich gesucht, außerhalb des Standards gewünscht, immer geändert
plays-wants-link = Was sie suchen
plays-wants-customer = Der Kunde
plays-wants-none = Es fehlt nichts
plays-wants-none-text = Was vergeblich gesucht, in eigenen Worten gewünscht oder bei jeder Bestellung geändert wird, steht hier.
plays-wants-no-agreement = Keine eigene Vereinbarung dieses Kunden gilt: Produkte lassen sich nicht aufnehmen, andere Wörter schon.
plays-wants-searched = Gesucht und nicht gefunden
plays-wants-asked = Außerhalb des Standards gewünscht
plays-wants-changed = An einem Standard immer geändert
plays-want = Was
plays-who = Wer
plays-who-of = { $count } aus { $unit } ({ $roles })
plays-no-unit = dem Unternehmen
plays-outside = { $count ->
    [one] Ein Produkt dieses Namens ist nicht in der Vereinbarung
   *[other] { $count } Produkte dieses Namens sind nicht in der Vereinbarung
}
plays-outside-none = Wir führen nichts unter diesem Namen
plays-outside-label = Produkte dieses Namens, die nicht in der Vereinbarung sind
plays-of-requests = { $of ->
    [one] von einem Antrag für den Standard
   *[other] von { $of } Anträgen für den Standard
}
plays-accept-option-text = Eine neue Revision wird veröffentlicht, in der { $what } gewählt werden kann. Niemand muss es nehmen.
plays-draft = Als Entwurf vorschlagen
plays-draft-text = Oder nur vorbereiten: Der Entwurf der nächsten Revision bekommt es als übliche Wahl und wird später veröffentlicht.
plays-leave = So lassen, wie es ist

### today
plays-today = { $customer }: { $what }
plays-today-decide = Entscheiden
plays-today-more =
    { $count ->
        [one] 1 weiterer Vorschlag wartet
       *[other] { $count } weitere Vorschläge warten
    }
