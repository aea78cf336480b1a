## mail
## Eine Nachricht `<kind>` hat drei Texte: mail-<kind>-subject, -text und -button.

mail-greeting = Guten Tag { $name },
mail-foot = Sie erhalten diese Nachricht, weil sie Sie oder Ihr Unternehmen betrifft. Sie wurde von unserem Portal verfasst; bitte antworten Sie dort.
mail-foot-case = Sie erhalten diese Nachricht, weil sie Sie oder Ihr Unternehmen betrifft. Antworten Sie auf sie oder auf der Seite des Falls: Beides wird Teil davon.

### people and companies

mail-invitation-subject = { $inviter } lädt Sie zu { $company } ein
mail-invitation-text =
    { $inviter } hat Sie auf die eigene Seite von { $company } eingeladen. Dort findet, beantragt und bestellt Ihr Unternehmen seine Ausstattung.

    Wählen Sie ein Passwort, und Sie sind dabei. Der Link gilt 14 Tage.
mail-invitation-button = Einladung annehmen

mail-member-invited-subject = { $who } hat { $name } auf die Seite Ihrer Firma eingeladen
mail-member-invited-text =
    { $who } aus unserem Team hat { $name } ({ $email }) { $manager ->
        [yes] als Einkaufsleitung{" "}
       *[no] { "" }
    }auf die Seite Ihrer Firma eingeladen.

    Solange die Einladung nicht angenommen ist, können Sie sie zurückziehen, danach ändern, was die Person darf. Falls Sie das nicht erwartet haben, sagen Sie es Ihrer Betreuung.
mail-member-invited-button = Ihre Leute ansehen

mail-password-reset-subject = Ein neues Passwort für Ihr Konto
mail-password-reset-text =
    Jemand, vermutlich Sie, hat für diese Adresse ein neues Passwort verlangt. Der Link gilt eine Stunde und nur einmal.

    Falls Sie es nicht waren, ist nichts zu tun: Ihr Passwort bleibt, wie es ist.
mail-password-reset-button = Neues Passwort wählen

mail-staff-invitation-subject = { $inviter } richtet Ihnen einen Platz in unserem Portal ein
mail-staff-invitation-text =
    { $inviter } hat für Sie ein Konto in dem Portal angelegt, über das wir unsere Kunden bedienen.

    Wählen Sie ein Passwort, dann sind Sie dabei. Der Link gilt 14 Tage und nur einmal.
mail-staff-invitation-button = Passwort wählen

mail-staff-added-subject = Sie können nun in unserem Portal arbeiten
mail-staff-added-text =
    { $inviter } hat Ihrem Konto einen Platz auf unserer eigenen Seite des Portals gegeben. Ihr Passwort bleibt, wie es ist.

    Nach dem Anmelden wählen Sie, auf welcher Seite Sie arbeiten möchten.
mail-staff-added-button = Anmelden

### Geräte

mail-equipment-assigned-subject = { $name } gehört jetzt zu Ihnen
mail-equipment-assigned-text =
    { $who } hat { $name } ({ $tag }) an Sie ausgegeben.

    Auf der Seite des Geräts steht, wie es eingerichtet ist und wo Sie Hilfe bekommen. Wenn Sie es nicht bekommen haben, sagen Sie es { $who }.
mail-equipment-assigned-button = Gerät ansehen

mail-equipment-lent-subject = { $name } ist an Sie verliehen
mail-equipment-lent-text =
    { $who } hat Ihnen { $name } ({ $tag }) geliehen{ $ends ->
        [day] {""}, bis zum { $until }.
       *[open] .
    }

    Sagen Sie es auf der Seite des Geräts, wenn Sie es zurückgeben.
mail-equipment-lent-button = Gerät ansehen

mail-equipment-due-back-subject = { $name } ist zurückzugeben
mail-equipment-due-back-text =
    { $name } ({ $tag }) ist bis zum { $until } an Sie verliehen.

    Sagen Sie es auf der Seite des Geräts, wenn Sie es zurückgeben. Wenn Sie es länger brauchen, fragen Sie, wer sich in Ihrer Firma um die Geräte kümmert.
mail-equipment-due-back-button = Zurückgeben

mail-equipment-warranty-ends-subject =
    { $units ->
        [one] Die Garantie eines Geräts endet
       *[other] Die Garantien von { $units } Geräten enden
    }
