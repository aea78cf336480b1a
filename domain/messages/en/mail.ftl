## mail
## A message `<kind>` is three texts: mail-<kind>-subject, -text and -button.

mail-greeting = Hello { $name },
mail-foot = You get this message because it concerns you or your company. It was written by our portal; please answer there.
mail-foot-case = You get this message because it concerns you or your company. Answer it, or on the page of the case: both become part of it.

### people and companies

mail-invitation-subject = { $inviter } invites you to { $company }
mail-invitation-text =
    { $inviter } has invited you to { $company }’s own site, where your company’s equipment is found, requested and ordered.

    Choose a password and you are in. The link is good for 14 days.
mail-invitation-button = Accept the invitation

mail-member-invited-subject = { $who } has invited { $name } to your company’s site
mail-member-invited-text =
    { $who } of our team has invited { $name } ({ $email }) to your company’s site{ $manager ->
        [yes] {" "}as a purchasing manager.
       *[no] .
    }

    Until it is accepted you can take the invitation back, and afterwards change what they may do. If you did not expect this, tell your account team.
mail-member-invited-button = Look at your people

mail-password-reset-subject = A new password for your account
mail-password-reset-text =
    Somebody, probably you, asked for a new password for this address. The link is good for one hour and works once.

    If it was not you, nothing needs to be done: your password stays as it is.
mail-password-reset-button = Choose a new password

mail-staff-invitation-subject = { $inviter } gives you a place in our portal
mail-staff-invitation-text =
    { $inviter } has made an account for you in the portal through which we serve our customers.

    Choose a password and you are in. The link is good for 14 days and works once.
mail-staff-invitation-button = Choose a password

mail-staff-added-subject = You can now work in our portal
mail-staff-added-text =
    { $inviter } has given your account a place on our own side of the portal. Your password stays as it is.

    After signing in you choose on which side you want to work.
mail-staff-added-button = Sign in

### equipment

mail-equipment-assigned-subject = { $name } is yours now
mail-equipment-assigned-text =
    { $who } has assigned { $name } ({ $tag }) to you.

    Its page says how it is set up and where you get help. If you did not get it, tell { $who }.
mail-equipment-assigned-button = Look at it

mail-equipment-lent-subject = { $name } is lent to you
mail-equipment-lent-text =
    { $who } has lent { $name } ({ $tag }) to you{ $ends ->
        [day] {" "}until { $until }.
       *[open] .
    }

    When you give it back, say so on its page.
mail-equipment-lent-button = Look at it

mail-equipment-due-back-subject = { $name } is due back
mail-equipment-due-back-text =
    { $name } ({ $tag }) is lent to you until { $until }.

    When you give it back, say so on its page. If you need it longer, ask whoever looks after equipment in your company.
mail-equipment-due-back-button = Give it back

mail-equipment-warranty-ends-subject =
    { $units ->
        [one] The warranty of a unit ends
       *[other] The warranties of { $units } units end
    }
mail-equipment-warranty-ends-text =
    { $units ->
        [one] The warranty of this unit ends on { $first }:
       *[other] The warranties of these units end within a month, the first on { $first }:
    }

    { $lines }

    { $more ->
        [0] {""}
       *[other] … and { $more } more.
    }

    What is to be looked after further can be named in a subscription whose plan covers equipment; what is to be replaced is asked for on the page of the unit.
mail-equipment-warranty-ends-button = Look at them

mail-equipment-taken-over-subject = You have got equipment
mail-equipment-taken-over-text =
    { $units ->
        [one] { $who } has given you a unit that somebody had who left the company.
       *[other] { $who } has given you { $units } units that somebody had who left the company.
    }

    They are in your list with everything that is known of them.
mail-equipment-taken-over-button = Look at it

mail-equipment-several-subject = You have got equipment
mail-equipment-several-text =
    { $units ->
        [one] { $who } has assigned a unit to you.
       *[other] { $who } has assigned { $units } units to you.
    }

    They are in your list. If you did not get them, tell { $who }.
mail-equipment-several-button = Look at it

### orders

mail-order-placed-subject = Order { $number } has been placed
mail-order-placed-text =
    { $who } placed order { $number }{ $po ->
        [yes] {" "}with your purchase order number { $po_number }
       *[no] { "" }
    }, { $total } in all:

    { $lines }

    We will tell you the day of delivery as soon as our order desk has it.
mail-order-placed-button = Follow the order

