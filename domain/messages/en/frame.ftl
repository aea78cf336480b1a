## The shell: what stands around every page, and the parts pages are made of.

# Tabs of the customer's site
frame-home = Home
frame-catalog = Catalog
frame-requests = Requests
frame-orders = Orders
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
frame-sort-by = Sort by { $column }
frame-actions = Actions

# Forms
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
frame-error-denied-text = If you need it, ask your purchasing manager or your contact to change what you may do.
frame-error-too-large = That was too much at once
frame-error-too-large-text = What was sent is larger than we take. Nothing of it was kept. Send it in smaller parts.
frame-error-busy = We are busy just now
frame-error-busy-text = Nothing was changed. Please try again in a moment.
frame-error-bad = We could not read that
frame-error-bad-text = What was sent is not what our form sends. Go back, reload the page and try again.
frame-error-failed = Something broke on our side
frame-error-failed-text = Nothing was changed. We have noted what happened; please try again, and tell us the number below if it stays.
frame-error-request = Request { $id }
frame-error-home = To your home page
