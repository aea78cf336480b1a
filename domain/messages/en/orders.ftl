## orders

orders-title = Orders
orders-order = Order { $number }

### where an order is in its life
orders-state-placed = Placed
orders-state-acknowledged = Promised
orders-state-partly-shipped = Partly shipped
orders-state-shipped = On its way
orders-state-delivered = Delivered
orders-state-cancelled = Cancelled

orders-waits-for-desk = Waiting for the order desk
orders-promised-for = Promised for { $day }
orders-was-promised-for = Was promised for { $day }
orders-part-shipped =
    { $part ->
        [one] Part 1 of { $of } shipped, the rest promised for { $day }
       *[other] Parts 1 to { $part } of { $of } shipped, the rest promised for { $day }
    }
orders-part-shipped-late =
    { $part ->
        [one] Part 1 of { $of } shipped, the rest was promised for { $day }
       *[other] Parts 1 to { $part } of { $of } shipped, the rest was promised for { $day }
    }
orders-all-shipped = Everything is on its way
orders-all-delivered = Everything has arrived
orders-called-off = Nothing of it was shipped

### the member's list
orders-sub = Where your orders stand, and everything you ordered before.
orders-views = Which orders
orders-group-all = All
orders-group-under-way = Under way
orders-group-delivered = Delivered
orders-group-cancelled = Cancelled
orders-search = Number or purchase order number
orders-all-cost-centres = All cost centres
orders-everybodys = Everybody’s orders
orders-only-mine = Only mine
orders-whose = Whose orders
orders-number = Order
orders-for = For { $name }
orders-requested-by = Requested by
orders-placed = Placed
orders-po = PO number
orders-standing = Where it stands
orders-promised = Promised
orders-total = Total
orders-none = No orders yet
orders-none-text = What you order, or what is ordered for you, is followed here until it has arrived.
orders-none-found = No order fits
orders-none-found-text = No order has this number or fits these filters.
orders-show-all = Show all orders

### one order
orders-placed-line = placed on { $day } by { $name }
orders-again = Order again
orders-again-name = Order { $number } again
orders-progress = Progress
orders-lines = What was ordered
orders-invoice-lines = What is charged
orders-item = Item
orders-ordered = Ordered
orders-invoice-quantity = Quantity
orders-shipped = Shipped
orders-open = Open
orders-each = Each
orders-amount = Amount
orders-sum = Total, net
orders-prices-agreed = Prices as agreed in { $agreement }, fixed when the order was placed on { $day }.
orders-prices-fixed = Prices fixed when the order was placed on { $day }.
orders-line-later = later: { $day }
orders-facts = Details
orders-needed-by = Needed by
orders-requester = Requested by
orders-buyer = Placed by
orders-unit = Unit
orders-request = Request
orders-see-request = See the request
orders-later-than-needed = later than needed
orders-none-given = none

orders-step-placed = Placed
orders-step-acknowledged = Order desk promised { $day }
orders-step-promised = New day promised: { $day }
orders-step-waiting = Waiting for the order desk
orders-step-waiting-note = it names the day of delivery
orders-step-shipped = Part { $part } shipped
orders-step-shipped-whole = Shipped
orders-step-track = Track { $tracking }
orders-step-delivered = Part { $part } arrived
orders-step-delivered-whole = Arrived
orders-step-rest = Rest promised for { $day }
orders-step-everything = Delivery promised for { $day }
orders-step-rest-late = Rest was promised for { $day }
orders-step-everything-late = Delivery was promised for { $day }
orders-step-arrival = Arrival
orders-step-under-way = Part { $part } is on its way
orders-step-under-way-whole = On its way
orders-step-complete = Complete
orders-step-cancelled = Cancelled by the order desk
orders-desk = Order desk
orders-step-by = { $moment } · { $name }

orders-arrived-question =
    { $parcels ->
        [one] Part { $part } should be with you. Is it there?
       *[other] Parts are on their way to you. Which are there?
    }
orders-i-have-it = I have it
orders-i-have-part = I have part { $part }
orders-thanks-received = Thank you: part { $part } is noted as received.

### the order desk
orders-desk-title = Orders
orders-desk-sub = What needs you first stands on top.
orders-pile-open = Needs the desk
orders-pile-to-acknowledge = To acknowledge
orders-pile-to-ship = To ship
orders-pile-under-way = On its way
orders-pile-delivered = Delivered
orders-pile-cancelled = Cancelled
orders-pile-all = All
orders-desk-search = Number, or beginning of a PO number
orders-desk-of = Orders of { $company }
orders-desk-found = Found for “{ $words }”
orders-needs = What it needs
orders-line-count =
    { $count ->
        [one] 1 line
       *[other] { $count } lines
    }
