## Hilfe

support-title = Hilfe
support-sub = Was Sie uns gefragt haben und wie es weitergeht.
support-ask = Um Hilfe bitten
support-views = Fälle danach, wessen sie sind und wie sie stehen
support-view-mine = Was ich gefragt habe
support-view-mine-open = Noch nicht gelöst
support-view-mine-solved = Gelöst
support-view-seen = Alles, was ich sehe
support-subject = Worum es geht
support-asked-by = Gefragt von
support-stands = Stand
support-last = Zuletzt
support-search = Wörter oder Nummer
support-none = Nichts gefragt
support-none-text = Wenn etwas nicht geht oder Sie eine Frage haben, fragen Sie: Hier sehen Sie immer, wie es weitergeht. Was andere gefragt haben, steht unter „Alles, was ich sehe“.
support-none-found = Nichts gefunden
support-none-found-text = Kein Fall passt. Vielleicht mit weniger Wörtern oder unter allem, was Sie sehen.
support-you = Sie
support-nobody = Noch niemand

### wie ein Fall steht

support-state-new = Liegt uns vor
support-state-open = Wir arbeiten daran
support-state-waits-for-you = Wartet auf Ihre Antwort
support-state-waits-for-others = Wartet auf jemanden, den wir gefragt haben
support-state-solved = Gelöst
support-state-closed = Abgeschlossen
support-state-merged = Geht in einem anderen Fall weiter
support-our-state-new = Neu
support-our-state-open = Wir sind dran
support-our-state-waits-for-customer = Wartet auf den Kunden

support-priority = Wie dringend
support-priority-low = Kann warten
support-priority-normal = Normal
support-priority-high = Hoch
support-priority-urgent = Dringend
support-priority-low-note = Eine Frage oder ein Wunsch.
support-priority-normal-note = Eine Person ist behindert.
support-priority-high-note = Mehrere sind behindert, oder jemand kann nicht arbeiten.
support-priority-urgent-note = Der Betrieb steht.

support-answer-by = Antwort bis { $at }
support-answer-was-due = Antwort war fällig am { $at }
support-solved-by = Lösung bis { $at }
support-solution-was-due = Lösung war fällig am { $at }
support-due = Fällig
support-late = Verspätet
support-clock-stands = Die Uhr steht, solange wir auf eine Antwort warten
support-clock-due = Fällig { $at }
support-clock-stopped = Erledigt { $at }
support-first-answer = Erste Antwort
support-solution = Lösung

### was einem zusteht

support-entitled = Was wir zusagen
support-entitled-to = Was wir zusagen: { $level }
support-entitled-by = Durch Ihr Abonnement { $plan }, bis { $day }
support-entitled-for-named = Für Geräte, die Ihr Abonnement für { $plan } nennt: { $level }
support-entitled-nothing = Wir antworten, so bald wir können. Auf die Stunde zugesagt ist nichts.
support-every-day = Jeden Tag
support-round-the-clock = rund um die Uhr
support-hours-zone = Ortszeit { $zone }. Nur diese Stunden zählen.
support-days = { $first } bis { $last }
support-monday = Montag
support-tuesday = Dienstag
support-wednesday = Mittwoch
support-thursday = Donnerstag
support-friday = Freitag
support-saturday = Samstag
support-sunday = Sonntag
support-times = erste Antwort: { $first }; Lösung: { $solved }
support-no-promise = so bald wir können
support-hours-count =
    { $count ->
        [one] eine Stunde
       *[other] { $count } Stunden
    }
support-minutes-count =
    { $count ->
        [one] eine Minute
       *[other] { $count } Minuten
    }

### fragen

