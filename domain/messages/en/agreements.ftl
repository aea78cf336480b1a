## agreements
agreements-title = Agreements
agreements-sub = What was negotiated with each customer: what it may buy, at which prices, until when.
agreements-agreement = Agreement
agreements-customers = Customers
agreements-customers-sub = Everybody we serve, with who looks after them and what was agreed.
agreements-choose-for-agreement = Whom is the new agreement with? Choose the customer.
agreements-choose-for-standard = Whom is the new standard for? Choose the customer.
agreements-state = State
agreements-validity = Valid
agreements-members = Members
agreements-account-manager = Account manager
agreements-none = No agreement found
agreements-none-text = Try fewer or other words.
agreements-no-customer-yet = No customer yet
agreements-first-customer = Make the first one here, or import a file of them.
agreements-first-agreement = What a customer may buy, and at which prices, is agreed with one customer, or with all of a segment or a needs category.
agreements-made-by-curators = Curators make the first one; then it stands here.
agreements-no-customers = No customer found
agreements-find = Find by name or number
agreements-new = New agreement
agreements-new-short = New agreement
agreements-new-for = New agreement with { $name }
agreements-new-sub = It begins as a draft. Nobody sees it until it is published.
agreements-without-any = No agreement yet
agreements-without = without
agreements-back = Back
agreements-create = Begin the draft
agreements-keep = Keep in the draft
agreements-never-published = not published yet
agreements-not-yet = applies later
agreements-ended = ended
agreements-applies = applies
agreements-draft = draft
agreements-state-draft = Draft of revision { $number }
agreements-state-published = Revision { $number }
agreements-state-superseded = Revision { $number }
agreements-always = throughout
agreements-from = from { $from }
agreements-until = until { $until }
agreements-from-until = { $from } to { $until }
agreements-first-day = From
agreements-last-day = Until and including
agreements-ends-first = It ends before it begins.

### making one
agreements-number = What people call it
agreements-number-help = For example “HM 2026”. It stands on orders and beside prices.
agreements-no-number = Give the agreement a name.
agreements-number-taken = This customer already has an agreement of that name.
agreements-price-list = Price list
agreements-price-list-help = Discounts are taken from its prices. Its currency is the agreement’s.
agreements-no-price-list = Choose a price list.
agreements-no-price-lists = There is no price list yet
agreements-no-price-lists-text = An agreement starts from the prices of a list. Make one with the products.

### the page of one
agreements-view-as = View as this customer
agreements-discard = Discard draft
agreements-publish = Publish…
agreements-discarded = The draft is gone. What is published still applies.
agreements-draft-kept = Kept in the draft. Nothing changes for the customer until it is published.
agreements-first-publication = Not published yet:
agreements-against = Against revision { $number }:
agreements-difference =
    { $changes }. Seen by { $members ->
        [one] one member
        *[other] { $members } members
        }.
agreements-gained =
    { $count ->
        [one] one product comes in
        *[other] { $count } products come in
        }
agreements-lost =
    { $count ->
        [one] one product leaves
        *[other] { $count } products leave
        }
agreements-cheaper =
    { $count ->
        [one] one price falls
        *[other] { $count } prices fall
        }
agreements-dearer =
    { $count ->
        [one] one price rises
        *[other] { $count } prices rise
        }
agreements-otherwise =
    { $count ->
        [one] one price changes to or from “on request”
        *[other] { $count } prices change to or from “on request”
        }
agreements-for-many =
    { $count ->
        [one] one price for many changes
        *[other] { $count } prices for many change
        }
agreements-terms-change =
    { $count ->
        [one] one of the terms changes ({ $names })
        *[other] { $count } of the terms change ({ $names })
        }
agreements-no-difference = Nothing changes
agreements-no-difference-yet =
    Nothing changes today, although { $count ->
        [one] one rule is added or taken away
        *[other] { $count } rules are added or taken away
        }
