## equipment

assets-title = Equipment
assets-mine-title = My equipment
assets-mine-sub = What you have been given. Open a unit to get help with it, to replace it or to give it back.
assets-sub = Every unit with who has it, where it stands, and how long it is under warranty.
assets-views = Which equipment
assets-all = All
assets-counted = { $name } ({ $count })
assets-only-mine = Only mine
assets-everybodys = The whole company’s
assets-my-units = My unit’s
assets-and-more = { $count }+
assets-scan-tag = Type or scan a tag
assets-scan-open = Open
assets-scan-help = A phone’s camera opens the code on the label by itself.
assets-no-such-tag = There is no unit { $tag } that you can see. Check it for slips of the fingers.
assets-all-kinds = All products
assets-person-email = E-mail of its person
assets-all-units = All units
assets-any-warranty = Any warranty
assets-warranty-within =
    { $days ->
        [one] Warranty ends within a day
       *[other] Warranty ends within { $days } days
    }
assets-search = Tag, number or name
assets-more-than = More than { $count } units
assets-to-first = To the first
assets-none = No equipment yet
assets-none-text = What you have been given stands here, with its history and where to get help.
assets-none-found = No equipment like this
assets-none-found-text = Perhaps with fewer words, or in another state.
assets-show-all = Show all

### a unit
assets-tag = Tag
assets-own-tag = Your tag
assets-own-tag-is = your tag { $number }
assets-serial = Serial number
assets-serial-is = serial number { $number }
assets-name = Name
assets-sku = Product number
assets-manufacturer = Manufacturer
assets-model = Model
assets-state = State
assets-person = Person
assets-unit = Unit
assets-cost-centre = Cost centre
assets-place = Place
assets-loaned-to = Lent to
assets-loaned-until = Lent until
assets-lent-until = { $name }, until { $day }
assets-bought = Bought
assets-delivered = Delivered
assets-warranty = Warranty until
assets-warranty-over = { $day }, over
assets-refresh = To be replaced
assets-wiped = Certificate of data wiping
assets-note = Note
assets-order = Order
assets-origin = Origin
assets-origin-imported = Bought elsewhere
assets-whereabouts = Where it is
assets-to-be-sent = to be sent back to us; please write { $number } on the parcel
assets-repair-since = with us for repair since { $day } ({ $number })
assets-repaired-at = repaired and sent back on { $day } ({ $number })
assets-replaces = Replaces
assets-replaced-by = Replaced by
assets-facts = Facts
assets-as-built = As it was built
assets-history = What happened to it
assets-no-history = Nothing is known yet
assets-code = Code
assets-scan = Scan it to open this page
assets-qr = Code that leads to { $tag }
assets-label = Label
assets-labels = Labels
assets-labels-sub = Print them on stickers; a phone’s camera leads from each to its unit.
assets-no-labels = No units to print labels for
assets-no-labels-text = Choose what you want labels for in the list, then press “Labels”.
assets-help = Get help
assets-replace = Replace
assets-replacement-added = { $name } is in your basket.
assets-no-replacement = Neither this nor a successor is in your catalog. Perhaps one of these helps.
assets-customer = Customer

### where a unit is in its life
assets-state-in-use = In use
assets-state-in-stock = In stock
assets-state-on-loan = On loan
assets-state-being-returned = Being returned
assets-state-retired = Retired
assets-state-returned = Sent back
assets-state-in-repair = In repair

