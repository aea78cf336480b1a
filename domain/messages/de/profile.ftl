## profile

profile-did-view = Angesehen: { $what }
profile-did-read = Gelesen: { $what }, { $time }
profile-did-search = „{ $words }“ gesucht, { $hits ->
    [one] ein Treffer
   *[other] { $hits } Treffer
}
profile-did-miss = „{ $words }“ gesucht, nichts gefunden
profile-did-sign-in = Angemeldet
profile-did-add = In den Korb gelegt: { $what }
profile-did-configure = Konfiguriert: { $what }
profile-did-request = Anforderung { $number } eingereicht
profile-did-decide = Anforderung { $number } entschieden
profile-did-order = Bestellung { $number } aufgegeben
profile-did-acknowledge = Bestellung { $number } wurde bestätigt
profile-did-ship = Ein Teil der Bestellung { $number } ist unterwegs
profile-did-deliver = Bestellung { $number } ist angekommen
profile-did-cancel = Bestellung { $number } wurde storniert
profile-did-refuse = Nicht gewünscht: { $what }
profile-did-change = Seite geändert: { $what }
profile-did-join = { $who } ist dazugekommen
profile-did-assign = { $what } wurde ausgegeben
profile-did-transfer = { $what } ist im Unternehmen umgezogen
profile-did-lend = { $what } wurde verliehen
profile-did-return = { $what } kam zurück
profile-did-retire = { $what } wurde außer Betrieb genommen
profile-did-import-equipment = Geräte aus { $what } eingelesen, { $count ->
    [0] keins davon neu
    [one] eins davon neu
   *[other] { $count } davon neu
}
profile-did-subscribe = Abonnement { $what } begann
profile-did-change-subscription = Abonnement { $what } wurde geändert
profile-did-renew-subscription = Abonnement { $what } wurde verlängert
profile-did-end-subscription = Abonnement { $what } endete
profile-did-note = Kontakt notiert: { $what }

profile-page-home = die Startseite
profile-page-catalog = der Katalog
profile-page-basket = der Korb
profile-page-list = Bestellen per Liste
profile-page-orders = die Bestellungen
profile-page-equipment = die Geräte
profile-page-requests = die Anforderungen
profile-page-new-request = eine neue Anforderung
profile-page-search = eine Suche
profile-page-standards = die Standards
profile-page-team = das Betreuungsteam
profile-a-standard = eine Standardkonfiguration
profile-a-request = eine Anforderung
profile-an-order = eine Bestellung

profile-kind-viewed = Seite angesehen
profile-kind-dwelt = Seite gelesen
profile-kind-searched = Gesucht
profile-kind-signed-in = Angemeldet
profile-kind-added = In den Korb gelegt
profile-kind-configured = Konfiguriert
profile-kind-requested = Angefordert
profile-kind-decided = Entschieden
profile-kind-ordered = Bestellt
profile-kind-acknowledged = Bestätigt
profile-kind-shipped = Versandt
profile-kind-delivered = Geliefert
profile-kind-cancelled = Storniert
profile-kind-refused = Nichts für uns
profile-kind-changed = Seite geändert
profile-kind-joined = Dazugekommen
profile-kind-assigned = Gerät ausgegeben
profile-kind-transferred = Gerät umgezogen
profile-kind-lent = Gerät verliehen
profile-kind-returned = Gerät zurückgegeben
profile-kind-retired = Gerät ausgemustert
profile-kind-equipment-imported = Geräte eingelesen
profile-kind-noted = Kontakt notiert