support-new-sub = Sagen Sie, was geschehen ist; wir antworten hier und per Mail.
support-text = Was ist geschehen?
support-text-help = Was haben Sie getan, was erwartet, was kam stattdessen? Meldungen auf dem Bildschirm helfen, Wort für Wort.
support-order = Bestellung
support-order-help = Ihre Nummer, wenn es um eine Bestellung geht.
support-product = Artikelnummer
support-equipment = Gerät
support-equipment-help = Die Nummer auf seinem Etikett, wenn es um ein einzelnes geht: Ihres oder eines in Ihrer Einheit, das niemand hat.
support-send = Senden
support-opened = Ihre Frage liegt uns vor. Sie heißt { $number }.
support-subject-missing = Sagen Sie in einer Zeile, worum es geht.
support-subject-too-long = Das ist zu lang für eine Zeile: höchstens 160 Zeichen.
support-text-missing = Schreiben Sie, was geschehen ist.
support-text-too-long = Das ist zu lang: höchstens 20.000 Zeichen.
support-no-such-order = Sie haben keine Bestellung mit dieser Nummer. Gehört sie jemand anderem in Ihrer Firma, schreiben Sie die Nummer in den Text.
support-no-such-asset = Sie haben kein Gerät mit diesem Etikett. Gehört es niemandem oder jemand anderem in Ihrer Firma, schreiben Sie das Etikett in den Text.
support-no-order-of-theirs = Dieser Kunde hat keine Bestellung mit dieser Nummer.
support-no-asset-of-theirs = Dieser Kunde hat kein Gerät mit diesem Etikett.
support-about-too-long = Eine Artikelnummer oder eine Gerätenummer hat höchstens 80 Zeichen.

### ein Fall

support-about-order = Bestellung { $what }
support-about-product = Produkt { $what }
support-about-equipment = Gerät { $what }
support-conversation = Was gesagt wurde
support-internal = Nur für uns
support-by-mail = per Mail
support-files = Dateien
support-files-help = Bilder, PDF, Text, Tabellen und Dokumente: bis zu { $files } auf einmal, zusammen bis zu { $most } MB.
support-files-too-many = Das sind zu viele auf einmal: höchstens { $files }. Schicken Sie die übrigen danach.
support-files-too-large = Zusammen sind sie zu groß: höchstens { $most } MB. Schicken Sie einen Teil davon danach.
support-files-again = Wählen Sie die Dateien noch einmal aus: Ihr Browser behält sie nicht.
support-file-too-large = { $name } ist zu groß: Ein Bild darf 10 MB und 40 Millionen Bildpunkte haben, alles andere 25 MB.
support-file-wrong-kind = { $name } ist nichts, was wir annehmen, wie immer es heißt. Programme und Archive nie; Bilder (PNG, JPEG, WebP), PDF, Text sowie Dateien von Excel, Word oder LibreOffice ohne Programme darin.
support-file-broken = { $name } ist leer oder lässt sich nicht bis zum Ende lesen. Vielleicht ist es unterwegs abgebrochen.
support-left-out = Nicht behalten: { $name }
support-left-out-program = Nicht behalten: { $name }. Es könnte als Programm laufen.
support-left-out-too-large = Nicht behalten: { $name }. Es ist zu groß.
support-left-out-too-many = Nicht behalten: { $name }. Es war eines zu viel.
support-left-out-kind = Nicht behalten: { $name }. Solche Dateien nehmen wir nicht an.
support-left-out-broken = Nicht behalten: { $name }. Es lässt sich nicht bis zum Ende lesen.
support-write-more = Mehr dazu schreiben
support-write = Senden
support-your-answer = Ihre Antwort
support-answer = Antworten
support-not-solved = Ist es nicht gelöst?
support-reopen = Es ist nicht gelöst
support-write-again = Ist es wieder geschehen?
support-ask-again = Wieder fragen
support-confirm = Es ist gelöst
support-written = Gesendet. Wir melden uns, wenn es Neues gibt.
support-confirmed = Danke. Es ist als gelöst vermerkt.
support-rated = Danke, dass Sie es uns sagen.
support-watched = Sie erfahren, was geschieht.
support-unwatched = Sie erfahren nicht mehr, was geschieht.
support-goes-on = Es geht weiter in { $number }.
support-changed = Jemand war schneller
support-changed-text = Der Fall hat sich inzwischen geändert. Was Sie geschrieben haben, ist aufgehoben; sehen Sie ihn an, wie er jetzt ist.
support-satisfaction = Zufriedenheit
support-how-satisfied = Wie zufrieden sind Sie mit unserer Hilfe?
support-stars-1 = Gar nicht
support-stars-2 = Eher nicht
support-stars-3 = Geht so
support-stars-4 = Zufrieden
support-stars-5 = Sehr
support-stars-missing = Wählen Sie eines von den fünf.
support-rate-words = Was sollten wir dazu wissen?
support-rate = Sagen
support-you-rated = Sie haben unserer Hilfe { $stars } von 5 gegeben.
support-facts = Der Fall
support-seen-by = Sichtbar für
support-seen-by-own = Wer gefragt hat und wer mitliest
support-seen-by-unit = Die Abteilung
support-seen-by-company = Alle im Unternehmen
support-agent = In Händen von
support-goes-on-in = Geht weiter in
support-follows = Folgt auf
support-watch = Mir sagen, was geschieht
support-unwatch = Mir nichts mehr sagen

