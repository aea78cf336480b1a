## subscriptions

subscriptions-title = Subscriptions
subscriptions-sub = What you have, until when, and what you can subscribe to.
subscriptions-yours = What you have
subscriptions-to-first = To the newest
subscriptions-none = Nothing yet
subscriptions-none-text = Subscribe to a plan below; it goes into the basket like anything else.
subscriptions-plan = Plan
subscriptions-stands = State
subscriptions-how-many = How many
subscriptions-paid-until = Paid until
subscriptions-then = After that
subscriptions-plans = Plans
subscriptions-see-plan = See the plan
subscriptions-see-plan-of = See the plan { $plan }
subscriptions-no-plans = No plans for you
subscriptions-no-plans-text = None of our plans is in your catalog. Ask your account team.
subscriptions-on-request = price on request
subscriptions-seats = Seats
subscriptions-devices = Devices
subscriptions-seats-count =
    { $count ->
        [one] 1 seat
       *[other] { $count } seats
    }
subscriptions-devices-count =
    { $count ->
        [one] 1 device
       *[other] { $count } devices
    }
subscriptions-years =
    { $count ->
        [one] 1 year
       *[other] { $count } years
    }
subscriptions-months =
    { $count ->
        [one] 1 month
       *[other] { $count } months
    }

### where one stands

subscriptions-state-requested = Asked for
subscriptions-state-refused = Refused
subscriptions-state-withdrawn = Taken back
subscriptions-state-scheduled = Begins later
subscriptions-state-active = Runs
subscriptions-state-paused = Rests
subscriptions-state-cancels-at-term = Ends with its term
subscriptions-state-renewal-offered = Waits for a yes
subscriptions-state-renewal-accepted = Renewal agreed
subscriptions-state-ended = Ended
subscriptions-state-cancelled = Cancelled

### what comes after a term

subscriptions-comes-ended = ended on { $day }
subscriptions-comes-cancelled = ended early; it had been charged until { $day }
subscriptions-comes-withdrawn = withdrawn before it began
subscriptions-comes-asked = ends unless the renewal from { $day } is accepted
subscriptions-comes-renewal = renews on { $day } for { $cost }
subscriptions-comes-renewal-open = renews on { $day }
subscriptions-comes-quote = ends on { $day }; we send a quote before that
subscriptions-comes-end = ends on { $day }

### what a plan gives

subscriptions-gives = What it gives
subscriptions-gives-nothing = Nothing was written down.
subscriptions-gives-support = Service level { $level }
subscriptions-gives-discount = { $rate } off the list price of everything but plans
subscriptions-gives-discount-on = { $rate } off the list price of { $category }
subscriptions-gives-downloads = Downloads: { $what }
subscriptions-gives-publication = Publication: { $what }
subscriptions-gives-swaps =
    { $count ->
        [one] 1 platform swap a term
       *[other] { $count } platform swaps a term
    }
subscriptions-gives-upgrades =
    { $count ->
        [one] 1 upgrade a term
       *[other] { $count } upgrades a term
    }
subscriptions-gives-training =
    { $count ->
        [one] 1 training day a term
       *[other] { $count } training days a term
    }
subscriptions-left = { $left } of { $of } left
subscriptions-ask = Ask for it
subscriptions-ask-upgrade = An upgrade under { $number }
subscriptions-ask-training = A day of training under { $number }
subscriptions-used = What was used in this term
subscriptions-used-by-others = { $count ->
        [one] 1 was used for somebody else of your company.
       *[other] { $count } were used for others of your company.
    } Whoever orders for your company sees for whom.

### subscribing

