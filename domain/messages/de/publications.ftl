## publications

### for members
publications-title = Veröffentlichungen
publications-sub = Was wir für Sie schreiben, Ausgabe für Ausgabe.
publications-none = Noch nichts zu lesen
publications-none-text = Sobald wir etwas veröffentlichen, das für Ihr Unternehmen ist, steht es hier.
publications-new = Neu
publications-new-count = { $count ->
        [one] 1 neu
       *[other] { $count } neu
    }
publications-all-issues = { $count ->
        [one] Die Ausgabe
       *[other] Alle { $count } Ausgaben
    }
publications-issue = Ausgabe
publications-issues = Ausgaben
publications-day = Tag

publications-home = Neu zu lesen

publications-corrected-when = Berichtigt am { $when }.
publications-gone = Diese Ausgabe wurde zurückgezogen
publications-gone-text = Wir haben diese Ausgabe am { $when } zurückgezogen. Sie lässt sich nicht mehr lesen.
publications-gone-back = Zu allen Veröffentlichungen

### the newsletter
publications-newsletter = Newsletter
publications-newsletter-yes = Einmal in der Woche bekommen Sie eine E-Mail mit dem, was es für Sie Neues zu lesen gibt, sofern es etwas gibt.
publications-newsletter-no = Einmal in der Woche eine E-Mail mit dem, was es für Sie Neues zu lesen gibt. Niemand bekommt sie ungefragt, und jede lässt sich mit einem Klick abbestellen.
publications-newsletter-start = Newsletter bestellen
publications-newsletter-stop = Newsletter abbestellen
publications-newsletter-coming = Sie bekommen ab jetzt den Newsletter.
publications-newsletter-ended = Sie bekommen keinen Newsletter mehr.
publications-unsubscribe = Newsletter abbestellen
publications-unsubscribe-text = Sollen wir an { $email } keinen Newsletter mehr senden?
publications-unsubscribe-do = Abbestellen
publications-unsubscribed = An { $email } geht kein Newsletter mehr.
publications-unsubscribed-note = Möchten Sie ihn wieder bekommen, sagen Sie es nach der Anmeldung auf Ihrer eigenen Seite. Alle Veröffentlichungen bleiben auf der Website.

### for curators
publications-console-sub = Was für Kunden geschrieben wird, für wen es ist, und der wöchentliche Newsletter, der davon erzählt.
publications-console-none = Noch keine Veröffentlichungen
publications-console-none-text = Legen Sie unten die erste an und schreiben Sie dann ihre erste Ausgabe.
publications-publication = Veröffentlichung
publications-one-more = Eine neue Veröffentlichung
publications-make = Veröffentlichung hinzufügen
publications-made = Die Veröffentlichung ist angelegt. Schreiben Sie ihre erste Ausgabe.
publications-saved = Gespeichert.
publications-save = Speichern
publications-code = Kürzel
publications-code-help = So nennen Pläne sie, und so lautet ihre Adresse: Kleinbuchstaben, Ziffern und Bindestriche, etwa field-notes. Es bleibt.
publications-code-wrong = Zwei bis vierzig Kleinbuchstaben, Ziffern und Bindestriche, zuerst ein Buchstabe.
publications-code-taken = Eine andere Veröffentlichung hat dieses Kürzel.
publications-code-is = Kürzel: { $code }
publications-name-in = Name, { $language }
publications-about-in = Eine Zeile dazu, { $language }
publications-name-wrong = Schreiben Sie einen Namen mit höchstens 120 Zeichen.
publications-text-wrong = Schreiben Sie etwas, und nicht mehr, als hineinpasst.
publications-readers = Für wen
publications-readers-help = Abonnenten bekommen sie, wenn ihr Plan die Veröffentlichung mit diesem Kürzel gewährt.
publications-for-everybody = Alle
publications-for-entitled = Abonnenten
publications-for-needs = { $who } mit dem Bedarf { $needs }
publications-needs = Nur für Kunden mit diesem Bedarf
publications-needs-help = Leer für alle.
publications-needs-wrong = Schreiben Sie höchstens 60 Zeichen.
publications-drafts = { $count ->
        [one] 1 Entwurf
       *[other] { $count } Entwürfe
    }