mail-equipment-warranty-ends-text =
    { $units ->
        [one] Die Garantie dieses Geräts endet am { $first }:
       *[other] Die Garantien dieser Geräte enden innerhalb eines Monats, die erste am { $first }:
    }

    { $lines }

    { $more ->
        [0] {""}
       *[other] … und { $more } weitere.
    }

    Was weiter betreut werden soll, kann in einem Abonnement genannt werden, dessen Plan Geräte abdeckt; was ersetzt werden soll, wird auf der Seite des Geräts angefragt.
mail-equipment-warranty-ends-button = Geräte ansehen

mail-equipment-taken-over-subject = Sie haben Geräte übernommen
mail-equipment-taken-over-text =
    { $units ->
        [one] { $who } hat Ihnen ein Gerät übergeben, das jemand hatte, der die Firma verlassen hat.
       *[other] { $who } hat Ihnen { $units } Geräte übergeben, die jemand hatte, der die Firma verlassen hat.
    }

    Alles, was darüber bekannt ist, steht in Ihrer Liste.
mail-equipment-taken-over-button = Geräte ansehen

mail-equipment-several-subject = Sie haben Geräte bekommen
mail-equipment-several-text =
    { $units ->
        [one] { $who } hat ein Gerät an Sie ausgegeben.
       *[other] { $who } hat { $units } Geräte an Sie ausgegeben.
    }

    Sie stehen in Ihrer Liste. Wenn Sie sie nicht bekommen haben, sagen Sie es { $who }.
mail-equipment-several-button = Geräte ansehen

### orders

mail-order-placed-subject = Bestellung { $number } ist aufgegeben
mail-order-placed-text =
    { $who } hat die Bestellung { $number }{ $po ->
        [yes] {" "}mit Ihrer Bestellnummer { $po_number }
       *[no] { "" }
    } aufgegeben, insgesamt { $total }:

    { $lines }

    Wir nennen Ihnen den Liefertag, sobald er unserer Auftragsabwicklung vorliegt.
mail-order-placed-button = Bestellung verfolgen

mail-order-acknowledged-subject = Bestellung { $number } ist für den { $promised } zugesagt
mail-order-acknowledged-text =
    Unsere Auftragsabwicklung hat Ihre Bestellung { $number } angenommen und sagt sie für den { $promised } zu.{ $later ->
        [0] { "" }
        [one] {" "}Eine Position kommt später; wann, steht auf der Seite der Bestellung.
       *[other] {" "}{ $later } Positionen kommen später; wann, steht auf der Seite der Bestellung.
    }

    { $note }
mail-order-acknowledged-button = Bestellung verfolgen

mail-order-promised-subject = Neuer Liefertag für Bestellung { $number }: { $promised }
mail-order-promised-text =
    Was von Ihrer Bestellung { $number } noch offen ist, ist jetzt für den { $promised } zugesagt.{ $later ->
        [0] { "" }
        [one] {" "}Eine Position kommt später; wann, steht auf der Seite der Bestellung.
       *[other] {" "}{ $later } Positionen kommen später; wann, steht auf der Seite der Bestellung.
    }

    { $note }
mail-order-promised-button = Bestellung verfolgen

mail-order-shipped-subject =
    { $rest ->
        [none] Der letzte Teil der Bestellung { $number } ist unterwegs
       *[open] Teil { $part } der Bestellung { $number } ist unterwegs
    }
mail-order-shipped-text =
    { $carrier } bringt Ihnen unter der Sendungsnummer { $tracking }:

    { $lines }

    { $rest ->
        [none] Damit ist Ihre Bestellung { $number } vollständig.
       *[open] Der Rest Ihrer Bestellung { $number } ist für den { $promised } zugesagt.
    }
mail-order-shipped-button = Bestellung verfolgen

mail-order-delivered-subject =
    { $rest ->
        [none] Bestellung { $number } ist angekommen
       *[open] Teil { $part } der Bestellung { $number } ist angekommen
    }
mail-order-delivered-text =
    { $said ->
        [customer] { $who } hat bestätigt, dass Teil { $part } Ihrer Bestellung { $number } angekommen ist.
       *[carrier] Der Spediteur meldet, dass Teil { $part } Ihrer Bestellung { $number } angekommen ist. Falls er nicht da ist, sagen Sie es uns bitte.
    }

    { $rest ->
        [none] Die Bestellung ist damit vollständig.
       *[open] Der Rest kommt noch; wann, steht auf der Seite der Bestellung.
    }
mail-order-delivered-button = Bestellung ansehen

mail-order-cancelled-subject = Bestellung { $number } ist storniert
mail-order-cancelled-text =
    Unsere Auftragsabwicklung musste Ihre Bestellung { $number } stornieren. Nichts davon hat unser Haus verlassen, und nichts wird berechnet.

    Der Grund: { $reason }
