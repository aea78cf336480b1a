## catalog

# Files that can't be read
catalog-file-empty = The file is empty.
catalog-file-no-lines = The file has a header and no lines.
catalog-file-not-utf8 = Line { $line } is not UTF-8 text. Save the file as “CSV UTF-8” and send it again.
catalog-file-utf16 = The file is UTF-16 text. Save it as “CSV UTF-8” and send it again.
catalog-file-not-text = This is not a text file. Save the table as CSV and send that.
catalog-file-too-many-columns = The file has { $count } columns. At most { $most } can be read.
catalog-file-too-many-lines = The file has more than { $most } lines. Send it in parts.
catalog-file-unclosed-quote = A quotation mark that opens on line { $line } is never closed.
catalog-file-unnamed-column = Column { $position } has no name in the header.
catalog-file-repeated-column = Two columns are called “{ $name }”.
catalog-file-old = This is a workbook of an older Excel (.xls), or a document of another program. Save it as .xlsx or CSV and send that.
catalog-file-protected = The workbook asks for a password. Save it without one and send it again.
catalog-file-not-a-spreadsheet = This is a packed file, but no workbook. Save the table as .xlsx or CSV and send that.
catalog-file-broken = The workbook is damaged and can’t be read. Open it, save it as .xlsx and send it again.
catalog-file-bomb = The file is small and would unpack to far more than a table can be. It was not opened.
catalog-file-too-large = The workbook is too large: at most { $most } MB can be read. Send it in parts, or as CSV.
catalog-file-formula =
    { $count ->
        [one] Cell { $cell } is a formula, and the file does not say what it comes to. Open the workbook, save it and send it again.
       *[other] { $count } cells are formulas, the first in { $cell }, and the file does not say what they come to. Open the workbook, save it and send it again.
    }
catalog-file-merged-header = The cells { $range } are merged where the columns’ names stand. Give every column a name of its own, in one row.

# What to know of a file that was read
catalog-note-sheet = Read from the sheet “{ $name }”, the first with anything in it. Not read: { $others }.
catalog-note-formulas =
    { $count ->
        [one] { $first } is a formula. What it came to when the file was saved is taken.
       *[other] { $count } cells are formulas, the first in { $first }. What they came to when the file was saved is taken.
    }
catalog-note-merged =
    { $count ->
        [one] The cells { $ranges } are merged. Only the first has the value; the others are empty.
       *[other] { $count } groups of cells are merged: { $ranges }. Only the first cell of each has the value; the others are empty.
    }
catalog-note-errors =
    { $count ->
        [one] { $first } holds an error such as #N/A, which is read as it stands there.
       *[other] { $count } cells hold an error such as #N/A, the first in { $first }. They are read as they stand there.
    }

# Lines that were not taken
catalog-line-cell-count =
    { $has ->
        [one] It has one cell where there are { $wants } columns.
       *[other] It has { $has } cells where there are { $wants } columns.
    }
catalog-line-too-long = “{ $column }” is longer than { $most } characters.
catalog-line-no-name = It has no name.
catalog-line-no-sku = It has no SKU.
catalog-line-bad-sku = “{ $cell }” can’t be a SKU: letters, digits and - . _ / + # only, at most 40.
catalog-line-bad-price = “{ $cell }” is not a price. Write it as 1299.00, without a currency sign.
catalog-line-precise-price = The price “{ $cell }” has more decimal places than its currency.
catalog-line-negative-price = The price “{ $cell }” is below zero.
catalog-line-zero-price = The price is zero. Leave it empty for “price on request”.
catalog-line-huge-price = The price “{ $cell }” is too high to be true.
catalog-line-no-price = It has no price.
catalog-line-wrong-currency = The currency is “{ $cell }”; this import is in { $wants }.
catalog-line-not-a-number = “{ $cell }” in “{ $column }” is not a number.
catalog-line-not-yes-or-no = “{ $cell }” in “{ $column }” is neither yes nor no.
catalog-line-other-unit = “{ $column }” is in { $says } here, but in { $wants } in the catalog. Choose { $wants } if the numbers are meant so, or convert them.
catalog-line-needless-unit = “{ $column }” is in { $says } here, but the catalog keeps it without a unit. Leave the unit empty, or give the attribute one on its category’s page.
catalog-line-about-nothing = It names neither a product nor a category. Tick “Meant for the whole list” if it is about everything.
catalog-line-like-another-variant = Nothing would tell it apart from another variant of its family.
catalog-line-not-a-day = “{ $cell }” in “{ $column }” is not a day. Write it as 2026-12-31.
catalog-line-ends-before-it-begins = It ends before it begins.
catalog-line-no-category = It has no category.
catalog-line-bad-unspsc = “{ $cell }” is no UNSPSC code; it has eight digits.
catalog-line-unknown-unit = “{ $cell }” is not a unit of measure we know.
catalog-line-repeats = Repeats line { $line } of { $file }.
catalog-line-repeats-other-price = Repeats line { $line } of { $file } with another price. The earlier price stays.
catalog-line-unknown-sku = No product has the SKU “{ $cell }”.
catalog-line-priced-already = Line { $line } of { $file } already gives this product a price for that time.
catalog-line-no-sku-left = No SKU could be composed for it.