orders-need-acknowledge = Acknowledge, since { $ago }
orders-need-overdue = Overdue since { $day }
orders-need-due-now = Due { $day }
orders-need-promised = Promised for { $day }
orders-need-ask = Has it arrived? Shipped long ago
orders-need-under-way = On its way
orders-need-nothing = Nothing
orders-desk-empty = Nothing lies here
orders-desk-empty-text = When something arrives for this pile, it stands here at once.
orders-counted = the newest { $count } of many

orders-at-customer = { $company } · { $po }
orders-no-po = no PO number
orders-acknowledge-title = Acknowledge and promise a day
orders-acknowledge-text = The customer is told the day, by mail and on the order’s page.
orders-promise-day = Promised day
orders-needed-on = needed by { $day }
orders-later-day = Later than that
orders-later-of = Day on which { $item } comes
orders-note = Note to the customer
orders-acknowledge = Acknowledge
orders-promise-title = Promise another day
orders-promise = Promise this day
orders-ship-title = Ship
orders-ship-text = What leaves now, in one parcel. What stays open keeps its promised day unless you name another.
orders-ship-now = Ship now
orders-ship-of = How many of { $item } leave
orders-carrier = Carrier
orders-tracking = Tracking number
orders-rest-day = Day for the rest
orders-rest-day-help = If something stays open. Leave it empty to keep { $day }.
orders-ship = Ship
orders-parcels = On its way
orders-mark-delivered = Part { $part } has arrived
orders-mark-delivered-text = { $carrier }, { $tracking }, shipped { $day }
orders-no-tracking = no tracking number
orders-cancel-title = Cancel this order
orders-cancel-text = Nothing has left yet. The customer reads the reason.
orders-reason = Reason
orders-cancel = Cancel the order
orders-timeline = What happened

orders-day-missing = Say which day is promised.
orders-day-passed = This day is over; promise one that is still to come.
orders-carrier-missing = Say who carries the parcel.
orders-reason-missing = Say why; the customer reads it.
orders-quantity-wrong = A whole number, or nothing.
orders-quantity-too-many =
    { $open ->
        [0] Nothing of this is open any more.
        [one] Only 1 is still open.
       *[other] Only { $open } are still open.
    }
orders-nothing-chosen = Nothing would leave: say how many of at least one line.
orders-too-long = At most { $longest } characters.
orders-meanwhile = { $what }. What you see is how the order stands now; your own change was not made.
orders-meanwhile-somebody = Somebody else changed this order
orders-not-possible = This can’t be done with the order any more. What you see is how it stands now.
orders-parcel-gone = This part has already been noted as arrived.

orders-happened-placed = { $name } placed it { $ago }
orders-happened-acknowledged = { $name } acknowledged it { $ago }
orders-happened-promised = { $name } promised another day { $ago }
orders-happened-shipped = { $name } shipped part of it { $ago }
orders-happened-delivered = { $name } noted an arrival { $ago }
orders-happened-received = { $name } confirmed an arrival { $ago }
orders-happened-cancelled = { $name } cancelled it { $ago }

orders-done-acknowledged = Acknowledged: { $number } is promised for { $day }.
orders-done-promised = { $number } is now promised for { $day }.
orders-done-shipped = Shipped. The customer has been told.
orders-done-delivered = Noted as arrived. The customer has been told.
orders-done-cancelled = { $number } is cancelled. The customer has been told.

### on the home page
orders-next-delivery = Your next delivery is promised for { $day }.
orders-has-it-arrived = Has order { $number } arrived?
orders-say-it-arrived = Say so
orders-on-its-way = On its way to you
orders-on-its-way-all = All under way

### today, in the console
orders-today-to-acknowledge =
    { $count ->
        [one] 1 order waits to be acknowledged
       *[other] { $count } orders wait to be acknowledged
    }
orders-today-oldest = The oldest was placed { $ago }.
orders-today-overdue =
    { $count ->
        [one] 1 order is overdue
       *[other] { $count } orders are overdue
    }
orders-today-overdue-since = The first was promised for { $day }.
orders-today-due =
    { $count ->
        [one] 1 order is due within a day
       *[other] { $count } orders are due within a day
    }
orders-today-ask =
    { $count ->
        [one] 1 order left long ago, and nobody has said that it arrived
       *[other] { $count } orders left long ago, and nobody has said that they arrived
    }
