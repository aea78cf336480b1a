## subscriptions

subscriptions-title = Abonnements
subscriptions-sub = Was Sie haben, bis wann, und was Sie abonnieren können.
subscriptions-yours = Was Sie haben
subscriptions-to-first = Zum Neuesten
subscriptions-none = Noch nichts
subscriptions-none-text = Abonnieren Sie unten einen Plan; er kommt in den Warenkorb wie alles andere.
subscriptions-plan = Plan
subscriptions-stands = Stand
subscriptions-how-many = Anzahl
subscriptions-paid-until = Bezahlt bis
subscriptions-then = Danach
subscriptions-plans = Pläne
subscriptions-see-plan = Plan ansehen
subscriptions-see-plan-of = Plan ansehen: { $plan }
subscriptions-no-plans = Keine Pläne für Sie
subscriptions-no-plans-text = Keiner unserer Pläne ist in Ihrem Katalog. Fragen Sie Ihre Ansprechpartner.
subscriptions-on-request = Preis auf Anfrage
subscriptions-seats = Plätze
subscriptions-devices = Geräte
subscriptions-seats-count =
    { $count ->
        [one] 1 Platz
       *[other] { $count } Plätze
    }
subscriptions-devices-count =
    { $count ->
        [one] 1 Gerät
       *[other] { $count } Geräte
    }
subscriptions-years =
    { $count ->
        [one] 1 Jahr
       *[other] { $count } Jahre
    }
subscriptions-months =
    { $count ->
        [one] 1 Monat
       *[other] { $count } Monate
    }

### where one stands

subscriptions-state-requested = Angefragt
subscriptions-state-refused = Abgelehnt
subscriptions-state-withdrawn = Zurückgezogen
subscriptions-state-scheduled = Beginnt später
subscriptions-state-active = Läuft
subscriptions-state-paused = Ruht
subscriptions-state-cancels-at-term = Endet mit der Laufzeit
subscriptions-state-renewal-offered = Wartet auf ein Ja
subscriptions-state-renewal-accepted = Verlängerung vereinbart
subscriptions-state-ended = Beendet
subscriptions-state-cancelled = Gekündigt

### what comes after a term

subscriptions-comes-ended = endete am { $day }
subscriptions-comes-cancelled = endete vorzeitig; berechnet war es bis { $day }
subscriptions-comes-withdrawn = zurückgezogen, bevor es begann
subscriptions-comes-asked = endet, wenn die Verlängerung ab { $day } nicht angenommen wird
subscriptions-comes-renewal = verlängert sich am { $day } für { $cost }
subscriptions-comes-renewal-open = verlängert sich am { $day }
subscriptions-comes-quote = endet am { $day }; vorher schicken wir ein Angebot
subscriptions-comes-end = endet am { $day }

### what a plan gives

subscriptions-gives = Was es gibt
subscriptions-gives-nothing = Es wurde nichts aufgeschrieben.
subscriptions-gives-support = Servicestufe { $level }
subscriptions-gives-discount = { $rate } auf den Listenpreis von allem außer Abonnements
subscriptions-gives-discount-on = { $rate } auf den Listenpreis von { $category }
subscriptions-gives-downloads = Downloads: { $what }
subscriptions-gives-publication = Veröffentlichung: { $what }
subscriptions-gives-swaps =
    { $count ->
        [one] 1 Plattformwechsel je Laufzeit
       *[other] { $count } Plattformwechsel je Laufzeit
    }
subscriptions-gives-upgrades =
    { $count ->
        [one] 1 Upgrade je Laufzeit
       *[other] { $count } Upgrades je Laufzeit
    }
subscriptions-gives-training =
    { $count ->
        [one] 1 Schulungstag je Laufzeit
       *[other] { $count } Schulungstage je Laufzeit
    }
