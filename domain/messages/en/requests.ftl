## requests

### in mails

requests-price-on-request = price on request
requests-mail-for-whom = For: { $value }
requests-mail-cost-centre = Cost centre: { $value }
requests-mail-needed-by = Needed by: { $value }
requests-mail-line-changed = instead of { $asked }
requests-mail-line-held = on hold

### lists

requests-title = Requests
requests-new = Request equipment
requests-by-list = Order by list
requests-which = Whose requests
requests-which-mine = Yours
requests-which-waiting = { $count ->
    [0] Waiting for you
   *[other] Waiting for you ({ $count })
}
requests-which-company = The whole company
requests-search = Title, number or name
requests-filter = Filter
requests-standing = Where it stands
requests-standing-all = All
requests-standing-open = Open
requests-standing-done = Done
requests-what = Request
requests-who = Asked by
requests-you = You
requests-needed-by = Needed by
requests-needed-by-day = needed by { $day }
requests-goods = Goods
requests-and-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
requests-for-whom-short = for { $name }
requests-none = No requests
requests-none-waiting = Nothing waits for you
requests-none-text = What you and your colleagues ask for is found here, with everything said about it.
requests-waiting-for = Waiting for { $name }
requests-waiting-for-answer = Waiting for the answer of { $name }
requests-names-two = { $first } or { $second }
requests-names-more = { $first }, { $second } or { $count ->
    [one] one other
   *[other] { $count } others
}
requests-nobody = somebody who may decide

### states

requests-state-submitted = Waiting
requests-state-part-ordered = Partly ordered
requests-state-asked = Question
requests-state-held = On hold
requests-state-approved = Approved
requests-state-ordered = Ordered
requests-state-refused = Refused
requests-state-withdrawn = Withdrawn
requests-open = Open
requests-approved = Approved
requests-refused = Refused

### why somebody is needed

requests-scope-everybody = All requests
requests-scope-role = Requests of the role “{ $role }”
requests-scope-centre = Requests on { $centre }
requests-scope-both = Requests of the role “{ $role }” on { $centre }
requests-because-no-rule = Your company has no rule for requests like this, so somebody decides.
requests-because-below = { $scope } below { $below } need nobody; this one costs { $goods }. It counts goods without tax and freight.
requests-because-not-below = { $scope } of { $below } or more need a decision; this one costs { $goods }. It counts goods without tax and freight.
requests-because-price-on-request = { $count ->
    [one] One line has no price yet, so somebody decides.
   *[other] { $count } lines have no price yet, so somebody decides.
}
requests-because-off-catalog = { $count ->
    [one] One line is from outside the catalog, so somebody decides.
   *[other] { $count } lines are from outside the catalog, so somebody decides.
}
requests-because-other-currency = The rule counts in { $rule }, but the prices are in { $prices }, so somebody decides.
requests-because-beyond-counting = The sum is too large to be counted, so somebody decides.

### basket

requests-basket-lines = { $count ->
    [0] Nothing in it
    [one] One line
   *[other] { $count } lines
}
requests-basket-empty = Your basket is empty
requests-basket-empty-text = Put something in from the catalog, or paste a list.
requests-basket-full = Your basket is full. Submit or order what is in it first.
requests-each = Each
requests-line = Line
requests-total = { $total } in all
requests-without-tax = goods without tax and freight
requests-update = Update quantities
requests-go-request = Request this…
requests-quantity-of = Quantity of { $name }
requests-more-than-asked = Not more than was asked for: who orders without a request may do that
requests-quantity-wrong = A whole number from 1 to 1,000,000
requests-remove = Remove: { $name }
requests-off-catalog = outside the catalog
requests-gone = not in your catalog any more
requests-choose-again = options have changed
requests-choose-again-names = These are not offered with the options chosen any more: { $names }. Open each, choose again and take the old line out.
requests-added = { $count } × { $name } is in your basket.
requests-not-in-catalog = Not in your catalog: { $names }
requests-not-listed = Not in the catalog?
requests-not-listed-text = Describe it. Whoever decides will see it; it can be asked for, not ordered.
requests-describe = What you need
requests-put-in = Put into the basket
requests-words-missing = Say what you need
requests-words-long = At most 200 characters, please

### ordering

