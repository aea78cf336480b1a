## what members find and read

articles-title = Artikel
articles-sub = Was andere schon gefragt haben, mit der Antwort. Oft schneller, als auf eine zu warten.
articles-search = Was geht nicht?
articles-views = Welche Artikel
articles-view-all = Alle
articles-view-problems = Bekannte Probleme
articles-about-product = Nur was { $sku } oder ähnliche Produkte betrifft.
articles-for-product = Artikel, die dazu helfen
articles-nearly = Kein Artikel enthält alle diese Wörter. Diese enthalten die meisten.
articles-count =
    { $count ->
        [one] Ein Artikel
       *[other] { $count } Artikel
    }
articles-none = Kein Artikel
articles-none-text = Hier steht noch keiner. Fragen Sie uns: Ein Mensch antwortet.
articles-not-found-text = Zu diesen Wörtern gibt es nichts. Wir erfahren, was hier fehlt. Fragen Sie uns: Ein Mensch antwortet.
articles-contents = Auf dieser Seite
articles-scrolls = Lässt sich seitwärts schieben
articles-of = Stand
articles-for-whom = Für wen
articles-yours = Nur für Ihr Unternehmen
articles-also-in = Auch auf
articles-english = Englisch
articles-german = Deutsch
articles-remark-note = Hinweis
articles-remark-tip = Tipp
articles-remark-important = Wichtig
articles-remark-warning = Achtung
articles-remark-caution = Vorsicht

articles-did-it-help = Hat das geholfen?
articles-yes = Ja
articles-no = Nein
articles-helped-words = Was war gut, was fehlt?
articles-helped-missing = Sagen Sie, ob es geholfen hat.
articles-tell-us = Mitteilen
articles-answered = Danke. Wer das geschrieben hat, liest es.
articles-you-answered = Das haben Sie uns früher gesagt. Sie können es ändern.
articles-ask-from = Dazu um Hilfe bitten
articles-spared = Gut, dass es geholfen hat. Es wurde nichts gesendet.

articles-problem-open-text = Das ist ein bekanntes Problem. Wir arbeiten daran; was bis dahin hilft, steht hier.
articles-problem-solved-text = Dieses Problem ist behoben. Was jetzt zu tun ist, steht hier.
articles-your-case = Ihr Fall dazu: { $number }
articles-problems-title = Bekannte Probleme, die Sie betreffen
articles-problem-your-case = Ein Fall Ihres Unternehmens handelt davon.
articles-problem-your-equipment = Ihr Unternehmen hat solche Geräte.
articles-read = Lesen

### before somebody asks

articles-questions = Vorab ein paar Fragen
articles-answer-back = Letzte Antwort zurücknehmen
articles-this-may-help = Das könnte helfen:
articles-that-helped = Das hat geholfen
articles-do-these-help = Hilft davon etwas?
articles-do-these-help-text = Diese Artikel haben mit dem zu tun, was Sie geschrieben haben. Hilft einer, wird nichts gesendet. Hilft keiner, fragen Sie: Was Sie geschrieben haben, steht unten.
articles-ask-anyway = Trotzdem fragen

## for those who write

articles-console-title = Artikel
articles-console-sub = Was unsere Kunden und wir wissen, damit niemand zweimal fragen muss.
articles-console-none = Kein Artikel
articles-console-none-text = Schreiben Sie einen, machen Sie einen aus einem gelösten Fall, oder importieren Sie ein Handbuch.
articles-new = Neuer Artikel
articles-article = Artikel
articles-helped = Geholfen
articles-helped-of = { $helped } von { $answers }
articles-spared-cases = Fall erspart
articles-spared-of = { $spared } von { $offered }
articles-owner = Betreut von
articles-for-all = Alle Kunden
articles-for-one = Ein Kunde
articles-internal = Intern
articles-for-anybody = Jede Zielgruppe
articles-draft = Entwurf
articles-published = Veröffentlicht
articles-retired = Zurückgezogen
articles-problem-open = Bekanntes Problem
articles-problem-solved = Behobenes Problem
articles-open-cases =
    { $count ->
        [one] ein offener Fall
       *[other] { $count } offene Fälle
    }