# What a mapping lacks
catalog-mapping-no-name = Say which column is the name.
catalog-mapping-no-sku = Say which column is the SKU.
catalog-mapping-no-price = Say which column is the price.
catalog-mapping-twice = Another column of this file is that already.
catalog-mapping-attribute-name = Give the attribute a name of at most 60 characters.
catalog-mapping-attribute-twice = Another column of this file has this name already.
catalog-mapping-no-category = Say which category the products of this file belong to.
catalog-mapping-category-code = The code is made of small letters, digits and dashes: video-card.
catalog-mapping-category-name = Give the category a name of at most 60 characters.
catalog-mapping-sku-prefix = The beginning of SKUs is one to six capitals or digits: MEM.

# The catalog, as a customer's people see it
catalog-products-of =
    { $count ->
        [one] { $shown } of { $count } product
       *[other] { $shown } of { $count } products
    }
catalog-products =
    { $count ->
        [one] { $count } product
       *[other] { $count } products
    }
catalog-prices = prices of agreement { $agreement }
catalog-prices-until = prices of agreement { $agreement }, until { $day }
catalog-empty = There is nothing in your catalog yet
catalog-empty-text = Your account team decides with you what belongs here.
catalog-sku = SKU
catalog-category = Category
catalog-manufacturer = Manufacturer
catalog-your-price = Your price
catalog-price = Price
catalog-where-from = Where it comes from
catalog-price-story = How this price came about
catalog-price-contract = contract price
catalog-price-discount = { $agreement }, −{ $rate }
catalog-price-list = list price
catalog-price-none-why = No price has been agreed for it, and the price list has none.
catalog-price-none = no price
catalog-story-contract = Contract price of { $agreement }
catalog-story-category = { $rate } off { $category }
catalog-story-everything = { $rate } off everything
catalog-until = until { $day }
catalog-why-less-specific = A more specific price applies.
catalog-why-higher = A lower price applies.
catalog-why-no-list = There is no list price to take it off.
catalog-why-not-yet = Applies from { $day }.
catalog-why-ended = Does not apply now.
catalog-instead-of = instead of { $price }
catalog-on-request-note = Ask for it: you will be told the price before anything is ordered.
catalog-add-name = Add { $name } to the basket
catalog-quantity-of = Quantity of { $name }
catalog-add-to-basket = Add to basket
catalog-ask-for-it = Ask for it
catalog-facts = What it is
catalog-yes = Yes
catalog-no = No
catalog-filters = Filters
catalog-clear-filters = Clear filters
catalog-none-left = Nothing matches all of these filters
catalog-none-left-text = Take one away to see more.
catalog-more-values = { $count } more
catalog-take-away = Take away: { $filter }
catalog-not-here = Looking for something that is not here?
catalog-ask-team = Ask your account team
catalog-ask-team-note = They see what was searched and not found.
catalog-search-title = Search: { $words }
catalog-hits =
    { $count ->
        [0] Nothing found
        [one] { $count } product found
       *[other] { $count } products found
    }
catalog-found-as-meant = Nothing has “{ $words }” written just so. This is what comes nearest to it.
catalog-found-but-one = Nothing has all of these words. This has all of them but one.
catalog-best-first = Best match first
catalog-search-empty = What are you looking for?
catalog-search-nothing = Nothing in your catalog matches
catalog-search-nothing-text = Try fewer words, or only the beginning of one.
catalog-search-noted = We have noted what you looked for.
catalog-all-categories = All categories

