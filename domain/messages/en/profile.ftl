## profile

profile-did-view = Looked at { $what }
profile-did-read = Read { $what } for { $time }
profile-did-search = Searched “{ $words }”, { $hits ->
    [one] one found
   *[other] { $hits } found
}
profile-did-miss = Searched “{ $words }”, nothing found
profile-did-sign-in = Signed in
profile-did-add = Put { $what } into the basket
profile-did-configure = Configured { $what }
profile-did-request = Submitted request { $number }
profile-did-decide = Decided request { $number }
profile-did-order = Placed order { $number }
profile-did-acknowledge = Order { $number } was acknowledged
profile-did-ship = A part of order { $number } left
profile-did-deliver = Order { $number } arrived
profile-did-cancel = Order { $number } was cancelled
profile-did-refuse = Said that { $what } is not for them
profile-did-change = The site changed: { $what }
profile-did-join = { $who } joined
profile-did-assign = { $what } was assigned
profile-did-transfer = { $what } was moved within the company
profile-did-lend = { $what } was lent
profile-did-return = { $what } came back
profile-did-retire = { $what } was taken out of service
profile-did-import-equipment = Imported equipment from { $what }, { $count ->
    [0] none of it new
    [one] one new unit
   *[other] { $count } new units
}
profile-did-subscribe = Subscription { $what } began
profile-did-change-subscription = Subscription { $what } was changed
profile-did-renew-subscription = Subscription { $what } was renewed
profile-did-end-subscription = Subscription { $what } ended
profile-did-note = Contact noted: { $what }

profile-page-home = the home page
profile-page-catalog = the catalog
profile-page-basket = the basket
profile-page-list = ordering by list
profile-page-orders = the orders
profile-page-equipment = the equipment
profile-page-requests = the requests
profile-page-new-request = a new request
profile-page-search = a search
profile-page-standards = the standards
profile-page-team = the account team
profile-a-standard = a standard configuration
profile-a-request = a request
profile-an-order = an order

profile-kind-viewed = Looked at a page
profile-kind-dwelt = Read a page
profile-kind-searched = Searched
profile-kind-signed-in = Signed in
profile-kind-added = Added to basket
profile-kind-configured = Configured
profile-kind-requested = Requested
profile-kind-decided = Decided
profile-kind-ordered = Ordered
profile-kind-acknowledged = Acknowledged
profile-kind-shipped = Shipped
profile-kind-delivered = Delivered
profile-kind-cancelled = Cancelled
profile-kind-refused = Not for us
profile-kind-changed = Site changed
profile-kind-joined = Joined
profile-kind-assigned = Equipment assigned
profile-kind-transferred = Equipment moved
profile-kind-lent = Equipment lent
profile-kind-returned = Equipment returned
profile-kind-retired = Equipment retired
profile-kind-equipment-imported = Equipment imported
profile-kind-noted = Contact noted

profile-fact-reorder = { $name } every { $days } days, ± { $spread }
profile-fact-changed-option = { $way ->
    [added] { $name }: { $chosen } is added to { $group }
    [left-out] { $name }: { $chosen } is left out of { $group }
   *[other] { $name }: { $group } is changed from { $usual } to { $chosen }
}
profile-fact-not-found = “{ $words }” is searched and not found
profile-fact-asked-for = “{ $words }” is asked for in requests
profile-fact-asked-beside = { $what } is asked for together with { $name }
profile-from-orders = { $count ->
    [one] one order
   *[other] { $count } orders
}
profile-from-choices = { $times } of the last { $of } choices
profile-from-searches = { $times } searches by { $people ->
    [one] one person
   *[other] { $people } people
}
profile-from-requests = { $times ->
    [one] one request
   *[other] { $times } requests
} by { $people ->
    [one] one person
   *[other] { $people } people
}
profile-from-told = told
profile-changes-home = reminder on the home page
profile-changes-standard = proposes a new usual option
profile-changes-options = proposes a further option
profile-changes-assortment = proposes products or other words
profile-changes-nothing = read before the next contact
profile-due-team = Your team orders it every { $days } days; last on { $last }{ $late ->
    [0] .
    [one] , one day later than usual.
   *[other] , { $late } days later than usual.
}
profile-due-unit = { $unit } orders it every { $days } days; last on { $last }{ $late ->
    [0] .
    [one] , one day later than usual.
   *[other] , { $late } days later than usual.
}