articles-review-on = wieder zu lesen am { $day }
articles-view-due = Wieder zu lesen ({ $count })
articles-wanted-link = Nicht gefunden ({ $count })
articles-today-due =
    { $count ->
        [one] Ein Artikel ist wieder zu lesen: Ihrer oder einer, den niemand pflegt
       *[other] { $count } Artikel sind wieder zu lesen: Ihre oder solche, die niemand pflegt
    }
articles-today-wanted =
    { $count ->
        [one] Eine Suche fand keinen Artikel
       *[other] { $count } Suchen fanden keinen Artikel
    }

articles-edit = Bearbeiten
articles-edit-title = „{ $title }“ bearbeiten
articles-facts = Der Artikel
articles-publish = Veröffentlichen
articles-retire = Zurückziehen
articles-older = Das ist Fassung { $number } und nicht die neueste.
articles-bring-back = Zurückholen
articles-changed-text = Jemand hat diesen Artikel inzwischen geändert. Von Ihnen wurde nichts gespeichert; was Sie geschrieben haben, steht noch hier. Öffnen Sie den Artikel in einem anderen Fenster und führen Sie beides zusammen.
articles-review = Wieder zu lesen
articles-due-now = jetzt
articles-products = Produkte
articles-categories = Kategorien
articles-makers = Hersteller
articles-made-from = Entstanden aus
articles-source = Importiert aus
articles-helped-sum = { $helped } sagten, dass er geholfen hat, { $not }, dass nicht. Vor der Frage angeboten, ersparte er { $spared } einen Fall; { $asked } fragten trotzdem.
articles-cases-about = Fälle zu diesem Problem: { $count } offen
articles-versions = Fassungen
articles-version = Fassung
articles-who = Wer
articles-why = Warum
articles-when = Wann
articles-is-read = lesen Kunden
articles-write-in = Auf { $language } schreiben
articles-pictures = Bilder
articles-picture = Bild
articles-add-picture = Bild hinzufügen
articles-pictures-help = Setzen Sie die Zeile neben einem Bild in den Text, wo es zu sehen sein soll. Was in den eckigen Klammern steht, wird vorgelesen, wenn jemand es nicht sieht.
articles-picture-kept = Das Bild ist da. Setzen Sie seine Zeile in den Text.
articles-too-many-pictures = Dieser Artikel hat so viele Bilder, wie ein Artikel haben darf.

articles-from-case = Entstanden aus { $number }. Namen sind weggelassen, soweit wir sie kennen: Lesen Sie alles, und schreiben Sie es so, dass es anderen hilft. Er ist intern, bis Sie es anders sagen.
articles-how-to-write = So wird geschrieben
articles-markdown-help = Der Text ist Markdown. HTML wird gezeigt, wie es getippt ist.
articles-markdown-example =
    ## Eine Überschrift

    Ein Absatz mit **wichtigen Worten**
    und `Code`.

    - eine Liste
    - aus zweien

    1. zuerst
    2. danach

    > [!WARNING]
    > Was man vorher wissen muss.

    Siehe [einen anderen Artikel](/help/articles/seine-adresse).
