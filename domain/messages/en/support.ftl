## help

support-title = Help
support-sub = What you asked us, and how it goes on.
support-ask = Ask for help
support-views = Cases by whose they are and how they stand
support-view-mine = What I asked
support-view-mine-open = Not solved yet
support-view-mine-solved = Solved
support-view-seen = All that I see
support-subject = What it is about
support-asked-by = Asked by
support-stands = Where it stands
support-last = Last news
support-search = Words or number
support-none = Nothing asked
support-none-text = When something does not work or you have a question, ask: you always see here how it goes on. What others asked stands under “All that I see”.
support-none-found = Nothing found
support-none-found-text = No case fits. Perhaps with fewer words, or among all that you see.
support-you = You
support-nobody = Nobody yet

### where a case stands

support-state-new = We have it
support-state-open = We are working on it
support-state-waits-for-you = Waiting for your answer
support-state-waits-for-others = Waiting for somebody we asked
support-state-solved = Solved
support-state-closed = Closed
support-state-merged = Goes on in another case
support-our-state-new = New
support-our-state-open = Our turn
support-our-state-waits-for-customer = Waiting for the customer

support-priority = How urgent
support-priority-low = It can wait
support-priority-normal = Normal
support-priority-high = High
support-priority-urgent = Urgent
support-priority-low-note = A question or a wish.
support-priority-normal-note = One person is hindered.
support-priority-high-note = Several people are hindered, or one can’t work.
support-priority-urgent-note = Business stands still.

support-answer-by = Answer by { $at }
support-answer-was-due = Answer was due on { $at }
support-solved-by = Solution by { $at }
support-solution-was-due = Solution was due on { $at }
support-due = Due
support-late = Late
support-clock-stands = The clock stands still while we wait for an answer
support-clock-due = Due { $at }
support-clock-stopped = Done { $at }
support-first-answer = First answer
support-solution = Solution

### what one is entitled to

support-entitled = What we promise
support-entitled-to = What we promise: { $level }
support-entitled-by = By your subscription to { $plan }, until { $day }
support-entitled-for-named = For equipment that your subscription to { $plan } names: { $level }
support-entitled-nothing = We answer as soon as we can. Nothing is promised by the hour.
support-every-day = Every day
support-round-the-clock = round the clock
support-hours-zone = Local time in { $zone }. Only these hours count.
support-days = { $first } to { $last }
support-monday = Monday
support-tuesday = Tuesday
support-wednesday = Wednesday
support-thursday = Thursday
support-friday = Friday
support-saturday = Saturday
support-sunday = Sunday
support-times = first answer: { $first }; solution: { $solved }
support-no-promise = as soon as we can
support-hours-count =
    { $count ->
        [one] one hour
       *[other] { $count } hours
    }
support-minutes-count =
    { $count ->
        [one] one minute
       *[other] { $count } minutes
    }

### asking

support-new-sub = Say what happened; we answer here and by mail.
support-text = What happened
support-text-help = What did you do, what did you expect, what came instead? Messages on the screen help, word by word.
support-order = Order
support-order-help = Its number, if it is about an order.
support-product = Product number
support-equipment = Equipment
support-equipment-help = The tag on it, if it is about one piece: yours, or one that nobody has in your unit.
support-send = Send
support-opened = We have your question. It is { $number }.
support-subject-missing = Say in a line what it is about.
support-subject-too-long = That is too long for a line: at most 160 characters.
support-text-missing = Write what happened.
support-text-too-long = That is too long: at most 20,000 characters.
support-no-such-order = You have no order of this number. If it is a colleague’s, write its number into the text.
support-no-such-asset = You have no equipment with this tag. If it is nobody’s or a colleague’s, write its tag into the text.
support-no-order-of-theirs = This customer has no order of this number.
support-no-asset-of-theirs = This customer has no equipment with this tag.
support-about-too-long = A product number or a tag has at most 80 characters.

### a case