mail-order-acknowledged-subject = Order { $number } is promised for { $promised }
mail-order-acknowledged-text =
    Our order desk has your order { $number } in hand and promises it for { $promised }.{ $later ->
        [0] { "" }
        [one] {" "}One line comes later; the page of the order says when.
       *[other] {" "}{ $later } lines come later; the page of the order says when.
    }

    { $note }
mail-order-acknowledged-button = Follow the order

mail-order-promised-subject = New delivery day for order { $number }: { $promised }
mail-order-promised-text =
    What is still open of your order { $number } is now promised for { $promised }.{ $later ->
        [0] { "" }
        [one] {" "}One line comes later; the page of the order says when.
       *[other] {" "}{ $later } lines come later; the page of the order says when.
    }

    { $note }
mail-order-promised-button = Follow the order

mail-order-shipped-subject =
    { $rest ->
        [none] The last of order { $number } is on its way
       *[open] Part { $part } of order { $number } is on its way
    }
mail-order-shipped-text =
    { $carrier } is bringing, under the tracking number { $tracking }:

    { $lines }

    { $rest ->
        [none] With this, your order { $number } is complete.
       *[open] The rest of your order { $number } is promised for { $promised }.
    }
mail-order-shipped-button = Follow the order

mail-order-delivered-subject =
    { $rest ->
        [none] Order { $number } has arrived
       *[open] Part { $part } of order { $number } has arrived
    }
mail-order-delivered-text =
    { $said ->
        [customer] { $who } confirmed that part { $part } of your order { $number } has arrived.
       *[carrier] The carrier says that part { $part } of your order { $number } has arrived. If it is not there, please tell us.
    }

    { $rest ->
        [none] The order is now complete.
       *[open] The rest is still to come; the page of the order says when.
    }
mail-order-delivered-button = Look at the order

mail-order-cancelled-subject = Order { $number } has been cancelled
mail-order-cancelled-text =
    Our order desk had to cancel your order { $number }. Nothing of it has left our house, and nothing will be invoiced.

    The reason: { $reason }
mail-order-cancelled-button = Look at the order

### requests

mail-request-submitted-subject = { $who } asks for { $title } ({ $number })
mail-request-submitted-text =
    { $who } has submitted request { $number } and waits for your decision:

    { $lines }

    { $facts }

    { $reason }

    What has a price costs { $total } in all, without tax and freight.
mail-request-submitted-button = Decide

mail-request-decided-subject =
    { $outcome ->
        [approved] Approved: { $title } ({ $number })
        [refused] Refused: { $title } ({ $number })
        [held] On hold: { $title } ({ $number })
       *[partly] Decided: { $title } ({ $number })
    }
mail-request-decided-text =
    { $who } has { $outcome ->
        [approved] approved your request { $number }
        [refused] refused your request { $number }
        [held] put your request { $number } on hold
       *[partly] decided your request { $number }
    }:

    { $lines }

    { $ordered ->
        [yes] What was approved is ordered as { $order }.
       *[no] { "" }
    }
mail-request-decided-button = Look at the request

mail-request-asked-subject = { $who } asks about { $title } ({ $number })
mail-request-asked-text =
    { $who } has a question before deciding your request { $number }:

    { $text }
mail-request-asked-button = Answer

mail-request-answered-subject = { $who } has answered about { $title } ({ $number })
mail-request-answered-text =
    { $who } has answered about request { $number }, which waits for a decision again:

    { $text }
mail-request-answered-button = Decide

mail-request-withdrawn-subject = Withdrawn: { $title } ({ $number })
mail-request-withdrawn-text =
    { $who } has taken back what was still open of request { $number }. There is nothing left to decide.

    { $text }
mail-request-withdrawn-button = Look at the request

### agreements and standard configurations

mail-agreement-published-subject = Your agreement { $number } is in force
mail-agreement-published-text =
    What was agreed in { $number } now applies to your company’s site: what you see in the catalog, and at which prices.

    { $note }
mail-agreement-published-button = See your catalog

mail-configuration-published-subject = { $name } is ready for your company
mail-configuration-published-text =
    The standard configuration { $name } can now be chosen on your company’s site, at your prices.

    { $note }
mail-configuration-published-button = See the configuration

mail-configuration-retired-subject = { $name } is no longer offered
mail-configuration-retired-text =
    The standard configuration { $name } was taken off your company’s site. What was asked for or ordered with it stays as it is.

    { $note }
mail-configuration-retired-button = See what there is instead

### the mailbox

