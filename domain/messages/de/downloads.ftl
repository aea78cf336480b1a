## downloads

### for members
downloads-title = Downloads
downloads-sub = Die Software, die Ihre Abonnements gewähren, mit ihren Lizenzen und Schlüsseln.
downloads-none = Nichts herunterzuladen
downloads-none-text = Was ein Abonnement zum Herunterladen gewährt, steht hier, mit seinen Versionen und Lizenzschlüsseln.
downloads-see-plans = Pläne ansehen
downloads-by = Durch { $plan } ({ $number }), bis { $until }.
downloads-left = { $seats ->
        [one] Insgesamt 1 Lizenz,
       *[other] Insgesamt { $seats } Lizenzen,
    } { $left ->
        [0] alle entnommen.
       *[other] { $left } noch zu entnehmen.
    }
downloads-software = Software
downloads-version = Version
downloads-day = Tag
downloads-checksum = Prüfsumme (SHA-256)
downloads-notes = Was neu ist
downloads-speaks = Spricht { $languages }
downloads-no-releases = Noch keine Version
downloads-fetch = Herunterladen
downloads-fetch-name = Herunterladen: { $name }, Version { $version }
downloads-take = Lizenz entnehmen
downloads-take-key = Lizenz mit Schlüssel entnehmen
downloads-take-name = { $what }: { $name }
downloads-licence-taken = Die Lizenz gehört Ihnen. Sie steht unten, mit ihrem Schlüssel, falls sie einen hat.
downloads-all-taken = Alle Lizenzen Ihres Abonnements sind entnommen. Tauschen Sie eine, oder bitten Sie um mehr Plätze.
downloads-no-keys = Wir haben zurzeit keinen Schlüssel dafür vorrätig. Nichts wurde entnommen; bitte fragen Sie Ihr Betreuungsteam.
downloads-licences = Ihre Lizenzen
downloads-key = Schlüssel
downloads-without-key = Braucht keinen Schlüssel
downloads-ended = Nicht mehr gewährt
downloads-whose = Für wen
downloads-key-of-others = Es gibt einen Schlüssel, für die Person mit der Lizenz.
downloads-key-of-others-ask = Es gibt einen Schlüssel, für die Person mit der Lizenz. Fragen Sie { $who }, wenn Sie einen brauchen.
downloads-swaps-left = { $left ->
        [0] Kein Plattformwechsel mehr übrig
        [one] 1 Plattformwechsel übrig
       *[other] { $left } Plattformwechsel übrig
    }

### handing licences over
downloads-hand = Übergeben
downloads-hand-name = Lizenz von { $name }, { $platform } übergeben
downloads-hand-title = Eine Lizenz von { $name } übergeben
downloads-hand-sub = Wem Sie sie übergeben, liest von da an ihren Schlüssel und bekommt eine E-Mail. Wer sie vorher hatte, liest den Schlüssel nicht mehr, außer er oder sie bestellt für Ihre Firma.
downloads-hand-to = An wen
downloads-hand-to-help = Die E-Mail-Adresse von jemandem in Ihrer Firma.
downloads-hand-nobody = Niemand in Ihrer Firma hat diese Adresse.
downloads-hand-same = Die Lizenz gehört dieser Person schon.
downloads-hand-do = Lizenz übergeben
downloads-handed = Die Lizenz wurde übergeben.

### licences of people who left
downloads-left-behind = { $count ->
        [one] 1 Lizenz hat jemand, der die Firma verlassen hat.
       *[other] { $count } Lizenzen haben Personen, die die Firma verlassen haben.
    }
downloads-left-title = Lizenzen von Ausgeschiedenen
downloads-left-sub = Übernehmen Sie sie, oder übergeben Sie sie jemandem in Ihrer Firma; wer sie bekommt, erhält eine E-Mail. Wer eine Lizenz hat, liest ihren Schlüssel.
downloads-left-to-help = Die E-Mail-Adresse von jemandem in Ihrer Firma. Bleibt das Feld leer, gehören die Lizenzen Ihnen.
downloads-left-do = Übernehmen oder übergeben
downloads-left-first = Das sind die ersten { $count } von { $of }. Sie wechseln jetzt; die anderen danach.
downloads-left-done = Die Lizenzen haben gewechselt.
downloads-left-none = Niemand, der die Firma verlassen hat, hat eine Lizenz
downloads-left-none-text = Wenn jemand mit einer Lizenz die Firma verlässt, steht sie hier.

### swapping platforms
downloads-swap = Tauschen
downloads-swap-name = Lizenz von { $name }, { $platform } tauschen
downloads-swap-title = { $name } gegen eine andere Plattform tauschen
downloads-swap-sub = Sie geben eine Lizenz zurück und bekommen ohne Berechnung eine für eine andere Plattform.
downloads-before = Bevor Sie tauschen
downloads-gives-back = Sie geben zurück
downloads-swaps = Wechsel übrig
downloads-swaps-until = Zu nutzen bis
downloads-swap-for = Was möchten Sie stattdessen?
downloads-swap-choose = Wählen Sie eine andere Plattform.
downloads-swap-note = Die zurückgegebene Lizenz und ihr Schlüssel dürfen nicht mehr verwendet werden. Die neue ist für die Person, die die alte hatte.
downloads-swap-after = { $left ->
        [0] Danach ist kein Wechsel mehr übrig.
        [one] Danach ist noch 1 Wechsel übrig.
       *[other] Danach sind noch { $left } Wechsel übrig.
    }
