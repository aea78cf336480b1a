## The shell: what stands around every page, and the parts pages are made of.

# Tabs of the customer's site
frame-home = Home
frame-catalog = Catalog
frame-requests = Requests
frame-orders = Orders
frame-help = Help
frame-articles = Articles
frame-cases = Cases
frame-service-levels = Service levels
frame-helping = Helping
frame-equipment = Equipment
frame-subscriptions = Subscriptions
frame-invoices = Invoices
frame-plans = Plans
frame-publications = Publications
frame-downloads = Downloads
frame-company = Company
frame-basket = Basket
frame-team = Your account team

frame-waiting =
    { $count ->
        [one] { $count } waits for you
       *[other] { $count } wait for you
    }
frame-basket-lines =
    { $count ->
        [0] Basket, empty
        [one] Basket, { $count } line
       *[other] Basket, { $count } lines
    }

# Console
frame-console = console
frame-today = Today
frame-customers = Customers
frame-plays = Plays
frame-selling = Selling
frame-catalog-group = Catalog
frame-products = Products
frame-import = Import
frame-agreements = Agreements
frame-standards = Standards
frame-not-found-searches = Not found
frame-installation = Installation
frame-staff = Staff
frame-audit = Who changed what
frame-mailbox = Mailbox
frame-parts = Parts
frame-goto = Go to…

# The shell itself
frame-served-by = served by { $supplier }
frame-skip = Skip to content
frame-main-navigation = Main
frame-breadcrumbs = Where you are
frame-menu = Menu
frame-search = Search
frame-search-list = Search this list
frame-search-products = Search products, orders, requests
frame-you = You
frame-profile = Profile and language
frame-remembered = What we remember about you
frame-switch-company = Switch company
frame-sign-out = Sign out
frame-commands = Commands
frame-commands-none = Nothing by that name.
frame-palette-help = Type to find a page; arrow keys and Enter go there.
frame-close = Close

# Looking at a customer's site
frame-preview = You are looking at the site of { $company } as its people see it.
frame-preview-note = Nothing can be submitted from here.
frame-preview-leave = Back to the console

# Tables
frame-rows =
    { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
frame-rows-range = { $first } to { $last } of { $total }
frame-no-rows = No rows
frame-pages = Pages
frame-previous = Previous
frame-next = Next
frame-page-of = Page { $page } of { $pages }
frame-csv = As CSV
frame-share = In comparison
frame-filter = Show
frame-sort-by = Sort by { $column }
frame-actions = Actions

# Forms
frame-form-error = { $field }: { $wrong }
frame-form-errors =
    { $count ->
        [one] One thing needs your attention
       *[other] { $count } things need your attention
    }
frame-form-kept = Nothing was saved yet; what you typed is still here.
frame-optional = optional
frame-choose = Choose…
frame-quantity = Quantity

# Notices and parts
frame-notice-info = Note
frame-notice-good = Done
frame-notice-warn = Please note
frame-notice-bad = Problem
frame-confidence = Confidence { $level } of 5
frame-confidence-full = Certain
frame-step-done = done
frame-step-now = now
frame-step-later = still to come
frame-price-on-request = Price on request
frame-as-table = As a table

# How long ago
frame-just-now = just now
frame-minutes-ago =
    { $count ->
        [one] { $count } minute ago
       *[other] { $count } minutes ago
    }
frame-hours-ago =
    { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }
frame-days-ago =
    { $count ->
        [1] yesterday
       *[other] { $count } days ago
    }
frame-in-minutes =
    { $count ->
        [one] in { $count } minute
       *[other] in { $count } minutes
    }
frame-in-hours =
    { $count ->
        [one] in { $count } hour
       *[other] in { $count } hours
    }
frame-in-days =
    { $count ->
        [1] tomorrow
       *[other] in { $count } days
    }
frame-for-seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
frame-for-minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
frame-for-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
frame-for-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }

# Why there is no page
frame-error-not-found = This page is not here
frame-error-not-found-text = The address may be wrong, or what it led to is no longer there.
frame-error-denied = This page is not for your role
frame-error-denied-staff = If you need it, ask an administrator to change your roles.
frame-error-nobodys = Only its people have this page
frame-error-nobodys-text = You are looking at the site as nobody in particular. To see what somebody there sees, go back to the console and look at it as one of its people.
frame-error-denied-text = If you need it, ask your purchasing manager or your contact to change what you may do.
frame-error-too-large = That was too much at once
frame-error-too-large-text = What was sent is larger than we take. Nothing of it was kept. Send it in smaller parts.
frame-error-busy = We are busy just now
frame-error-busy-text = Nothing was changed. Please try again in a moment.
frame-error-bad = We could not read that
frame-error-bad-text = What was sent is not what our form sends. Go back, reload the page and try again.
frame-error-failed = Something broke on our side
frame-error-failed-text = Nothing was changed. We have noted what happened; please try again, and tell us the number below if it stays.
frame-error-request = Reference { $id }
frame-error-home = To your home page
frame-without = Without { $filter }