orders-today-invoices =
    { $count ->
        [one] One invoice is overdue
       *[other] { $count } invoices are overdue
    }
orders-today-pay-back =
    { $count ->
        [one] We have something to pay back by one credit
       *[other] We have something to pay back by { $count } credits
    }

### reports

orders-reports = Reports
orders-reports-company = What the company has spent and asked for; cancelled orders are left out
orders-reports-own = What you have ordered and asked for; cancelled orders are left out
orders-reports-none = Your company shows no reports here
orders-report-months = Spend by month
orders-report-cost-centres = Spend by cost centre
orders-report-categories = Spend by category
orders-report-products = Spend by product
orders-report-requests = Requests and the time to decide
orders-report-period = Period
orders-report-12-months = Last 12 months
orders-report-this-year = This year
orders-report-last-year = Last year
orders-report-from = From
orders-report-until = Until
orders-report-show = Show
orders-report-no-day = One of the days is no day. These are the last 12 months.
orders-report-backwards = It ends before it begins. These are the last 12 months.
orders-report-too-long = At most { $most } months fit. These are the last 12 months.
orders-report-nothing = Nothing in this period
orders-report-total = { $total } in all
orders-report-month = Month
orders-report-orders = Orders
orders-report-pieces = Pieces
orders-report-no-centre = No cost centre
orders-report-no-category = Standard configurations and others
orders-report-others = All other products
orders-report-sku = SKU
orders-report-name = Name
orders-report-state = State
orders-report-average = Decided after, on average
orders-report-longest = At the longest
orders-report-requests-count = Requests
orders-packing-list = Packing list
orders-packing-title = Packing list { $number }, part { $part }
orders-in-the-parcel = In the parcel
orders-shipped-on = Shipped on
orders-units = Units
orders-units-of = { $name } ({ $sku })
orders-more-units = { $count ->
    [one] One more unit is on the packing lists.
   *[other] { $count } more units are on the packing lists.
}
orders-service-tag = Service tag
orders-asset-tag = Asset tag
orders-serial = Serial number
orders-serials = Serial numbers
orders-serials-label = One in each line
orders-serials-help = In the order of the units above, or with a unit’s service or asset tag before its number.
orders-serials-keep = Keep the serial numbers
orders-serials-kept = { $count ->
    [one] One serial number is kept.
   *[other] { $count } serial numbers are kept.
}
orders-serials-too-many =
    { $units ->
        [one] These are more lines than the one unit of the parcel.
        *[other] These are more lines than the { $units } units of the parcel.
    }
orders-serials-no-unit = No unit of the parcel has the tag before this: { $line }
orders-serials-twice = A unit or a number stands there twice, or has no number: { $line }
orders-serials-too-long = A serial number has at most { $most } characters.
orders-too-many-units = One parcel can have at most { $most } configured units. Let them leave in several.