subscriptions-plan-sub = What it gives, what it costs, and how to have it.
subscriptions-subscribe-to = Subscribe
subscriptions-term = Term
subscriptions-choose-term = Choose a term.
subscriptions-starts = First day
subscriptions-starts-help = Left empty, it begins when we take your order on.
subscriptions-in-the-past = This day is over.
subscriptions-too-late = This is too far ahead: at most a year, and before the end of what it ends with.
subscriptions-no-day = This is not a day.
subscriptions-seats-wrong = A whole number, at least one.
subscriptions-with = Ends
subscriptions-with-help = Ending with another subscription, it costs only what is left of that one’s term.
subscriptions-with-number = Ends with the subscription
subscriptions-with-number-help = Its number, such as S-2026-000123: one that runs, with a term as long. It then costs only what is left of that one’s term. Empty for a term of its own.
subscriptions-own-term = with a term of its own
subscriptions-ends-with = with { $number }, on { $day }
subscriptions-nothing-to-end-with = There is no such subscription that runs.
subscriptions-other-length = That subscription has terms of another length.
subscriptions-basket-full = The basket is full.
subscriptions-show-cost = Show what it costs
subscriptions-subscribe = Put into the basket
subscriptions-in-basket = It is in your basket. It begins when the order is taken on.
subscriptions-per-seat = { $price } a seat
subscriptions-per-device = { $price } a device
subscriptions-paid-for = Paid for
subscriptions-whole-term = A whole term
subscriptions-part-of-term = The rest of the term
subscriptions-part-explained = { $days } of { $of } days are left of the term: of { $whole } that is { $part } each.
subscriptions-in-all = In all
subscriptions-cost = What it costs
subscriptions-cost-note = Without tax. It is charged when we take the order on.
subscriptions-after-term = After the term
subscriptions-renews-by-itself = It renews by itself, unless you cancel before.
subscriptions-renews-with-a-yes = It renews only with your yes; we send you a quote.
subscriptions-notice-days = We tell you { $count } days before.
subscriptions-wish-at-once = { $term }, begins when the order is taken on
subscriptions-wish-from = { $term } from { $day }
subscriptions-wish-with = { $begins }; ends with { $number }

### one of them

subscriptions-seats-then = From the next term on
subscriptions-plan-then = Plan of the next term
subscriptions-renewal = Renewal
subscriptions-quote = { $seats } from { $day }: { $cost } for the term.
subscriptions-quote-until = Holds until { $day }. If our price is lower when the term begins, you pay the lower one. Without a yes it ends.
subscriptions-needs-yes = { $plan } ends on { $day } unless you accept its renewal
subscriptions-needs-yes-why = The next term costs { $cost } for { $seats }.
subscriptions-agreed-note = The renewal is agreed. Seats and plan can be changed again once the next term has begun. If something has to change before, ask your account team.
subscriptions-accept = Accept the renewal
subscriptions-decline = Decline
subscriptions-change = Change it
subscriptions-change-note = what costs more begins at once, what costs less with the next term
subscriptions-change-to = Change to { $what }
subscriptions-change-costs = This costs { $cost } for the days until { $day }, charged now.
subscriptions-change-plan-costs = This costs { $cost }, charged now: { $charge } for the new plan until { $day }, less { $credit } that you get back for the old one.
subscriptions-change-at-term = This costs nothing now. It applies after { $day }; until then everything stays as it is.
subscriptions-change-as-it-is = What was to change with the next term stays as it is.
subscriptions-change-it = Change it like this
subscriptions-changed = It is changed.
subscriptions-planned = With the next term
subscriptions-take-back = Take back: { $what }
subscriptions-unchanged = Nothing would change.
subscriptions-no-price = There is no price to compare with. Ask your account team.
subscriptions-term-over = The term is over; look again in a minute.
subscriptions-too-large = This is more than we can count.
subscriptions-no-such-plan = There is no such plan with this term.
subscriptions-look-at-cost = Look at what it costs, then confirm.
subscriptions-cost-changed = It costs something else than you saw. Look again before you confirm.
subscriptions-meanwhile = Somebody else changed it meanwhile. This is how it stands now.
subscriptions-not-possible = This is not possible as it stands now.
subscriptions-go-on-or-end = Pause or end
subscriptions-pause-note = While it rests it gives nothing; its term goes on, and it does not renew.
subscriptions-pause = Let it rest
subscriptions-withdraw = Withdraw it
subscriptions-withdraw-note = It has not begun. Withdrawn, it never does, and all that was charged is given back.
subscriptions-resume = Let it go on
subscriptions-keep = Keep it after all
subscriptions-cancel-at-term = End it with its term
subscriptions-charged = What was charged
subscriptions-history = What happened
subscriptions-event-begin = Began; { $cost } charged, paid until { $until }
subscriptions-event-first-day = Its first day came
subscriptions-event-notice = End of the term announced; the next one costs { $cost }
subscriptions-event-quote = Next term offered for { $cost }
subscriptions-event-reminder = Reminder sent
subscriptions-event-renew = Renewed for { $cost } until { $until }
subscriptions-event-renew-unannounced = Renewed for { $cost } until { $until }, without notice before
subscriptions-event-lapse = Ended with its term
subscriptions-event-withdraw = Withdrawn before it began; { $cost } given back
subscriptions-event-end-now = Ended at once by us; { $cost } given back
subscriptions-event-pause = Put to rest
subscriptions-event-resume = Went on
subscriptions-event-cancel = Cancelled for { $until }
subscriptions-event-keep = Kept after all
subscriptions-event-accept = Renewal accepted for { $cost }
subscriptions-event-decline = Renewal declined
subscriptions-event-seats = { $seats } seats or devices
subscriptions-event-plan = { $term }
subscriptions-event-now = { $what } at once; { $cost } charged
subscriptions-event-at-term = { $what } from the next term on
subscriptions-event-as-it-is = { $what }: stays as it is