# Importing files
catalog-import-sub = Files become what the catalog knows: workbooks (.xlsx) and CSV
catalog-import-new = Send files
catalog-import-what = What is in them
catalog-prices-of-list = Prices
catalog-import-files = Files
catalog-import-files-help = One or many workbooks (.xlsx) or CSV files in UTF-8, 64 MB together. You say what their columns are in the next step; nothing is changed before.
catalog-import-send = Send and go on
catalog-import-none = No imports yet
catalog-import-none-text = Send a file above to begin.
catalog-import-earlier = Imports
catalog-import-by = By
catalog-import-state = State
catalog-import-uploading = Being read
catalog-import-refused = Can’t be read
catalog-import-unreadable = These files can’t be read and were left out
catalog-import-read-so-far = { $lines } lines have been read so far.
catalog-import-read-goes-on = You can leave this page: reading goes on, and the import waits for you.
catalog-import-send-again = Send it again
catalog-import-waiting = Waits for you
catalog-import-running = Running
catalog-import-finished = Finished
catalog-import-stopped = Stopped
catalog-import-failed = Broke off
catalog-import-nothing-taken = Nothing was taken in.
catalog-import-too-many-files = These are too many files at once. Send at most 100.
catalog-import-too-large = The files are larger than 64 MB together. Send them in parts.
catalog-import-no-file = Choose at least one file.
catalog-import-report = Import
catalog-import-progress = { $done } of { $lines } lines
catalog-import-into-list = Prices go to { $list }.
catalog-import-download = Report as CSV
catalog-import-stop = Stop
catalog-import-again = Go on
catalog-import-discard = Discard
catalog-import-start = Start import
catalog-lines = Lines
catalog-lines-count =
    { $count ->
        [one] { $count } line
       *[other] { $count } lines
    }
catalog-lines-not-taken = Not taken
catalog-lines-all = All lines
catalog-lines-none = No lines here
catalog-lines-none-left = Every line was taken
catalog-line = Line
catalog-line-new = New
catalog-line-updated = Updated
catalog-line-unchanged = Unchanged
catalog-line-repeated = Repeated
catalog-line-refused = Refused
catalog-file = File
catalog-became = Became
catalog-reason = Why
catalog-cells = What stands there
catalog-mapping-title = What are the columns?
catalog-mapping-sub =
    { $files ->
        [one] { $lines } lines in one file. What you see is our guess; correct it where it is wrong.
       *[other] { $lines } lines in { $files } files. What you see is our guess; correct it where it is wrong.
    }
catalog-mapping-saved = Use a saved mapping:
catalog-mapping-prices = Prices
catalog-mapping-currency = Currency of the files
catalog-mapping-currency-help = Every price in the files is in this currency.
catalog-mapping-list = Price list
catalog-mapping-list-help = Without a list, prices are left out.
catalog-mapping-new-list = Or a new list called
catalog-mapping-save-as = Save this mapping as
catalog-mapping-save-as-help = To use it again with the next files.
catalog-mapping-maker = Names begin with the manufacturer
catalog-mapping-maker-help = Used where no column names the manufacturer.
catalog-mapping-column = Column
catalog-mapping-example = For example
catalog-mapping-becomes = Becomes
catalog-mapping-becomes-of = What { $column } becomes
catalog-mapping-label = Called
catalog-mapping-label-of = What { $column } is called
catalog-mapping-unit = Unit
catalog-mapping-unit-of = Unit of { $column }
catalog-mapping-name-long = The name has more than 60 characters.
catalog-category-code = Code, for addresses
catalog-category-prefix = SKUs begin with
catalog-role-name = Name
catalog-role-name-in = Name ({ $language })
catalog-role-currency = Currency
catalog-role-unit = Unit of measure
catalog-role-maker-number = Manufacturer's number
catalog-role-unspsc = UNSPSC code
catalog-role-last-order-day = Last order day
catalog-role-lead-days = Lead time in days
catalog-role-description = Description
catalog-role-description-in = Description ({ $language })
catalog-role-number = Attribute: number
catalog-role-choice = Attribute: choice
catalog-role-choices = Attribute: several choices
catalog-role-yes-no = Attribute: yes or no
catalog-role-text = Attribute: text
catalog-role-valid-from = Valid from
catalog-role-valid-until = Valid until
catalog-role-ignore = Left out
catalog-list-name = Give the list a name of at most 60 characters.
catalog-list-name-taken = There is a price list with this name already.
catalog-list-needed = Choose the list these prices go to.
catalog-list-other-currency = The price list is in { $currency }. Choose that, or another list.

# Products in the console
catalog-new-product = New product
catalog-no-product-yet = No product yet
catalog-first-product = Import a file of them with their categories, or make the first one by hand.
catalog-needs-category = There is no category yet
catalog-needs-category-text = Every product is in one. Make it first, or import products with their categories.
catalog-no-products = No products match
catalog-no-products-text = Try fewer words, or look in all categories.
catalog-not-sold = Not sold
catalog-without-price = Without price
catalog-is-sold = Is sold
catalog-give-price = Give prices
catalog-price-empty-note = Valid from now on. An empty price means: price on request.
catalog-no-lists = There is no price list yet
catalog-no-lists-text = One is made when you import prices.
catalog-changed-meanwhile = Somebody else changed this product meanwhile. Reload the page to see it, then change it again.
catalog-fault-no-sku = Give it a SKU.
catalog-fault-bad-sku = A SKU has letters, digits and - . _ / + # only, at most 40.
catalog-fault-sku-taken = Another product has this SKU.
catalog-fault-no-name = Give it a name.
catalog-fault-too-long = This is too long.
catalog-fault-no-category = Choose a category.
catalog-fault-not-a-number = Write a number, without its unit.
catalog-fault-bad-unspsc = A UNSPSC code has eight digits.
catalog-fault-not-days = Write a whole number of days, at most 730.
catalog-fault-day-over = This day is over. Take the product off sale instead.
catalog-fault-day-wrong = Write a day, like 2026-12-31.
catalog-fault-not-yes-or-no = Write yes or no.