articles-its-title = Titel
articles-its-text = Text
articles-its-text-help = Beginnen Sie mit dem, was den meisten hilft.
articles-why-changed = Warum Sie ihn ändern
articles-why-help = Steht neben der Fassung. Nötig, wenn sich Titel oder Text ändern.
articles-language = Sprache
articles-customer = Kunde
articles-customer-help = Nummer oder ganzer Name; nur für Artikel eines einzelnen Kunden.
articles-products-help = Artikelnummern, eine je Zeile.
articles-categories-help = Namen von Kategorien, einer je Zeile; wo mehrere so heißen, das Kürzel.
articles-review-help = An diesem Tag bekommt einmal eine Mail, wer ihn betreut.
articles-is-a-problem = Bekanntes Problem
articles-no-problem = Nein
articles-problem-open-note = Kunden, deren Fälle davon handeln oder die das Produkt haben, lesen davon auf ihrer Startseite.
articles-problem-solved-note = Den Leuten in Fällen dazu wird es einmal gesagt.
articles-preview = Vorschau
articles-save = Speichern
articles-save-and-publish = Speichern und veröffentlichen
articles-saved = Gespeichert.
articles-no-title = Sagen Sie, wie er heißt.
articles-title-too-long = Das ist zu lang für einen Titel.
articles-no-text = Schreiben Sie etwas.
articles-no-why = Sagen Sie in einer Zeile, warum Sie ihn ändern.
articles-no-customer = Es gibt keinen Kunden mit diesem Namen oder dieser Nummer.
articles-no-day = Schreiben Sie den Tag als 2026-06-14.
articles-too-much = Um so vieles kann es in einem Artikel nicht gehen.
articles-not-there = Gibt es nicht: { $names }

### what was not found

articles-wanted-title = Gesucht und nicht gefunden
articles-wanted-sub = Was Kunden in den Artikeln gesucht und nicht gefunden haben.
articles-wanted-none = Es fehlt nichts
articles-wanted-none-text = Wer etwas gesucht hat, hat es gefunden.
articles-looked-for = Gesucht
articles-quoted = „{ $words }“
articles-times = Wie oft
articles-by = Von
articles-and-others =
    { $count ->
        [one] und einem weiteren Unternehmen
       *[other] und { $count } weiteren Unternehmen
    }
articles-write-it = Schreiben
articles-done = Erledigt
articles-done-with = „{ $words }“ ist erledigt

### questions

articles-questions-title = Fragen vor einem Fall
articles-questions-sub = Wer um Hilfe bittet, wird zuerst das gefragt. Eine Antwort führt zu einer weiteren Frage, zu einem Artikel oder zum Formular; was geantwortet wurde, steht im Fall.
articles-questions-there = Fragen
articles-questions-none = Es gibt noch keine.
articles-question-new = Neue Frage
articles-question-edit = Frage bearbeiten
articles-question-in = Frage, { $language }
articles-question-missing = Schreiben Sie die Frage und jede Antwort auf Englisch.
articles-question-too-long = Höchstens { $most } Zeichen.
articles-asked-first = Wird zuerst gefragt
articles-first-for-any = zu allem, was keine eigene Frage hat
articles-first-for-category = zu einer Kategorie von Produkten
articles-first-for-none = nur nach einer Antwort
articles-first-for = zuerst zu { $category }
articles-first-taken = Dort wird schon eine andere Frage zuerst gestellt.
articles-category-code = Name oder Kürzel der Kategorie
articles-no-category = Es gibt keine Kategorie mit diesem Namen oder Kürzel, oder es gibt mehrere.
articles-answers-help = Antworten ohne Worte werden weggelassen. Eine, die nirgendwohin führt, führt zum Formular.
articles-answer-number = Antwort { $number }
articles-answer-in = Auf { $language }
articles-answer-missing = Eine Frage braucht eine Antwort.
articles-leads-to-question = Führt zur Frage
articles-leads-to-article = Führt zum Artikel
articles-more-answers = Weitere Antworten
articles-no-next-question = Die Frage, zu der das führt, gibt es nicht mehr.
articles-question-gone = Jemand hat diese Frage inzwischen entfernt. Was Sie geschrieben haben, ist noch da: Jetzt gespeichert, wird daraus eine neue.
articles-circle = Eine Antwort führt dorthin zurück, wo man schon war.
articles-remove = Entfernen
articles-remove-question = „{ $question }“ entfernen

### beside a case