mail-order-cancelled-button = Bestellung ansehen

### requests

mail-request-submitted-subject = { $who } beantragt { $title } ({ $number })
mail-request-submitted-text =
    { $who } hat den Antrag { $number } gestellt und wartet auf Ihre Entscheidung:

    { $lines }

    { $facts }

    { $reason }

    Was einen Preis hat, kostet zusammen { $total }, ohne Steuer und Fracht.
mail-request-submitted-button = Entscheiden

mail-request-decided-subject =
    { $outcome ->
        [approved] Genehmigt: { $title } ({ $number })
        [refused] Abgelehnt: { $title } ({ $number })
        [held] Zurückgestellt: { $title } ({ $number })
       *[partly] Entschieden: { $title } ({ $number })
    }
mail-request-decided-text =
    { $who } hat Ihren Antrag { $number } { $outcome ->
        [approved] genehmigt
        [refused] abgelehnt
        [held] zurückgestellt
       *[partly] entschieden
    }:

    { $lines }

    { $ordered ->
        [yes] Was genehmigt ist, ist unter der Nummer { $order } bestellt.
       *[no] { "" }
    }
mail-request-decided-button = Antrag ansehen

mail-request-asked-subject = { $who } fragt zu { $title } ({ $number })
mail-request-asked-text =
    { $who } hat eine Frage, bevor über Ihren Antrag { $number } entschieden wird:

    { $text }
mail-request-asked-button = Antworten

mail-request-answered-subject = { $who } hat zu { $title } geantwortet ({ $number })
mail-request-answered-text =
    { $who } hat zum Antrag { $number } geantwortet; er wartet wieder auf eine Entscheidung:

    { $text }
mail-request-answered-button = Entscheiden

mail-request-withdrawn-subject = Zurückgezogen: { $title } ({ $number })
mail-request-withdrawn-text =
    { $who } hat zurückgezogen, was vom Antrag { $number } noch offen war. Es ist nichts mehr zu entscheiden.

    { $text }
mail-request-withdrawn-button = Antrag ansehen

### agreements and standard configurations

mail-agreement-published-subject = Ihre Vereinbarung { $number } gilt
mail-agreement-published-text =
    Was in { $number } vereinbart ist, gilt jetzt auf der Seite Ihres Unternehmens: was Sie im Katalog sehen, und zu welchen Preisen.

    { $note }
mail-agreement-published-button = Zu Ihrem Katalog

mail-configuration-published-subject = { $name } steht für Ihr Unternehmen bereit
mail-configuration-published-text =
    Die Standardkonfiguration { $name } kann jetzt auf der Seite Ihres Unternehmens gewählt werden, zu Ihren Preisen.

    { $note }
mail-configuration-published-button = Konfiguration ansehen

mail-configuration-retired-subject = { $name } wird nicht mehr angeboten
mail-configuration-retired-text =
    Die Standardkonfiguration { $name } wurde von der Seite Ihres Unternehmens genommen. Was damit beantragt oder bestellt ist, bleibt, wie es ist.

    { $note }
mail-configuration-retired-button = Ansehen, was es stattdessen gibt

### the mailbox

mail-mailbox = Postfach
mail-mailbox-only = Diese Installation hat keinen Mailserver: Was versandt würde, liegt hier und kann gelesen werden.
mail-mailbox-server = Was über den Mailserver versandt wurde und was wartet. Links, mit denen jemand hineinkommt, werden nicht gezeigt.
mail-none = Noch keine Nachrichten
mail-none-why = Sobald etwas geschieht, wovon Menschen erfahren, steht die Nachricht hier.
mail-subject = Betreff
mail-to = An
mail-written = Verfasst
mail-fate = Was daraus wurde
mail-fate-sent = Versandt
mail-fate-waiting = Wartet
mail-fate-retried = Gescheitert, wird wiederholt
mail-fate-given-up = Aufgegeben
mail-as-html = Als HTML
mail-as-words = Als Text
mail-facts = Angaben
mail-sent-at = Versandt
mail-next-try = Nächster Versuch
mail-attempts = Versuche
mail-send-again = Erneut senden
mail-sent-again = Die Nachricht ist wieder unterwegs.
mail-demo-mailbox = Die versandten Nachrichten lesen

### today
mail-today-given-up =
    { $count ->
        [one] 1 Nachricht wurde aufgegeben
       *[other] { $count } Nachrichten wurden aufgegeben
    }
mail-today-late =
    { $count ->
        [one] 1 Nachricht ist mehr als eine Stunde verspätet
       *[other] { $count } Nachrichten sind mehr als eine Stunde verspätet
    }