support-cases-about = Fälle dazu
support-cases-open = Offene Fälle
support-cases-none-open = Keiner ist offen.
support-cases-all = Alle seine Fälle

### was das Unternehmen entscheidet

support-company-title = Hilfe für Ihre Leute
support-company-sub = Was Ihrem Unternehmen zusteht, und wer liest, was andere fragen.
support-visibility = Wer sieht, was jemand gefragt hat?
support-visibility-help = Für Fälle von jetzt an. Die es schon gibt, bleiben, wie sie sind: Wer gefragt hat, wusste, wer es liest.
support-visibility-missing = Wählen Sie eines.
support-visibility-kept = Gespeichert. Es gilt für Fälle von jetzt an.
support-keep = Speichern

### die Konsole

support-queue-title = Fälle
support-queue-sub = Was zuerst fällig ist, steht oben.
support-queue-sub-all = Was zuletzt Neues hatte, steht oben, auch was erledigt ist.
support-queue-of = Fälle von { $company }
support-queue-empty = Hier wartet nichts
support-queue-empty-text = Kein Fall passt zu dieser Ansicht.
support-show-open = Alle offenen zeigen
support-counted = gezählt bis { $count }
support-piles = Fälle danach, wer sie in Händen hat
support-pile-mine = Meine
support-pile-teams = Meiner Teams
support-pile-unassigned = In niemandes Händen
support-pile-open = Alle offenen
support-pile-all = Alle
support-customer = Kunde
support-any-state = Jeder Stand
support-any-priority = Jede Dringlichkeit
support-due-any = Irgendwann fällig
support-due-soon = Fällig in vier Stunden
support-mails = Mails, die einen Menschen brauchen
support-mails-note = Für diese Absender bürgt niemand. Sagen Sie ihnen nichts über einen Kunden. Worüber niemand entscheidet, wird nach { $days } Tagen entfernt.
support-mail-stranger = Ein Fremder: Der Absender ist nicht belegt oder gehört zu keinem Kunden.
support-mail-held = Zurückgehalten: Von dieser Adresse kamen sehr viele in einer Stunde.
support-mail-bounced = Unsere Mail an { $to } kam nicht an.
support-mail-bounced-somewhere = Eine Mail von uns kam nicht an; welche, steht nicht dabei.
support-mail-bounced-about = Es ging um { $number }.
support-mail-mentions = Sie nennt { $number }. Das belegt nichts.
support-mails-open = Lesen
support-mails-waiting = Wartend
support-mails-done = Erledigt
support-mails-bounced = Nicht angekommen
support-mails-none = Hier ist keine Mail
support-mails-none-text = Mails von Mitgliedern, deren Adresse belegt ist, gehen von selbst zu ihrem Fall.
support-mail = Die Mail
support-mail-from = Von, wie sie sagt
support-mail-why = Warum sie hier ist
support-mail-no-subject = Ohne Betreff
support-mail-became = Was aus ihr wurde
support-mail-made-by = { $who } hat einen Fall daraus gemacht:
support-mail-left-by = { $who } hat sie auf sich beruhen lassen: { $why }
support-mail-make = Einen Fall daraus machen
support-mail-member = Wessen Fall es ist: die Adresse des Mitglieds
support-mail-member-help = Das Mitglied liest diese Mail als seine eigene und wird benachrichtigt. Fragen Sie vorher nach, wenn Sie nicht sicher sind.
support-mail-no-member = Kein Mitglied eines Kunden hat diese Adresse.
support-mail-which = Es gehört zu mehreren Firmen: Wählen Sie eine.
support-mail-add = Einem Fall hinzufügen
support-mail-words-of = Wessen Worte es sind: die Adresse des Mitglieds
support-mail-words-of-help = Ein Mitglied, das den Fall sieht. Fragen Sie vorher nach, wenn Sie nicht sicher sind.
support-mail-no-case = Es gibt keinen Fall mit dieser Nummer.
support-mail-sees-not = Dieses Mitglied sieht den Fall nicht.
support-mail-leave = Auf sich beruhen lassen
support-mail-reason = Warum
support-mail-no-reason = Sagen Sie in höchstens 500 Zeichen, warum.
support-changed-for-us = An diesem Fall ist etwas geschehen, nachdem Sie ihn geöffnet haben. Was Sie geschrieben haben, ist aufgehoben: Lesen Sie das Neue, dann senden Sie es wieder.
support-done = Erledigt.
support-done-answer = Gesendet. Wir bleiben dran.
support-done-ask = Gesendet. Die Uhren stehen, bis der Kunde antwortet.
support-done-solve = Gesendet, und der Fall ist gelöst.
support-done-note = Die Notiz ist aufgehoben. Nur wir lesen sie.
support-done-take = Der Fall ist in Ihren Händen.
support-done-assign = Der Fall ist jetzt in anderen Händen.
support-done-give-back = Niemand hat den Fall jetzt in der Hand; jeder kann ihn übernehmen.
support-done-team = Der Fall liegt jetzt bei diesem Team.
support-done-hand-over = Der Fall wartet auf Dritte.
support-done-take-back = Wir sind wieder dran.
support-done-reopen = Der Fall ist wieder offen.
support-done-merge = Es geht im anderen Fall weiter.
support-done-escalate = Sie sind per E-Mail benachrichtigt.
support-done-visit = Der Besuch ist geplant, und der Kunde ist benachrichtigt.
support-done-visit-off = Der Besuch ist abgesagt, und der Kunde ist benachrichtigt.
support-done-kept = Gespeichert.
support-no-agent = Diese Person bearbeitet keine Fälle.
support-no-other = Dieser Kunde hat keinen anderen Fall mit dieser Nummer.
support-not-merged = Mit jenem kann er nicht vereint werden, der ist zu Ende.
support-speak = Antworten
support-your-words = Ihre Worte
support-way = Was es ist
support-way-answer = Eine Antwort
support-way-answer-note = Der Kunde liest sie; wir bleiben dran.
support-way-ask = Eine Rückfrage
support-way-ask-note = Der Kunde ist dran; die Uhren stehen.
support-way-solve = Die Lösung
support-way-solve-note = Der Fall ist gelöst; der Kunde kann widersprechen.
support-way-note = Eine interne Notiz
support-way-note-note = Nur wir lesen sie.
support-steps = Was damit zu tun ist
support-more-steps = Besuch, weitergeben, vereinen, verknüpfen
support-take = Übernehmen
support-take-back = Wieder aufnehmen
support-open-again = Wieder öffnen
support-assign = Übergeben
support-set-priority = Ändern
support-to-whom = An wen, und was gefragt wurde (nur wir lesen es)
support-hand-over = Auf Dritte warten
support-other-number = Nummer des anderen Falls
support-merge = Mit ihm vereinen
support-merge-note = Wer gefragt hat, liest ab dann den anderen Fall; wer mitgelesen hat, nur wenn er ihn ohnehin sehen darf.
support-merge-sooner = Dieser Fall war zuerst da, und was für ihn zugesagt ist, ist früher fällig. Vereinen Sie stattdessen jenen mit diesem.
support-merge-would-read = Jenen hat { $of } gefragt, und { $asker } kann ihn nicht sehen. Vereint liest { $asker } alles, was darin steht. Bestätigen Sie, dass das sein darf, oder verknüpfen Sie die beiden stattdessen.
support-merge-may-read = { $asker } darf alles in { $number } lesen
support-link = Mit ihm verknüpfen
support-unlink = Verweis auf { $number } zurücknehmen
support-since = Seit
support-they-rated = { $stars } von 5
support-linked = Verknüpfte Fälle
support-others = Andere offene Fälle des Kunden
support-they-have = Was sie haben
support-asked-before = Was sie früher gefragt haben
support-ordered-last = Was sie zuletzt bestellt haben
support-known = Was wir über sie wissen
support-last-touches = Letzte Kontakte
support-known-all = Alles, was über die Firma bekannt ist
support-history = Was geschah
support-event-opened = { $who } hat gefragt
support-event-assigned = { $who } hat ihn { $about } gegeben
support-event-answered = { $who } hat geantwortet
support-event-asked = { $who } hat zurückgefragt
support-event-handed-over = { $who } wartet auf Dritte
support-event-taken-back = { $who } hat ihn zurückgeholt
support-event-solved = { $who } hat ihn gelöst
support-event-reopened = { $who } hat ihn wieder geöffnet
support-event-merged = { $who } hat ihn vereint mit { $about }
support-event-written = { $who } hat geschrieben
support-event-confirmed = { $who } hat gesagt, dass es gelöst ist
support-event-closed = Nach einigen ruhigen Tagen abgeschlossen ({ $who })
support-event-priority = { $who } hat die Dringlichkeit gesetzt: { $about }
support-event-rated = { $who } hat { $about } von 5 gegeben
support-event-warned = { $who } hat gewarnt: { $about } ist bald fällig
support-event-breached = { $who }: { $about } ist verspätet
support-event-bounced = Unsere Mail an { $about } kam nicht an
support-not-arrived = Nicht angekommen bei