### what can be done
assets-assign = Assign
assets-transfer = Move
assets-lend = Lend
assets-give-back = Give back
assets-take-back = Take back
assets-describe = Days and notes
assets-keep = Save
assets-retire = Retire
assets-done-assign = Assigned; the person is told by mail.
assets-done-transfer = Moved.
assets-done-lend = Lent.
assets-done-give-back = It is on its way back. Thank you.
assets-done-take-back = It is back in stock.
assets-done-describe = Kept.
assets-done-retire = It is out of service.
assets-to-person = E-mail address
assets-to-person-help = Of somebody in your company. They are told by mail.
assets-lend-help = The e-mail address of somebody in your company, or the name of whoever else gets it.
assets-give-back-help = Say so when you hand it in or send it. It stays with whoever has it until it is taken back.
assets-take-back-help = Whoever has it has handed it in to you. It is in stock then, at the place that you name.
assets-retire-help = A retired unit stays in the list with its history, but nothing more can be done with it.
assets-wiped-help = Its number, if the data was wiped by somebody who certifies it.
assets-wiped-needed = Data lies on this unit: type the number of the certificate, or add the certificate to its documents first.
assets-no-certificate = Data lies on this unit. Type the number of the certificate of its wiping, or add the certificate to its documents first.
assets-why = Why
assets-not-a-day = This is not a day.
assets-meanwhile = Somebody else changed this unit in the meantime. Look at it once more.
assets-not-possible = This is not possible while the unit is “{ $state }”.
assets-no-such-person = Nobody in your company has this address.
assets-no-such-part = Your company does not have this unit or cost centre.
assets-nothing-new = It is like that already; nothing was changed.
assets-to-nobody = Say who gets it.
assets-day-over = This day is over.
assets-too-long = A text is too long: a note has at most { $note } characters, everything else { $text }.

assets-several = Change several
assets-several-sub = The same is done with all of them, or with none.
assets-several-tags = Their tags
assets-several-tags-help = Typed or scanned, one a line; at most { $most }.
assets-several-what = What is done with them
assets-several-assign-note = To the person below, who is told by mail.
assets-several-move-note = To what you choose below; what you leave empty stays as it is.
assets-several-back-note = Nobody has them any more. They are at the place below, if you name one.
assets-several-do = Change them
assets-several-none = Name at least one unit.
assets-several-too-many = At most { $most } at once.
assets-several-unknown = Your company has no units with these tags: { $tags }
assets-several-not-possible = It can’t be done with these as they are now: { $tags }
assets-several-done = { $count ->
    [one] One unit is changed.
   *[other] { $count } units are changed.
}

### what happened
assets-event-shipped = Shipped
assets-event-numbered = Serial number typed
assets-event-imported = Imported
assets-event-updated = Brought up to date by an import
assets-event-assigned = Assigned
assets-event-transferred = Moved
assets-event-lent = Lent
assets-event-given-back = Being given back
assets-event-taken-back = Taken back
assets-event-described = Days and notes changed
assets-event-retired = Retired
assets-event-sent-back = Sent back
assets-event-in-repair = With us for repair
assets-event-repaired = Repaired and sent back
assets-event-exchanged = Stayed with us; another took its place
assets-event-in-exchange = Sent in exchange

### documents of a unit
assets-papers = Documents
assets-paper-add = Add a document
assets-paper-kind = Kind
assets-paper-title = Title
assets-paper-title-help = The file’s name if you leave it empty.
assets-paper-title-wrong = Give it a title of up to 120 characters.
assets-paper-photo = A photograph of it will do.
assets-paper-invoice = Invoice
assets-paper-wipe-certificate = Certificate of data wiping
assets-paper-other = Other
assets-paper-added-by = Added
assets-paper-added = The document is here.
assets-paper-remove = Remove { $title }
assets-paper-removed = The document is removed.
assets-paper-stays = The certificate of a unit that is out of service stays with it.
assets-papers-too-many = A unit has at most { $most } documents.

### what is to be replaced when
assets-refresh-plan = Replacements
assets-refresh-sub = What is to be replaced in the next three years, and what it cost when it was bought.
assets-refresh-none = Nothing is due
assets-refresh-none-text = Nothing in service is to be replaced in the next three years, as far as somebody has said. The day is set on a unit’s page or by an import, and follows from what was agreed for what we deliver.
assets-quarter = Quarter
assets-quarter-of = Quarter { $number } of { $year }
assets-overdue = Overdue
assets-units = Units
assets-priced = Units with a price
assets-priced-of = for { $count } of them
assets-paid = Cost when bought
assets-currency = Currency
assets-due-days = { $first } to { $last }
assets-due-between = To be replaced between { $first } and { $last }.
assets-due-before = To be replaced before { $last }.