mail-today-why = Der Mailserver sagte: { $error }

mail-agreement-not-published-subject = { $number } wurde nicht veröffentlicht
mail-agreement-not-published-text =
    Der Entwurf von { $number } sollte von selbst veröffentlicht werden, ließe aber inzwischen nichts mehr zu kaufen übrig. Was vorher galt, gilt weiter, und der Entwurf lässt sich ändern.
mail-agreement-not-published-button = Vereinbarung öffnen

mail-agreement-ends-subject = Ihre Vereinbarung { $number } endet am { $last }
mail-agreement-ends-text =
    Der letzte Tag von { $number } ist { $last }, und noch folgt nichts darauf. Danach sehen Ihre Leute nichts mehr von ihren Produkten und Preisen.

    Ihr Kundenteam spricht gern mit Ihnen darüber, wie es weitergeht.
mail-agreement-ends-button = Zu Ihrem Katalog

mail-agreement-ends-staff-subject = { $number } mit { $customer } endet am { $last }
mail-agreement-ends-staff-text =
    Der letzte Tag von { $number } mit { $customer } ist { $last }, und nichts folgt darauf. Auch der Einkauf des Kunden weiß Bescheid.
mail-agreement-ends-staff-button = Vereinbarung öffnen

mail-prices-end-subject =
    { $count ->
        [one] Ein Preis oder Rabatt aus { $number } endet am { $last }
        *[other] { $count } Preise und Rabatte aus { $number } enden am { $last }
    }
mail-prices-end-text =
    { $count ->
        [one] Ein in { $number } vereinbarter Preis oder Rabatt gilt bis { $last }. Danach gilt ein anderer.
        *[other] { $count } in { $number } vereinbarte Preise und Rabatte gelten bis { $last }. Danach gelten andere.
    }
mail-prices-end-button = Zu Ihrem Katalog

mail-prices-end-staff-subject =
    { $count ->
        [one] Ein Preis oder Rabatt aus { $number } mit { $customer } endet am { $last }
        *[other] { $count } Preise und Rabatte aus { $number } mit { $customer } enden am { $last }
    }
mail-prices-end-staff-text =
    { $count ->
        [one] Ein in { $number } mit { $customer } vereinbarter Preis oder Rabatt endet am { $last }, und keine andere Zeile folgt.
        *[other] { $count } in { $number } mit { $customer } vereinbarte Preise und Rabatte enden am { $last }, und keine anderen Zeilen folgen.
    } Auch der Einkauf des Kunden weiß Bescheid.
mail-prices-end-staff-button = Vereinbarung öffnen

mail-acted-for-subject = { $who } handelt für Sie auf Ihrer Seite
mail-acted-for-text =
    { $who } aus Ihrem Kundenteam handelt auf Ihrer Seite { $minutes } Minuten lang in Ihrem Namen.

    Der genannte Grund: { $reason }

    Auf allem, was angefordert oder bestellt wird, stehen beide Namen. Wenn Sie das nicht erwartet haben, sagen Sie es Ihrem Kundenteam.
mail-acted-for-button = Ihre Seite öffnen

### Fälle

mail-case-opened-subject = [{ $token }] Ihre Frage liegt uns vor: { $about }
mail-case-opened-text =
    Ihre Frage liegt uns vor. Sie heißt { $number }.{ $has_due ->
        [yes] {" "}Sie hören bis { $due } von einem Menschen.
       *[no] { "" }
    }

    Sie schrieben:

    { $text }

    Wenn Sie auf diese Nachricht antworten, gehört Ihre Antwort dazu.
mail-case-opened-button = Sehen, wie es weitergeht

mail-case-answered-subject = [{ $token }] { $about }
mail-case-answered-text =
    { $who } hat { $number } beantwortet:

    { $text }

    Wenn Sie auf diese Nachricht antworten, gehört Ihre Antwort dazu.
mail-case-answered-button = Alles lesen

mail-case-asked-subject = [{ $token }] Eine Rückfrage zu { $about }
mail-case-asked-text =
    { $who } muss etwas wissen, um mit { $number } weiterzukommen:

    { $text }

    Bis dahin warten wir. Wenn Sie auf diese Nachricht antworten, gehört Ihre Antwort dazu.
mail-case-asked-button = Antworten

mail-case-solved-subject = [{ $token }] Gelöst: { $about }
mail-case-solved-text =
    { $who } hat { $number } gelöst:

    { $text }

    Wenn es nicht gelöst ist, antworten Sie auf diese Nachricht, und wir machen weiter. Sonst sagen Sie uns auf seiner Seite, wie zufrieden Sie sind.