profile-fact-reorder = { $name } alle { $days } Tage, ± { $spread }
profile-fact-changed-option = { $way ->
    [added] { $name }: Bei { $group } wird { $chosen } dazugenommen
    [left-out] { $name }: Bei { $group } wird { $chosen } weggelassen
   *[other] { $name }: { $group } wird von { $usual } auf { $chosen } geändert
}
profile-fact-not-found = „{ $words }“ wird gesucht und nicht gefunden
profile-fact-asked-for = „{ $words }“ wird in Anforderungen gewünscht
profile-fact-asked-beside = { $what } wird zusammen mit { $name } angefordert
profile-from-orders = { $count ->
    [one] eine Bestellung
   *[other] { $count } Bestellungen
}
profile-from-choices = { $times } der letzten { $of } Entscheidungen
profile-from-searches = { $times } Suchen von { $people ->
    [one] einer Person
   *[other] { $people } Personen
}
profile-from-requests = { $times ->
    [one] eine Anforderung
   *[other] { $times } Anforderungen
} von { $people ->
    [one] einer Person
   *[other] { $people } Personen
}
profile-from-told = gesagt
profile-changes-home = Erinnerung auf der Startseite
profile-changes-standard = schlägt eine neue übliche Option vor
profile-changes-options = schlägt eine weitere Option vor
profile-changes-assortment = schlägt Produkte oder andere Wörter vor
profile-changes-nothing = vor dem nächsten Kontakt lesen
profile-due-team = Ihr Team bestellt es alle { $days } Tage; zuletzt am { $last }{ $late ->
    [0] .
    [one] , einen Tag später als üblich.
   *[other] , { $late } Tage später als üblich.
}
profile-due-unit = { $unit } bestellt es alle { $days } Tage; zuletzt am { $last }{ $late ->
    [0] .
    [one] , einen Tag später als üblich.
   *[other] , { $late } Tage später als üblich.
}

### die Startseite

profile-hello = Willkommen, { $name }
profile-hello-nothing = Nichts wartet auf Sie.
profile-hello-waiting = { $count ->
    [one] Eine Sache wartet auf Sie.
   *[other] { $count } Dinge warten auf Sie.
}
profile-needs-you = Braucht Sie
profile-needs-all = Alle { $count }
profile-need-decide = { $who } möchte { $what }
profile-need-answer = Sie wurden zu { $what } gefragt
profile-need-why = { $number }, eingereicht { $when }
profile-decide = Entscheiden
profile-answer = Antworten
profile-find-equipment = Ausstattung finden
profile-request-equipment = Ausstattung anfordern
profile-due = Üblicherweise jetzt fällig
profile-due-how = Woher wir das wissen
profile-due-price = Ihr Preis
profile-due-why = Warum es hier steht
profile-not-for-us = Nichts für uns
profile-not-for-us-name = Nichts für uns: { $name }
profile-add-count = { $count } dazu
profile-add-count-name = { $count } × { $name } in den Korb
profile-refused-it = { $name } wird Ihnen nicht mehr vorgeschlagen.
profile-standards = Standardausstattung
profile-standards-all = Alle Standards
profile-configure = Konfigurieren
profile-configure-name = { $name } konfigurieren
profile-my-requests = Meine Anforderungen
profile-my-requests-all = Alle Anforderungen
profile-submitted = Eingereicht
profile-waiting-decision = Wartet auf eine Entscheidung
profile-waiting-answer = Wartet auf Ihre Antwort
profile-held = Zurückgestellt
profile-then-order = Bestellung, dann Lieferung
profile-your-people = Ihre Ansprechpartner bei { $supplier }
profile-remembered-link = Was wir über Sie wissen
profile-because-title = Das haben wir geändert, weil …
profile-quiet-title = Ihre Seite lernt aus dem, was Sie tun
profile-quiet-text = Was Ihr Team regelmäßig bestellt und was für Sie gemacht ist, wird hier stehen.
profile-function-account-manager = Kundenbetreuung
profile-function-order-desk = Auftragsbearbeitung
profile-function-curator = Katalog
profile-function-admin = Verwaltung
profile-team = Ihre Ansprechpartner bei { $supplier }
profile-team-sub = Sie kennen Ihre Vereinbarung, Ihre Standards und was Sie bestellt haben.
profile-team-none = Noch ist niemand benannt
profile-team-none-write = { $supplier } benennt noch, wer Sie betreut; Name und Adresse stehen dann hier. Bis dahin schreiben Sie an:
profile-team-none-text = { $supplier } benennt noch, wer Sie betreut; Name und Adresse stehen dann hier. Bis dahin fragen Sie, wer Sie eingeladen hat.

### was wir wissen