agreements-show-difference = Show all
agreements-there-is-a-draft = You are looking at what is published. A draft is under work.
agreements-to-draft = To the draft
agreements-may-buy = What they may buy
agreements-may-buy-note = a rule about the product itself decides; if there is none, the one that names manufacturer and attribute, then the one that names one of them, then the nearest category; “out” beats “in” among equals
agreements-rule = Rule
agreements-products = Products
agreements-count = Count
agreements-in = in
agreements-out = out
agreements-fixed = fixed price
agreements-discount = discount
agreements-cost-plus = cost plus
agreements-and-below = Category { $name } and below
agreements-everything = The whole catalog
agreements-single-in =
    { $count ->
        [one] one single product
        *[other] { $count } single products
        }
agreements-single-out =
    { $count ->
        [one] one single product
        *[other] { $count } single products
        }
agreements-nothing-in = Nothing yet
agreements-nothing-in-text = A customer sees only what a rule lets in. Begin with a category below.
agreements-nothing-in-beside = It lets nothing in by itself. What other agreements let in is seen, at the prices of this one where it names any.
agreements-price = Price
agreements-list-price = List price
agreements-applies-to = Applies to
agreements-off-list = { $rate } off list
agreements-on-cost = cost plus { $rate }
agreements-discounts = Prices by category, manufacturer and attribute
agreements-discounts-note = a product’s own price decides; if there is none, the line that names manufacturer and attribute, then the one that names one of them, then the nearest category
agreements-no-discounts = List prices
agreements-no-discounts-text = No discount was agreed. What has no fixed price costs what the price list says.
agreements-single-products = Single products
agreements-lines-shown = { $shown } of { $total }
agreements-find-line = Find by SKU or name
agreements-remove-what = Remove { $what }
agreements-add-category = Add a rule for a category, a manufacturer or an attribute
agreements-category = Category
agreements-no-rule = Choose what the rule says.
agreements-no-category = Choose a category.
agreements-only-maker = Manufacturer
agreements-only-attribute = Attribute
agreements-only-values = Its value
agreements-only-values-help = For numbers 27, 27–32, ≥ 27, > 300 or < 10; otherwise values with commas between them, or yes or no.
agreements-by-maker = by { $name }
agreements-about-none = none now
agreements-no-attribute = Choose an attribute.
agreements-no-value = Say which value.
agreements-no-range = This is neither a number nor a range. For example 27, 27–32, ≥ 27 or < 10
agreements-empty-range = The range ends before it begins.
agreements-no-yes-or-no = Yes or no?
agreements-too-many-values = That is too long.
agreements-rate = Percent
agreements-rate-help = With “discount” off the list price, with “cost plus” on top of the cost. For example 12.5
agreements-add-rule = Add the rule
agreements-add-products = Add single products
agreements-skus = SKUs
agreements-skus-help = One or several, with blanks or commas between them.
agreements-no-skus = Name at least one product.
agreements-import-prices = Paste a table of fixed prices
agreements-terms-title = Validity and terms
agreements-terms = Terms
agreements-terms-help = Whatever else was agreed. The customer reads it.
agreements-history = History
agreements-look = Look
agreements-take-back = Take back to this

### refusals
agreements-wrong-currency = The price is in { $currency }, the agreement is not.
agreements-wrong-rate = A discount is more than 0 and at most 100 percent; what comes on top of a cost is at most 1000.
agreements-negative-price = A price is not below zero.
agreements-no-price = This is not an amount.
agreements-unknown-sku = There is no product with the SKU { $sku }.
agreements-overlap = There is a line of this kind for that time already ({ $when }). Remove it first, or choose other days.
agreements-no-draft = There is no draft any more. Perhaps it was just published.
agreements-changed = Somebody changed the draft while you looked at it. See below what it says now.
agreements-no-reason = Say why: the customer reads it.
agreements-empty = Nothing would be left to buy: the customer would see an empty catalog. Tick below if that is what you want.