mail-case-solved-button = Ist es gelöst?

mail-case-written-subject = { $company } hat zu { $number } geschrieben: { $about }
mail-case-written-text =
    { $who } hat geschrieben:

    { $text }
mail-case-written-button = Den Fall öffnen

mail-case-heard-subject = [{ $token }] { $who } hat zu { $about } geschrieben
mail-case-heard-text =
    { $who } hat zu { $number } geschrieben:

    { $text }

    Wenn Sie auf diese Nachricht antworten, gehört Ihre Antwort dazu.
mail-case-heard-button = Alles lesen

mail-case-confirmed-subject = [{ $token }] Laut { $who } gelöst: { $about }
mail-case-confirmed-text =
    { $who } hat gesagt, dass { $number } gelöst ist.

    { $text }

    Wenn das nicht stimmt, antworten Sie auf diese Nachricht.
mail-case-confirmed-button = Den Fall öffnen

mail-case-bounced-subject = { $number } von { $company }: Unsere Mail kam nicht an
mail-case-bounced-text =
    Was wir zu „{ $about }“ geschrieben haben, kam bei { $who } nicht an. Vielleicht geht es auf einem anderen Weg.

    { $text }
mail-case-bounced-button = Den Fall öffnen

mail-case-assigned-subject = { $number } ist jetzt Ihrer: { $about }
mail-case-assigned-text =
    { $who } hat Ihnen { $number } von { $company } gegeben.

    { $due }
mail-case-assigned-button = Den Fall öffnen

mail-case-for-team-subject = { $number } ist jetzt für { $text }: { $about }
mail-case-for-team-text =
    { $who } hat Ihrem Team { $text } den Fall { $number } von { $company } gegeben. Wer von Ihnen Zeit hat, übernimmt ihn.

    { $due }
mail-case-for-team-button = Den Fall öffnen

mail-case-rated-low-subject = { $company } ist unzufrieden mit { $number }
mail-case-rated-low-text =
    { $who } ist mit unserer Hilfe zu „{ $about }“ nicht zufrieden:

    { $text }
mail-case-rated-low-button = Den Fall öffnen

mail-case-warning-subject = { $number } von { $company } ist bald fällig
mail-case-warning-text =
    { $who ->
        [first-answer] Die erste Antwort auf „{ $about }“ ist fällig: { $due }.
       *[other] Die Lösung von „{ $about }“ ist fällig: { $due }.
    }
mail-case-warning-button = Den Fall öffnen

mail-case-breached-subject = { $number } von { $company } ist verspätet
mail-case-breached-text =
    { $who ->
        [first-answer] Die erste Antwort auf „{ $about }“ war fällig: { $due }.
       *[other] Die Lösung von „{ $about }“ war fällig: { $due }.
    }
mail-case-breached-button = Den Fall öffnen

### subscriptions and invoices

mail-subscription-begun-subject = Ihr Abonnement { $number } für { $plan } ist eingerichtet
mail-subscription-begun-text =
    { $plan }, für die Menge { $seats }, läuft vom { $from } bis { $until }. Das kostet { $total } ohne Steuern; die Rechnung kommt mit einer eigenen E-Mail.

    Was es gibt, und was nach der Laufzeit kommt, steht auf seiner Seite.
mail-subscription-begun-button = Abonnement ansehen

mail-subscription-renews-subject = { $plan } verlängert sich nach dem { $until }
mail-subscription-renews-text =
    Ihr Abonnement { $number } für { $plan } ist bis { $until } bezahlt. Danach verlängert es sich von selbst bis { $next }, für die Menge { $seats }. Die Laufzeit kostet { $total } ohne Steuern und wird berechnet, wenn sie beginnt. Ist unser Preis an dem Tag niedriger, zahlen Sie den niedrigeren.

    Wollen Sie eine andere Anzahl, einen anderen Plan oder keinen, ändern Sie das bis { $until } auf seiner Seite.
mail-subscription-renews-button = Ansehen

mail-subscription-renews-soon-subject = Bald: { $plan } verlängert sich nach dem { $until }
mail-subscription-renews-soon-text =
    Zur Erinnerung: Ihr Abonnement { $number } für { $plan } verlängert sich nach dem { $until } von selbst, bis { $next } und für die Menge { $seats }. Die Laufzeit kostet { $total } ohne Steuern, oder weniger, falls unser Preis an ihrem ersten Tag niedriger ist.

    Wollen Sie das nicht, ändern oder beenden Sie es bis { $until } auf seiner Seite.
mail-subscription-renews-soon-button = Ansehen

