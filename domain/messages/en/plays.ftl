## plays

plays-make-usual = Make { $chosen } the usual choice in { $name }
plays-make-findable = Let “{ $words }” find something
plays-why-usual = { $times } of the last { $of } changed { $group } from { $usual }{ $accepted ->
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
plays-because-usual = { $chosen } is now the usual choice in { $name }, because { $times } of your last { $of } choices took it.
plays-because-added = { $what } is in your catalog now, because { $people ->
    [one] one of you
   *[other] { $people } of you
} looked for “{ $words }” and found nothing.
plays-because-synonym = “{ $words }” now finds { $what }, because { $people ->
    [one] one of you
   *[other] { $people } of you
} looked for it and found nothing.

plays-title = Plays
plays-sub = Changes we could make for a customer, because of what we have learned
plays-open = To decide
plays-none = Nothing to decide
plays-none-text = Plays appear when people keep changing a standard, or keep looking for something they do not find.
plays-open-it = Decide
plays-open-name = Decide: { $what }
plays-decided = Decided lately
plays-play = Play
plays-customer = Customer
plays-outcome = Outcome
plays-reason = Reason
plays-by = By
plays-accepted = Accepted
plays-dismissed = Dismissed
plays-proposed = Proposed
plays-accept = Accept
plays-accept-usual = Make the revision
plays-accept-usual-text = A new revision of { $name } is published with { $chosen } as the usual choice. Whoever wants { $usual } can still choose it.
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

### today
plays-today = { $customer }: { $what }
plays-today-decide = Decide
plays-today-more =
    { $count ->
        [one] 1 more proposal waits
       *[other] { $count } more proposals wait
    }