### publishing
agreements-publish-title = Publish { $number }
agreements-note = We changed this because…
agreements-note-help = The customer’s managers get it by mail and read it on their site.
agreements-even-if-empty = The customer shall see an empty catalog
agreements-not-yet-warning = It applies only from { $from }. Until then the customer sees nothing of it, and nothing of the revision before.
agreements-is-published = Published. The purchasing managers whom it concerns are told by mail.
agreements-take-back-title = Take back to revision { $number }
agreements-take-back-text = What this revision said applies again from now on, under a new number. A draft under work stays as it is.
agreements-is-taken-back = Taken back. The purchasing managers whom it concerns are told by mail.

### difference
agreements-difference-title = What would change
agreements-change = Change
agreements-before = Before
agreements-after = After
agreements-comes-in = comes in
agreements-leaves = leaves
agreements-falls = falls
agreements-rises = rises
agreements-changes = changes
agreements-changes-many = changes for many
agreements-term = Term
agreements-no-first-day = at once
agreements-no-last-day = without end
agreements-says-nothing = nothing
agreements-end-on = It applies until { $day } and no longer.
agreements-end-over = It ended on { $day }: nothing of it would apply.
agreements-end-empties = From then on these people have nothing left to buy, because no other agreement applies to them.
agreements-end-leaves = From then on only this applies to these people: { $agreements }.
agreements-more-differences = Only the first 500 are listed.

### fixed prices from a table
agreements-prices-title = Fixed prices from a table
agreements-prices-sub = Every line is answered. What is fine goes into the draft; what is not stays here.
agreements-table = Lines
agreements-table-help = SKU; price; currency; first day; last day; from how many pieces on. Only the first two are needed. Prices in { $currency }, days as 2026-07-01. Copy it from a spreadsheet or a CSV file.
agreements-table-missing = Paste at least one line.
agreements-take-prices = Take these prices
agreements-prices-report =
    { $taken ->
        [one] One line was taken
        *[other] { $taken } lines were taken
        }, { $refused ->
        [one] one was not
        *[other] { $refused } were not
        }.
agreements-answers = Answers
agreements-answer = Answer
agreements-line = Line
agreements-taken = taken
agreements-refused = refused
agreements-sku = SKU
agreements-line-columns = SKU and price are needed.
agreements-line-unknown = There is no product with this SKU.
agreements-line-days = The days can’t be read, or the last comes before the first.
agreements-line-repeated = Line { $line } already says something about the same time.
agreements-line-overlap = The agreement has a fixed price for that time already.
agreements-line-too-many = Too many lines at once.

### why a price
agreements-why-title = Why does a member see this price?
agreements-why-sub = Which line decides, and what else was looked at.
agreements-why-help = Tells which line decides, and what lost.
agreements-explain = Explain
agreements-is-seen = Seen.
agreements-is-not-seen = Not seen.
agreements-because-out = A rule takes this very product out.
agreements-because-in = A rule lets this very product in.
agreements-because-priced = It has a fixed price, and so is in.
agreements-because-category-in = The most specific rule about it lets “{ $name }” in.
agreements-because-category-out = The most specific rule about it takes “{ $name }” out.
agreements-because-nothing = No rule lets it in.
agreements-because-not-sold = It is no longer sold.
agreements-no-lines = No price was agreed and the list has none: the price is on request.
agreements-source-contract = fixed price of this agreement
agreements-source-list = list price
agreements-source-discount = { $name }, { $rate } off list
agreements-lost-specific = less specific
agreements-lost-higher = higher
agreements-lost-no-list = there is no list price
agreements-lost-not-yet = only from { $from }
agreements-lost-ended = ended on { $until }