mail-subscription-ends-subject = { $plan } endet am { $until }
mail-subscription-ends-text =
    Ihr Abonnement { $number } für { $plan } ist bis { $until } bezahlt und endet dann, wenn Sie keine weitere Laufzeit wollen. Die nächste, bis { $next } und für die Menge { $seats }, würde { $total } ohne Steuern kosten.

    Sie müssen jetzt nichts tun: Wir schicken Ihnen ein Angebot, das Sie annehmen oder ablehnen können.
mail-subscription-ends-button = Ansehen

mail-subscription-quote-subject = Angebot: { $plan } bis { $next } für { $total }
mail-subscription-quote-text =
    Ihr Abonnement { $number } für { $plan } endet am { $until }. Eine weitere Laufzeit, bis { $next } und für die Menge { $seats }, kostet { $total } ohne Steuern. Ist unser Preis an ihrem ersten Tag niedriger, zahlen Sie den niedrigeren.

    Nehmen Sie das bis { $until } auf seiner Seite an, geht es ohne Lücke weiter, und die Laufzeit wird berechnet, wenn sie beginnt. Ohne Ihr Ja endet es.
mail-subscription-quote-button = Annehmen oder ablehnen

mail-subscription-reminder-subject = Zur Erinnerung: { $plan } endet am { $until }
mail-subscription-reminder-text =
    Wir wissen noch nicht, ob Ihr Abonnement { $number } für { $plan } nach dem { $until } weitergehen soll. Eine weitere Laufzeit, bis { $next } und für die Menge { $seats }, kostet { $total } ohne Steuern, oder weniger, falls unser Preis an ihrem ersten Tag niedriger ist.

    Sie können bis { $until } annehmen oder ablehnen. Ohne Ihr Ja endet es dann.
mail-subscription-reminder-button = Annehmen oder ablehnen

mail-subscription-renewed-subject = { $plan } ist bis { $until } verlängert
mail-subscription-renewed-text =
    Ihr Abonnement { $number } für { $plan } geht bis { $until } weiter, für die Menge { $seats }. Die Laufzeit kostet { $total } ohne Steuern; sie steht auf Rechnung { $invoice }.{ $announced ->
        [no] {" "}Wir haben es nicht geschafft, Ihnen das vorher zu sagen. Wollten Sie das nicht, sagen Sie es uns unter „Hilfe“ auf der Website, und wir finden einen Weg.
       *[yes] { "" }
    }
mail-subscription-renewed-button = Abonnement ansehen

mail-subscription-ended-subject = { $plan } ist beendet
mail-subscription-ended-text =
    Ihr Abonnement { $number } für { $plan } endete am { $until }. Was es gab, gibt es nicht mehr, und es wird nichts mehr dafür berechnet.

    Möchten Sie es wieder haben, können Sie es auf der Website neu abonnieren.
mail-subscription-ended-button = Ansehen, was Sie haben

mail-subscription-turned-subject = { $who } hat Ihr Abonnement für { $plan } geändert
mail-subscription-turned-text =
    { $step ->
        [pause] { $who } lässt Ihr Abonnement { $number } für { $plan } ruhen. Es gibt in der Zeit nichts und ist bis { $until } bezahlt.
        [resume] { $who } lässt Ihr Abonnement { $number } für { $plan } weiterlaufen.
        [cancel-at-term] { $who } hat Ihr Abonnement { $number } für { $plan } gekündigt; es endet am { $until }.
        [cancel-now] { $who } hat Ihr Abonnement { $number } für { $plan } sofort beendet. Von dem, was berechnet wurde, sind { $total } für die übrigen Tage gutgeschrieben.
        [withdraw] { $who } hat Ihr Abonnement { $number } für { $plan } zurückgezogen, bevor es begann. Was berechnet wurde, { $total }, ist gutgeschrieben.
        [keep] { $who } behält Ihr Abonnement { $number } für { $plan } doch.
        [accept-renewal] { $who } hat die Verlängerung Ihres Abonnements { $number } für { $plan } nach dem { $until } angenommen. Die nächste Laufzeit kostet { $total } ohne Steuern, oder weniger, falls unser Preis an ihrem ersten Tag niedriger ist; sie wird dann berechnet.
       *[decline-renewal] { $who } hat die Verlängerung Ihres Abonnements { $number } für { $plan } abgelehnt; es endet am { $until }.
    }
mail-subscription-turned-button = Abonnement ansehen

mail-invoice-made-subject = Rechnung { $number } über { $total }
mail-invoice-made-text =
    Rechnung { $number } über { $total }, ohne Steuern, ist da. Sie ist am { $due } fällig.
mail-invoice-made-button = Rechnung ansehen