subscriptions-left = { $left } von { $of } übrig
subscriptions-ask = Darum bitten
subscriptions-ask-upgrade = Ein Upgrade mit { $number }
subscriptions-ask-training = Ein Schulungstag mit { $number }
subscriptions-used = In dieser Laufzeit genutzt
subscriptions-used-by-others = { $count ->
        [one] 1 wurde für jemand anderen Ihrer Firma genutzt.
       *[other] { $count } wurden für andere Ihrer Firma genutzt.
    } Wer für Ihre Firma bestellt, sieht für wen.

### subscribing

subscriptions-plan-sub = Was er gibt, was er kostet, und wie Sie ihn bekommen.
subscriptions-subscribe-to = Abonnieren
subscriptions-term = Laufzeit
subscriptions-choose-term = Wählen Sie eine Laufzeit.
subscriptions-starts = Erster Tag
subscriptions-starts-help = Bleibt das leer, beginnt es, wenn wir Ihre Bestellung annehmen.
subscriptions-in-the-past = Dieser Tag ist vorbei.
subscriptions-too-late = Das ist zu weit voraus: höchstens ein Jahr, und vor dem Ende dessen, womit es endet.
subscriptions-no-day = Das ist kein Tag.
subscriptions-seats-wrong = Eine ganze Zahl, mindestens eins.
subscriptions-with = Endet
subscriptions-with-help = Endet es mit einem anderen Abonnement, kostet es nur, was von dessen Laufzeit übrig ist.
subscriptions-with-number = Endet mit dem Abonnement
subscriptions-with-number-help = Seine Nummer, etwa S-2026-000123: eines, das läuft und eine gleich lange Laufzeit hat. Es kostet dann nur, was von dessen Laufzeit übrig ist. Leer für eine eigene Laufzeit.
subscriptions-own-term = mit eigener Laufzeit
subscriptions-ends-with = mit { $number }, am { $day }
subscriptions-nothing-to-end-with = Ein solches laufendes Abonnement gibt es nicht.
subscriptions-other-length = Jenes Abonnement hat Laufzeiten anderer Länge.
subscriptions-basket-full = Der Warenkorb ist voll.
subscriptions-show-cost = Zeigen, was es kostet
subscriptions-subscribe = In den Warenkorb
subscriptions-in-basket = Es liegt im Warenkorb. Es beginnt, wenn die Bestellung angenommen wird.
subscriptions-per-seat = { $price } je Platz
subscriptions-per-device = { $price } je Gerät
subscriptions-paid-for = Bezahlt für
subscriptions-whole-term = Eine ganze Laufzeit
subscriptions-part-of-term = Der Rest der Laufzeit
subscriptions-part-explained = Von der Laufzeit sind { $days } von { $of } Tagen übrig: von { $whole } sind das je { $part }.
subscriptions-in-all = Insgesamt
subscriptions-cost = Was es kostet
subscriptions-cost-note = Ohne Steuern. Berechnet wird es, wenn wir die Bestellung annehmen.
subscriptions-after-term = Nach der Laufzeit
subscriptions-renews-by-itself = Verlängert sich von selbst, wenn Sie nicht vorher kündigen.
subscriptions-renews-with-a-yes = Verlängert sich nur mit Ihrem Ja; wir schicken Ihnen ein Angebot.
subscriptions-notice-days = Wir sagen es Ihnen { $count } Tage vorher.
subscriptions-wish-at-once = { $term }, beginnt mit der Annahme der Bestellung
subscriptions-wish-from = { $term } ab { $day }
subscriptions-wish-with = { $begins }; endet mit { $number }

### one of them