### whom the service level is for

subscriptions-cover = The service level is for
subscriptions-cover-note = everything else it gives is for the whole company
subscriptions-cover-keep = Keep it like this
subscriptions-choose-cover = Choose whom it is for.
subscriptions-covers-customer = the whole company
subscriptions-covers-unit = one unit of the company
subscriptions-covers-named = equipment that is named
subscriptions-covers-equipment =
    { $count ->
        [one] one piece of equipment
       *[other] { $count } pieces of equipment
    }
subscriptions-covered = Equipment it is for
subscriptions-unit = Unit
subscriptions-unit-help = If it is for one unit: for which.
subscriptions-no-unit = Choose a unit of the company.
subscriptions-tags = Tags of the equipment
subscriptions-tags-help = One a line; there are { $devices }.
subscriptions-no-tags = Name at least one.
subscriptions-unknown-tags = The company has no equipment with these tags: { $tags }
subscriptions-too-many-tags =
    { $count ->
        [one] Only one can be named.
       *[other] At most { $count } can be named.
    }
subscriptions-event-cover-customer = The service level is for the whole company
subscriptions-event-cover = The service level is for: { $whom }

### the console

subscriptions-console-sub = Everybody’s, by the day their terms end.
subscriptions-running = Running
subscriptions-at-risk = At risk
subscriptions-at-risk-of =
    { $customers ->
        [one] { $count } of one customer
       *[other] { $count } of { $customers } customers
    }
subscriptions-renewal-rate = Renewal rate
subscriptions-renewed-of = Terms that ended in the last twelve months
subscriptions-renewed-of-ended =
    { $ended ->
        [0] –
       *[other] { $renewed } of { $ended } renewed
    }
subscriptions-used-in-months = Used in twelve months
subscriptions-used-of =
    { $swaps ->
        [one] 1 platform swap,
       *[other] { $swaps } platform swaps,
    } { $upgrades ->
        [one] 1 upgrade,
       *[other] { $upgrades } upgrades,
    } { $days ->
        [one] 1 day of training
       *[other] { $days } days of training
    }
subscriptions-charged-in = Charged by month, in { $currency }
subscriptions-expected-in = Expected renewals by month, in { $currency }
subscriptions-month = Month
subscriptions-views = Which subscriptions
subscriptions-view-running = All that run
subscriptions-view-at-risk = Those at risk
subscriptions-none-there = None
subscriptions-none-there-text = What ends unless somebody does something stands here: what rests, was cancelled, or waits for a yes.
subscriptions-customer = Customer
subscriptions-next-amount = Next term
subscriptions-by-last-day = By the day their terms end
subscriptions-the-customer = The customer
subscriptions-steer = For the customer
subscriptions-steer-note = the customer is told by mail
subscriptions-end-now = End it at once
subscriptions-end-now-gives-back = It ends today. For the days after today { $amount } is given back.
subscriptions-back-changed = Something else is given back than you saw. Look again before you end it.
subscriptions-back-too-much = Nothing was changed: more would be given back than is left of an invoice, because a part of it was given back before. Look at the invoices below.
subscriptions-use-title = Upgrades and training
subscriptions-use-what = What
subscriptions-use-about = For what
subscriptions-use-record = Record it
subscriptions-use-recorded = It is recorded.
subscriptions-use-take-back = Take back
subscriptions-use-taken-back = It is taken back.
subscriptions-use-choose = Choose what was used.
subscriptions-use-about-wrong = In a few words, at most 120 characters.
subscriptions-use-whose = For whom of the company
subscriptions-use-whose-help = The e-mail address of somebody there, who then sees it. Without one it was for the company, and those who look after its subscriptions see it.
subscriptions-use-whose-wrong = Nobody of this company has that address.
subscriptions-use-for = for { $name }
subscriptions-use-nothing-left = Nothing of this is left in the term.
subscriptions-use-swap = Platform swap
subscriptions-use-upgrade = Upgrade
subscriptions-use-training = Day of training
subscriptions-strategic = Strategic candidates
subscriptions-strategic-sub = Customers worth knowing better: they subscribe and stay. It stands on their pages too. In the order in which they became customers.
subscriptions-strategic-none = Nobody yet
subscriptions-strategic-none-text = Whoever subscribes to a plan that is not about to end stands here.
subscriptions-strategic-plans = Plans that go on
subscriptions-strategic-renewals = Renewed
subscriptions-strategic-terms =
    { $count ->
        [one] for one term
       *[other] for { $count } terms
    }