mail-invoice-paid-subject =
    { $of ->
        [credit] Zurückgezahlt: { $amount } aus Gutschrift { $number }
       *[invoice] Zahlung eingegangen: { $amount } für Rechnung { $number }
    }
mail-invoice-paid-text =
    { $of ->
        [credit] Am { $paid } haben wir { $amount } aus Gutschrift { $number } zurückgezahlt.
       *[invoice] Am { $paid } sind { $amount } für Rechnung { $number } eingegangen.
    } { $rest ->
        [none] Davon ist nichts mehr offen.
       *[some] Offen sind noch { $open }.
    }
mail-invoice-paid-button =
    { $of ->
        [credit] Gutschrift ansehen
       *[invoice] Rechnung ansehen
    }

mail-invoice-payment-taken-back-subject =
    { $of ->
        [credit] Gutschrift { $number }: { $amount } wurden doch nicht zurückgezahlt
       *[invoice] Rechnung { $number }: { $amount } wurden doch nicht bezahlt
    }
mail-invoice-payment-taken-back-text =
    { $of ->
        [credit] Wir hatten versehentlich eingetragen, dass wir { $amount } aus Gutschrift { $number } zurückgezahlt haben. Offen sind { $open }.
       *[invoice] Wir hatten versehentlich eingetragen, dass { $amount } für Rechnung { $number } bezahlt wurden. Offen sind { $open }.
    }
mail-invoice-payment-taken-back-button =
    { $of ->
        [credit] Gutschrift ansehen
       *[invoice] Rechnung ansehen
    }

mail-invoice-given-back-subject = Gutschrift { $number } über { $total }
mail-invoice-given-back-text =
    Gutschrift { $number } gibt { $total }, ohne Steuern, aus Rechnung { $of } zurück.{ $set_off_is ->
        [none] { "" }
       *[some] {" "}{ $set_off } sind mit dem verrechnet, was von dieser Rechnung offen war.
    }{ $rest ->
        [none] { "" }
       *[some] {" "}{ $open } zahlen wir zurück.
    }
mail-invoice-given-back-button = Gutschrift ansehen

mail-invoice-set-off-subject = Gutschrift { $credit } begleicht { $amount } von Rechnung { $number }
mail-invoice-set-off-text =
    { $amount } aus Gutschrift { $credit } sind mit Rechnung { $number } verrechnet. { $rest ->
        [none] Von der Rechnung ist nichts mehr offen.
       *[some] Von der Rechnung sind noch { $open } offen.
    }{ $credit_rest ->
        [none] { "" }
       *[some] {" "}{ $credit_open } aus der Gutschrift zahlen wir noch zurück.
    }
mail-invoice-set-off-button = Rechnung ansehen

### what subscribers get

mail-unsubscribe = Keinen Newsletter mehr
mail-newsletter-subject = { $title }{ $count ->
        [one] { "" }
       *[other] {" "}und mehr
    }
mail-newsletter-text =
    { $count ->
        [one] Es gibt etwas Neues für Sie zu lesen:
       *[other] Es gibt { $count } neue Ausgaben für Sie zu lesen:
    }
mail-newsletter-button = Alle Veröffentlichungen lesen

mail-licence-handed-subject = Eine Lizenz von { $what } gehört Ihnen
mail-licence-handed-text =
    { $who } hat Ihnen eine Lizenz von { $what } übergeben. Falls sie einen Schlüssel hat, lesen Sie ihn auf der Seite mit den Downloads; dort bekommen Sie auch die Software.
mail-licence-handed-button = Lizenz ansehen
mail-licences-taken-over-subject =
    { $count ->
        [one] Eine Lizenz gehört Ihnen
       *[other] { $count } Lizenzen gehören Ihnen
    }
mail-licences-taken-over-text =
    { $count ->
        [one] { $who } hat Ihnen eine Lizenz von jemandem übergeben, der die Firma verlassen hat.
       *[other] { $who } hat Ihnen { $count } Lizenzen von Personen übergeben, die die Firma verlassen haben.
    } Ihre Schlüssel, falls sie welche haben, lesen Sie auf der Seite mit den Downloads.
mail-licences-taken-over-button = Lizenzen ansehen
mail-platform-swapped-subject = { $from } wurde gegen { $to } getauscht
mail-platform-swapped-text =
    { $who } hat eine Lizenz von { $from } zurückgegeben und dafür ohne Berechnung eine von { $to } entnommen.

    Die zurückgegebene Lizenz darf nicht mehr verwendet werden. { $left ->
        [0] Das war der letzte Wechsel in dieser Laufzeit.
        [one] In dieser Laufzeit ist noch ein Wechsel übrig.
       *[other] In dieser Laufzeit sind noch { $left } Wechsel übrig.
    }