support-prepared = Vorbereitete Antwort
support-prepared-insert = Einsetzen
support-prepared-title = Vorbereitete Antworten
support-prepared-sub = Texte zum Wiederverwenden; alle, die an Fällen arbeiten, pflegen sie.
support-prepared-none = Noch gibt es keine
support-prepared-none-text = Behalten Sie, was Sie immer wieder schreiben: Es lässt sich in eine Antwort einsetzen und dort ändern.
support-prepared-new = Eine neue
support-prepared-name = Wie sie in der Liste heißt
support-prepared-help = Für den Fall ausgefüllt: { $names }. Wer gefragt hat, ist „member“, wer antwortet, „agent“.
support-prepared-remove = „{ $name }“ entfernen
support-prepared-name-wrong = Sie braucht einen Namen von höchstens 80 Zeichen, den keine andere hat.
support-prepared-text-wrong = Schreiben Sie wenigstens etwas und höchstens 5.000 Zeichen.
support-prepared-unknown = Für { $names } steht nichts: Prüfen Sie die Schreibweise.
support-prepared-too-many = Es gibt schon 200. Entfernen Sie erst eine.
support-also-priority = Dringlichkeit setzen auf
support-also-cause = Ursache setzen auf
support-also-help = Diese drei werden gewählt, wenn der Text in eine Antwort eingesetzt wird, und lassen sich dort noch ändern.
support-remove = Entfernen
support-give-back = Niemandem zuteilen
support-event-given-back = { $who } hat ihn zurückgegeben
support-event-classified = { $who } hat gesagt, woher es kam: { $about }
support-event-about = { $who } hat gesagt, worum es geht: { $about }
support-event-left-open = { $who } hat offen gelassen, woher es kam
support-event-escalated = { $about } benachrichtigt, weil es mehr braucht ({ $who })
support-event-visit-planned = { $who } hat einen Besuch von { $about } geplant
support-event-visit-done = { $who }: Der Besuch war da
support-event-visit-off = { $who } hat den Besuch abgesagt
support-event-goods-back = { $who } nimmt Ware zurück: { $about }
support-event-goods-done = { $who } ist mit der Ware fertig: { $about }
support-escalated = Braucht mehr seit
support-escalate = Verstärkung holen
support-escalate-why = Warum es mehr braucht (nur wir lesen es)
support-nobody-named = Der Fall hat kein Team mit anderen darin, und niemand ist dafür benannt. Wer verwaltet, kann jemanden benennen.
support-escalation-title = Wer benachrichtigt wird
support-escalation-sub = Wer erfährt, dass ein Fall mehr braucht als den, der ihn in der Hand hat: einmal bevor eine Zusage gebrochen wird, einmal wenn sie es ist, und wenn ein Bearbeiter darum bittet. Das Team des Falls erfährt es, wenn eine Zusage gebrochen ist und wenn ein Bearbeiter bittet, gleich wer hier benannt ist.
support-escalation-person = Wer
support-escalation-warning = Bevor eine Zusage gebrochen wird
support-escalation-breach = Wenn sie gebrochen ist
support-classify = Was es war
support-about-it = Worum es geht
support-cause = Woher es kam
support-cause-hardware = Geräte
support-cause-software = Software
support-cause-surroundings = Netz und andere Systeme
support-cause-handling = Bedienung
support-cause-delivery = Lieferung
support-cause-ordering = Bestellung, Preis, Rechnung
support-cause-access = Zugang zur Website
support-cause-other = Etwas anderes
support-visits = Besuche
support-visits-sub = Was der Außendienst geplant hat, das Nächste zuerst.
support-visits-none = Kein Besuch ist geplant
support-visits-none-text = Ein Besuch wird im Fall geplant.
support-visits-first = Zum Anfang
support-visit-day = Tag
support-visit-who = Wer kommt
support-visit-what = Was zu tun ist
support-visit-what-help = Der Kunde liest es.
support-visit-plan = Besuch planen
support-visit-of = Besuch am { $day }: { $who }
support-visit-note = Notiz (nur wir lesen sie)
support-visit-done = War da
support-visit-off = Absagen
support-visit-planned = Besuch
support-visit-made = War da
support-visit-no-day = Wählen Sie einen Tag.
support-visit-day-passed = Dieser Tag ist vorbei.
support-visit-no-who = Sagen Sie in höchstens 120 Zeichen, wer kommt.
support-return = Ware zurücknehmen
support-told-as-well = Auch benachrichtigt:
support-colleague = Jemanden auf dem Laufenden halten
support-colleague-help = Die Adresse von jemandem aus Ihrem Unternehmen, der diesen Fall sehen darf.
support-let-watch = Auf dem Laufenden halten
support-let-watched = Ab jetzt wird benachrichtigt.
support-let-go = { $name } nicht mehr benachrichtigen
support-let-gone = Ab jetzt nicht mehr.
support-no-colleague = Niemand aus Ihrem Unternehmen, der diesen Fall sehen darf, hat diese Adresse.