support-about-order = order { $what }
support-about-product = product { $what }
support-about-equipment = equipment { $what }
support-conversation = What was said
support-internal = For us only
support-by-mail = by mail
support-files = Files
support-files-help = Pictures, PDF, text, tables and documents: up to { $files } at a time, together up to { $most } MB.
support-files-too-many = Those are too many at once: at most { $files }. Send the others afterwards.
support-files-too-large = Together they are too large: at most { $most } MB. Send some of them afterwards.
support-files-again = Choose the files once more: your browser does not keep them.
support-file-too-large = { $name } is too large: a picture may have 10 MB and 40 million pixels, anything else 25 MB.
support-file-wrong-kind = { $name } is nothing that we take, whatever its name says. Programs and archives never; pictures (PNG, JPEG, WebP), PDF, text, and files of Excel, Word or LibreOffice without programs in them.
support-file-broken = { $name } is empty or can’t be read to its end. Perhaps it broke off on its way.
support-left-out = Not kept: { $name }
support-left-out-program = Not kept: { $name }. It could be run as a program.
support-left-out-too-large = Not kept: { $name }. It is too large.
support-left-out-too-many = Not kept: { $name }. It was one too many.
support-left-out-kind = Not kept: { $name }. It is no kind of file that we take.
support-left-out-broken = Not kept: { $name }. It can’t be read to its end.
support-write-more = Write more
support-write = Send
support-your-answer = Your answer
support-answer = Answer
support-not-solved = It is not solved?
support-reopen = It is not solved
support-write-again = It happened again?
support-ask-again = Ask again
support-confirm = It is solved
support-written = Sent. We tell you when there is news.
support-confirmed = Thank you. It is marked as solved.
support-rated = Thank you for telling us.
support-watched = You are told what happens.
support-unwatched = You are no longer told what happens.
support-goes-on = It goes on in { $number }.
support-changed = Somebody was quicker
support-changed-text = The case has changed meanwhile. What you wrote is kept; look at the case as it is now.
support-satisfaction = Satisfaction
support-how-satisfied = How satisfied are you with our help?
support-stars-1 = Not at all
support-stars-2 = Not really
support-stars-3 = So-so
support-stars-4 = Satisfied
support-stars-5 = Very
support-stars-missing = Choose one of the five.
support-rate-words = What should we know about it?
support-rate = Tell us
support-you-rated = You gave our help { $stars } of 5.
support-facts = The case
support-seen-by = Seen by
support-seen-by-own = Whoever asked and who watches it
support-seen-by-unit = The unit
support-seen-by-company = Everybody of the company
support-agent = In hand of
support-goes-on-in = Goes on in
support-follows = Follows
support-watch = Tell me what happens
support-unwatch = Tell me no more

support-cases-about = Cases about it
support-cases-open = Open cases
support-cases-none-open = None is open.
support-cases-all = All its cases

### what the company decides

support-company-title = Help for your people
support-company-sub = What your company is entitled to, and who reads what others ask.
support-visibility = Who sees what somebody asked?
support-visibility-help = For cases from now on. Those that are there stay as they are: whoever asked knew who would read it.
support-visibility-missing = Choose one.
support-visibility-kept = Kept. It holds for cases from now on.
support-keep = Keep

### the console