### what is kept as equipment
assets-keeping = Equipment
assets-keeping-text = What is said nowhere is not kept unit by unit. What is left to above is what the category above says.
assets-keeping-kept = Kept unit by unit
assets-keeping-holds-data = Data lies on it
assets-keeping-warranty = Warranty, in months
assets-keeping-refresh = To be replaced after, in months
assets-keeping-yes = Yes
assets-keeping-no = No
assets-keeping-as-above = As above: { $answer }
assets-keeping-months-help =
    { $months ->
        [0] From the delivery on. Empty is as above: none.
       *[other] From the delivery on. Empty is as above: { $months }.
    }
assets-keeping-months-wrong = A whole number from 0 to { $most }.

assets-line-replaces = Replaces
assets-line-not-replaced = There are fewer pieces than units to replace. Not replaced:

### import
assets-import = Import equipment
assets-import-sub = What your company bought elsewhere. Every line is answered; what is known is brought up to date.
assets-file = File
assets-file-help = CSV or a workbook (.xlsx), up to 100,000 lines and 25 MB. Of a workbook the first sheet that has anything is read.
assets-columns = Columns
assets-columns-text = The first line names the columns, in any order; other columns are left out. Each line needs a tag or a serial number, and a name or a model. Days are written 2026-06-14; a person is named by e-mail address, a unit by its name, a cost centre by its code; sku is our product number; the state is “in use”, “in stock” or “retired”. Of a unit that is here already, only what the line says is changed, and never its state.
assets-no-file = Choose a file.
assets-too-many = The file has more than { $most } lines. Divide it.
assets-no-tag-column = The file has no column “tag” and none “serial”.
assets-imports-go-on = Several long files are being imported already. Send this one when one of them is done.
assets-import-under-way = { $answered } of { $lines } lines are answered so far. It goes on by itself, also if it is interrupted; load this page again to see more.
assets-import-broke-off = It broke off: { $answered } of { $lines } lines are answered. Send the file again for the rest; nothing is added twice.
assets-import-can-go-on = It broke off: { $answered } of { $lines } lines are answered. The file is kept, and the rest can go on; nothing is added twice.
assets-import-go-on = Go on
assets-import-goes-on = The import goes on.
assets-import-others-go-on = Several long files are being imported already. Go on with this one when one of them is done.
assets-imports-too-much-today = Your company has sent as many files or lines today as can be taken within a day. Send this file tomorrow.
assets-imports = Earlier imports
assets-imports-to-first = To the latest
assets-import-by = Sent
assets-import-so-far = { $answered } of { $lines } lines answered
assets-report = Answers as CSV
assets-outcome = Answer
assets-outcome-added = Added
assets-outcome-updated = Updated
assets-outcome-same = Unchanged
assets-outcome-refused = Refused
assets-line = Line
assets-why-refused = Why
assets-refused-lines = Refused lines
assets-refused-more = The first { $shown } of { $all }. The answers as CSV have all of them.
assets-none-refused = Every line was taken
assets-why-no-tag = Neither a tag nor a serial number.
assets-why-bad-tag = The site uses this word itself. Give the unit another tag.
assets-why-no-name = Neither a name nor a model.
assets-why-not-a-day = “{ $what }” is not a day.
assets-why-not-a-state = A unit cannot begin in the state “{ $what }”.
assets-why-too-long = What stands in “{ $what }” is too long.
assets-why-twice = This tag is on line { $what } already.
assets-why-serial-twice = This serial number is on line { $what } already.
assets-why-no-unit = Your company has no unit “{ $what }”.
assets-why-no-cost-centre = Your company has no cost centre “{ $what }”.
assets-why-no-person = Nobody in your company has the address “{ $what }”.
assets-why-person-and-state = What somebody has is in use.
assets-why-serial-taken = This serial number belongs to { $what }.
assets-why-ours = This unit came from us; it is changed on its own page.
assets-why-held = The unit is lent or out of service, and nobody can be given it. What is lent is first taken back on its own page.

### for staff
assets-search-all = Which unit?
assets-search-all-text = Type the beginning of a tag, of a customer’s tag or of a serial number.
assets-search-all-sub = Over all customers.
assets-first-found = The first { $count }