profile-remembered = Was wir über Sie wissen
profile-remembered-sub = Sie können alles lesen, mitnehmen, berichtigen und löschen.
profile-export = Mitnehmen (JSON)
profile-facts = Was wir gelernt haben
profile-facts-note = Aus dem, was Sie und Ihre Kollegen getan haben
profile-facts-none = Noch nichts
profile-facts-none-text = Fakten entstehen, wenn etwas so oft geschehen ist, dass es kein Zufall mehr ist.
profile-fact = Fakt
profile-about = Über
profile-sure = Sicher
profile-from = Aus
profile-changes = Ändert
profile-confirmed = Bestätigt
profile-whole-company = Firma
profile-wrong = Das stimmt nicht
profile-wrong-name = Das stimmt nicht: { $fact }
profile-right-again = Es stimmt doch
profile-corrected = Berichtigt { $when }
profile-correction-kept = Es ändert nichts mehr.
profile-correction-gone = Es gilt wieder.
profile-happened = Was geschehen ist
profile-when = Wann
profile-what = Was
profile-who = Wer
profile-where = Wo
profile-at-web = Seite
profile-at-mail = E-Mail
profile-at-console = Bei uns
profile-at-in-person = Persönlich
profile-delete = Löschen
profile-delete-name = Löschen: { $what }
profile-stays = bleibt: gehört der Firma
profile-deleted-one = Gelöscht, auch aus dem, was daraus gelernt wurde.
profile-deleted-all = { $count ->
    [0] Es gab nichts zu löschen.
    [one] Ein Eintrag wurde gelöscht.
   *[other] { $count } Einträge wurden gelöscht, auch aus dem, was daraus gelernt wurde.
}
profile-delete-all = Alles löschen, was gelöscht werden kann
profile-delete-all-text = { $count ->
    [0] Es gibt nichts, was Sie löschen könnten.
    [one] Ein Eintrag kann gelöscht werden. Anforderungen, Entscheidungen und Bestellungen bleiben: Sie gehören Ihrer Firma.
   *[other] { $count } Einträge können gelöscht werden. Anforderungen, Entscheidungen und Bestellungen bleiben: Sie gehören Ihrer Firma.
}
profile-nothing-happened = Wir wissen nichts
profile-nothing-happened-text = Es wurde nichts aufgezeichnet, oder Sie haben es gelöscht.
profile-refused = Nichts für uns
profile-refused-note = Was Ihrem Bereich nicht mehr vorgeschlagen wird
profile-again = Wieder vorschlagen
profile-again-name = { $name } wieder vorschlagen
profile-suggested-again = Es darf wieder vorgeschlagen werden.
profile-my-choice = Dürfen wir uns merken, was Sie tun?
profile-my-choice-on = Ja, das macht meine Seite besser
profile-my-choice-off = Nein, nur was eine Bestellung braucht
profile-company-says-no = Ihre Firma hat entschieden, dass nur aufgezeichnet wird, was eine Bestellung braucht.
profile-choice-saved = Gespeichert. Es gilt ab Ihrem nächsten Klick.
profile-recording = Was aufgezeichnet werden darf
profile-recording-sub = Sie entscheiden für alle in der Firma; jede Person kann außerdem für sich nein sagen.
profile-recording-all = Alles, was die Seite besser macht: Suchen, angesehene Seiten, Konfigurationen
profile-recording-orders = Nur was eine Bestellung braucht: Anforderungen, Entscheidungen, Bestellungen, Lieferungen
profile-recording-label = Über die Menschen bei { $company } darf aufgezeichnet werden
profile-recording-against = { $count ->
    [0] Niemand hat für sich nein gesagt.
    [one] Eine Person hat für sich nein gesagt.
   *[other] { $count } Personen haben für sich nein gesagt.
}
profile-recording-forget = Bisher Aufgezeichnetes löschen
profile-recording-forget-text = Suchen, angesehene Seiten, Konfigurationen. Anforderungen und Bestellungen bleiben. Was daraus gelernt wurde, verschwindet mit.
profile-recording-use = Wofür es da ist
profile-recording-use-text = Um Ihre Teams an das zu erinnern, was sie üblicherweise bestellen, um Ihre Standards an das anzupassen, was wirklich gewählt wird, und um zu ergänzen, was gesucht und nicht gefunden wird. Niemand außerhalb von { $company } und { $supplier } sieht es.

### das Dossier