### what has nothing to ship, and invoices
orders-step-began = Began: { $numbers }
orders-happened-began = { $name } let a subscription begin { $ago }
orders-invoices = Invoices
orders-invoices-sub = What was charged, without tax.
orders-invoice = Invoice
orders-invoice-number = Invoice { $number }
orders-no-invoices = No invoices
orders-no-invoices-text = What we charge you is listed here, with the day it is due.
orders-term-over = What { $name } was to end with is over, so it can’t begin at this price. Cancel the order and ask for a new one.
orders-credit = Credit
orders-credit-number = Credit { $number }
orders-gives-back = Gives back of
orders-invoices-which = Which invoices
orders-invoices-all = All
orders-invoices-open = Open
orders-invoices-overdue = Overdue
orders-invoice-stands = State
orders-invoice-still-open = Still open
orders-invoice-paid = Paid
orders-invoice-open = Open
orders-invoice-overdue = Overdue
orders-invoice-to-give-back = We pay this back
orders-payments = What was paid
orders-payment-record = Record a payment
orders-payment-give-back = Record what we paid back
orders-payment-day = Day of the payment
orders-payment-reference = Reference
orders-payment-reference-help = By what it is found in the bank’s statement
orders-payment-keep = Record it
orders-payment-recorded = The payment is recorded.
orders-payment-take-back = Take back
orders-payment-taken-back = The payment is taken back.
orders-payment-taken-back-by = taken back by { $name } on { $day }
orders-payment-set-off = Set off against { $number }
orders-set-off = Set the credit off against an invoice
orders-set-off-against = Against which invoice
orders-set-off-text = We still owe the customer { $open } of this credit. Instead of paying it back, it can pay an invoice of theirs, as far as both are open; what is left of either stays open. That can’t be taken back.
orders-set-off-number-help = The number of an open invoice of this customer in the same currency, such as I-2026-000123.
orders-set-off-choice = { $number }, due on { $day }: { $amount } of { $open }
orders-set-off-do = Set it off
orders-set-off-done = The credit is set off.
orders-set-off-no-such-invoice = Choose an open invoice of this customer.
orders-set-off-nothing-open = Nothing is open any more, of the invoice or of this credit.
orders-payment-to-come = This day has not come yet.
orders-payment-no-amount = An amount above nothing, in the invoice’s currency.
orders-payment-too-much = Only { $open } is open.
orders-payment-reference-wrong = A reference of at most 80 characters.
orders-issued = Issued
orders-due = Due
orders-payment = Payment
orders-agreement = Agreement
orders-order-short = Order
orders-without-tax = Without tax.
orders-returns = Returns
orders-returns-sub = Goods that come back, the oldest first.
orders-returns-open = To be done
orders-returns-done = Done
orders-returns-none = No return here
orders-returns-none-text = A return is announced from an order, or from a case about one.
orders-returns-first = To the first
orders-returns-own-sub = What goes back to us: announced, with us, and what became of it.
orders-returns-own-open = Under way
orders-returns-own-none = Nothing is on its way back
orders-returns-own-none-done = Nothing came back yet
orders-returns-own-none-text = If you want to send something back, ask for help; you get a number for the parcel.
orders-returns-more-units = and { $count } more
orders-return-new = Take goods back
orders-return-open = Announce the return
orders-return-opened = The return is announced; the customer has its number.
orders-return-left = { $open } can come back.
orders-return-reason = Why, and what to do
orders-return-reason-help = The customer reads it: where to send it, what belongs with it.
orders-return-no-reason = Say why, in at most 1,000 characters.
orders-return-case = Case
orders-return-no-case = This customer has no case of that number.
orders-return-nothing = Say how many come back of at least one line.
orders-return-too-many = At most { $open }: more did not arrive, or comes back already.
orders-return-meanwhile = Somebody was quicker. Look at it as it is now.
orders-return-none-left = Nothing can come back
orders-return-none-left-text = Nothing of this order has arrived, or all of it comes back already.
orders-return-announced = Announced
orders-return-received = Received
orders-return-in-repair = In repair
orders-return-sent-back = Repaired or exchanged
orders-return-closed = Settled
orders-return-called-off = Called off
orders-return-number = Return
orders-return-of = Order
orders-return-state = State
orders-return-since = Last news
orders-return-what = What comes back
orders-return-quantity = How many
orders-return-receive = It is here and stays with us
orders-return-receive-help = Units of equipment that are in it are the customer’s no more.
orders-return-repair = It is here to be repaired
orders-return-repair-help = It stays the customer’s equipment, with its person, place and warranty, until it goes back.
orders-return-send-back = Repaired: send it back
orders-return-send-back-help = The customer’s unit is what it was before it came.
orders-return-send-back-words = What was done, and how it travels (the customer reads it)
orders-return-exchange = Send the same in exchange
orders-return-exchange-help = The old unit stays with us. The new one has its person, place and what is left of its warranty, and is linked with it.
orders-return-exchange-words = Why another one, and how it travels (the customer reads it)
orders-return-which = Which units
orders-return-which-help = Some of { $tags }, one a line, if it ends differently with the others. Leave it empty for all of them.
orders-return-exchanged = Sent in exchange
orders-exchange-packing-title = Packing list of the exchange { $number }
orders-return-new-serials = Serial numbers of the new ones
orders-return-new-serials-help = One a line, in the order { $tags }; or each with the old tag before it. Leave it empty if they are not known.
orders-return-serials-wrong = These can’t be read: at most one line for each unit, no number twice, and each tag one of these.
orders-return-receive-words = What was found (the customer reads it)
orders-return-units = Which units came
orders-return-units-help = Their tags or serial numbers, one a line, typed or scanned. Leave it empty if all pieces came and no others of their kind were ordered.
orders-return-unit-unknown = “{ $typed }” is no unit of this return that the customer still has.
orders-return-units-too-many = At most { $most } come back of a line. Name these.
orders-return-units-which = The customer has more units of a line than come back. Name the { $many } that came.
orders-return-close = Settle it
orders-return-close-words = What follows from it: money back, another order (the customer reads it)
orders-return-stays = It stays with us after all
orders-return-call-off = Call it off
orders-return-off-words = Why (the customer reads it)
orders-return-no-words = Write it, in at most 1,000 characters.
orders-return-done = Done. The customer is told.