articles-of-case = Artikel zu diesem Fall
articles-may-help = Das könnte helfen
articles-found = Gefunden
articles-case-none-text = Es wurde nichts gefunden. Suchen Sie mit anderen Worten, oder machen Sie einen Artikel aus diesem Fall, sobald er gelöst ist.
articles-see = Siehe „{ $title }“: { $address }
articles-put-in-answer = In die Antwort setzen
articles-attach = Der Fall handelt von diesem Problem
articles-detach = Er handelt nicht davon
articles-no-such-problem = Es gibt kein solches bekanntes Problem, oder dieser Kunde darf nichts davon wissen.
articles-make-from-case = Artikel aus diesem Fall machen
articles-beside = Was vorher gelesen wurde
articles-beside-none = Wer gefragt hat, hat keinen Artikel gelesen, soweit wir wissen.
articles-how-opened = von dort gefragt
articles-how-offered = angeboten, half nicht
articles-how-problem = bekanntes Problem
articles-how-read = gelesen

### import

articles-import-title = Artikel importieren
articles-import-sub = Ein Handbuch in Markdown oder reStructuredText mit seinen Bildern, als eine gepackte Datei. Dieselbe Datei noch einmal ändert nichts.
articles-import-file = Gepackte Datei (ZIP)
articles-import-help = Höchstens { $most } MB. Was größer ist, liest ein, wer den Server betreibt, mit dem Befehl „rapport import-articles“.
articles-handbook = Handbuch
articles-handbook-help = Wenn Sie mehrere einlesen: So bleiben Dateien gleichen Namens eigene Artikel. Dasselbe Handbuch noch einmal unter demselben Namen ändert nur, was sich geändert hat.
articles-import-then = Neue Artikel sind
articles-import-draft = Entwürfe
articles-import-publish = sofort veröffentlicht
articles-import-begin = Importieren
articles-import-earlier = Frühere Importe
articles-import-of = Import von { $name }
articles-import-goes-on = { $done } von { $count } Dateien haben bisher ihre Antwort. Der Rest wird gelesen.
articles-import-broke-off = Der Import ist abgebrochen: { $done } von { $count } Dateien hatten ihre Antwort, und was aus ihnen wurde, bleibt. Senden Sie die Datei noch einmal, dann geht es dort weiter, wo er war.
articles-import-again = Noch einmal senden
articles-import-incomplete = Abgebrochen
articles-look-again = Noch einmal nachsehen
articles-import-sum = { $articles } Artikel: { $new } neu, { $changed } geändert, { $unchanged } unverändert. { $refused } Dateien wurden abgelehnt. { $whole } Artikel kamen ganz an.
articles-import-answers = Was aus jeder Datei wurde
articles-import-broken = Das ist keine gepackte Datei (ZIP), oder sie ist beschädigt.
articles-import-protected = Die gepackte Datei hat ein Passwort.
articles-import-too-much = Die gepackte Datei wird entpackt größer, als wir annehmen.
articles-import-nothing = Es ist kein Artikel darin: Wir nehmen Dateien, die auf .md, .markdown und .rst enden.
articles-file = Datei
articles-became = Was daraus wurde
articles-note = Bemerkungen
articles-became-new = neu
articles-became-changed = geändert
articles-became-unchanged = unverändert
articles-became-picture = Bild
articles-became-refused = abgelehnt
articles-note-not-taken = Kein Artikel und kein Bild, das ein Artikel zeigt.
articles-note-not-text = Es ist kein Text in UTF-8.
articles-note-nothing = Es steht nichts darin.
articles-note-too-long = Er ist länger, als ein Artikel sein darf.
articles-note-changed-here = Der Artikel wurde hier geändert: Was in der Datei steht, wurde nicht übernommen.
articles-note-failed = Er konnte nicht gespeichert werden. Versuchen Sie es noch einmal; das Protokoll sagt, warum.
articles-note-broken-picture = Das Bild ist nicht lesbar.
articles-note-unknown = Als Text behalten, weil wir es nicht kennen: { $names }
articles-note-lost-links = Verweise auf Artikel, die es nicht gibt: { $names }
articles-note-lost-files = Bilder oder Dateien, die es nicht gibt: { $names }