support-queue-title = Cases
support-queue-sub = What is due first stands on top.
support-queue-sub-all = What had news last stands on top, with what is done with.
support-queue-of = Cases of { $company }
support-queue-empty = Nothing waits here
support-queue-empty-text = No case fits this view.
support-show-open = Show all that is open
support-counted = counted up to { $count }
support-piles = Cases by who has them in hand
support-pile-mine = Mine
support-pile-teams = My teams’
support-pile-unassigned = Nobody’s
support-pile-open = All open
support-pile-all = All
support-customer = Customer
support-any-state = Any state
support-any-priority = Any urgency
support-due-any = Due any time
support-due-soon = Due within four hours
support-mails = Mails that need a person
support-mails-note = Nobody vouches for these senders. Don’t tell them anything about a customer. What nobody decided about is removed after { $days } days.
support-mail-stranger = A stranger: the sender is not proven, or belongs to no customer.
support-mail-held = Held back: very many came from this address within an hour.
support-mail-bounced = Our mail to { $to } did not arrive.
support-mail-bounced-somewhere = A mail of ours did not arrive; it doesn’t say which.
support-mail-bounced-about = It was about { $number }.
support-mail-mentions = It says that it belongs to { $number }. That proves nothing.
support-mails-open = Read
support-mails-waiting = Waiting
support-mails-done = Done with
support-mails-bounced = Not arrived
support-mails-none = No mail here
support-mails-none-text = Mail of members whose address is proven goes to its case by itself.
support-mail = The mail
support-mail-from = From, as it says
support-mail-why = Why it is here
support-mail-no-subject = Without a subject
support-mail-became = What became of it
support-mail-made-by = { $who } made a case of it:
support-mail-left-by = { $who } left it alone: { $why }
support-mail-make = Make a case of it
support-mail-member = Whose case it is: the member’s address
support-mail-member-help = The member reads this mail as their own and is told. Ask them first if you are not sure.
support-mail-no-member = No member of a customer has this address.
support-mail-which = They belong to several companies: choose one.
support-mail-add = Add it to a case
support-mail-words-of = Whose words they are: the member’s address
support-mail-words-of-help = A member who sees the case. Ask them first if you are not sure.
support-mail-no-case = There is no case of this number.
support-mail-sees-not = This member doesn’t see that case.
support-mail-leave = Leave it alone
support-mail-reason = Why
support-mail-no-reason = Say why, in at most 500 characters.
support-changed-for-us = Something happened to this case after you opened it. What you wrote is kept: read what is new, then send it again.
support-done = Done.
support-done-answer = Sent. It stays our turn.
support-done-ask = Sent. The clocks stand still until the customer answers.
support-done-solve = Sent, and the case is solved.
support-done-note = The note is kept. Only we read it.
support-done-take = It is in your hands.
support-done-assign = It is in their hands now.
support-done-give-back = It is in nobody’s hand now; anybody can take it on.
support-done-team = It is with that team now.
support-done-hand-over = It waits for a third party.
support-done-take-back = It is our turn again.
support-done-reopen = It is open again.
support-done-merge = It goes on in the other case.
support-done-escalate = They are told by mail.
support-done-visit = The visit is planned, and the customer is told.
support-done-visit-off = The visit is called off, and the customer is told.
support-done-kept = Kept.
support-no-agent = That person does not work on cases.
support-no-other = This customer has no other case of that number.
support-not-merged = It can’t be merged into that one, which has ended.
support-speak = Answer
support-your-words = Your words
support-way = What it is
support-way-answer = An answer
support-way-answer-note = The customer reads it; it stays our turn.
support-way-ask = A question
support-way-ask-note = The customer’s turn; the clocks stand still.
support-way-solve = The solution
support-way-solve-note = The case is solved; the customer may say that it is not.
support-way-note = An internal note
support-way-note-note = Only we read it.
support-steps = What to do with it
support-more-steps = Visit, hand over, merge, link
support-take = Take it on
support-take-back = Go on with it
support-open-again = Open it again
support-assign = Hand it to them
support-set-priority = Change
support-to-whom = To whom, and what was asked (only we read it)
support-hand-over = Wait for a third party
support-other-number = Number of the other case
support-merge = Merge into it
support-merge-note = Whoever asked reads the other case from then on; who watched, only if they may see it anyway.
support-merge-sooner = This one was asked first, and what was promised for it is due sooner. Merge that one into this one instead.
support-merge-would-read = { $of } asked that one, and { $asker } can’t see it. Merged, { $asker } reads all of it. Say that they may, or link the two instead.
support-merge-may-read = { $asker } may read all of { $number }
support-link = Link with it
support-unlink = Take the link to { $number } back
support-since = Since
support-they-rated = { $stars } of 5
support-linked = Linked cases
support-others = Their other open cases
support-they-have = What they have
support-asked-before = What they asked before
support-ordered-last = What they ordered last
support-known = What we know of them
support-last-touches = Last touches
support-known-all = All that is known of the company
support-history = What happened
support-event-opened = { $who } asked
support-event-assigned = { $who } gave it to { $about }
support-event-answered = { $who } answered
support-event-asked = { $who } asked back
support-event-handed-over = { $who } waits for a third party
support-event-taken-back = { $who } took it back
support-event-solved = { $who } solved it
support-event-reopened = { $who } opened it again
support-event-merged = { $who } merged it into { $about }
support-event-written = { $who } wrote
support-event-confirmed = { $who } said that it is solved
support-event-closed = Closed after some quiet days ({ $who })
support-event-priority = { $who } set how urgent it is: { $about }
support-event-rated = { $who } gave { $about } of 5
support-event-warned = { $who } warned: { $about } is due soon
support-event-breached = { $who }: { $about } is late
support-event-bounced = Our mail to { $about } did not arrive
support-not-arrived = Did not arrive at

