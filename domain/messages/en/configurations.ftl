## configurations

### the company's people

configurations-title = Standards
configurations-sub = Put together for { $company } and checked. Choose the options; the price is your contract price.
configurations-none = No standards yet
configurations-none-text = Your account team puts together what your people need most. Until then, the catalog has everything.
configurations-configure = Configure
configurations-configure-name = Configure { $name }
configurations-as-configured = with the usual options
configurations-in-it = Always in it
configurations-more-parts = { $count ->
    [one] and one more part
   *[other] and { $count } more parts
}
configurations-you-choose = You choose: { $groups }
configurations-choose = Choose the options
configurations-order-it = How many
configurations-times = { $count } ×
configurations-revision = { $code }, revision { $number }
configurations-changed-on = Changed on { $day }.
configurations-pick-none = None
configurations-included = included
configurations-each = { $price } each
configurations-gone = not available any more
configurations-gone-long = “{ $option }” is not available any more. Choose another.
configurations-missing = Choose one of “{ $group }”.
configurations-not-offered = One of the options is not offered any more. Choose again.
configurations-show-price = Work out the price
configurations-request = Request it