# The page that shows the parts. Everything on it is made up.
frame-parts-sub = Every part of a page in all its states. What stands in them is made up.
frame-sample-hue = In a customer’s colour
frame-sample-status = Badges and notices
frame-sample-draft = Draft
frame-sample-waiting = With approver
frame-sample-delivered = Delivered
frame-sample-late = Late
frame-sample-refused = Refused
frame-sample-info-title = We changed your dock.
frame-sample-info = 14 of the last 20 orders took the larger one, so it now comes first.
frame-sample-good = Order 2026-000871 is on its way to us.
frame-sample-undo = Undo
frame-sample-warn-title = Against revision 3:
frame-sample-warn = 22 products come in, 3 leave, 118 prices fall.
frame-sample-bad-title = The file was not read.
frame-sample-bad = Line 14 has a price in another currency. Nothing was changed; correct the line and send the file again.
frame-sample-table = Displays
frame-sample-table-note = prices of agreement HM 2026
frame-sample-product = Product
frame-sample-availability = Availability
frame-sample-seen = Last seen
frame-sample-price = Your price
frame-sample-compare = Compare
frame-sample-add = Add
frame-sample-picture = Picture
frame-sample-in-stock = In stock
frame-sample-to-order = To order
frame-sample-empty-table = A table without rows
frame-sample-empty-title = Nothing fits all of these filters
frame-sample-empty = Take one away, or ask for what you are looking for: we see what was searched and not found.
frame-sample-ask = Ask Mara to add it
frame-sample-form = A form
frame-sample-form-again = The same shown again
frame-sample-form-wrong = The agreement was published by somebody else in the meantime.
frame-sample-needed = Needed by
frame-sample-needed-help = The usual delivery takes six days.
frame-sample-centre = Cost centre
frame-sample-reason = Reason
frame-sample-reason-help = Your approver reads this first.
frame-sample-reason-missing = Say why it is needed.
frame-sample-quantity-wrong = The quantity must be a whole number above zero.
frame-sample-decision = Your decision
frame-sample-approve = Approve
frame-sample-hold = Hold
frame-sample-refuse = Refuse
frame-sample-follow = Tell me when it is delivered
frame-sample-cancel = Cancel
frame-sample-send = Send
frame-sample-email = E-mail address
frame-sample-email-wrong = An e-mail address has something after the @.
frame-sample-price-wrong = An amount in euros has two decimal places at most.
frame-sample-memory = Memory
frame-sample-summary = goes to Northgate as soon as you confirm
frame-sample-confirm = Confirm
frame-sample-buttons = Buttons
frame-sample-button = Button
frame-sample-not-for-us = Not for us
frame-sample-open-dialog = Refuse…
frame-sample-dialog = Refuse the request
frame-sample-dialog-text = Ines Tal is told, with your reason.
frame-sample-configure = Configure
frame-sample-budget = Budget
frame-sample-spent = Spent and committed
frame-sample-now = As you decide now
frame-sample-left = Left
frame-sample-over = Budget exceeded by a tenth
frame-sample-spend = Spend
frame-sample-month = Month
frame-sample-last-year = Last 12 months
frame-sample-change = Change
frame-sample-orders = Orders
frame-sample-self-service = Self-service share
frame-sample-account-manager = Account manager · answers by mail first
frame-sample-support = Support, 24 hours
frame-sample-write = Write
frame-sample-need-answer = Dana Roth asks about your request R-2026-0412
frame-sample-need-answer-why = “Can this wait until the July budget, or is the survey boat leaving earlier?”
frame-sample-answer = Answer
frame-sample-need-receipt = Confirm that you received the rugged tablet
frame-sample-need-receipt-why = Order 2026-000871, delivered to Dock 3
frame-sample-have = I have it
frame-sample-not-yet = Not yet
frame-sample-step-submitted = Submitted
frame-sample-step-approved = Approved by Dana Roth
frame-sample-step-shipped = Shipped in two parcels
frame-sample-step-delivered = Delivery
frame-sample-said = Can this wait until the July budget, or is the survey boat leaving earlier?
frame-sample-answered = The boat leaves on 3 July with two people who start on the 1st. We need the survey image, the rest can be simple.
frame-sample-progress = Progress
frame-sample-stopped = Refused
frame-sample-needs = Needs you
frame-sample-conversation = Conversation
frame-sample-icons = Icons and pictures

### today, in the console
frame-open = Open
frame-today-morning = Good morning, { $name }
frame-today-day = Good afternoon, { $name }
frame-today-evening = Good evening, { $name }
frame-today-needs = Needs you
frame-today-nothing = Nothing waits for you
frame-today-nothing-text = When something does, it stands here: orders, proposals, imports, as far as they are yours.

### in a member's place
frame-looking = You see the site as { $name } of { $company } sees it.
frame-acting = You act for { $name } of { $company }.
frame-acting-note = Until { $until }: { $reason } Both names stand on whatever you do.
frame-error-only-looking = You are only looking
frame-error-only-looking-text = In somebody else’s place nothing can be submitted, and what is theirs alone stays theirs. Go back to the console first.

# Words of many pages
frame-save = Save
frame-saved = Saved.
frame-remove = Remove
frame-cancel = Cancel
frame-add = Add
frame-customer = Customer
frame-currency = Currency
frame-no-day = This is not a day.
frame-product = Product
frame-cost-centre = Cost centre