### the home page

profile-hello = Welcome, { $name }
profile-hello-nothing = Nothing waits for you.
profile-hello-waiting = { $count ->
    [one] One thing waits for you.
   *[other] { $count } things wait for you.
}
profile-needs-you = Needs you
profile-needs-all = All { $count }
profile-need-decide = { $who } asks for { $what }
profile-need-answer = You were asked about { $what }
profile-need-why = { $number }, submitted { $when }
profile-decide = Decide
profile-answer = Answer
profile-find-equipment = Find equipment
profile-request-equipment = Request equipment
profile-due = Usually due now
profile-due-how = How we know
profile-due-price = Your price
profile-due-why = Why it is here
profile-not-for-us = Not for us
profile-not-for-us-name = Not for us: { $name }
profile-add-count = Add { $count }
profile-add-count-name = Add { $count } of { $name }
profile-refused-it = { $name } will not be suggested to you again.
profile-standards = Standard equipment
profile-standards-all = All standards
profile-configure = Configure
profile-configure-name = Configure { $name }
profile-my-requests = My requests
profile-my-requests-all = All requests
profile-submitted = Submitted
profile-waiting-decision = Waiting for a decision
profile-waiting-answer = Waiting for your answer
profile-held = Held back
profile-then-order = Order, then delivery
profile-your-people = Your people at { $supplier }
profile-remembered-link = What we remember about you
profile-because-title = We changed this because…
profile-quiet-title = Your page learns from what you do
profile-quiet-text = What your team orders regularly and what is made for you will stand here.
profile-function-account-manager = Account manager
profile-function-order-desk = Order desk
profile-function-curator = Catalog
profile-function-admin = Administration
profile-team = Your people at { $supplier }
profile-team-sub = They know your agreement, your standards and what you have ordered.
profile-team-none = Nobody has been named yet
profile-team-none-write = { $supplier } will name who looks after you; name and address then stand here. Until then, write to:
profile-team-none-text = { $supplier } will name who looks after you; name and address then stand here. Until then, ask whoever invited you.

### what is remembered

profile-remembered = What we remember about you
profile-remembered-sub = You can read all of it, take it with you, correct it and delete it.
profile-export = Take it with me (JSON)
profile-facts = What we have learned
profile-facts-note = From what you and your colleagues did
profile-facts-none = Nothing yet
profile-facts-none-text = Facts appear once something has happened often enough to be more than chance.
profile-fact = Fact
profile-about = About
profile-sure = Sure
profile-from = From
profile-changes = Changes
profile-confirmed = Confirmed
profile-whole-company = company
profile-wrong = That is wrong
profile-wrong-name = That is wrong: { $fact }
profile-right-again = It is right again
profile-corrected = Corrected { $when }
profile-correction-kept = It will not change anything any more.
profile-correction-gone = It holds again.
profile-happened = What happened
profile-when = When
profile-what = What
profile-who = Who
profile-where = Where
profile-at-web = Site
profile-at-mail = Mail
profile-at-console = With us
profile-at-in-person = In person
profile-delete = Delete
profile-delete-name = Delete: { $what }
profile-stays = stays: the company’s record
profile-deleted-one = Deleted, and taken out of what was learned from it.
profile-deleted-all = { $count ->
    [0] There was nothing to delete.
    [one] One thing was deleted.
   *[other] { $count } things were deleted, and taken out of what was learned from them.
}
profile-delete-all = Delete everything that can be deleted
profile-delete-all-text = { $count ->
    [0] There is nothing you could delete.
    [one] One thing can be deleted. Requests, decisions and orders stay: they are your company’s records.
   *[other] { $count } things can be deleted. Requests, decisions and orders stay: they are your company’s records.
}
profile-nothing-happened = Nothing is remembered
profile-nothing-happened-text = Nothing was recorded about you, or you deleted it.
profile-refused = Not for us
profile-refused-note = What is not suggested to your unit any more
profile-again = Suggest it again
profile-again-name = Suggest { $name } again
profile-suggested-again = It may be suggested again.
profile-my-choice = May we remember what you do?
profile-my-choice-on = Yes, it makes my page better
profile-my-choice-off = No, only what an order needs
profile-company-says-no = Your company has decided that only what an order needs is remembered.
profile-choice-saved = Saved. It holds from your next click on.
profile-recording = What may be remembered
profile-recording-sub = You decide for everybody in the company; each person can also say no for themselves.
profile-recording-all = Everything that makes the site better: searches, pages looked at, what was configured
profile-recording-orders = Only what an order needs: requests, decisions, orders, deliveries
profile-recording-label = About the people of { $company } may be remembered
profile-recording-against = { $count ->
    [0] Nobody has said no for themselves.
    [one] One person has said no for themselves.
   *[other] { $count } people have said no for themselves.
}
profile-recording-forget = Delete what was remembered so far
profile-recording-forget-text = Searches, pages looked at, what was configured. Requests and orders stay. What was learned from it goes too.
profile-recording-use = What it is used for
profile-recording-use-text = To remind your teams of what they usually order, to fit your standards to what people really choose, and to add what they look for and do not find. Nobody outside { $company } and { $supplier } sees it.