requests-order-now = Order now
requests-order = Order
requests-order-lines = { $count ->
    [one] Order one line, { $total }
   *[other] Order { $count } lines, { $total }
}
requests-some-stay = { $count ->
    [one] One line has no price; it stays in the basket and can be requested.
   *[other] { $count } lines have no price; they stay in the basket and can be requested.
}
requests-order-placed = Your order has been placed.
requests-po-number = Purchase order number
requests-po-help = As your company calls this order.
requests-po-long = At most 40 characters, please
requests-nothing-to-order = Nothing here has a price, so nothing can be ordered. You can request it.
requests-only-on-request = These have no price yet and can only be requested: { $names }
requests-total-changed = Prices have changed: it is { $total } in all now. Nothing was sent; look at the lines and send it again.
requests-cost-centre-missing = Choose a cost centre
requests-day-wrong = Not a day
requests-day-past = That day is over
requests-no-agreement = No agreement applies to your company today, so there are no prices. Your account team can help.
requests-basket-changed = Your basket has changed meanwhile, perhaps in another window. Nothing was sent; look at it once more.
requests-too-large = The sum is too large
requests-too-many-lines = At most 500 lines at once, please

### a new request

requests-new-title = Request equipment
requests-new-sub = Look at it once more, say why, and submit it.
requests-asked-for = What is asked for
requests-change-basket = Change
requests-about = About this request
requests-reason = Reason
requests-reason-help = Whoever decides reads this first.
requests-replaces = Replaces { $unit }.
requests-reason-missing = Somebody has to decide, so please say why you need it
requests-for-whom = For whom
requests-for-whom-help = If it is not, or not only, for you.
requests-submit = Submit
requests-submitted = Request { $number } has been submitted. Those who decide have a mail.
requests-submitted-ordered = It needed nobody: order { $number } has been placed.
requests-nothing-to-ask = There is nothing to ask for yet
requests-too-long = That is too long
requests-who-decides = Who decides
requests-will-decide = { $name } will decide
requests-needs-nobody = Nobody has to decide: it becomes an order at once
requests-depends-on-centre = Your company also has rules for single cost centres; what applies is looked up when you submit.

### a request

requests-line-by-line = decide line by line
requests-your-decision = Your decision
requests-decision = Decision
requests-asked = Asked
requests-last-paid = Last paid
requests-never = never
requests-decide-on = Decision on { $name }
requests-approve = Approve
requests-hold = Hold
requests-refuse = Refuse
requests-refusal-reason = Reason, as the requester will read it
requests-standard = standard
requests-left-catalog = left your catalog since
requests-today-price = today { $price }
requests-price-for-many = for { $count } pieces; { $before } for as many as were asked for
requests-price-since = priced since it was asked for
requests-todays-prices = Order at today’s prices
requests-todays-prices-note = Otherwise the request keeps the prices it was made with.
requests-what-happens = As asked for: { $total }, without tax and freight. What you approve goes to { $supplier } as an order as soon as you confirm.
requests-nothing-priced = Nothing here has a price yet, so nothing can be approved: put it on hold until it has one, or refuse it.
requests-confirm = Confirm
requests-why-asked = Why it is needed
requests-decided-before = Decided before
requests-choose = Choose what happens with this line
requests-say-why = Say why; the requester reads it
requests-no-price-yet = It has no price yet, so it can be held or refused
requests-prices-changed = Prices have changed since you looked. Nothing was decided; look again and confirm.
requests-not-possible = The request has gone on since you looked. Nothing of yours was done.
requests-decided = Your decision is made. The requester has a mail.
requests-decided-ordered = Your decision is made, and order { $number } has been placed.
requests-overtaken = Somebody was faster.
requests-overtaken-ordered = { $who } decided { $when }: { $counts }. Order { $order } has been placed. Nothing of yours was done.
requests-overtaken-decided = { $who } decided { $when }: { $counts }. Nothing of yours was done.
requests-overtaken-held = { $who } put it on hold { $when }. Nothing of yours was done; you can decide anew.
requests-overtaken-asked = { $who } asked something { $when }. Nothing of yours was done; read it and decide anew.
requests-overtaken-answered = { $who } answered { $when }. Nothing of yours was done; read it and decide anew.
requests-overtaken-withdrawn = { $who } took the request back { $when }. There is nothing left to decide.
requests-overtaken-changed = The request has changed. Nothing of yours was done.
requests-approved-changed = { $count } instead
requests-in-order = Order { $number }
requests-conversation = Conversation
requests-your-question = Ask the requester
requests-ask-back = Ask back
requests-your-answer = Your answer
requests-answer = Answer
requests-text-missing = Write something first
requests-said = It has been sent.
requests-facts = At a glance
requests-why-here = Why somebody decides
requests-next-nobody = Next: nobody. An approval places the order.
requests-changed-your-mind = Not needed any more?
requests-withdraw = Take the request back
requests-withdrawn = The request has been taken back.
requests-step-submitted = Submitted
requests-step-asked = Question
requests-step-answered = Answer
requests-count-approved = { $count } approved
requests-count-refused = { $count } refused
requests-count-held = { $count } on hold
requests-step-refused = Refused
requests-step-by-rule = Your company’s rule let it pass
requests-step-withdrawn = Taken back
requests-step-order = Order, then delivery

