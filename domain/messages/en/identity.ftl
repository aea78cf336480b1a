## Signing in, invitations, members, preferences.

identity-sign-in = Sign in
identity-email = E-mail address
identity-password = Password
identity-forgot = Forgot the password?
identity-email-missing = Enter your e-mail address.
identity-password-missing = Enter your password.
identity-sign-in-wrong = The address or the password is not right.
identity-sign-in-too-many =
    { $minutes ->
        [one] That was tried too often. Please try again in a minute, or set a new password.
       *[other] That was tried too often. Please try again in { $minutes } minutes, or set a new password.
    }
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
identity-role-admin = Administrator