### the dossier

profile-dossier-sub = { $segment }, { $employees } employees, { $units ->
    [one] one unit
   *[other] { $units } units
}, { $people ->
    [one] one person
   *[other] { $people } people
}
profile-note-contact = Log a contact
profile-view-site = View their site
profile-rebuild = Learn everything anew
profile-rebuilt = Learned anew from { $count } interactions.
profile-proposed = Proposed changes
profile-proposed-note = { $open } new, { $done } in effect
profile-proposed-none = Nothing is proposed
profile-proposed-none-text = Changes are proposed when people keep changing a standard, or keep looking for something they do not find.
profile-facts-of = { $count ->
    [one] one fact
   *[other] { $count } facts
}; { $internal ->
    [0] the customer can read and correct all of it
    [one] the customer can read and correct all but the internal one
   *[other] the customer can read and correct all but the { $internal } internal ones
}
profile-internal = internal
profile-wrong-tag = corrected by the customer
profile-touch = Touch map
profile-touch-note = How often and how lately, last { $days } days
profile-touch-none = Nobody was met in the last { $days } days
profile-touch-times = { $count ->
    [one] one interaction
   *[other] { $count } interactions
}
profile-touch-others = and { $count } more
profile-spend = Spend by quarter
profile-quarter = Quarter
profile-last-year = Last 12 months
profile-change = Change
profile-orders-count = Orders
profile-no-orders = Nothing was ordered in the last two years.
profile-contacts = People
profile-unit = Unit
profile-roles = Roles
profile-last-seen = Last seen
profile-never = never
profile-silent = nobody met for { $days } days
profile-never-met = never met in person
profile-units = Units
profile-unit-people = { $count ->
    [0] nobody
    [one] one person
   *[other] { $count } people
}
profile-times = { $what }, { $count } times
profile-lately = Lately
profile-lately-all = All { $count }
profile-lately-none = Nothing has happened yet
profile-lately-none-text = What their people do on the site, and contacts you log, stand here.
profile-missed = Searched and not found
profile-change-team = Change
profile-our-team = Account team
profile-phase = Phase
profile-recorded = Recorded
profile-recorded-all = everything allowed
profile-recorded-orders = only orders
profile-company = The company
profile-history = What happened
profile-history-sub = { $name }, the latest first
profile-all-kinds = Everything
profile-all-people = Everybody
profile-words = Words
profile-filter = Filter
profile-none-fit = Nothing fits
profile-none-fit-text = Choose less, or look for other words.
profile-evidence = What it rests on
profile-evidence-note = { $shown } of { $count }
profile-since = First seen
profile-until = Believed until
profile-for-good = until corrected
profile-someone = somebody
profile-supplier-did = us
profile-contact-way = How
profile-contact-visit = Visit
profile-contact-call = Call
profile-contact-meeting = Meeting
profile-contact-mail = Mail
profile-contact-who = With whom
profile-contact-nobody = Nobody in particular
profile-contact-when = When
profile-contact-text = What it was about
profile-contact-learned = What did you learn?
profile-contact-learned-help = One sentence, as the customer may read it. It becomes a fact.
profile-contact-internal = Only for us
profile-contact-internal-help = The customer does not read it.
profile-contact-save = Log it
profile-contact-saved = Logged.
profile-contact-empty = Say in a sentence what it was about.
profile-contact-long = That is too long.
profile-contact-future = That day has not come yet.
profile-contact-date = Choose a day.