mail-mailbox = Mailbox
mail-mailbox-only = This installation has no mail server: what would be sent is kept here and can be read.
mail-mailbox-server = What was sent through the mail server, and what waits. Links that let somebody in are not shown.
mail-none = No mail yet
mail-none-why = When something happens that people are told about, the message stands here.
mail-subject = Subject
mail-to = To
mail-written = Written
mail-fate = What became of it
mail-fate-sent = Sent
mail-fate-waiting = Waiting
mail-fate-retried = Failed, tried again
mail-fate-given-up = Given up
mail-as-html = As HTML
mail-as-words = As text
mail-facts = Details
mail-sent-at = Sent
mail-next-try = Next try
mail-attempts = Tried
mail-send-again = Send again
mail-sent-again = The message is on its way again.
mail-demo-mailbox = Read the mail that was sent

### today
mail-today-given-up =
    { $count ->
        [one] 1 message was given up
       *[other] { $count } messages were given up
    }
mail-today-late =
    { $count ->
        [one] 1 message is late by more than an hour
       *[other] { $count } messages are late by more than an hour
    }
mail-today-why = The mail server said: { $error }

mail-agreement-not-published-subject = { $number } was not published
mail-agreement-not-published-text =
    The draft of { $number } was to be published by itself, but by now it would leave its people nothing to buy. What applied before still applies, and the draft can be changed.
mail-agreement-not-published-button = Open the agreement

mail-agreement-ends-subject = Your agreement { $number } ends on { $last }
mail-agreement-ends-text =
    The last day of { $number } is { $last }, and nothing follows it yet. After that day your people see none of its products and prices.

    Your account team will be glad to talk about what comes next.
mail-agreement-ends-button = See your catalog

mail-agreement-ends-staff-subject = { $number } with { $customer } ends on { $last }
mail-agreement-ends-staff-text =
    The last day of { $number } with { $customer } is { $last }, and nothing follows it. The customer’s purchasing managers were told, too.
mail-agreement-ends-staff-button = Open the agreement

mail-prices-end-subject =
    { $count ->
        [one] One price or discount of { $number } ends on { $last }
        *[other] { $count } prices and discounts of { $number } end on { $last }
    }
mail-prices-end-text =
    { $count ->
        [one] One price or discount that was agreed in { $number } holds until { $last }. After that day another one applies.
        *[other] { $count } prices and discounts that were agreed in { $number } hold until { $last }. After that day others apply.
    }
mail-prices-end-button = See your catalog

mail-prices-end-staff-subject =
    { $count ->
        [one] One price or discount of { $number } with { $customer } ends on { $last }
        *[other] { $count } prices and discounts of { $number } with { $customer } end on { $last }
    }
mail-prices-end-staff-text =
    { $count ->
        [one] One price or discount agreed with { $customer } in { $number } ends on { $last }, and no other line follows it.
        *[other] { $count } prices and discounts agreed with { $customer } in { $number } end on { $last }, and no other lines follow them.
    } The customer’s purchasing managers were told, too.
mail-prices-end-staff-button = Open the agreement

mail-acted-for-subject = { $who } acts for you on your site
mail-acted-for-text =
    { $who } of your account team acts on your site in your name for { $minutes } minutes.

    The reason given: { $reason }

    Both names stand on whatever is requested or ordered. If you did not expect this, tell your account team.
mail-acted-for-button = Open your site

### cases

mail-case-opened-subject = [{ $token }] We have your question: { $about }
mail-case-opened-text =
    We have your question. It is { $number }.{ $has_due ->
        [yes] {" "}You hear from a person by { $due }.
       *[no] { "" }
    }

    You wrote:

    { $text }

    If you answer this message, your answer becomes part of it.
mail-case-opened-button = See how it goes on

mail-case-answered-subject = [{ $token }] { $about }
mail-case-answered-text =
    { $who } has answered { $number }:

    { $text }

    If you answer this message, your answer becomes part of it.
mail-case-answered-button = Read all of it

mail-case-asked-subject = [{ $token }] A question about { $about }
mail-case-asked-text =
    { $who } needs to know something to go on with { $number }:

    { $text }

    Until then we wait. If you answer this message, your answer becomes part of it.
mail-case-asked-button = Answer

mail-case-solved-subject = [{ $token }] Solved: { $about }
mail-case-solved-text =
    { $who } has solved { $number }:

    { $text }

    If it is not solved, answer this message, and we go on. Otherwise tell us on its page how satisfied you are.
mail-case-solved-button = Is it solved?

mail-case-written-subject = { $company } wrote about { $number }: { $about }
mail-case-written-text =
    { $who } wrote:

    { $text }