### today
catalog-today-import = Import { $files }: { $state }
catalog-today-map = Say what its columns are
catalog-today-report = Read the report
catalog-today-refused =
    { $count ->
        [one] 1 of { $lines } lines was not taken; finished { $ago }.
       *[other] { $count } of { $lines } lines were not taken; finished { $ago }.
    }
catalog-today-done = { $done } of { $lines } lines are in; since { $ago }.

### many pieces, promotions
catalog-price-agreed = agreed price
catalog-story-agreed = Agreed price of { $agreement }
catalog-story-product = { $rate } off, by { $agreement }
catalog-story-promotion = Promotion “{ $name }”
catalog-price-subscription = { $plan } discount
catalog-story-subscription = Discount of { $plan }, subscription { $number }
catalog-why-later-agreement = An agreement that comes first has a price.
catalog-why-promoted = A promotion or a subscription’s discount is lower.
catalog-why-more-pieces = For more pieces.
catalog-from-pieces = from { $count } pieces
catalog-from-many = from { $count }
catalog-many-cost-less = Price for many
catalog-quantity = Quantity
catalog-price-each = Price each
catalog-many = For many pieces
catalog-many-from = From how many pieces
catalog-many-help = Empty: many cost what fewer do.
catalog-many-pieces-wrong = Give a number above one.
catalog-price-list-of = Price list
catalog-role-pieces = From how many pieces

### price lists
catalog-price-lists = Price lists
catalog-price-lists-sub = What customers are asked before anything was agreed, and what we pay ourselves.
catalog-new-list = New price list
catalog-make-list = Make the list
catalog-list-no-prices = No price in it yet
catalog-list-made = The list is there. Prices come into it from a file, or product by product.
catalog-list-purpose = What it is for
catalog-list-sale = what customers are asked
catalog-list-cost = what we pay
catalog-list-sale-sub = What customers are asked. Agreements take their discounts from it.
catalog-list-cost-sub = What we pay ourselves. Prices at “cost plus” are made from it; no customer sees it.
catalog-list-no-currency = Three letters of a currency, such as EUR.
catalog-list-currency-help = Three letters, such as EUR
catalog-list-no-name = Give it a name.
catalog-list-costs-taken = Another list has the costs in this currency.
catalog-list-agreements = Agreements
catalog-import-prices = Import prices
catalog-promotions = Promotions
catalog-promotions-note = the customer pays whichever is lower: this, or what was agreed
catalog-no-promotions = No promotion
catalog-no-promotions-text = A promotion lowers prices for a while for everybody who buys from this list.
catalog-new-promotion = New promotion
catalog-add-promotion = Begin the promotion
catalog-promotion = Promotion
catalog-promotion-name = Name
catalog-promotion-name-help = Customers read it beside the price.
catalog-promotion-one = One product
catalog-promotion-sku-help = With “one product”
catalog-promotion-rate = Percent off list
catalog-promotion-price = Or a price in { $currency }
catalog-promotion-price-help = For one product only
catalog-promotion-from = From
catalog-promotion-until = Until
catalog-promotion-no-name = Give it a name.
catalog-promotion-wrong-rate = Percent between 0 and 100, or a price for one product.
catalog-promotion-wrong-price = This is not a price of one product.
catalog-promotion-no-sku = There is no product with this SKU.
catalog-promotion-no-category = Choose what it applies to.
catalog-promotion-over = It ends before it begins, or is over already.
catalog-promotion-cost = Costs are not promoted.
catalog-promotion-made = “{ $name }” applies from its first day on.
catalog-promotion-ended = “{ $name }” has ended.
catalog-end-promotion = End { $name } now
catalog-end-now = End now
catalog-no-end = no end