mail-platform-swapped-button = Lizenzen ansehen
mail-problem-solved-subject = Behoben: { $about }
mail-problem-solved-text =
    Das Problem, um das es in { $number } geht, ist behoben: { $article }.

    Was jetzt zu tun ist, steht hinter der Schaltfläche. Hilft es nicht, schreiben Sie uns in Ihrem Fall.
mail-problem-solved-button = Lesen

mail-article-review-subject =
    { $count ->
        [one] Ein Artikel von Ihnen ist wieder zu lesen
       *[other] { $count } Artikel von Ihnen sind wieder zu lesen
    }
mail-article-review-text =
    Sie betreuen { $count ->
        [one] diesen Artikel
       *[other] diese Artikel
    }, und heute ist nachzusehen, ob noch alles stimmt:

    { $titles }
mail-article-review-button = Wieder lesen
mail-case-watched-subject = [{ $token }] { $who } hält Sie auf dem Laufenden: { $number }, { $about }
mail-case-watched-text =
    { $who } möchte, dass Sie wissen, wie es mit { $number } weitergeht, „{ $about }“. Ab jetzt werden Sie benachrichtigt; auf der Seite des Falls können Sie das beenden.
mail-case-watched-button = Fall öffnen

mail-case-visit-subject = [{ $token }] Wir kommen am { $day }: { $about }
mail-case-visit-text =
    Zu { $number } kommt jemand von uns am { $day }:

    { $text }

    Wenn der Tag nicht passt, antworten Sie auf diese Nachricht.
mail-case-visit-button = Fall öffnen

mail-case-visit-off-subject = [{ $token }] Am { $day } kommt niemand: { $about }
mail-case-visit-off-text =
    Der Besuch zu { $number } am { $day } ist abgesagt. Wir sagen Ihnen, wie es weitergeht; wenn Sie an diesem Tag trotzdem jemanden brauchen, antworten Sie auf diese Nachricht.
mail-case-visit-off-button = Fall öffnen

mail-case-escalated-subject = { $who } bittet um Sie: { $number } von { $company }
mail-case-escalated-text =
    { $who } braucht Sie für { $number } von { $company }, „{ $about }“:

    { $text }
mail-case-escalated-button = Fall öffnen

mail-return-announced-subject = { $number }: Bitte schicken Sie es zurück
mail-return-announced-text =
    { $who } hat eine Rücksendung zur Bestellung { $order } angekündigt:

    { $lines }

    { $text }

    Bitte schreiben Sie { $number } auf das Paket.
mail-return-announced-button = Bestellung öffnen

mail-return-received-subject = { $number } ist da
mail-return-received-text =
    Was Sie aus der Bestellung { $order } zurückgeschickt haben, ist da:

    { $lines }

    { $text }
mail-return-received-button = Bestellung öffnen

mail-return-in-repair-subject = { $number } ist zur Reparatur da
mail-return-in-repair-text =
    Was Sie uns aus der Bestellung { $order } zur Reparatur geschickt haben, ist da:

    { $lines }

    { $text }

    An Ihren Geräten ändert sich bis dahin nichts. Wir sagen Bescheid, sobald es zurückgeht.
mail-return-in-repair-button = Bestellung öffnen

mail-return-sent-back-subject = { $number } geht an Sie zurück
mail-return-sent-back-text =
    Was Sie uns aus der Bestellung { $order } geschickt haben, ist repariert und auf dem Weg zurück zu Ihnen:

    { $lines }

    { $text }
mail-return-sent-back-button = Bestellung öffnen

mail-return-exchanged-subject = { $number }: Sie bekommen Ersatz
mail-return-exchanged-text =
    Statt dessen, was Sie uns aus der Bestellung { $order } geschickt haben, ist das Gleiche noch einmal auf dem Weg zu Ihnen:

    { $lines }

    { $text }

    Es tritt bei Ihren Geräten an die Stelle des alten.
mail-return-exchanged-button = Bestellung öffnen

mail-return-closed-subject = { $number } ist erledigt
mail-return-closed-text =
    Zu dem, was Sie aus der Bestellung { $order } zurückgeschickt haben:

    { $lines }

    { $text }
mail-return-closed-button = Bestellung öffnen

mail-return-called-off-subject = { $number } ist abgesagt
mail-return-called-off-text =
    Aus der Bestellung { $order } muss nichts mehr zurückgeschickt werden.

    { $text }
mail-return-called-off-button = Bestellung öffnen
