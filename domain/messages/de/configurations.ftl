## configurations

### the company's people

configurations-title = Standards
configurations-sub = Für { $company } zusammengestellt und geprüft. Sie wählen die Optionen; der Preis ist Ihr Vertragspreis.
configurations-none = Noch keine Standards
configurations-none-text = Ihr Kundenteam stellt zusammen, was Ihre Leute am häufigsten brauchen. Bis dahin finden Sie alles im Katalog.
configurations-configure = Konfigurieren
configurations-configure-name = { $name } konfigurieren
configurations-as-configured = mit den üblichen Optionen
configurations-in-it = Immer enthalten
configurations-more-parts = { $count ->
    [one] und ein weiteres Teil
   *[other] und { $count } weitere Teile
}
configurations-you-choose = Sie wählen: { $groups }
configurations-choose = Optionen wählen
configurations-order-it = Wie viele
configurations-times = { $count } ×
configurations-revision = { $code }, Fassung { $number }
configurations-changed-on = Geändert am { $day }.
configurations-pick-none = Keine
configurations-included = enthalten
configurations-each = { $price } je Stück
configurations-gone = nicht mehr erhältlich
configurations-gone-long = „{ $option }“ ist nicht mehr erhältlich. Bitte wählen Sie etwas anderes.
configurations-missing = Bitte wählen Sie bei „{ $group }“ eine Option.
configurations-not-offered = Eine der Optionen wird nicht mehr angeboten. Bitte wählen Sie neu.
configurations-show-price = Preis berechnen
configurations-request = Anfordern