# Related products, stock, when something can be had
catalog-relations = Related products
catalog-relations-none = Nothing yet. Accessories, compatible products and the successor stand on the product's page, for everybody who may see them.
catalog-relation-successor = Successor
catalog-relation-accessory = Accessory
catalog-relation-compatible = Works with it
catalog-relation-replaces = Replaces
catalog-relation-accessory-of = Accessory of
catalog-relation-kind = What it is
catalog-relation-other = Its SKU
catalog-relation-remove = Remove
catalog-relation-remove-name = Remove { $name }
catalog-relation-unknown = No product has this SKU.
catalog-relation-itself = That is this product itself.
catalog-relation-circle = That one is replaced by this product already, directly or through others.
catalog-relation-too-many = A product has at most { $most } related ones.
catalog-stock = Stock
catalog-stock-none = Nobody has said what lies where.
catalog-stock-location = Place
catalog-stock-on-hand = There
catalog-stock-expected = Comes next
catalog-stock-expected-day = On
catalog-stock-updated = As of
catalog-stock-set = Keep
catalog-stock-gone = No longer kept there
catalog-stock-location-wrong = Name the place, in at most 60 characters.
catalog-stock-quantity-wrong = This is not a number of pieces.
catalog-stock-expected-wrong = What comes next needs a quantity and a day.
catalog-in-stock = In stock
catalog-available-today = Available today
catalog-available-from = Available from { $day }
catalog-in-stock-few = { $count } in stock
catalog-from-day = from { $day }
catalog-maker-number = Manufacturer's number
catalog-unspsc = UNSPSC
catalog-leaves = Can be ordered until { $day }. After that it leaves your catalog.
catalog-successor-is = Its successor:
catalog-accessories = Accessories
catalog-works-with = Works with
catalog-belongs-to = Belongs to
catalog-news = New and leaving
catalog-news-sub = What has come into your catalog, and what can be ordered for a while only
catalog-news-nothing = Nothing has come lately, and nothing leaves
catalog-news-link = What is new, what leaves
catalog-new = New in the last { $days } days
catalog-new-short = New in your catalog
catalog-new-since = Since
catalog-leaving = Leaving your catalog
catalog-orderable-until = Can be ordered until
catalog-compare = Side by side
catalog-compare-ticked = Compare what is ticked
catalog-compare-tick = Compare { $name }
catalog-compare-pick = Compare
catalog-compare-too-many = Six stand side by side at most; the others were left out.
catalog-compare-not-there = Not in your catalog: { $names }.
catalog-compare-nothing = Nothing to compare yet
catalog-compare-nothing-text = Tick up to six products in a list of the catalog, or name them by their SKU.
catalog-compare-different = Only what differs
catalog-compare-all = Everything that is known
catalog-compare-without = Compare without { $name }
catalog-compare-sku = Another SKU
catalog-compare-add = Put beside
catalog-availability = Availability
catalog-compare-what = What is known

# Categories and the attributes of their products
catalog-categories = Categories
catalog-categories-sub = The tree that catalogs are read by, and what is known of the products in each
catalog-categories-link = Categories
catalog-tree-new = A new category
catalog-tree-make = Make the category
catalog-tree-code = Code
catalog-tree-code-help = Stands in addresses: small letters, digits and dashes. It stays.
catalog-tree-prefix = SKU prefix
catalog-tree-prefix-help = What composed SKUs begin with: one to six capitals and digits.
catalog-tree-parent = Below
catalog-tree-code-wrong = Write small letters, digits and dashes.
catalog-tree-code-taken = Another category has this code.
catalog-tree-prefix-wrong = Write one to six capitals and digits.
catalog-tree-circle = A category can’t be below itself.
catalog-attributes = Attributes
catalog-attribute-new = A new attribute
catalog-attribute-change = Change { $name }
catalog-attribute-kind = How it is read
catalog-kind-number = number
catalog-kind-choice = choice
catalog-kind-choices = several choices
catalog-kind-yes-no = yes or no
catalog-kind-text = text
catalog-attribute-unit = Unit
catalog-attribute-unit-help = GB, or with # for each of several numbers: # × #
catalog-attribute-position = Place
catalog-attribute-name-wrong = Write a name of at most 60 characters.
catalog-attribute-name-taken = The category has an attribute of this name.
catalog-attribute-unit-wrong = Write a unit of at most 20 characters.
catalog-attribute-position-wrong = Write a place from 0 to 999.
catalog-attribute-too-many = A category has at most sixty attributes.
catalog-attribute-unreadable = “{ $value }” can’t be read that way. Put it right in the products first.
catalog-attribute-has-values =
    { $count ->
        [one] One product has a value of it.
       *[other] { $count } products have a value of it.
    }
catalog-attribute-has-rules =
    { $count ->
        [one] One agreement has a rule about it, which would be about nothing then. Change the agreement first.
       *[other] { $count } agreements have rules about it, which would be about nothing then. Change them first.
    }