### making a customer
agreements-new-customer = New customer
agreements-new-customer-sub = A company gets a site of its own. What it may buy is agreed in the next step.
agreements-the-company = The company
agreements-name = Name
agreements-name-missing = Give the company’s name.
agreements-mark = Mark
agreements-mark-help = One to three letters, drawn where there is no logo.
agreements-mark-missing = Give one to three letters.
agreements-mark-long = At most three letters.
agreements-hue = Colour
agreements-hue-help = Of its buttons and links. Contrast stays readable with any of them.
agreements-hue-wrong = Choose a colour.
agreements-hue-blue = Blue
agreements-hue-sea = Sea blue
agreements-hue-green = Green
agreements-hue-leaf = Leaf green
agreements-hue-amber = Amber
agreements-hue-orange = Orange
agreements-hue-red = Red
agreements-hue-pink = Pink
agreements-hue-violet = Violet
agreements-hue-own = As it is now
agreements-segment = Segment
agreements-segment-missing = Choose a segment.
agreements-segment-other = Other
agreements-segment-global = Global
agreements-segment-enterprise = Enterprise
agreements-segment-large-corporate = Large corporate
agreements-segment-preferred = Preferred
agreements-segment-internet-partner = Internet partner
agreements-segment-healthcare = Healthcare
agreements-segment-federal = Federal
agreements-segment-state-and-local = State and local
agreements-segment-education = Education
agreements-segment-small-business = Small business
agreements-segment-consumer = Consumer
agreements-all-segments = All segments
agreements-tier = Tier
agreements-tier-help = How much attention it gets. Filters lists of customers and changes of many agreements.
agreements-tier-wrong = Choose a tier.
agreements-tier-mvc = Most valuable
agreements-tier-mgc = Most growable
agreements-tier-migrator = Migrator
agreements-tier-bz = Below zero
agreements-all-tiers = All tiers
agreements-employees = Employees
agreements-employees-wrong = A whole number, please.
agreements-country = Country
agreements-country-help = Two letters, such as DE
agreements-country-wrong = Two letters, please.
agreements-units = Units
agreements-units-help = Divisions or sites, one a line.
agreements-first-manager = First purchasing manager
agreements-first-manager-note = invited by e-mail; can invite the others
agreements-manager-name = Name
agreements-manager-missing = Give the name too.
agreements-manager-wrong = This person can’t be invited. Check the address.
agreements-create-customer = Make the customer
agreements-customer-made = { $name } has a site now. Next: what may it buy?

### today
agreements-today-ending = { $number } with { $customer } ends on { $day }
agreements-today-ending-why = Nothing follows it: after that day their people see no prices.
agreements-today-ended = { $number } with { $customer } ended on { $day }
agreements-today-ended-why = Nothing follows it: their people see no prices.
agreements-today-draft = Your draft of { $number } with { $customer } is not published
agreements-today-draft-why = Begun { $ago }.
agreements-today-go-on = Go on

agreements-looked-after = Looked after by
agreements-account-manager-help = The customer’s people see the name on their home page. More people can join the account team later.
agreements-account-manager-wrong = Choose somebody who is an account manager.

### for whom
agreements-for-whom = For whom
agreements-for-segment = Segment { $name }
agreements-for-needs = Needs: { $name }
agreements-look-as-one = Compare for one customer
agreements-find-customer = Find
agreements-looked-at-for = Compared for { $name }, with all else that applies to its people.
agreements-looked-at-for-all = Compared by itself, { $whose }: what a customer’s own agreement says before it is left out.
agreements-no-such-customer = No customer whom it is for is called that.
agreements-tells-many =
    { $customers ->
        [0] None of these customers has a purchasing manager yet who could be told.
        [one] The purchasing managers of one customer are told by mail.
        *[other] The purchasing managers of { $customers } customers are told by mail, some hundred at a time.
        }
agreements-reaches =
    { $customers ->
        [one] One customer
        *[other] { $customers } customers
        }, { $members ->
        [one] one member
        *[other] { $members } members
        }