profile-dossier-sub = { $segment }, { $employees } Beschäftigte, { $units ->
    [one] ein Bereich
   *[other] { $units } Bereiche
}, { $people ->
    [one] eine Person
   *[other] { $people } Personen
}
profile-note-contact = Kontakt notieren
profile-view-site = Ihre Seite ansehen
profile-rebuild = Alles neu lernen
profile-rebuilt = Aus { $count } Ereignissen neu gelernt.
profile-proposed = Vorgeschlagene Änderungen
profile-proposed-note = { $open } neu, { $done } in Kraft
profile-proposed-none = Nichts vorgeschlagen
profile-proposed-none-text = Vorschläge entstehen, wenn ein Standard immer wieder geändert oder etwas immer wieder vergeblich gesucht wird.
profile-facts-of = { $count ->
    [one] ein Fakt
   *[other] { $count } Fakten
}; { $internal ->
    [0] der Kunde kann alles lesen und berichtigen
    [one] der Kunde kann alles außer dem internen lesen und berichtigen
   *[other] der Kunde kann alles außer den { $internal } internen lesen und berichtigen
}
profile-internal = intern
profile-wrong-tag = vom Kunden berichtigt
profile-touch = Kontaktkarte
profile-touch-note = Wie oft und wie frisch, letzte { $days } Tage
profile-touch-none = In den letzten { $days } Tagen gab es keinen Kontakt
profile-touch-times = { $count ->
    [one] ein Kontakt
   *[other] { $count } Kontakte
}
profile-touch-others = und { $count } weitere
profile-spend = Umsatz je Quartal
profile-quarter = Quartal
profile-last-year = Letzte 12 Monate
profile-change = Veränderung
profile-orders-count = Bestellungen
profile-no-orders = In den letzten zwei Jahren wurde nichts bestellt.
profile-contacts = Menschen
profile-unit = Bereich
profile-roles = Rollen
profile-last-seen = Zuletzt da
profile-never = nie
profile-silent = seit { $days } Tagen niemand getroffen
profile-never-met = nie persönlich getroffen
profile-units = Bereiche
profile-unit-people = { $count ->
    [0] niemand
    [one] eine Person
   *[other] { $count } Personen
}
profile-times = { $what }, { $count }-mal
profile-lately = Zuletzt
profile-lately-all = Alle { $count }
profile-lately-none = Noch ist nichts geschehen
profile-lately-none-text = Was die Leute des Kunden auf ihrer Seite tun und welche Kontakte Sie festhalten, steht dann hier.
profile-missed = Gesucht und nicht gefunden
profile-change-team = Ändern
profile-our-team = Betreuung
profile-phase = Phase
profile-recorded = Aufgezeichnet
profile-recorded-all = alles Erlaubte
profile-recorded-orders = nur Bestellungen
profile-company = Die Firma
profile-history = Was geschehen ist
profile-history-sub = { $name }, das Neueste zuerst
profile-all-kinds = Alles
profile-all-people = Alle
profile-words = Wörter
profile-filter = Filtern
profile-none-fit = Nichts passt
profile-none-fit-text = Wählen Sie weniger, oder suchen Sie andere Wörter.
profile-evidence = Worauf es beruht
profile-evidence-note = { $shown } von { $count }
profile-since = Zuerst gesehen
profile-until = Gilt bis
profile-for-good = bis zur Berichtigung
profile-someone = jemand
profile-supplier-did = wir
profile-contact-way = Wie
profile-contact-visit = Besuch
profile-contact-call = Anruf
profile-contact-meeting = Treffen
profile-contact-mail = E-Mail
profile-contact-who = Mit wem
profile-contact-nobody = Niemand Bestimmtes
profile-contact-when = Wann
profile-contact-text = Worum es ging
profile-contact-learned = Was haben Sie erfahren?
profile-contact-learned-help = Ein Satz, wie der Kunde ihn lesen darf. Er wird zum Fakt.
profile-contact-internal = Nur für uns
profile-contact-internal-help = Der Kunde liest es nicht.
profile-contact-save = Notieren
profile-contact-saved = Notiert.
profile-contact-empty = Sagen Sie in einem Satz, worum es ging.
profile-contact-long = Das ist zu lang.
profile-contact-future = Dieser Tag ist noch nicht gekommen.
profile-contact-date = Wählen Sie einen Tag.

### help