subscriptions-seats-then = Ab der nächsten Laufzeit
subscriptions-plan-then = Plan der nächsten Laufzeit
subscriptions-renewal = Verlängerung
subscriptions-quote = { $seats } ab { $day }: { $cost } für die Laufzeit.
subscriptions-quote-until = Gilt bis { $day }. Ist unser Preis niedriger, wenn die Laufzeit beginnt, zahlen Sie den niedrigeren. Ohne Ihr Ja endet es.
subscriptions-needs-yes = { $plan } endet am { $day }, wenn Sie die Verlängerung nicht annehmen
subscriptions-needs-yes-why = Die nächste Laufzeit kostet { $cost } für { $seats }.
subscriptions-agreed-note = Die Verlängerung ist vereinbart. Plätze und Plan lassen sich wieder ändern, sobald die nächste Laufzeit begonnen hat. Wenn sich vorher etwas ändern muss, fragen Sie Ihre Ansprechpartner.
subscriptions-accept = Verlängerung annehmen
subscriptions-decline = Ablehnen
subscriptions-change = Ändern
subscriptions-change-note = was mehr kostet, gilt sofort, was weniger kostet, ab der nächsten Laufzeit
subscriptions-change-to = Ändern auf { $what }
subscriptions-change-costs = Das kostet { $cost } für die Tage bis { $day } und wird jetzt berechnet.
subscriptions-change-plan-costs = Das kostet { $cost } und wird jetzt berechnet: { $charge } für den neuen Plan bis { $day }, abzüglich { $credit }, die Sie für den alten zurückbekommen.
subscriptions-change-at-term = Das kostet jetzt nichts. Es gilt nach dem { $day }; bis dahin bleibt alles, wie es ist.
subscriptions-change-as-it-is = Was sich mit der nächsten Laufzeit ändern sollte, bleibt, wie es ist.
subscriptions-change-it = So ändern
subscriptions-changed = Geändert.
subscriptions-planned = Mit der nächsten Laufzeit
subscriptions-take-back = Zurücknehmen: { $what }
subscriptions-unchanged = Es würde sich nichts ändern.
subscriptions-no-price = Es gibt keinen Preis zum Vergleich. Fragen Sie Ihre Ansprechpartner.
subscriptions-term-over = Die Laufzeit ist vorbei; schauen Sie in einer Minute wieder.
subscriptions-too-large = Das ist mehr, als wir zählen können.
subscriptions-no-such-plan = Einen solchen Plan mit dieser Laufzeit gibt es nicht.
subscriptions-look-at-cost = Sehen Sie an, was es kostet, und bestätigen Sie dann.
subscriptions-cost-changed = Es kostet etwas anderes, als Sie sahen. Sehen Sie noch einmal hin, bevor Sie bestätigen.
subscriptions-meanwhile = Jemand anderes hat es inzwischen geändert. So steht es jetzt.
subscriptions-not-possible = Das geht nicht, so wie es jetzt steht.
subscriptions-go-on-or-end = Ruhen lassen oder beenden
subscriptions-pause-note = Solange es ruht, gibt es nichts; die Laufzeit geht weiter, und es verlängert sich nicht.
subscriptions-pause = Ruhen lassen
subscriptions-withdraw = Zurückziehen
subscriptions-withdraw-note = Es hat noch nicht begonnen. Zurückgezogen beginnt es nie, und alles Berechnete wird gutgeschrieben.
subscriptions-resume = Weiterlaufen lassen
subscriptions-keep = Doch behalten
subscriptions-cancel-at-term = Mit der Laufzeit beenden
subscriptions-charged = Was berechnet wurde
subscriptions-history = Was geschah
subscriptions-event-begin = Begonnen; { $cost } berechnet, bezahlt bis { $until }
subscriptions-event-first-day = Der erste Tag kam
subscriptions-event-notice = Ende der Laufzeit angekündigt; die nächste kostet { $cost }
subscriptions-event-quote = Nächste Laufzeit für { $cost } angeboten
subscriptions-event-reminder = Erinnerung geschickt
subscriptions-event-renew = Verlängert für { $cost } bis { $until }
subscriptions-event-renew-unannounced = Verlängert für { $cost } bis { $until }, ohne Ankündigung vorher
subscriptions-event-lapse = Mit der Laufzeit beendet
subscriptions-event-withdraw = Zurückgezogen, bevor es begann; { $cost } gutgeschrieben
subscriptions-event-end-now = Von uns sofort beendet; { $cost } gutgeschrieben
subscriptions-event-pause = Zur Ruhe gelegt
subscriptions-event-resume = Weitergelaufen
subscriptions-event-cancel = Gekündigt zum { $until }
subscriptions-event-keep = Doch behalten
subscriptions-event-accept = Verlängerung für { $cost } angenommen
subscriptions-event-decline = Verlängerung abgelehnt
subscriptions-event-seats = { $seats } Plätze oder Geräte
subscriptions-event-plan = { $term }
subscriptions-event-now = { $what } sofort; { $cost } berechnet
subscriptions-event-at-term = { $what } ab der nächsten Laufzeit
subscriptions-event-as-it-is = { $what }: bleibt, wie es ist