downloads-swap-do = Lizenz tauschen
downloads-cancel = Abbrechen
downloads-swapped = Die Lizenz wurde getauscht. Die neue steht unten, mit ihrem Schlüssel, falls sie einen hat.
downloads-swap-none-left = Kein Wechsel mehr übrig
downloads-swap-none-left-text = Ihr Abonnement gewährt in jeder Laufzeit eine Anzahl von Wechseln, und alle wurden genutzt.
downloads-swap-no-others = Es gibt keine andere Plattform
downloads-swap-no-others-text = Was Sie haben, läuft bisher nur auf einer Plattform.

### for curators
downloads-console-sub = Software für Abonnenten: ihre Ausgaben, ihre Lizenzschlüssel, und welche davon Kunden haben.
downloads-console-none = Noch keine Software
downloads-console-none-text = Stellen Sie unten die erste ein und fügen Sie dann eine Ausgabe hinzu.
downloads-one-more = Weitere Software
downloads-make = Software hinzufügen
downloads-made = Die Software ist da. Fügen Sie ihre erste Ausgabe hinzu.
downloads-saved = Gespeichert.
downloads-save = Speichern
downloads-area = Bereich
downloads-area-help = Pläne gewähren alle Software eines Bereichs zusammen. In welchem Bereich Software ist, bleibt, wie es ist.
downloads-area-new = Ein neuer Bereich
downloads-area-code = Kürzel des neuen Bereichs
downloads-area-code-help = Daran erkennen Pläne den Bereich: Kleinbuchstaben, Ziffern und Bindestriche, etwa backup. Es bleibt.
downloads-area-choose = Wählen Sie einen Bereich oder einen neuen.
downloads-area-there = Es gibt schon einen Bereich mit diesem Kürzel. Wählen Sie ihn oben, oder schreiben Sie ein anderes.
downloads-area-name = Name des Bereichs ({ $language })
downloads-area-of-all = Für alles in { $area } und die Pläne, die es gewähren.
downloads-area-wrong = Zwei bis vierzig Kleinbuchstaben, Ziffern und Bindestriche, zuerst ein Buchstabe.
downloads-name = Name
downloads-name-wrong = Schreiben Sie einen Namen mit höchstens 120 Zeichen.
downloads-platform = Läuft auf
downloads-platform-help = Eine Lizenz lässt sich gegen denselben Bereich auf einer anderen Plattform tauschen.
downloads-about = Was es ist, { $language }
downloads-keyed = Eine Lizenz davon hat einen Schlüssel
downloads-taken = In diesem Bereich gibt es Software dieses Namens auf dieser Plattform.
downloads-text-wrong = Schreiben Sie höchstens 4.000 Zeichen.
downloads-software-sub = Läuft auf { $platform }, Bereich { $area }
downloads-releases = Ausgaben
downloads-no-releases-text = Fügen Sie unten eine hinzu. Bis dahin findet niemand etwas zum Herunterladen.
downloads-new-release = Eine neue Ausgabe
downloads-file = Datei
downloads-notes-in = Was neu ist, { $language }
downloads-languages = Sprachen, die es spricht
downloads-languages-help = Alle, für die diese Datei gedacht ist. Keine, wenn sie nichts sagt.
downloads-put-release = Ausgabe hinzufügen
downloads-release-there = Die Ausgabe ist da. Wem sie zusteht, kann sie jetzt herunterladen.
downloads-version-wrong = Schreiben Sie eine Version mit höchstens 40 Zeichen.
downloads-version-taken = Diese Version gibt es schon. Eine Ausgabe wird nie ersetzt; geben Sie ihr eine neue Version.
downloads-day-wrong = Wählen Sie einen Tag.
downloads-withdraw = Zurückziehen
downloads-withdraw-version = Version { $version } zurückziehen
downloads-withdrawn = Zurückgezogen am { $when }
downloads-release-withdrawn = Niemand findet diese Ausgabe mehr.
downloads-keys = Lizenzschlüssel
downloads-licences-given = Lizenzen
downloads-keys-in-stock = { $count ->
        [0] keine vorrätig
        [one] 1 vorrätig
       *[other] { $count } vorrätig
    }
downloads-out-of-keys = Keine Schlüssel
downloads-keys-lines = Schlüssel
downloads-keys-help = In jeder Zeile ein Schlüssel. Jeder wird einmal ausgegeben; die schon da sind, bleiben, wie sie sind.
downloads-keys-import = Schlüssel hinzufügen
downloads-keys-there = { $added ->
        [one] 1 Schlüssel wurde hinzugefügt
       *[other] { $added } Schlüssel wurden hinzugefügt
    }; { $known ->
        [one] 1 war schon da.
       *[other] { $known } waren schon da.
    }
downloads-keys-nothing = Fügen Sie mindestens einen Schlüssel ein.
downloads-keys-too-many = Höchstens { $most } Schlüssel auf einmal.
downloads-keys-lines-wrong = { $count ->
        [one] Zeile { $lines } ist für einen Schlüssel zu lang oder enthält Zeichen, die kein Schlüssel hat. Nichts wurde hinzugefügt.
       *[other] { $count } Zeilen sind für einen Schlüssel zu lang oder enthalten Zeichen, die kein Schlüssel hat: { $lines }. Nichts wurde hinzugefügt.
    }
downloads-last-swaps = Die letzten Plattformwechsel
downloads-customer = Kunde
downloads-given-back = Zurückgegeben
downloads-taken-for-it = Dafür entnommen