support-figures = Zahlen
support-figures-sub = Fälle, die im Zeitraum eröffnet wurden, wie sie jetzt stehen.
support-figures-all = Insgesamt
support-figures-months = Nach Monat
support-figures-customers = Nach Kunde
support-figures-products = Nach Produkt
support-figures-causes = Nach Ursache
support-figures-teams = Nach Team
support-figures-opened = Eröffnet
support-figures-solved = Gelöst
support-figures-backlog = Am Monatsende offen
support-figures-broken = Gebrochene Zusagen
support-figures-with-broken = Mit gebrochener Zusage
support-figures-to-answer = Bis zur ersten Antwort, im Mittel
support-figures-to-solve = Bis zur Lösung, im Mittel
support-figures-per-hundred = Je hundert Geräte
support-figures-stars = { $stars } von 5 ({ $rated })
support-figures-nothing = In diesem Zeitraum wurde nichts gefragt.
support-figures-no-cause = Noch nicht gesagt
support-figures-no-product = Kein Produkt genannt

support-today-late =
    { $count ->
        [one] Einer Ihrer Fälle ist verspätet
       *[other] { $count } Ihrer Fälle sind verspätet
    }
support-today-soon =
    { $count ->
        [one] Einer Ihrer Fälle ist in vier Stunden fällig
       *[other] { $count } Ihrer Fälle sind in vier Stunden fällig
    }