publications-no-issues = Noch keine Ausgaben
publications-no-issues-text = Beginnen Sie unten eine. Niemand liest sie, bevor Sie sie veröffentlichen.
publications-new-issue = Eine neue Ausgabe
publications-draft = Entwurf
publications-title-in = Titel, { $language }
publications-text-in = Text, { $language }
publications-text-help = Eine leere Zeile beginnt einen neuen Absatz. Was in einer Sprache nicht gesagt ist, wird in der ersten gelesen.
publications-day-wrong = Wählen Sie einen Tag.
publications-save-draft = Entwurf speichern
publications-draft-saved = Der Entwurf ist gespeichert. Noch liest ihn niemand.
publications-publish = Veröffentlichen
publications-publish-text = Veröffentlicht, was zuletzt gespeichert wurde. Von da an wird es gelesen, und der nächste Newsletter erzählt davon. Danach lässt es sich berichtigen oder zurückziehen, aber nicht mehr stillschweigend ändern.
publications-issue-published = Veröffentlicht. Der nächste Newsletter erzählt davon.
publications-discard = Verwerfen
publications-discard-text = Der Entwurf ist dann endgültig fort.
publications-draft-discarded = Der Entwurf ist verworfen.
publications-changed = Jemand hat es inzwischen geändert. Sehen Sie es noch einmal an, bevor Sie weitermachen.
publications-published-already = Es ist schon veröffentlicht. Von jetzt an wird es berichtigt, und wer es liest, sieht das.
publications-too-late = Was Sie geschrieben haben
publications-published = Veröffentlicht
publications-published-when = Veröffentlicht am { $when }.
publications-correct = Berichtigen
publications-correct-text = Wer es liest, sieht, dass und wann es berichtigt wurde. Was vorher darin stand, bleibt auf dieser Seite. Ein Newsletter, der noch nicht gesendet ist, erzählt, was jetzt darin steht.
publications-correct-do = Berichtigung speichern
publications-issue-corrected = Berichtigt. Wer es liest, sieht das.
publications-corrected = Berichtigt
publications-same = Das alles steht schon darin.
publications-said-before = Was vorher darin stand
publications-said-until = { $language }, vom { $day }, bis { $when }
publications-withdraw = Zurückziehen
publications-withdraw-text = Von da an liest es niemand mehr, und kein Newsletter erzählt davon. Wer einem Link in einem gesendeten folgt, erfährt, dass es zurückgezogen wurde. Das lässt sich nicht rückgängig machen.
publications-why = Warum
publications-why-help = Steht im Protokoll. Wer liest, sieht es nicht.
publications-why-wrong = Sagen Sie warum, mit höchstens 500 Zeichen.
publications-issue-withdrawn = Zurückgezogen. Niemand liest es mehr.
publications-withdrawn = Zurückgezogen
publications-withdrawn-when = Zurückgezogen am { $when }. Niemand liest es mehr; der Grund steht im Protokoll.
publications-withdrawn-already = Es wurde zurückgezogen.
publications-newsletters = Newsletter
publications-newsletters-none = Noch wurde keiner gesendet. Einer geht dienstagmorgens hinaus, wenn seit dem letzten etwas veröffentlicht wurde.
publications-wanted = { $count ->
        [one] 1 Mitglied möchte ihn
       *[other] { $count } Mitglieder möchten ihn
    }
publications-sent = Gesendet
publications-letters-wait = { $count ->
        [one] 1 weitere wartet
       *[other] { $count } weitere warten
    }
publications-letters-given-up = { $count } aufgegeben
publications-opened = Geöffnet
publications-followed = Angeklickt
publications-under-way = Unterwegs
publications-recorded-note = Öffnungen und Klicks nur von denen, deren Unternehmen das Erfassen erlaubt.