### whom the service level is for

subscriptions-cover = Die Servicestufe gilt für
subscriptions-cover-note = alles andere daraus gilt für das ganze Unternehmen
subscriptions-cover-keep = So festlegen
subscriptions-choose-cover = Wählen Sie, für wen sie gilt.
subscriptions-covers-customer = das ganze Unternehmen
subscriptions-covers-unit = eine Einheit des Unternehmens
subscriptions-covers-named = bestimmte Geräte
subscriptions-covers-equipment =
    { $count ->
        [one] ein Gerät
       *[other] { $count } Geräte
    }
subscriptions-covered = Geräte, für die sie gilt
subscriptions-unit = Einheit
subscriptions-unit-help = Wenn sie für eine Einheit ist: für welche.
subscriptions-no-unit = Wählen Sie eine Einheit des Unternehmens.
subscriptions-tags = Nummern der Geräte
subscriptions-tags-help = Eine je Zeile; es sind { $devices }.
subscriptions-no-tags = Nennen Sie mindestens eines.
subscriptions-unknown-tags = Das Unternehmen hat keine Geräte mit diesen Nummern: { $tags }
subscriptions-too-many-tags =
    { $count ->
        [one] Nur eines kann genannt werden.
       *[other] Höchstens { $count } können genannt werden.
    }
subscriptions-event-cover-customer = Die Servicestufe gilt für das ganze Unternehmen
subscriptions-event-cover = Die Servicestufe gilt für: { $whom }

### the console

subscriptions-console-sub = Alle, nach dem Tag, an dem ihre Laufzeit endet.
subscriptions-running = Laufend
subscriptions-at-risk = Gefährdet
subscriptions-at-risk-of =
    { $customers ->
        [one] { $count } bei einem Kunden
       *[other] { $count } bei { $customers } Kunden
    }
subscriptions-renewal-rate = Verlängerungsquote
subscriptions-renewed-of = In den letzten zwölf Monaten beendete Laufzeiten
subscriptions-renewed-of-ended =
    { $ended ->
        [0] –
       *[other] { $renewed } von { $ended } verlängert
    }
subscriptions-used-in-months = In zwölf Monaten genutzt
subscriptions-used-of =
    { $swaps ->
        [one] 1 Plattformwechsel,
       *[other] { $swaps } Plattformwechsel,
    } { $upgrades ->
        [one] 1 Upgrade,
       *[other] { $upgrades } Upgrades,
    } { $days ->
        [one] 1 Schulungstag
       *[other] { $days } Schulungstage
    }