mail-case-written-button = Open the case

mail-case-heard-subject = [{ $token }] { $who } wrote about { $about }
mail-case-heard-text =
    { $who } wrote in { $number }:

    { $text }

    If you answer this message, your answer becomes part of it.
mail-case-heard-button = Read all of it

mail-case-confirmed-subject = [{ $token }] { $who } says it is solved: { $about }
mail-case-confirmed-text =
    { $who } has said that { $number } is solved.

    { $text }

    If it is not, answer this message.
mail-case-confirmed-button = Open the case

mail-case-bounced-subject = { $number } of { $company }: our mail did not arrive
mail-case-bounced-text =
    What we wrote about “{ $about }” did not arrive at { $who }. Perhaps they can be reached another way.

    { $text }
mail-case-bounced-button = Open the case

mail-case-assigned-subject = { $number } is yours now: { $about }
mail-case-assigned-text =
    { $who } gave you { $number } of { $company }.

    { $due }
mail-case-assigned-button = Open the case

mail-case-for-team-subject = { $number } is for { $text } now: { $about }
mail-case-for-team-text =
    { $who } gave your team { $text } the case { $number } of { $company }. Whoever of you has time takes it on.

    { $due }
mail-case-for-team-button = Open the case

mail-case-rated-low-subject = { $company } is dissatisfied with { $number }
mail-case-rated-low-text =
    { $who } is not satisfied with our help about “{ $about }”:

    { $text }
mail-case-rated-low-button = Open the case

mail-case-warning-subject = { $number } of { $company } is due soon
mail-case-warning-text =
    { $who ->
        [first-answer] The first answer to “{ $about }” is due { $due }.
       *[other] The solution of “{ $about }” is due { $due }.
    }
mail-case-warning-button = Open the case

mail-case-breached-subject = { $number } of { $company } is late
mail-case-breached-text =
    { $who ->
        [first-answer] The first answer to “{ $about }” was due { $due }.
       *[other] The solution of “{ $about }” was due { $due }.
    }
mail-case-breached-button = Open the case

### subscriptions and invoices

mail-subscription-begun-subject = Your subscription { $number } to { $plan } is set up
mail-subscription-begun-text =
    { $plan }, for a quantity of { $seats }, runs from { $from } until { $until }. That costs { $total } without tax; the invoice comes with a mail of its own.

    What it gives, and what comes after its term, stands on its page.
mail-subscription-begun-button = See the subscription

mail-subscription-renews-subject = { $plan } renews after { $until }
mail-subscription-renews-text =
    Your subscription { $number } to { $plan } is paid until { $until }. After that it renews by itself until { $next }, for a quantity of { $seats }. The term costs { $total } without tax, and is charged when it begins. If our price is lower on that day, you pay the lower one.

    If you want another number, another plan or none, change it on its page until { $until }.
mail-subscription-renews-button = Look at it

mail-subscription-renews-soon-subject = Soon: { $plan } renews after { $until }
mail-subscription-renews-soon-text =
    A reminder: your subscription { $number } to { $plan } renews by itself after { $until }, until { $next } and for a quantity of { $seats }. The term costs { $total } without tax, or less if our price is lower on the day it begins.

    If you do not want that, change it or end it on its page until { $until }.
mail-subscription-renews-soon-button = Look at it

mail-subscription-ends-subject = { $plan } ends on { $until }
mail-subscription-ends-text =
    Your subscription { $number } to { $plan } is paid until { $until } and ends then, unless you want another term. The next one, until { $next } and for a quantity of { $seats }, would cost { $total } without tax.

    You need not do anything now: we will send you a quote that you can accept or decline.
mail-subscription-ends-button = Look at it

mail-subscription-quote-subject = Quote: { $plan } until { $next } for { $total }
mail-subscription-quote-text =
    Your subscription { $number } to { $plan } ends on { $until }. Another term, until { $next } and for a quantity of { $seats }, costs { $total } without tax. If our price is lower on the day it begins, you pay the lower one.

    If you accept this on its page until { $until }, it goes on without a gap, and the term is charged when it begins. Without a yes it ends.
mail-subscription-quote-button = Accept or decline

mail-subscription-reminder-subject = Reminder: { $plan } ends on { $until }
mail-subscription-reminder-text =
    We have not heard whether your subscription { $number } to { $plan } is to go on after { $until }. Another term, until { $next } and for a quantity of { $seats }, costs { $total } without tax, or less if our price is lower on the day it begins.

    You can accept or decline until { $until }. Without a yes it ends then.