agreements-new-for-many = New agreement with many customers
agreements-choose-many = With all customers of a segment or a needs category
agreements-many-help = It applies to everybody of it, beside what was agreed with them alone.
agreements-no-audience = Choose whom it is for.
agreements-unit = Unit
agreements-unit-help = Leave it empty if it is for the whole company.
agreements-to-price-lists = To the price lists
agreements-order = Which agreement counts
agreements-order-rule-ask = For each product they are asked from the top. The first that says anything of it decides whether it is seen. The first that names a price decides what it costs; if none does, the first price list that has it.
agreements-order-rule-first = What is for fewer people stands higher: first a unit, then its company, then a needs category, then a segment. Of two for the same people, the one that began later.
agreements-order-rule-currency = All prices are in the currency of the one on top. Agreements in another currency do not count beside it.
agreements-reach-unit = for the unit
agreements-reach-customer = for the company
agreements-reach-needs = for its needs category
agreements-reach-segment = for its segment

### terms
agreements-payment = Payment
agreements-payment-help = For example “30 days net”
agreements-delivery = Delivery
agreements-delivery-help = For example “DAP, free from € 500”
agreements-contact = Whom to ask
agreements-contact-help = Name, telephone or address. The customer reads it.
agreements-least = From how many pieces
agreements-least-help = Empty: from the first.
agreements-no-pieces = This is not a number of pieces.
agreements-price-help = With “fixed price”
agreements-price-of-category = A category has no price of its own. Choose a discount, or name a product.
agreements-cost-list = This list has the costs. Choose one that customers are asked from.

### what a customer is
agreements-needs = Needs category
agreements-needs-help = What the customer needs above all, in your words. Agreements can be made for everybody of it.
agreements-needs-known = What the customer needs above all. Known so far: { $known }
agreements-about-sub = Segment and needs decide which agreements with many customers apply.
agreements-keep-customer = Keep
agreements-customer-kept = Kept.
agreements-change-customer = Change what it is

### why, in detail
agreements-the-product = the product
agreements-source-cost-plus = { $name }, cost plus { $rate }
agreements-source-promotion = promotion “{ $name }”
agreements-source-subscription = discount of { $plan }, subscription { $number }
agreements-lost-later = an agreement that comes first names a price
agreements-lost-promoted = a promotion or a subscription’s discount is lower
agreements-lost-no-cost = the cost is not known
agreements-lost-pieces = for more pieces

### publishing at a day
agreements-publish-on = Begins to apply on
agreements-publish-on-help = Empty: now. Otherwise by itself at the beginning of that day (UTC); until then the draft can’t be changed.
agreements-publish-now = Publish now
agreements-publish-do = Publish
agreements-in-the-past = Choose a day that is still to come.
agreements-ends-before = The agreement has ended by then. Choose an earlier day, or let it last longer.
agreements-is-planned = It will be published on { $day }, by itself.
agreements-planned = Published by itself on { $day }
agreements-planned-text = { $name } decided that. Until then nothing in the draft changes.
agreements-planned-refused = The draft is published on { $day } and can’t be changed until then. Take that back first.
agreements-withdraw-plan = Take that back
agreements-plan-withdrawn = The draft is not published by itself any more, and can be changed.

### what a change touches
agreements-touches = What it touches
agreements-touches-note = has a product in it that leaves or changes its price
agreements-touches-request = Request { $number } of { $name }: { $title }
agreements-touches-more =
    { $count ->
        [one] and one more request
        *[other] and { $count } more requests
    }
agreements-touches-baskets =
    { $count ->
        [one] The basket of one person
        *[other] The baskets of { $count } people
    }
agreements-touches-standard = Standard configuration

### what was agreed, for the customer's own people
agreements-agreed = What was agreed
agreements-agreed-sub = What applies to you, in the order in which it counts.
agreements-agreed-none = Nothing is agreed yet
agreements-agreed-none-text = Your account team makes an agreement with you. Until then there are no products and prices to see.
agreements-agreed-buy = What you may buy
agreements-agreed-prices = Prices
agreements-agreed-not = not { $what }
agreements-agreed-single-out =
    { $count ->
        [one] not one single product
        *[other] not { $count } single products
        }