support-today-unassigned =
    { $count ->
        [one] Ein Fall ist in niemandes Händen
       *[other] { $count } Fälle sind in niemandes Händen
    }
support-today-teams =
    { $count ->
        [one] Ein Fall Ihrer Teams ist in niemandes Händen
       *[other] { $count } Fälle Ihrer Teams sind in niemandes Händen
    }
support-today-strangers =
    { $count ->
        [one] Die Mail eines Fremden wartet darauf, dass jemand sie zuordnet
       *[other] { $count } Mails von Fremden warten darauf, dass jemand sie zuordnet
    }

### Servicestufen

support-levels-sub = Was wem zugesagt ist. Eine Stufe wird nie geändert: Legen Sie eine neue an, und Fälle von da an messen sich an ihr.
support-level = Stufe
support-level-hours = Zeiten
support-level-normal-times = Zugesagt bei normaler Dringlichkeit
support-level-always = Rund um die Uhr: Jede Stunde zählt, was immer darunter steht
support-level-usual = Für alle ohne eigene Stufe
support-levels-none = Noch keine Stufe
support-levels-none-text = Bis es eine gibt, ist nichts auf die Stunde zugesagt.
support-level-new = Eine neue Stufe
support-level-name = Name, wie Kunden ihn lesen
support-level-zone = Zeitzone
support-level-week = Montag bis Freitag
support-level-exceptions = Ausnahmen
support-level-exceptions-help = Eine je Zeile: ein Tag, dann seine Stunden, etwa 2026-12-24 08:00-12:00. Ein Tag ohne Stunden ist geschlossen.
support-level-first = Erste Antwort in Stunden: { $priority }
support-level-solved = Gelöst in Stunden: { $priority }
support-level-make = Stufe anlegen
support-level-made = Die Stufe ist angelegt.
support-level-name-wrong = Geben Sie ihr einen Namen von höchstens 120 Zeichen.
support-level-hours-wrong = Diese Zeiten sind nicht zu lesen: Schreiben Sie sie wie 08:00-12:00, 13:00-17:00, mit einer Zeitzone wie Europe/Berlin.
support-level-time-wrong = Schreiben Sie ganze Stunden, mindestens eine, oder nichts.
support-level-give = Einem Kunden eine eigene Stufe geben
support-level-customer = Kundennummer
support-level-give-help = Ohne Auswahl hat der Kunde wieder die Stufe für alle.
support-level-given = Der Kunde hat sie von jetzt an. Offene Fälle behalten, was ihnen zugesagt war.
support-level-unknown = Es gibt keinen Kunden mit dieser Nummer oder keine solche Stufe.