### help

profile-did-ask-help = Asked for help: { $what }
profile-did-write-more = Wrote more about { $what }
profile-did-answer-case = We answered { $what }
profile-did-solve-case = Solved: { $what }
profile-did-confirm-case = Said of { $what } that it is solved
profile-did-rate = Rated our help with { $what }: { $stars } of 5
profile-kind-help-asked = Asked for help
profile-kind-help-continued = Wrote about a case
profile-kind-help-answered = Case answered
profile-kind-help-solved = Case solved
profile-kind-help-confirmed = Solution confirmed
profile-kind-sent-back = Goods sent back
profile-did-send-back = Goods come back: { $what }
profile-kind-help-rated = Help rated
profile-did-share-case = Changed who reads of { $what }
profile-did-share-cases = Decided who in the company sees whose cases
profile-did-send-service = Our field service was there: { $what }
profile-kind-help-shared = Case shared
profile-kind-field-service = Field service was there
profile-did-reopen-case = Wrote about { $what }, which we called solved: it is open again
profile-did-give-level = We promised the service level { $what }
profile-did-end-level = The company has the usual service level again
profile-did-plan-visit = We planned a visit: { $what }
profile-did-call-visit-off = We called a visit off: { $what }
profile-kind-help-reopened = Case opened again
profile-kind-level-given = Service level promised
profile-kind-visit-planned = Visit planned
profile-kind-visit-called-off = Visit called off
profile-page-help-new = a question about to be asked
profile-did-note-equipment = Wrote down what is known of { $what }
profile-kind-equipment-noted = Equipment described
profile-page-refresh = what is to be replaced
profile-did-pay = Paid towards invoice { $number }
profile-kind-paid = Invoice paid
profile-did-use-benefit = Used: { $what }
profile-kind-benefit-used = Benefit used
profile-page-subscriptions = the subscriptions
profile-page-invoices = the invoices
profile-page-reports = the reports
profile-kind-subscribed = Subscribed
profile-kind-subscription-changed = Subscription changed
profile-kind-subscription-renewed = Subscription renewed
profile-kind-subscription-ended = Subscription ended
profile-page-help = their cases
profile-did-read-article = Read the article “{ $what }”
profile-did-search-help =
    { $hits ->
        [0] Searched the articles for “{ $words }”, nothing found
        [one] Searched the articles for “{ $words }”, one found
       *[other] Searched the articles for “{ $words }”, { $hits } found
    }
profile-did-find-help = Said that “{ $what }” helped
profile-did-find-no-help = Said that “{ $what }” did not help
profile-kind-article-read = Article read
profile-kind-article-searched = Articles searched
profile-kind-article-rated = Article rated
profile-page-articles = the articles
profile-function-agent = Support

### what subscribers get

profile-did-want-newsletter = Asked for the newsletter
profile-did-end-newsletter = Ended the newsletter
profile-did-open-newsletter = Opened the newsletter
profile-did-follow-newsletter = Followed “{ $what }” from the newsletter
profile-did-read-issue = Read “{ $what }”
profile-did-download = Downloaded { $what }
profile-did-take-licence = Took a licence: { $what }
profile-did-hand-licence = Handed a licence over: { $what }
profile-did-swap = Swapped a licence: { $what }
profile-kind-newsletter-wanted = Newsletter asked for
profile-kind-newsletter-ended = Newsletter ended
profile-kind-newsletter-opened = Newsletter opened
profile-kind-newsletter-followed = Newsletter followed
profile-kind-issue-read = Publication read
profile-kind-downloaded = Downloaded
profile-kind-licence-taken = Licence taken
profile-kind-licence-handed = Licence handed over
profile-kind-platform-swapped = Platform swapped
profile-page-publications = the publications
profile-page-downloads = the downloads