subscriptions-charged-in = Berechnet je Monat, in { $currency }
subscriptions-expected-in = Erwartete Verlängerungen je Monat, in { $currency }
subscriptions-month = Monat
subscriptions-views = Welche Abonnements
subscriptions-view-running = Alle laufenden
subscriptions-view-at-risk = Die gefährdeten
subscriptions-none-there = Keine
subscriptions-none-there-text = Hier steht, was endet, wenn niemand etwas tut: was ruht, gekündigt ist oder auf ein Ja wartet.
subscriptions-customer = Kunde
subscriptions-next-amount = Nächste Laufzeit
subscriptions-by-last-day = Nach dem Tag, an dem die Laufzeit endet
subscriptions-the-customer = Der Kunde
subscriptions-steer = Für den Kunden
subscriptions-steer-note = der Kunde erfährt es per Mail
subscriptions-end-now = Sofort beenden
subscriptions-end-now-gives-back = Es endet heute. Für die Tage danach werden { $amount } gutgeschrieben.
subscriptions-back-changed = Es wird etwas anderes gutgeschrieben, als Sie gesehen haben. Sehen Sie noch einmal hin, bevor Sie es beenden.
subscriptions-back-too-much = Es wurde nichts geändert: Es würde mehr gutgeschrieben, als von einer Rechnung übrig ist, denn ein Teil davon wurde schon gutgeschrieben. Sehen Sie sich die Rechnungen unten an.
subscriptions-use-title = Upgrades und Schulungen
subscriptions-use-what = Was
subscriptions-use-about = Wofür
subscriptions-use-record = Eintragen
subscriptions-use-recorded = Es ist eingetragen.
subscriptions-use-take-back = Zurücknehmen
subscriptions-use-taken-back = Es ist zurückgenommen.
subscriptions-use-choose = Wählen Sie, was genutzt wurde.
subscriptions-use-about-wrong = In ein paar Worten, höchstens 120 Zeichen.
subscriptions-use-whose = Für wen in der Firma
subscriptions-use-whose-help = Die E-Mail-Adresse von jemandem dort; diese Person sieht es dann. Ohne Adresse war es für die Firma, und es sehen die, die sich um ihre Abonnements kümmern.
subscriptions-use-whose-wrong = Niemand in dieser Firma hat diese Adresse.
subscriptions-use-for = für { $name }
subscriptions-use-nothing-left = Davon ist in dieser Laufzeit nichts mehr übrig.
subscriptions-use-swap = Plattformwechsel
subscriptions-use-upgrade = Upgrade
subscriptions-use-training = Schulungstag
subscriptions-strategic = Strategische Kandidaten
subscriptions-strategic-sub = Kunden, die besser zu kennen sich lohnt: Sie haben abonniert und bleiben. Auf ihren Seiten steht es auch. In der Reihenfolge, in der sie Kunden wurden.
subscriptions-strategic-none = Noch niemand
subscriptions-strategic-none-text = Hier steht, wer einen Plan abonniert hat, der nicht bald endet.
subscriptions-strategic-plans = Pläne, die weitergehen
subscriptions-strategic-renewals = Verlängert
subscriptions-strategic-terms =
    { $count ->
        [one] um eine Laufzeit
       *[other] um { $count } Laufzeiten
    }
subscriptions-strategic-first = Zum ersten
subscriptions-strategic-subscribes =
    { $count ->
        [one] Strategischer Kandidat: hat einen Plan abonniert.
       *[other] Strategischer Kandidat: hat { $count } Pläne abonniert.
    }
subscriptions-strategic-renewed =
    { $count ->
        [one] Strategischer Kandidat: hat einen Plan abonniert und verlängert.
       *[other] Strategischer Kandidat: hat { $count } Pläne abonniert und verlängert.
    }

### plans

