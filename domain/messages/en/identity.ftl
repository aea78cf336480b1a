## Signing in, invitations, members, preferences.

identity-sign-in = Sign in
identity-email = E-mail address
identity-password = Password
identity-forgot = Forgot the password?
identity-email-missing = Enter your e-mail address.
identity-password-missing = Enter your password.
identity-sign-in-wrong = The address or the password is not right.
identity-no-standing = Your account belongs to no company at present. Ask your purchasing manager to invite you again.
identity-demo-accounts = Look around as
identity-demo-note = This is a demonstration: companies, people and orders are made up. Every account’s password is “{ $password }”.

# Roles
identity-role-requester = Requester
identity-role-approver = Approver
identity-role-purchasing-manager = Purchasing manager
identity-role-curator = Curator
identity-role-account-manager = Account manager
identity-role-order-desk = Order desk
identity-role-agent = Support agent
identity-role-admin = Administrator

# A forgotten password
identity-email-wrong = Enter an e-mail address, such as ines.tal@example.com.
identity-forgot-text = Enter the address you sign in with. We send a link with which you choose a new password.
identity-forgot-send = Send the link
identity-forgot-sent = Look into your mailbox
identity-forgot-sent-text = If an account has this address, a message with a link is on its way. The link is good for one hour and works once.
identity-forgot-sent-note = Nothing there after a few minutes? Look among the unwanted messages, or check the address and ask again.
identity-forgot-again = Ask for a new link
identity-back-to-sign-in = Back to sign-in
identity-link-gone = This link is no longer good
identity-reset = Choose a new password
identity-reset-text = For the account { $email }. You will be signed out everywhere.
identity-reset-first = Welcome, { $name }
identity-reset-first-text = Choose a password for { $email }, the address you sign in with.
identity-reset-save = Save the password
identity-reset-done = Your new password is set. Sign in with it.
identity-reset-gone-text = It was used already, or it is too old. Nothing was changed; a new one takes a minute.
identity-new-password = New password
identity-new-password-help = At least { $shortest } characters. A short sentence is easy to remember and hard to guess.
identity-password-too-short = Choose a password of at least { $shortest } characters.
identity-password-too-long = Choose a password of at most { $longest } characters.
identity-too-many =
    { $minutes ->
        [one] That was tried too often. Please try again in a minute.
       *[other] That was tried too often. Please try again in { $minutes } minutes.
    }

# An invitation
identity-join = Join { $company }
identity-join-text = You are invited to your company’s own site.
identity-join-by = { $inviter } invites you to your company’s own site.
identity-join-as = You will be
identity-join-known = You have an account here already; confirm with its password.
identity-join-somebody-else = You are signed in as { $present }. Accepting signs you in as { $invited } instead.
identity-join-accept = Accept and sign in
identity-join-gone-text = It was used already, or it is too old. If you have an account, sign in; otherwise ask whoever invited you for a new invitation.
identity-your-password = Your password
identity-good-until = Good until
identity-welcome = Welcome to { $company }.
identity-name = Name
identity-name-missing = Enter a name.
identity-name-too-long = Use at most { $longest } characters.

# Choosing where to work
identity-switch = Where do you want to work?
identity-switch-text = Your account has a place in each of these. What you see and do stays within the one you choose.
identity-switch-go = Go there
identity-switch-here = You are here
identity-you-are = You are
identity-company = Company

# Oneself
identity-me = Your profile
identity-me-text = How we address you, and how you sign in.
identity-me-account = Your account
identity-me-preferences = Name and language
identity-me-sessions = Where you are signed in
identity-me-sessions-text = Ends every session of yours on every device, this one included. Use it when a device is lost or somebody else knew your password.
identity-sign-out-everywhere = Sign out everywhere
identity-language = Language
identity-language-browser = As in your browser
identity-time-zone = Time zone
identity-time-zone-help = For every time and date you read here.
identity-present-password = Present password
identity-password-note = You stay signed in here and are signed out everywhere else.
identity-password-change = Change the password
identity-password-changed = Your password is changed. You are signed out everywhere else.
identity-password-wrong = This is not the password of the account.

# The company's people
identity-people = People
identity-people-text = Who works with us for { $company }, and what they may do.
identity-to-policies = Approval rules
identity-to-cost-centres = Cost centres
identity-to-recording = What we record
identity-members = Members
identity-find-person = Name or address
identity-find = Find
identity-nobody-found = Nobody here is called “{ $words }”
identity-show-everybody = Show everybody
identity-unit = Unit
identity-units = Units
identity-unit-new = New unit
identity-unit-add = Add unit
identity-unit-added = { $name } is added.
identity-unit-name-missing = Enter the unit’s name.
identity-no-units = No units yet
identity-roles = Roles
identity-roles-missing = Choose at least one role.
identity-invitations = Open invitations
identity-invite = Invite somebody
identity-invite-send = Send invitation
identity-invited = { $name } is invited. The link in the message is good for 14 days.
identity-already-member = This person is a member already.
identity-withdraw = Withdraw
identity-withdraw-of = Withdraw the invitation of { $name }
identity-invitation-withdrawn = The invitation is withdrawn; its link no longer works.
identity-member-may = What this person may do
identity-member-left = left
identity-member-left-text = This person has left the company. Saving takes them back with the roles chosen here.
identity-take-back = Take back
identity-member-changed = { $name } is changed. It holds from the next page they open.
identity-last-manager = This is the company’s last purchasing manager. Make somebody else one first.
identity-end-membership = End the membership
identity-end-text = The person can no longer come in, from the next page on. Their requests and orders stay; licences they had are taken over or handed on from the page of downloads. You can take the person back at any time.
identity-end-ask = End the membership…
identity-end-title = End the membership of { $name }?
identity-end-equipment =
    { $units ->
        [one] { $name } has one unit of equipment.
       *[other] { $name } has { $units } units of equipment.
    }