subscriptions-strategic-first = To the first
subscriptions-strategic-subscribes =
    { $count ->
        [one] Strategic candidate: it subscribes to a plan.
       *[other] Strategic candidate: it subscribes to { $count } plans.
    }
subscriptions-strategic-renewed =
    { $count ->
        [one] Strategic candidate: it subscribes to a plan and has renewed.
       *[other] Strategic candidate: it subscribes to { $count } plans and has renewed.
    }

### plans

subscriptions-plans-sub = What can be subscribed to, and how it is sold.
subscriptions-new-plan = New plan
subscriptions-new-plan-sub = First what it is and gives; then its terms, each sold as a product.
subscriptions-no-plans-yet = No plans yet
subscriptions-no-plans-yet-text = A plan gives benefits for a term, and its terms are sold as products.
subscriptions-terms = Terms
subscriptions-gives-count = Benefits
subscriptions-subscribers = Subscriptions
subscriptions-revision = Revision
subscriptions-revision-of = { $number }, { $day }, { $name }
subscriptions-revision-since = Revision { $number }, { $day }, { $name }
subscriptions-not-offered = Not on offer
subscriptions-what-it-is = What it is
subscriptions-name-in = Name, { $language }
subscriptions-words-in = In words, { $language }
subscriptions-counts = What is counted
subscriptions-level = Service level
subscriptions-level-help = Counts where it is better than what the customer has anyway.
subscriptions-no-level = None
subscriptions-all-products = All products
subscriptions-discount-rate = Discount { $number }, percent
subscriptions-discount-on = Discount { $number }, on
subscriptions-swaps = Platform swaps a term
subscriptions-upgrades = Upgrades a term
subscriptions-training-days = Training days a term
subscriptions-publications = Publications
subscriptions-downloads = Downloads
subscriptions-not-there = there is none of this code
subscriptions-nothing-to-read = There are no publications and no downloads yet that a plan could give.
subscriptions-notice = Notice, days before the end
subscriptions-quote-days = Quote, days before
subscriptions-quote-days-help = Where it renews with a yes
subscriptions-reminders = Reminders, days before
subscriptions-reminders-help = Several with commas: 30, 14
subscriptions-can-pause = Customers may let it rest
subscriptions-make-plan = Make the plan
subscriptions-keep-plan = Keep the plan
subscriptions-keep-plan-note = Who has it keeps it as it was until the term is renewed.
subscriptions-keeps-revision =
    { $count ->
        [one] One subscription runs. What you change here applies to it from its next term on.
       *[other] { $count } subscriptions run. What you change here applies to them from their next terms on.
    }
subscriptions-plan-kept = The plan is kept.
subscriptions-plan-meanwhile = Somebody else changed the plan meanwhile. Open it again before you keep this.
subscriptions-unknown-benefit = There is no such service level or category.
subscriptions-plan-off = Take the plan off offer
subscriptions-plan-on = Put the plan on offer
subscriptions-terms-note = price lists, agreements and visibility are those of the product
subscriptions-sold-as = Sold as
subscriptions-sku = SKU of the product
subscriptions-months-field = Months
subscriptions-add-term = Add the term
subscriptions-offer-term = Offer
subscriptions-withdraw-term = Take off offer
subscriptions-offers-kept = Kept.
subscriptions-no-sku = There is no product with this SKU.
subscriptions-sku-taken = This product is a term already.
subscriptions-months-wrong = Between 1 and 120 months.
subscriptions-no-name = Give it a name.
subscriptions-name-too-long = A name has at most 80 characters.
subscriptions-words-too-long = At most 2,000 characters.
subscriptions-no-days = A number of days between 1 and 365.
subscriptions-quote-before-notice = The quote comes on the day of the notice or after it.
subscriptions-reminder-too-early = A reminder comes after what it reminds of.
subscriptions-reminders-wrong = At most five reminders, each on a day of its own.
subscriptions-rate-wrong = A percentage above 0, at most 100.
subscriptions-times-wrong = A number between 1 and 10,000.
subscriptions-code-wrong = A code has small letters, digits and dashes, at most 40.
subscriptions-benefit-twice = The same benefit stands there twice.
subscriptions-too-many-benefits = A plan gives at most 40 benefits.