subscriptions-plans-sub = Was abonniert werden kann, und wie es verkauft wird.
subscriptions-new-plan = Neuer Plan
subscriptions-new-plan-sub = Erst was er ist und gibt; dann seine Laufzeiten, jede als Produkt verkauft.
subscriptions-no-plans-yet = Noch keine Pläne
subscriptions-no-plans-yet-text = Ein Plan gibt Leistungen für eine Laufzeit; seine Laufzeiten werden als Produkte verkauft.
subscriptions-terms = Laufzeiten
subscriptions-gives-count = Leistungen
subscriptions-subscribers = Abonnements
subscriptions-revision = Fassung
subscriptions-revision-of = { $number }, { $day }, { $name }
subscriptions-revision-since = Fassung { $number }, { $day }, { $name }
subscriptions-not-offered = Nicht angeboten
subscriptions-what-it-is = Was er ist
subscriptions-name-in = Name, { $language }
subscriptions-words-in = In Worten, { $language }
subscriptions-counts = Was gezählt wird
subscriptions-level = Servicestufe
subscriptions-level-help = Zählt, wo sie besser ist als das, was der Kunde ohnehin hat.
subscriptions-no-level = Keine
subscriptions-all-products = Alle Produkte
subscriptions-discount-rate = Rabatt { $number }, Prozent
subscriptions-discount-on = Rabatt { $number }, auf
subscriptions-swaps = Plattformwechsel je Laufzeit
subscriptions-upgrades = Upgrades je Laufzeit
subscriptions-training-days = Schulungstage je Laufzeit
subscriptions-publications = Veröffentlichungen
subscriptions-downloads = Downloads
subscriptions-not-there = gibt es unter diesem Kürzel nicht
subscriptions-nothing-to-read = Es gibt noch keine Publikationen und keine Downloads, die ein Abonnement geben könnte.
subscriptions-notice = Ankündigung, Tage vor dem Ende
subscriptions-quote-days = Angebot, Tage vorher
subscriptions-quote-days-help = Wo es sich mit einem Ja verlängert
subscriptions-reminders = Erinnerungen, Tage vorher
subscriptions-reminders-help = Mehrere mit Kommas: 30, 14
subscriptions-can-pause = Kunden dürfen es ruhen lassen
subscriptions-make-plan = Plan anlegen
subscriptions-keep-plan = Plan behalten
subscriptions-keep-plan-note = Wer ihn hat, behält ihn, wie er war, bis die Laufzeit verlängert wird.
subscriptions-keeps-revision =
    { $count ->
        [one] Ein Abonnement läuft. Was Sie hier ändern, gilt für es ab der nächsten Laufzeit.
       *[other] { $count } Abonnements laufen. Was Sie hier ändern, gilt für sie ab ihren nächsten Laufzeiten.
    }
subscriptions-plan-kept = Der Plan ist gespeichert.
subscriptions-plan-meanwhile = Jemand anderes hat den Plan inzwischen geändert. Öffnen Sie ihn neu, bevor Sie dies speichern.
subscriptions-unknown-benefit = Eine solche Servicestufe oder Kategorie gibt es nicht.
subscriptions-plan-off = Plan nicht mehr anbieten
subscriptions-plan-on = Plan anbieten
subscriptions-terms-note = Preislisten, Vereinbarungen und Sichtbarkeit sind die des Produkts
subscriptions-sold-as = Verkauft als
subscriptions-sku = Artikelnummer des Produkts
subscriptions-months-field = Monate
subscriptions-add-term = Laufzeit hinzufügen
subscriptions-offer-term = Anbieten
subscriptions-withdraw-term = Nicht mehr anbieten
subscriptions-offers-kept = Gespeichert.
subscriptions-no-sku = Ein Produkt mit dieser Artikelnummer gibt es nicht.
subscriptions-sku-taken = Dieses Produkt ist schon eine Laufzeit.
subscriptions-months-wrong = Zwischen 1 und 120 Monaten.
subscriptions-no-name = Geben Sie ihm einen Namen.
subscriptions-name-too-long = Ein Name hat höchstens 80 Zeichen.
subscriptions-words-too-long = Höchstens 2.000 Zeichen.
subscriptions-no-days = Eine Zahl von Tagen zwischen 1 und 365.
subscriptions-quote-before-notice = Das Angebot kommt am Tag der Ankündigung oder danach.
subscriptions-reminder-too-early = Eine Erinnerung kommt nach dem, woran sie erinnert.
subscriptions-reminders-wrong = Höchstens fünf Erinnerungen, jede an einem eigenen Tag.
subscriptions-rate-wrong = Ein Prozentsatz über 0, höchstens 100.
subscriptions-times-wrong = Eine Zahl zwischen 1 und 10.000.
subscriptions-code-wrong = Ein Kürzel hat Kleinbuchstaben, Ziffern und Bindestriche, höchstens 40.
subscriptions-benefit-twice = Dieselbe Leistung steht zweimal da.
subscriptions-too-many-benefits = Ein Plan gibt höchstens 40 Leistungen.