profile-did-ask-help = Hat um Hilfe gebeten: { $what }
profile-did-write-more = Hat mehr zu { $what } geschrieben
profile-did-answer-case = Wir haben { $what } beantwortet
profile-did-solve-case = Gelöst: { $what }
profile-did-confirm-case = Zu { $what } gesagt, dass es gelöst ist
profile-did-rate = Hat unsere Hilfe bei { $what } bewertet: { $stars } von 5
profile-kind-help-asked = Um Hilfe gebeten
profile-kind-help-continued = Zu einem Fall geschrieben
profile-kind-help-answered = Fall beantwortet
profile-kind-help-solved = Fall gelöst
profile-kind-help-confirmed = Lösung bestätigt
profile-kind-sent-back = Ware zurückgeschickt
profile-did-send-back = Ware kommt zurück: { $what }
profile-kind-help-rated = Hilfe bewertet
profile-did-share-case = Hat geändert, wer von { $what } liest
profile-did-share-cases = Hat entschieden, wer in der Firma wessen Fälle sieht
profile-did-send-service = Unser Außendienst war da: { $what }
profile-kind-help-shared = Fall geteilt
profile-kind-field-service = Außendienst war da
profile-did-reopen-case = Hat zu { $what } geschrieben, das wir gelöst nannten: Der Fall ist wieder offen
profile-did-give-level = Wir haben die Servicestufe { $what } zugesagt
profile-did-end-level = Für die Firma gilt wieder die übliche Servicestufe
profile-did-plan-visit = Wir haben einen Besuch geplant: { $what }
profile-did-call-visit-off = Wir haben einen Besuch abgesagt: { $what }
profile-kind-help-reopened = Fall wieder geöffnet
profile-kind-level-given = Servicestufe zugesagt
profile-kind-visit-planned = Besuch geplant
profile-kind-visit-called-off = Besuch abgesagt
profile-page-help-new = eine Frage, die noch nicht gestellt war
profile-did-note-equipment = Hat notiert, was über { $what } bekannt ist
profile-kind-equipment-noted = Gerät beschrieben
profile-page-refresh = was zu ersetzen ist
profile-did-pay = Zahlung auf Rechnung { $number }
profile-kind-paid = Rechnung bezahlt
profile-did-use-benefit = Genutzt: { $what }
profile-kind-benefit-used = Leistung genutzt
profile-page-subscriptions = die Abonnements
profile-page-invoices = die Rechnungen
profile-page-reports = die Berichte
profile-kind-subscribed = Abonniert
profile-kind-subscription-changed = Abonnement geändert
profile-kind-subscription-renewed = Abonnement verlängert
profile-kind-subscription-ended = Abonnement beendet
profile-page-help = die eigenen Fälle
profile-did-read-article = Hat den Artikel „{ $what }“ gelesen
profile-did-search-help =
    { $hits ->
        [0] Hat in den Artikeln nach „{ $words }“ gesucht und nichts gefunden
        [one] Hat in den Artikeln nach „{ $words }“ gesucht, ein Treffer
       *[other] Hat in den Artikeln nach „{ $words }“ gesucht, { $hits } Treffer
    }
profile-did-find-help = Hat gesagt, dass „{ $what }“ geholfen hat
profile-did-find-no-help = Hat gesagt, dass „{ $what }“ nicht geholfen hat
profile-kind-article-read = Artikel gelesen
profile-kind-article-searched = In Artikeln gesucht
profile-kind-article-rated = Artikel bewertet
profile-page-articles = die Artikel
profile-function-agent = Support

### what subscribers get

profile-did-want-newsletter = Hat den Newsletter bestellt
profile-did-end-newsletter = Hat den Newsletter abbestellt
profile-did-open-newsletter = Hat den Newsletter geöffnet
profile-did-follow-newsletter = Ist „{ $what }“ aus dem Newsletter gefolgt
profile-did-read-issue = Hat „{ $what }“ gelesen
profile-did-download = Hat { $what } heruntergeladen
profile-did-take-licence = Hat eine Lizenz entnommen: { $what }
profile-did-hand-licence = Hat eine Lizenz übergeben: { $what }
profile-did-swap = Hat eine Lizenz getauscht: { $what }
profile-kind-newsletter-wanted = Newsletter bestellt
profile-kind-newsletter-ended = Newsletter abbestellt
profile-kind-newsletter-opened = Newsletter geöffnet
profile-kind-newsletter-followed = Newsletter gefolgt
profile-kind-issue-read = Veröffentlichung gelesen
profile-kind-downloaded = Heruntergeladen
profile-kind-licence-taken = Lizenz entnommen
profile-kind-licence-handed = Lizenz übergeben
profile-kind-platform-swapped = Plattform getauscht
profile-page-publications = die Veröffentlichungen
profile-page-downloads = die Downloads