catalog-promotion-sub = Said anew from now on. What was ordered keeps its price.
catalog-keep-promotion = Keep the promotion
catalog-promotion-kept = “{ $name }” is kept.
catalog-promotion-changed = Somebody else changed it meanwhile, or it has ended. Look at what it says now before you send this again.
catalog-grid = Grid
catalog-grid-sub = The products of one category side by side. Only what you change is written, all of it or nothing.
catalog-grid-keys = arrow keys and Enter go from cell to cell; a block copied in a spreadsheet can be pasted
catalog-grid-choose = Which category?
catalog-grid-choose-text = Its products and their attributes are shown side by side, fifty on a page.
catalog-grid-choose-short = Choose a category
catalog-grid-list = Price list
catalog-grid-no-list = Without prices
catalog-grid-costs = costs
catalog-grid-all = Sold or not
catalog-grid-sold = Sold
catalog-grid-save = Write the changes
catalog-grid-nothing = Nothing was changed.
catalog-grid-saved =
    { $count ->
        [0] No product was changed.
        [one] One product was changed.
       *[other] { $count } products were changed.
    }
catalog-grid-changed = Somebody else changed this product meanwhile; here it says: { $now }. Send it again to write yours.

### saved filters

catalog-saved-filters = Saved filters
catalog-saved-sub = Views of the catalog that you keep under a name; what they show is always today’s
catalog-saved-none = No filters saved yet
catalog-saved-none-text = Choose filters in a category or search for something; there you can keep the view.
catalog-saved-manage = Rename or delete
catalog-saved-keep = Save this filter
catalog-saved-name = Name
catalog-saved-name-help = Only you see it.
catalog-saved-rename = Rename
catalog-saved-rename-name = Rename { $name }
catalog-saved-remove = Delete
catalog-saved-remove-name = Delete { $name }
catalog-saved-gone = no longer in your catalog
catalog-saved-removed = Deleted.
catalog-saved-name-wrong = Give it a name of at most 60 characters.
catalog-saved-name-taken = You have a filter of this name already.
catalog-saved-too-many = You have { $most } filters already. Delete one that you no longer need.

### names in other languages

catalog-names = Names in other languages
catalog-names-of = Names of { $category }
catalog-names-sub = What has no name in a language is called there as here. Searches find it by its names.
catalog-names-thing = Here
catalog-names-kind = What it is
catalog-names-category = Category
catalog-names-attribute = Attribute
catalog-names-value = Value
catalog-names-in = { $language }
catalog-names-label = { $thing } in { $language }
catalog-names-long = This name is too long.
catalog-pictures = Pictures
catalog-picture-of = Picture { $number } of { $count }
catalog-pictures-none = No picture yet. Lists show a drawing of what kind of thing it is.
catalog-pictures-too-many = A product has at most { $most } pictures. Remove one first.
catalog-picture-main = The main picture, which lists show.
catalog-picture-new = Another picture
catalog-picture-add = Add the picture
catalog-picture-alt = What is to be seen
catalog-picture-alt-help = For people who do not see the picture: “Display from the front, stand lowered”.
catalog-picture-alt-wrong = Say what is to be seen, in at most 200 characters.
catalog-picture-earlier = Earlier
catalog-picture-earlier-name = Show earlier: { $name }
catalog-picture-later = Later
catalog-picture-later-name = Show later: { $name }
catalog-documents = Documents
catalog-documents-none = No document yet.
catalog-documents-too-many = A product has at most { $most } documents. Remove one first.
catalog-document-new = Another document
catalog-document-add = Add the document
catalog-document-title = Title
catalog-document-title-wrong = Give it a title of at most 120 characters.
catalog-document-kind = Kind
catalog-document-language = Language
catalog-document-file = File
catalog-document-data-sheet = Data sheet
catalog-document-manual = Manual
catalog-document-certificate = Certificate
catalog-document-safety = Safety
catalog-document-other = Other
catalog-variants = Choose yours
catalog-variants-others = Others
catalog-fault-unknown-unit = We don’t know this unit of measure. Write it as piece, pair, m or kg.
catalog-fault-same-variant = Another variant of its family has the same values. Change this one, or take it out of its family first.
catalog-families = Families
catalog-families-sub = Products that differ in a few attributes, such as colour or length. People choose between those that they may see on one page; each stays a product with its own SKU and price.
catalog-families-none = No families yet
catalog-families-none-text = Make one, say in what its products differ, and put them in.
catalog-family = Family
catalog-family-new = A new family
catalog-family-make = Make the family
catalog-family-code = Code
catalog-family-code-wrong = Give it a code of at most 40 characters.
catalog-family-code-taken = Another family has this code.
catalog-family-varies = Its products differ in
catalog-family-varies-help = One to five attributes. Every product of the family needs a value for each, and no two the same.
catalog-family-varying-wrong = Choose one to five attributes in which its products differ.
catalog-family-no-attributes = Its category has no attributes yet. Add them on the category's page first.
catalog-family-variants = Products in it
catalog-family-empty = No product yet. Say in what they differ, then put them in by their SKU.
catalog-family-add = Put it in
catalog-family-add-sku = SKU of another one
catalog-family-other-category = This product is in another category.
catalog-family-other-family = This product is in another family. Take it out there first.
catalog-family-no-value = Not every product says something about “{ $attribute }”. Fill that in first.
catalog-family-twins = { $one } and { $other } have the same values, so nobody could choose between them.
catalog-family-too-many = A family has at most { $most } products.
catalog-family-alike = Two of these have the same values, or none: an import may have changed them. Nobody can choose between them.