support-prepared = Prepared answer
support-prepared-insert = Put it in
support-prepared-title = Prepared answers
support-prepared-sub = Texts to be used again; everybody who works on cases keeps them.
support-prepared-none = None is kept yet
support-prepared-none-text = Keep what you write again and again: it can be put into an answer and changed there.
support-prepared-new = A new one
support-prepared-name = What it is called in the list
support-prepared-help = Filled in for the case: { $names }. Who asked is the member, whoever answers the agent.
support-prepared-remove = Remove “{ $name }”
support-prepared-name-wrong = It needs a name of at most 80 characters that no other has.
support-prepared-text-wrong = Write at least something, and at most 5,000 characters.
support-prepared-unknown = Nothing stands for { $names }: check how it is written.
support-prepared-too-many = There are 200 already. Remove one first.
support-also-priority = Set how urgent it is to
support-also-cause = Set what it came from to
support-also-help = These three are chosen when the text is put into an answer, and can still be changed there.
support-remove = Remove
support-give-back = Give it to nobody
support-event-given-back = { $who } gave it back
support-event-classified = { $who } said what it came from: { $about }
support-event-about = { $who } said what it is about: { $about }
support-event-left-open = { $who } left open what it came from
support-event-escalated = { $about } told, as it needs more ({ $who })
support-event-visit-planned = { $who } planned a visit of { $about }
support-event-visit-done = { $who }: the visit was made
support-event-visit-off = { $who } called the visit off
support-event-goods-back = { $who } takes goods back: { $about }
support-event-goods-done = { $who } is done with the goods: { $about }
support-escalated = Needs more since
support-escalate = Ask for help of ours
support-escalate-why = Why it needs more (only we read it)
support-nobody-named = It has no team with others in it, and nobody is named to be asked. Whoever administers can name somebody.
support-escalation-title = Who is told
support-escalation-sub = Who is told when a case needs more than whoever has it in hand: once before a promise is broken, once when it is, and when an agent asks. The case’s team is told when a promise is broken and when an agent asks, whoever is named here.
support-escalation-person = Who
support-escalation-warning = Before a promise is broken
support-escalation-breach = When it is broken
support-classify = What it was
support-about-it = What it is about
support-cause = What it came from
support-cause-hardware = Hardware
support-cause-software = Software
support-cause-surroundings = Network and other systems
support-cause-handling = Handling
support-cause-delivery = Delivery
support-cause-ordering = Order, price, invoice
support-cause-access = Access to the site
support-cause-other = Something else
support-visits = Visits
support-visits-sub = What field service has planned, the next first.
support-visits-none = No visit is planned
support-visits-none-text = A visit is planned from its case.
support-visits-first = To the first
support-visit-day = Day
support-visit-who = Who comes
support-visit-what = What is to be done
support-visit-what-help = The customer reads it.
support-visit-plan = Plan a visit
support-visit-of = Visit on { $day }: { $who }
support-visit-note = Note (only we read it)
support-visit-done = It was made
support-visit-off = Call it off
support-visit-planned = Visit
support-visit-made = Was there
support-visit-no-day = Choose a day.
support-visit-day-passed = That day is over.
support-visit-no-who = Say who comes, in at most 120 characters.
support-return = Take goods back
support-told-as-well = Told as well:
support-colleague = Let a colleague know
support-colleague-help = The address of somebody of your company who may see this case.
support-let-watch = Let them know
support-let-watched = They are told what happens.
support-let-go = Tell { $name } no more
support-let-gone = They are no longer told.
support-no-colleague = Nobody of your company who may see this case has this address.