identity-end-equipment-look = Look at it
identity-equipment-to = Who gets it
identity-equipment-to-help = The e-mail address of somebody in your company, who is told by mail. If you leave it empty, it is in stock and nobody has it.
identity-nobody-to-get-it = Nobody else in your company has this address.
identity-member-ended = { $name } is no longer a member.

# The supplier's people
identity-staff = Staff
identity-staff-text = Who works here, and what they may do.
identity-staff-add = Take somebody on
identity-staff-add-help = They get a message with a link by which they choose a password.
identity-staff-take-on = Send the message
identity-staff-added = { $name } works here now. A message is on its way.
identity-staff-already-here = This person works here already.
identity-looks-after = Looks after
identity-customers =
    { $count ->
        [0] no customer
        [one] { $count } customer
       *[other] { $count } customers
    }
identity-account = Account
identity-arrived = Has chosen a password
identity-not-arrived = Not come in yet
identity-link-text = The link in the message is good for 14 days and works once.
identity-link-send = Send a new link
identity-link-sent = A new message is on its way to { $email }.
identity-last-admin = This is the last administrator. Make somebody else one first.
identity-staff-end = End the work here
identity-staff-end-text = The person can no longer come in on our side, from the next page on, and looks after no customer any more. What they did stays in the trail.
identity-staff-end-title = Does { $name } no longer work here?
identity-staff-ended = { $name } no longer works here.

# What the roles mean
identity-role-requester-note = Finds what is meant for them, asks for it and follows it.
identity-role-approver-note = Also decides the requests of others.
identity-role-purchasing-manager-note = Also orders, sees everything of the company, and looks after people, rules and cost centres.
identity-role-curator-note = Products, agreements, prices and standard configurations.
identity-role-account-manager-note = Knows the customers, reads their profiles and decides proposals.
identity-role-order-desk-note = Acknowledges, promises and ships orders.
identity-role-agent-note = Answers and solves customers’ cases.
identity-role-admin-note = Everything on our side, staff and settings included.

### who of the supplier looks after a customer
identity-team = Account team
identity-team-sub = Who of us looks after { $customer }. Their people see these names on their home page.
identity-team-now = In the team
identity-team-as = As
identity-team-none = Nobody looks after this customer yet
identity-team-none-text = Their home page names nobody they could turn to.
identity-team-join = Somebody joins
identity-team-who = Who, as what
identity-team-who-help = Somebody who is in the team already changes what they do in it.
identity-team-who-missing = Choose somebody who works here.
identity-team-add = Add to the team
identity-team-remove-name = Remove { $name } from the team
identity-team-joined = The team is changed; their home page shows it.
identity-team-left = Removed from the team.

### a customer's people, and their place
identity-people-of = People
identity-people-sub = The people of { $customer }: see the site as one of them does, or act for one.
identity-people-find = Find by name or address
identity-people-none = Nobody found
identity-people-nobody = Nobody there can sign in yet
identity-people-first = Invite the first purchasing manager below: by a link in the mail they choose a password, and then invite the others.
identity-people-none-yet = So nobody there can look, ask or order. The first purchasing manager invites the others.
identity-people-invited = Whoever is invited comes in by the link in the mail.
identity-people-by-curators = A curator can invite the first purchasing manager, who then invites the others.
identity-invite-first-manager = Invite the first purchasing manager
identity-invite-manager = Invite a purchasing manager
identity-invite-manager-note = They order, see everything of the company, and look after its people and rules. If it has purchasing managers already, those are told by mail.
identity-look = See as
identity-look-as = See the site as { $name }
identity-act = Act for
identity-act-for = Act for { $name }
identity-act-text = You fill baskets, request and order in their name, at their prices. Their rules and budgets apply. You can’t decide requests or manage their people. They are told by mail, and both names stand on whatever you do.
identity-act-reason = Reason
identity-act-reason-help = For example “asked for it on the telephone”. They read it.
identity-act-no-reason = Give the reason: they read it.
identity-act-long-reason = At most { $longest } characters, please.
identity-act-how-long = For how long
identity-act-minutes = { $count } minutes
identity-act-no-time = Choose one of the times.
identity-act-begin = Begin