# Imports: what would change, and taking back
catalog-kind-stock = Stock
catalog-kind-promotions = Promotions
catalog-kind-customers = Customers
catalog-notes-title = How the files were read
catalog-import-comparing = Being compared
catalog-import-compared = Compared, waits for you
catalog-import-undoing = Being undone
catalog-import-undone = Undone
catalog-import-compare = What would change?
catalog-import-differences = What would change
catalog-import-nothing-changed = Nothing has been changed yet.
catalog-import-apply = Apply the changes
catalog-import-columns = Back to the columns
catalog-import-undo = Undo the import
catalog-import-undo-progress = { $done } of { $lines } lines undone
catalog-import-undone-by = Undone by { $person }:
catalog-undo-restored = Given back
catalog-undo-removed = Taken off again
catalog-undo-retired = Taken off sale
catalog-undo-kept = Left as it is
catalog-undo-retired-why = Taken off sale only: it is in use, or somebody changed it since
catalog-undo-kept-why = Left as it is, because somebody changed it since: { $fields }
catalog-undo-kept-in-use = Left as it is, because it is in use
catalog-undo-made =
    { $count ->
        [one] This import made one new entry.
       *[other] This import made { $count } new entries.
    }
catalog-undo-changed =
    { $count ->
        [one] This import changed one entry that was there.
       *[other] This import changed { $count } entries that were there.
    }
catalog-undo-says-made = What it made is taken off again. What is in use by now, in agreements, orders or otherwise, is only taken off sale.
catalog-undo-says-changed = What it changed gets back what it was. A price it set stays in the history up to now.
catalog-undo-says-kept = What somebody has changed since is left as it is, and the report names it.
catalog-undo-says-once = Categories it made stay. An import can be undone once.
catalog-undo-yes = Undo it
catalog-undo-no = Leave it
catalog-lines-changes = Changes
catalog-lines-kept = Not undone
catalog-changes-none = No changes here
catalog-change-what = What
catalog-change-field = Field
catalog-change-before = Before
catalog-change-after = After
catalog-change-price-from = Price from { $pieces } pieces
catalog-change-stock-at = Stock in { $location }
catalog-change-stock-lead =
    { $days ->
        [one] { $stock }; takes one day
       *[other] { $stock }; takes { $days } days
    }
catalog-stock-lead = Lead time there, in days
catalog-stock-lead-help = How long it takes from this place where there is none. Empty is the product’s own.
catalog-change-stock-coming = { $here }, and { $coming } on { $day }
catalog-change-promotion = Promotion
catalog-change-promotion-until = { $price } until { $day }
catalog-mapping-amounts = Amounts of money
catalog-mapping-list-needed = The list that these prices go to.
catalog-mapping-no-location = Say which column is the place where stock lies.
catalog-mapping-no-on-hand = Say which column is how much lies there.
catalog-mapping-last-day = Last day of all of them
catalog-mapping-last-day-help = In place of the days that the file says: to use last year’s promotions again. Leave it empty to keep each line’s own.
catalog-mapping-last-day-over = This day is over. Promotions need one that is still to come.
catalog-mapping-category-and-everything = Choose one: promotions that name nothing are for a category, or for the whole list.
catalog-mapping-promoted = Category of promotions that name nothing
catalog-mapping-promoted-help = Its name or code. It counts where a line names neither a product nor a category.
catalog-mapping-too-precise-title = Some prices have to be rounded
catalog-mapping-too-precise = “{ $column }” in { $file } has prices with { $places } decimal places, but their currency has { $most }. Lines with such prices are refused unless they are rounded.
catalog-mapping-without-category-title = Some lines name no category
catalog-mapping-without-category =
    { $lines ->
        [one] One line of { $file } names no category. If its product is new, it is refused unless you say which category it belongs to.
       *[other] { $lines } lines of { $file } name no category. Those of new products are refused unless you say which category they belong to.
    }