mail-subscription-reminder-button = Accept or decline

mail-subscription-renewed-subject = { $plan } is renewed until { $until }
mail-subscription-renewed-text =
    Your subscription { $number } to { $plan } goes on until { $until }, for a quantity of { $seats }. The term costs { $total } without tax; it is on invoice { $invoice }.{ $announced ->
        [no] {" "}We did not manage to tell you before. If you did not want this, tell us under Help on the site, and we will find a way.
       *[yes] { "" }
    }
mail-subscription-renewed-button = See the subscription

mail-subscription-ended-subject = { $plan } has ended
mail-subscription-ended-text =
    Your subscription { $number } to { $plan } ended on { $until }. What it gave is no longer given, and nothing more is charged for it.

    If you want it again, you can subscribe anew on the site.
mail-subscription-ended-button = See what you have

mail-subscription-turned-subject = { $who } changed your subscription to { $plan }
mail-subscription-turned-text =
    { $step ->
        [pause] { $who } let your subscription { $number } to { $plan } rest. It gives nothing meanwhile, and is paid until { $until }.
        [resume] { $who } let your subscription { $number } to { $plan } go on.
        [cancel-at-term] { $who } cancelled your subscription { $number } to { $plan }; it ends on { $until }.
        [cancel-now] { $who } ended your subscription { $number } to { $plan } at once. Of what was charged, { $total } for the days that are left is given back.
        [withdraw] { $who } withdrew your subscription { $number } to { $plan } before it began. What was charged, { $total }, is given back.
        [keep] { $who } decided to keep your subscription { $number } to { $plan } after all.
        [accept-renewal] { $who } accepted the renewal of your subscription { $number } to { $plan } after { $until }. The next term costs { $total } without tax, or less if our price is lower on the day it begins; it is charged then.
       *[decline-renewal] { $who } declined the renewal of your subscription { $number } to { $plan }; it ends on { $until }.
    }
mail-subscription-turned-button = See the subscription

mail-invoice-made-subject = Invoice { $number } of { $total }
mail-invoice-made-text =
    Invoice { $number } of { $total }, without tax, is there. It is due on { $due }.
mail-invoice-made-button = See the invoice

mail-invoice-paid-subject =
    { $of ->
        [credit] Paid back: { $amount } of credit { $number }
       *[invoice] Payment received: { $amount } for invoice { $number }
    }
mail-invoice-paid-text =
    { $of ->
        [credit] On { $paid } we paid back { $amount } of credit { $number }.
       *[invoice] On { $paid } we received { $amount } for invoice { $number }.
    } { $rest ->
        [none] Nothing of it is open any more.
       *[some] { $open } of it is still open.
    }
mail-invoice-paid-button =
    { $of ->
        [credit] See the credit
       *[invoice] See the invoice
    }

mail-invoice-payment-taken-back-subject =
    { $of ->
        [credit] Credit { $number }: { $amount } was not paid back after all
       *[invoice] Invoice { $number }: { $amount } was not paid after all
    }
mail-invoice-payment-taken-back-text =
    { $of ->
        [credit] We had written down by mistake that we paid back { $amount } of credit { $number }. { $open } of it is open.
       *[invoice] We had written down by mistake that { $amount } was paid for invoice { $number }. { $open } of it is open.
    }
mail-invoice-payment-taken-back-button =
    { $of ->
        [credit] See the credit
       *[invoice] See the invoice
    }

mail-invoice-given-back-subject = Credit { $number } of { $total }
mail-invoice-given-back-text =
    Credit { $number } gives { $total }, without tax, of invoice { $of } back.{ $set_off_is ->
        [none] { "" }
       *[some] {" "}{ $set_off } is set off against what was open of that invoice.
    }{ $rest ->
        [none] { "" }
       *[some] {" "}{ $open } is for us to pay back.
    }
mail-invoice-given-back-button = See the credit

mail-invoice-set-off-subject = Credit { $credit } pays { $amount } of invoice { $number }
mail-invoice-set-off-text =
    { $amount } of credit { $credit } was set off against invoice { $number }. { $rest ->
        [none] Nothing of the invoice is open any more.
       *[some] { $open } of the invoice is still open.
    }{ $credit_rest ->
        [none] { "" }
       *[some] {" "}{ $credit_open } of the credit is still for us to pay back.
    }
mail-invoice-set-off-button = See the invoice

### what subscribers get

mail-unsubscribe = No more newsletters
mail-newsletter-subject = { $title }{ $count ->
        [one] { "" }
       *[other] {" "}and more
    }