### Teams

support-team = Team
support-any-team = Jedes Team
support-no-team = Ohne Team
support-team-help = Seine Leute werden benachrichtigt. Wer den Fall in Händen hat, behält ihn nur, wenn er dazugehört; ohne Wahl gehört der Fall zu keinem Team.
support-hand-to-team = Dem Team geben
support-team-unknown = Dieses Team gibt es nicht mehr.
support-event-team = { $who } hat ihn dem Team { $about } gegeben
support-event-no-team = { $who } hat ihn seinem Team genommen
support-teams-title = Teams
support-teams-sub = Wer gemeinsam an Fällen arbeitet, und welche Fälle von selbst zu ihnen kommen. Wer an Fällen arbeitet, sieht alle und kann jeden übernehmen.
support-teams-none = Noch kein Team
support-teams-none-text = Bis es eines gibt, warten alle Fälle in einer Schlange.
support-team-new = Ein neues Team
support-team-name = Sein Name
support-team-members = Wer dazugehört
support-team-comes = Was zu ihm kommt
support-team-causes = Fälle, die daher kommen
support-team-causes-help = Sie kommen zu ihm, wenn jemand sagt, woher sie kamen, solange niemand sie in Händen hat.
support-team-categories = Fälle zu Produkten dieser Kategorien
support-team-categories-help = Kürzel von Kategorien, eines je Zeile; was darunter liegt, kommt mit. Die nächste Kategorie zählt.
support-team-needs = Fälle von Kunden, die vor allem brauchen
support-team-end = Das Team „{ $name }“ beenden: Seine offenen Fälle gehören dann zu keinem
support-team-end-it = Beenden
support-team-name-wrong = Es braucht einen Namen von höchstens 80 Zeichen, den kein anderes Team hat.
support-teams-too-many = Es gibt schon { $most } Teams. Beenden Sie erst eines.
support-team-too-many-categories = Höchstens { $most } Kategorien führen zu einem Team: Nennen Sie eine, die darüber liegt.
support-team-unknown-categories = Es gibt keine Kategorie { $codes }.
support-team-taken = { $what } kommt schon zu { $team }. Nehmen Sie es dort erst weg.