support-figures = Figures
support-figures-sub = Cases opened in the period, as they stand now.
support-figures-all = All of it
support-figures-months = By month
support-figures-customers = By customer
support-figures-products = By product
support-figures-causes = By cause
support-figures-teams = By team
support-figures-opened = Opened
support-figures-solved = Solved
support-figures-backlog = Open at the end of the month
support-figures-broken = Promises broken
support-figures-with-broken = With a promise broken
support-figures-to-answer = To the first answer, on average
support-figures-to-solve = Until solved, on average
support-figures-per-hundred = Per hundred units of equipment
support-figures-stars = { $stars } of 5 ({ $rated })
support-figures-nothing = Nothing was asked in this period.
support-figures-no-cause = Not said yet
support-figures-no-product = No product named

support-today-late =
    { $count ->
        [one] One of your cases is late
       *[other] { $count } of your cases are late
    }
support-today-soon =
    { $count ->
        [one] One of your cases is due within four hours
       *[other] { $count } of your cases are due within four hours
    }
support-today-unassigned =
    { $count ->
        [one] One case is in nobody’s hand
       *[other] { $count } cases are in nobody’s hand
    }
support-today-teams =
    { $count ->
        [one] One case of your teams is in nobody’s hand
       *[other] { $count } cases of your teams are in nobody’s hand
    }
support-today-strangers =
    { $count ->
        [one] One mail from a stranger waits for somebody who places it
       *[other] { $count } mails from strangers wait for somebody who places them
    }

### service levels

support-levels-sub = What is promised to whom. A level is never changed: make another, and cases from then on are held to it.
support-level = Level
support-level-hours = Hours
support-level-normal-times = Promised where it is normally urgent
support-level-always = Round the clock: every hour counts, whatever is typed below
support-level-usual = For everybody without a level of their own
support-levels-none = No level yet
support-levels-none-text = Until there is one, nothing is promised by the hour.
support-level-new = A new level
support-level-name = Name, as customers read it
support-level-zone = Time zone
support-level-week = Monday to Friday
support-level-exceptions = Exceptions
support-level-exceptions-help = One a line: a day, then its hours, such as 2026-12-24 08:00-12:00. A day without hours is closed.
support-level-first = First answer in hours: { $priority }
support-level-solved = Solved in hours: { $priority }
support-level-make = Make the level
support-level-made = The level is made.
support-level-name-wrong = Give it a name of at most 120 characters.
support-level-hours-wrong = These hours can’t be read: write them like 08:00-12:00, 13:00-17:00, with a time zone such as Europe/Berlin.
support-level-time-wrong = Write whole hours, at least one, or nothing.
support-level-give = Give a customer a level of its own
support-level-customer = Customer number
support-level-give-help = Without a choice the customer has the level for everybody again.
support-level-given = The customer has it from now on. Cases that are open keep what they were promised.
support-level-unknown = There is no customer of this number, or no such level.

### teams

support-team = Team
support-any-team = Any team
support-no-team = Without a team
support-team-help = Its people are told. Who has it in hand goes on only if they are in it; without a choice it belongs to no team.
support-hand-to-team = Hand it to the team
support-team-unknown = There is no such team any more.
support-event-team = { $who } gave it to the team { $about }
support-event-no-team = { $who } took it from its team
support-teams-title = Teams
support-teams-sub = Who works together on cases, and which cases come to them by themselves. Anybody who works on cases sees and takes on all of them.
support-teams-none = No team yet
support-teams-none-text = Until there is one, all cases wait in one queue.
support-team-new = A new team
support-team-name = Its name
support-team-members = Who is in it
support-team-comes = What comes to it
support-team-causes = Cases that come from
support-team-causes-help = They come to it when somebody says what they came from, while nobody has them in hand.
support-team-categories = Cases about products of these categories
support-team-categories-help = Codes of categories, one a line; what is below them comes with them. The nearest category counts.
support-team-needs = Cases of customers who need above all
support-team-end = End the team “{ $name }”: its open cases belong to none then
support-team-end-it = End it
support-team-name-wrong = It needs a name of at most 80 characters that no other team has.
support-teams-too-many = There are { $most } teams already. End one first.
support-team-too-many-categories = At most { $most } categories lead to a team: name one above them.
support-team-unknown-categories = There is no category { $codes }.
support-team-taken = { $what } comes to { $team } already. Take it away there first.