### by list

requests-by-list-sub = Paste articles and quantities; every line is answered before anything happens.
requests-your-list = Your list
requests-list-help = One article per line with its quantity: SKU 3, 3 × SKU, or columns from a spreadsheet. At most 500 lines.
requests-list-missing = Paste or type a list first
requests-list-too-long = At most { $most } lines at once, please
requests-list-nothing = Nothing in this list was found
requests-list-header = Taken as headings: { $header }
requests-list-missing-lines = { $count ->
    [one] One line was not found or could not be read. Correct it and check again, or go on without it.
   *[other] { $count } lines were not found or could not be read. Correct them and check again, or go on without them.
}
requests-check = Check the list
requests-answers = Answers
requests-line-number = No.
requests-pasted = Your line
requests-answer-to-it = Our answer
requests-put-together = Put together with line { $lines }.
requests-assumed-one = No quantity was given, so one was taken.
requests-only-ask = It can be requested, not ordered.
requests-added-to-line = Same article as line { $line }; added there
requests-unknown = not in your catalog
requests-fault-no-sku = no article in it
requests-fault-sku-long = the article’s number is too long
requests-fault-no-quantity = no quantity in it
requests-fault-ambiguous = a thousand, or one? Write it without a separator
requests-fault-not-positive = the quantity must be more than zero
requests-fault-not-whole = pieces can’t be split
requests-fault-too-many = more than a line can have
requests-put-lines-in = { $count ->
    [one] Put one line into the basket
   *[other] Put { $count } lines into the basket
}
requests-lines-added = { $count ->
    [one] One line is in your basket.
   *[other] { $count } lines are in your basket.
}

### what the manager sets

requests-policies = Approval rules
requests-policies-sub = Below which amount a request needs nobody. The most specific rule wins; it counts goods without tax and freight. What has no price always needs somebody.
requests-applies-to = Applies to
requests-below = Below
requests-rule-below = Below { $below } nobody has to decide.
requests-no-rules = No rules: every request needs somebody
requests-no-rules-text = A rule lets small requests become orders at once.
requests-set-rule = Set a rule
requests-for-role = For the role
requests-for-centre = For the cost centre
requests-needs-nobody-below = Needs nobody below
requests-below-help = 0 means: always somebody. A rule for the same role and cost centre is replaced.
requests-amount-wrong = An amount of zero or more, such as 250.00
requests-rule-set = The rule applies from the next request on.
requests-rule-removed = The rule is gone.
requests-cost-centres = Cost centres
requests-cost-centres-sub = Who pays for what is asked for. What was asked for on one stays on it.
requests-code = Code
requests-name = Name
requests-code-of = Code of { $name }
requests-name-of = Name of { $code }
requests-active = can be chosen
requests-inactive = switched off
requests-switch-off = Switch off
requests-switch-on = Switch on
requests-add-centre = A new cost centre
requests-no-centres = No cost centres
requests-no-centres-text = Without any, requests and orders name none.
requests-code-missing = A code is needed
requests-name-missing = A name is needed
requests-code-taken = Another cost centre has this code

### the same again

requests-again-title = Order { $number } again
requests-again-sub = What today’s catalog says of every line. Nothing is ordered yet.
requests-again-missing = { $count ->
    [one] One line can’t be had like this any more.
   *[other] { $count } lines can’t be had like this any more.
}
requests-again-nothing = Nothing of it can be had any more.
requests-again-ordered = Ordered then
requests-again-today = Today
requests-again-was = was { $price }
requests-again-there = in your catalog
requests-again-now-called = now called { $name }
requests-again-changed = configuration changed
requests-again-choose = Choose again
requests-again-gone = no longer in your catalog
requests-again-look = Look for something like it
requests-again-back = Back to the order