agreements-agreed-own =
    { $count ->
        [one] A price of its own for one product
        *[other] Prices of their own for { $count } products
        }
agreements-agreed-otherwise = What has no agreed price costs what the price list says.
agreements-agreed-unit = for your unit
agreements-agreed-company = for your company
agreements-agreed-many = for you and other companies like yours
agreements-agreed-since = Like this since { $day }.
agreements-ends-soon = { $number } ends on { $day }
agreements-ends-soon-why = Talk to your account team in time about what comes next.
agreements-nothing-to-change = Nothing would be changed: every agreement says so already, or there is none.

# The same change of many agreements
agreements-sweeps = Changes of many
agreements-sweeps-sub = The same change of many customers’ agreements, and how far it is
agreements-sweeps-none = No change of many yet
agreements-sweeps-none-text = Give a discount to a whole segment, take a product out of every catalog, or let agreements end later: once, for all of them.
agreements-sweeps-link = Change many at once
agreements-sweep-new = Change many agreements
agreements-sweep-new-sub = Choose whom and what, look whom it touches, then begin
agreements-sweep-whom = Whose agreements
agreements-sweep-what = What is changed
agreements-sweep-how = How
agreements-sweep-needs = Needs
agreements-sweep-units = Also what was agreed for single units
agreements-sweep-about = It is about
agreements-sweep-product = one product
agreements-sweep-last-day = the agreement’s last day
agreements-sweep-sku-help = Only where it is about one product.
agreements-sweep-no-rules = no rule any more
agreements-sweep-no-prices = no discount or markup any more
agreements-sweep-no-lines = no line of its own any more
agreements-sweep-until = Agreements apply until { $day }
agreements-sweep-publish-at-once = Put in force at once; otherwise drafts are left to be published one by one
agreements-sweep-look = Look whom it touches
agreements-sweep-begin = Begin
agreements-sweep-touches = Whom it touches
agreements-sweep-about-products =
    { $count ->
        [0] The line is about no product that is on offer now. Perhaps it is not what you mean.
        [one] The line is about one product that is on offer now.
        *[other] The line is about { $count } products that are on offer now.
    }
agreements-sweep-summary = { $changed } would be changed, { $unchanged } say so already, { $skipped } would be left alone.
agreements-sweep-more =
    { $count ->
        [one] And one more.
       *[other] And { $count } more.
    }
agreements-sweep-outcome = What becomes of it
agreements-sweep-would-change = would be changed
agreements-sweep-changed = Changed
agreements-sweep-unchanged = says so already
agreements-sweep-skipped = Left alone
agreements-sweep-begun = Begun by
agreements-sweep-running = running
agreements-sweep-stopped = stopped
agreements-sweep-finished = finished
agreements-sweep-stop = Stop
agreements-sweep-again = Go on
agreements-sweep-progress = { $done } of { $all } agreements looked at.
agreements-sweep-publishes = Each change is put in force at once.
agreements-sweep-drafts = Each change is left as a draft.
agreements-sweep-why-draft = Somebody is working on a draft of it.
agreements-sweep-why-currency = It is in another currency.
agreements-sweep-why-empty = It would leave its people nothing to buy.
agreements-sweep-why-ends = It would end before it begins.
agreements-sweep-why-gone = It is no longer in force.

# What a customer is
agreements-reference = Number in our own system
agreements-industry = Kind of business
agreements-sales = Yearly sales
agreements-sales-wrong = Write an amount such as 1500000, and its currency.
agreements-founded = Year founded
agreements-founded-wrong = Write a year such as 1998.
agreements-address = Address
agreements-street = Street
agreements-postcode = Postcode
agreements-city = City
agreements-phone = Phone
agreements-reference-taken = Another customer has this number.
agreements-segment-suggested = By employees and kind of business: { $segment }. You may choose otherwise.
