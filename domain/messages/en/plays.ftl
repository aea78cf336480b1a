## plays

plays-make-usual = { $way ->
    [added] Put { $chosen } into { $name } as usual
    [left-out] Leave { $chosen } out of { $name } as usual
   *[other] Make { $chosen } the usual choice in { $name }
}
plays-make-findable = Let “{ $words }” find something
plays-why-usual = { $way ->
    [added] { $times } of the last { $of } added { $chosen } to { $group }
    [left-out] { $times } of the last { $of } left { $chosen } out of { $group }
   *[other] { $times } of the last { $of } changed { $group } from { $usual }
}{ $accepted ->
    [0] .
   *[other] ; { $accepted } of them were ordered.
}
plays-why-findable = Searched { $times } times by { $people ->
    [one] one person
   *[other] { $people } people
}{ $found ->
    [0] , never found.
    [one] ; found another way once.
   *[other] ; found another way { $found } times.
}
plays-found-instead = Found instead: { $what }.
plays-because-usual = { $way ->
    [added] { $chosen } is now in { $name } as usual, because { $times } of your last { $of } choices added it.
    [left-out] { $chosen } is no longer in { $name } as usual, because { $times } of your last { $of } choices left it out.
   *[other] { $chosen } is now the usual choice in { $name }, because { $times } of your last { $of } choices took it.
}
plays-because-added = { $what } is in your catalog now, because { $people ->
    [one] one of you
   *[other] { $people } of you
} looked for “{ $words }” and found nothing.
plays-because-synonym = “{ $words }” now finds { $what }, because { $people ->
    [one] one of you
   *[other] { $people } of you
} looked for it and found nothing.
plays-make-option = Offer { $what } as an option of { $name }
plays-offer-asked = Offer “{ $words }”
plays-why-option = { $times } of { $of } requests for the standard asked for it besides.
plays-why-asked = Asked for in words { $times ->
    [one] once
   *[other] { $times } times
} by { $people ->
    [one] one person
   *[other] { $people } people
}.
plays-because-option = { $what } can now be chosen with { $name }, because { $times } of your requests asked for both.
plays-because-asked = { $what } is in your catalog now, because { $people ->
    [one] one of you
   *[other] { $people } of you
} asked for “{ $words }”.
plays-because-asked-synonym = “{ $words }” now finds { $what }, because { $people ->
    [one] one of you
   *[other] { $people } of you
} asked for it.

plays-title = Plays
plays-sub = Changes we could make for a customer, because of what we have learned
plays-open = To decide
plays-none = Nothing to decide
plays-none-text = Plays appear when people keep changing a standard, or keep looking for something they do not find.
plays-open-it = Decide
plays-open-name = Decide: { $what }
plays-decided = Decided lately
plays-play = Play
plays-outcome = Outcome
plays-reason = Reason
plays-by = By
plays-accepted = Accepted
plays-dismissed = Dismissed
plays-proposed = Proposed
plays-accept = Accept
plays-accept-usual = Make the revision
plays-accept-usual-text = { $way ->
    [added] A new revision of { $name } is published that has { $chosen } as usual. Whoever does not want it can still leave it out.
    [left-out] A new revision of { $name } is published without { $chosen } as usual. Whoever wants it can still add it.
   *[other] A new revision of { $name } is published with { $chosen } as the usual choice. Whoever wants { $usual } can still choose it.
}
plays-accept-findable = Offer it
plays-accept-findable-text = Add products to the agreement, or say with which other words they find it.
plays-skus = Products to offer
plays-skus-help = Their SKUs, one a line. They are published in the agreement at once.
plays-replacement = Other words that find it
plays-replacement-help = A word of the catalog, or the name of a category.
plays-note = A word to the customer
plays-note-help = Stands below “We changed this because…”. May stay empty.
plays-dismiss = Dismiss
plays-dismiss-text = It comes back only when as much has happened again.
plays-dismiss-reason = Why not?
plays-no-reason = Say why, so that the next one need not ask.
plays-too-long = That is too long.
plays-nothing-chosen = Name a product or other words.
plays-unknown-sku = There is no product { $sku }.
plays-no-agreement = This customer has no agreement in force; other words still work.
plays-standard-changed = The standard was changed meanwhile and no longer has this option.
plays-already = Somebody decided this already, or what it rested on is gone.
plays-done-accepted = Done. The customer reads why.
plays-done-dismissed = Dismissed.
plays-fact = The fact and its evidence
plays-not-found = Searched and not found
plays-not-found-sub = Over all customers, the latest first
plays-not-found-none = Everything was found
plays-words = Words
plays-times = Times
plays-people = People
plays-found-another-way = Found another way
plays-last = Last

### one customer's wants
plays-wants = What { $customer } looks for
plays-wants-sub = Searched in vain, asked for off the standard, always changed
plays-wants-link = What they look for
plays-wants-customer = The customer
plays-wants-none = Nothing is missing
plays-wants-none-text = What people search in vain, ask for in their own words or change on every order stands here.
plays-wants-no-agreement = No agreement of this customer’s own is in force: products can’t be added, other words still work.
plays-wants-searched = Searched and not found
plays-wants-asked = Asked for off the standard
plays-wants-changed = Always changed on a standard
plays-want = What
plays-who = Who
plays-who-of = { $count } of { $unit } ({ $roles })
plays-no-unit = the company
plays-outside = { $count ->
    [one] One product by that name is not in the agreement
   *[other] { $count } products by that name are not in the agreement
}
plays-outside-none = We sell nothing by that name
plays-outside-label = Products by that name that are not in the agreement
plays-of-requests = { $of ->
    [one] of one request for the standard
   *[other] of { $of } requests for the standard
}
plays-accept-option-text = A new revision is published in which { $what } can be chosen. Nobody has to take it.
plays-draft = Propose it as a draft
plays-draft-text = Or only prepare it: the draft of the next revision gets it as its usual choice, and is published later.
plays-leave = Leave it as it is

### today
plays-today = { $customer }: { $what }
plays-today-decide = Decide
plays-today-more =
    { $count ->
        [one] 1 more proposal waits
       *[other] { $count } more proposals wait
    }