catalog-mapping-without-category-do = Name their category
catalog-mapping-too-precise-do = Round prices
catalog-mapping-no-end = Say which column is the last day.
catalog-line-several-products = Several products have the number “{ $cell }”. Use the SKU.
catalog-line-missing = Nothing stands in “{ $column }”.
catalog-line-expected-without-day = What is expected needs a quantity and a day, or neither.
catalog-line-unknown-category = There is no category “{ $cell }”.
catalog-line-no-discount = It takes nothing off, or more than everything.
catalog-line-price-of-many = A price of its own is for one product. For more, take percent off.
catalog-line-over = It ended on { $day } already.
catalog-line-unknown-country = “{ $cell }” is not a country’s code. Write it with two letters: NL.
catalog-line-not-a-year = “{ $cell }” can’t be the year it was founded in.
catalog-line-unknown-segment = There is no segment “{ $cell }”.
catalog-line-unknown-customer = No customer has the number “{ $cell }”.
catalog-line-several-customers = “{ $cell }” means more than one customer.
catalog-role-location = Place
catalog-role-on-hand = In stock
catalog-role-expected = Expected
catalog-role-expected-day = Expected on
catalog-role-percent = Percent off (15)
catalog-role-fraction = Part off (0.15)
catalog-role-customer-number = Our number (C-00042)
catalog-role-reference = Number in our own system
catalog-role-industry = Kind of business
catalog-role-employees = Employees
catalog-role-sales = Yearly sales
catalog-role-founded = Year founded
catalog-role-street = Street
catalog-role-postcode = Postcode
catalog-role-city = City
catalog-role-country = Country
catalog-role-phone = Phone
catalog-role-segment = Segment
catalog-role-needs = Needs

# Exports
catalog-export = Export
catalog-export-sub = What the catalog knows, as files that can be edited and imported again
catalog-export-products = Every field that an import can take. With a category, a column for each of its attributes.
catalog-export-prices = Prices with their numbers of pieces and days, of one list.
catalog-export-promotions = The promotions of a list that hold now or will. “*” as the category means the whole list.
catalog-export-stock = What lies where, and what comes.
catalog-export-customers = Companies with what is known of them.
catalog-export-csv = CSV
catalog-export-xlsx = Excel (.xlsx)
catalog-export-no-list = There is no price list yet.
catalog-change-promotion-about = Holds for
catalog-change-promotion-everything = Everything in the list
catalog-mapping-everything = Meant for the whole list
catalog-mapping-everything-help = Promotions that name neither a product nor a category hold for everything in the list. Otherwise their lines are refused.
catalog-mapping-default = Category of what no column names one for
catalog-mapping-default-help = Products that are there already stay in their category.
catalog-mapping-only = Only lines where
catalog-mapping-only-all = All lines
catalog-mapping-only-value = is
catalog-mapping-only-help = Such as a column “Status” that is “Current”.
catalog-mapping-leave-rest = Leave all attributes out
catalog-line-left-out = Left out
catalog-undo-says-made-companies = Companies it made are removed again. One that has people, an agreement of its own or anything that happened stays.
catalog-undo-says-changed-companies = What it changed of companies gets back what it was.
catalog-undo-says-once-only = An import can be undone once.
catalog-mapping-round = Round prices
catalog-mapping-round-help = Where they have more decimal places than the currency. Otherwise such lines are refused.
catalog-mapping-looked-up = { $file } is not imported itself. Its lines are looked up by “{ $key }”, so that the other files have its columns, too: { $columns }.
catalog-line-looked-up = Looked up
catalog-grid-refused =
    { $count ->
        [one] Nothing was written: one cell can’t be taken as it is. What you typed is still there.
       *[other] Nothing was written: { $count } cells can’t be taken as they are. What you typed is still there.
    }
catalog-grid-new-value = No product of the category has “{ $value }” yet. Choose what there is, or say below that the new value is meant.
catalog-grid-new-values = Values that no product has yet are meant so
catalog-attribute-another = Another value of { $name }
catalog-attribute-others = Other values of { $name }, with commas
catalog-attribute-numbers = Several numbers, with commas between them.
catalog-per-unit = per { $unit }
catalog-counted-in = Unit of measure: { $unit }
catalog-measure-piece = piece
catalog-measure-set = set
catalog-measure-pair = pair
catalog-measure-pack = pack
catalog-measure-box = box
catalog-measure-kit = kit
catalog-measure-dozen = dozen
catalog-measure-metre = metre
catalog-measure-centimetre = centimetre
catalog-measure-square-metre = square metre
catalog-measure-kilogram = kilogram
catalog-measure-gram = gram
catalog-measure-litre = litre
catalog-measure-millilitre = millilitre
catalog-measure-hour = hour
catalog-measure-day = day
catalog-measure-month = month
catalog-measure-year = year