mail-newsletter-text =
    { $count ->
        [one] There is something new to read for you:
       *[other] There are { $count } new issues to read for you:
    }
mail-newsletter-button = Read all publications

mail-licence-handed-subject = A licence of { $what } is yours
mail-licence-handed-text =
    { $who } has handed you a licence of { $what }. If it has a key, you read it on the page of downloads, and there you fetch the software.
mail-licence-handed-button = See the licence
mail-licences-taken-over-subject =
    { $count ->
        [one] A licence is yours
       *[other] { $count } licences are yours
    }
mail-licences-taken-over-text =
    { $count ->
        [one] { $who } has handed you a licence of somebody who left the company.
       *[other] { $who } has handed you { $count } licences of people who left the company.
    } Their keys, if they have any, you read on the page of downloads.
mail-licences-taken-over-button = See the licences
mail-platform-swapped-subject = { $from } was swapped for { $to }
mail-platform-swapped-text =
    { $who } has given back a licence of { $from } and taken one of { $to } for it, without charge.

    The licence that was given back must no longer be used. { $left ->
        [0] This was the last swap of this term.
        [one] One swap is left in this term.
       *[other] { $left } swaps are left in this term.
    }
mail-platform-swapped-button = Look at your licences
mail-problem-solved-subject = Solved: { $about }
mail-problem-solved-text =
    The problem that { $number } is about is solved: { $article }.

    What to do now stands behind the button. If it does not help, write to us in your case.
mail-problem-solved-button = Read how

mail-article-review-subject =
    { $count ->
        [one] An article of yours is to be read again
       *[other] { $count } articles of yours are to be read again
    }
mail-article-review-text =
    You look after { $count ->
        [one] this article
       *[other] these articles
    }, and the day has come to see whether everything is still right:

    { $titles }
mail-article-review-button = Read again
mail-case-watched-subject = [{ $token }] { $who } lets you know about { $number }: { $about }
mail-case-watched-text =
    { $who } wants you to know what happens with { $number }, “{ $about }”. You are told from now on; on its page you can end that.
mail-case-watched-button = Open the case

mail-case-visit-subject = [{ $token }] We come on { $day }: { $about }
mail-case-visit-text =
    For { $number } somebody of ours comes on { $day }:

    { $text }

    If the day does not suit you, answer this message.
mail-case-visit-button = Open the case

mail-case-visit-off-subject = [{ $token }] Nobody comes on { $day }: { $about }
mail-case-visit-off-text =
    The visit for { $number } on { $day } is called off. We tell you how it goes on; if you need somebody on that day all the same, answer this message.
mail-case-visit-off-button = Open the case

mail-case-escalated-subject = { $who } asks for you: { $number } of { $company }
mail-case-escalated-text =
    { $who } needs you for { $number } of { $company }, “{ $about }”:

    { $text }
mail-case-escalated-button = Open the case

mail-return-announced-subject = { $number }: send it back to us
mail-return-announced-text =
    { $who } has announced a return of order { $order }:

    { $lines }

    { $text }

    Please write { $number } on the parcel.
mail-return-announced-button = Open the order

mail-return-received-subject = { $number } is here
mail-return-received-text =
    What you sent back of order { $order } is here:

    { $lines }

    { $text }
mail-return-received-button = Open the order

mail-return-in-repair-subject = { $number } is here to be repaired
mail-return-in-repair-text =
    What you sent us for repair of order { $order } is here:

    { $lines }

    { $text }

    Nothing changes in your equipment meanwhile. We tell you when it is on its way back.
mail-return-in-repair-button = Open the order

mail-return-sent-back-subject = { $number } is on its way back to you
mail-return-sent-back-text =
    What you sent us of order { $order } is repaired and on its way back to you:

    { $lines }

    { $text }
mail-return-sent-back-button = Open the order

mail-return-exchanged-subject = { $number }: you get another one
mail-return-exchanged-text =
    Instead of what you sent us of order { $order }, the same is on its way to you once more:

    { $lines }

    { $text }

    It takes the place of the old one in your equipment.
mail-return-exchanged-button = Open the order

mail-return-closed-subject = { $number } is settled
mail-return-closed-text =
    About what you sent back of order { $order }:

    { $lines }

    { $text }
mail-return-closed-button = Open the order

mail-return-called-off-subject = { $number } is called off
mail-return-called-off-text =
    Nothing needs to be sent back of order { $order } any more.

    { $text }
mail-return-called-off-button = Open the order
