place-waiting = Awaiting signature
place-waiting-short = To sign

stage-party-registered = to be accepted
stage-party-active = active
stage-party-suspended = suspended
stage-member-active = active
stage-member-removed = removed
stage-key-active = may sign
stage-key-revoked = revoked
stage-key-suspect = revoked, in doubt
stage-key-restored = restored

failure-not-your-role = This page is for admins of your party
failure-not-your-role-text = Your roles do not extend to this. Ask one of the admins of your party.
failure-cross-site = This request came from another site
failure-cross-site-text = Another site sent this form in your name. It was refused, and nothing has changed. If you want to do this, do it on a page of this site.
failure-refused = This could not be done
failure-refused-text = Something has changed meanwhile, or it is not allowed. Go back and look at the page as it is now.
failure-member-not-found = There is no such member
failure-member-not-found-text = The member is not of your party, or has left. Invite a new member, or choose one who is there.
failure-short-line = The name is too long, or empty
failure-short-line-text = It is one line of 1 to 100 characters, without spaces at either end. Go back and change it.
failure-too-many-invitations = Too many invitations are open
failure-too-many-invitations-text = A party has at most 500 invitations without an answer. Withdraw those that are not needed, or wait until they expire.
failure-key-revoked = This key is revoked already
failure-key-revoked-text = It signs nothing any more. Nothing is left to do.

announced-title = The operator has announced a new key for your party.
announced-told = Announced at { $at } for { $member }: { $reason }.
announced-hours = { $n ->
    [one] 1 hour is left until it may be added.
   *[other] { $n } hours are left until it may be added.
 } If your party has not lost its keys, veto it now.
announced-over = The 72 hours are over, and it may be added at any moment; until then a veto still counts.
announced-look = Look at it and veto

house-rooms = Our house
house-file = File
house-members = Members
house-keys = Keys
house-keys-active = Keys that may sign
house-policy = Approval policy
house-invitations = Invitations
house-clients = API clients
house-me = My keys and sign-ins
house-who = Members and keys
house-registered = The operator has registered your party. Until the registration is accepted, your party can do nothing.
house-registered-admin = An admin of your party accepts it.
house-accept-look = Check and accept the registration
house-suspended = The operator has suspended your party: it begins nothing new, and still does what it owes to others. Reason:
house-capacities = Acts as
house-class = Kind of buyer
house-code = Registration code
house-name = Name
house-address = Registered address
house-contact = Contact
house-size = Size of the enterprise
house-group = Group
house-net-assets = Net assets
house-version = Version of the file
house-id = Id in the ledger
house-account = Account
house-accounts = Bank accounts
house-accounts-none = The file names no account.
house-member = Member
house-profile-update = Update the file
house-change = Change
house-continue = Go on to what you sign
house-admins-only = Changes are made by the admins of your party.
house-next-applies = It applies from its entry in the ledger on.

house-account-number = Account number
house-account-bank = Bank and branch
house-account-name = Account name
class-state-organ = state organ
class-public-institution = public institution
class-state-enterprise = state-owned enterprise
class-large-enterprise = large enterprise
class-other = other enterprise
house-size-none = none (state organs, public institutions)
house-size-micro = micro
house-size-small = small
house-size-medium = medium
house-size-large = large

registration-title = Accept the registration
registration-text = The operator registered your party as follows. Check every line; if anything is wrong, have the operator correct it before you accept.
registration-member = { $name } ({ $roles })
registration-done = Your party has accepted its registration.
registration-button = Accept the registration
registration-effect = Your party confirms that the capacities, the file and the members are correct, and takes part in these capacities. From then on, what a member signs with their key is a declaration of your party (Electronic Signature Law, article 14).
registration-next = Once it is entered, your party can act. The operator sees that it accepted.

profile-title = Update the file
profile-text = State the whole file; it takes the place of the version before. What was signed under an earlier version keeps that one.
profile-size-hint = As your party states it under the classes of 2011 (No. 300). A contract keeps the class at its signing.
profile-accounts-hint = Empty a row to take the account out; the last two rows are for new ones.
profile-button = Update the file
profile-effect = Your party states that the file is true, and answers for it. Partners and banks go by the new version from then on; documents that are signed, and the accounts on certificates already issued, stay as they are.
profile-next = It holds from its entry. The operator sees the new version.

member-name = Name
member-roles = Roles
member-you = (you)
member-change-roles = Change roles
member-remove = Remove the member
members-n = { $n ->
    [one] 1 member
   *[other] { $n } members
 }
members-hint = The people who sign for your party. Each has keys of their own; nobody can sign for another.
members-invite = Invite a member
roles-which = Roles
roles-maker = prepares and signs what the party does.
roles-checker = signs as well, and counts where a checker must be among the signers.
roles-admin = signs what concerns the party itself: members, keys, policy, file.
roles-viewer = reads, and signs no business.
roles-two-admins = Two admins sign this. At least two admins must be left.
roles-effect = From its entry on, the member signs only what the new roles allow. What was signed before is not affected.
remove-text = The member leaves your party, and every key of theirs is revoked for good. Whoever comes back comes as a new member.
remove-too-few = Without this member your party would lack the two admins that it must have. Make another member an admin first.
remove-effect = From its entry on, the member can sign nothing for your party, and every key of theirs is revoked. What they signed before stays valid.

key = Key
key-fingerprint = Fingerprint
key-holder = Held by
key-added = Added
key-present = in use now
key-revoke = Revoke the key
key-mark = Where signatures are listed, it is written { $mark }.
key-suspect-from = in doubt since entry { $n }
keys-hint = Private keys are only in each person's own browser or device. A key is added and revoked by an entry of the ledger; a revoked one does not come back.
keys-of-service = the service
revoke-present = You are signed in with this key. Once it is revoked you are signed out, and cannot sign in with it again.
revoke-reason = Reason
revoke-suspect = Entry since which its signatures are in doubt, if any
revoke-suspect-hint = If somebody else may have had the key, give the number of the first entry in doubt: signatures from there on are flagged, not removed. You find the numbers under
revoke-effect = From its entry on, the key signs nothing any more, and this cannot be undone. Signatures in doubt stay in the ledger, and whoever sees them sees the flag.
revoke-next = Sign-ins with the key end at once. The operator and auditors see what is in doubt. The holder gets a new key by invitation.

recovery-title = The key announced for your party
recovery-text = Where a party has lost its keys, the operator may announce a new one, which is added 72 hours later. Until then any member may veto it with a key that is still at hand. If your party has not lost its keys, veto it, and call the operator.
recovery-reason = Reason that the operator gives
recovery-at = Announced at
recovery-until = May be added from
recovery-none = No key is announced now.
veto-button = Veto the announced key
veto-effect = The announced key will not be added. One member's signature is enough. If the operator still believes that your keys are lost, it must announce a key again, and the time starts anew.
veto-next = The operator sees the veto and whose it is. Call the operator besides.

policy-text = A rule for everyone says how many must sign each act at least; your party may ask for more, never for fewer. Where several apply, the strictest decides.
policy-house = The party's own affairs are apart from this: two admins sign for members, roles, the policy and other members' keys; one admin accepts the registration and updates the file.
policy-sole = As a micro or small firm with a single member, your party lets that member sign alone.
policy-empty = In its capacities your party has no acts that a policy is about.
policy-act = Act
policy-rule = Rule for everyone
policy-own = Our own requirement
policy-n = { $n ->
    [one] 1 member signs
   *[other] { $n } members sign
 }
policy-n-checker = { $n ->
    [one] 1 member signs, a checker
   *[other] { $n } members sign, a checker among them
 }
policy-from = from { $amount }: { $who }
policy-any = for every amount: { $who }
policy-change = Change the policy
policy-change-text = This is the whole policy as it will be. Add rules below, or take them out one by one; nothing holds before it is signed.
policy-button = Change the policy
policy-sole-choice = A single member signs alone (micro and small firms only)
policy-rules-none = No rules of our own: the rule for everyone alone applies.
policy-from-label = From this amount on
policy-from-hint = Leave it empty for every amount. Another currency always counts as above it.
policy-signatures = Members who sign
policy-most = { $n ->
    [one] 1 member of your party may sign business.
   *[other] { $n } members of your party may sign business.
 }
policy-checker = A checker must be among them
policy-without = Take this rule out
policy-add = Add a rule
policy-add-act = Act
policy-add-do = Add
policy-effect = From its entry on, what your party does must be signed as the new policy says; the ledger takes nothing with fewer signatures. What is awaiting signatures is measured by the new policy.

me-keys = My keys
me-keys-hint = One for each device. Revoke the key of a lost device at once.
me-device = Invite another device of mine
me-device-hint = Makes a link that can be used for three days; opened on the other device, it makes a key there.
me-sign-ins = Current sign-ins
me-sign-ins-hint = They end after half an hour without use, and after twelve hours at the latest. End those you do not know, and revoke their key.
me-sign-ins-admin = As an admin you see those of the whole party. They end after half an hour without use, and after twelve hours at the latest.
me-begun = Begun
me-seen = Last used
me-this = this one
me-end = End it

clients-what = A program, such as your accounting system, reads and submits through the API. It is a member like any other, but for a machine that holds its key: it signs as maker or checker, or only reads as viewer, under the same policy, and every signature stands under its name.
clients-tell = The ledger does not tell people and machines apart, so let the name say it, such as "Accounting system". We suggest to make it a maker, and to let a person check.
clients-key = Make the key
clients-key-text = Make it with the command line on the machine that will hold it; the private key does not leave that machine. The second command prints what is pasted below, the third gets a token for the API.
clients-member = First: add it as a member
clients-member-button = Add the member
clients-member-next = It stands in the list of this page, and its key can be added.
clients-name = Name
clients-name-hint = So that anyone sees it is a program, such as "Accounting system".
clients-paste = Second: add its key
clients-paste-member = Held by
clients-paste-choose = Choose
clients-paste-key = What keys prove printed
clients-paste-do = Read the key
client-not-read = This cannot be read. Paste the whole of what tallystick keys prove printed, from the first brace to the last.
client-not-proved = The proof does not hold: it must be made by this key, for this ledger and your party. Make it again with the command above.
client-key-known = This key is in the ledger already. Make a new one.
client-compare = Compare the fingerprint with whoever keeps the key: the thumbprint that tallystick keys show erp.pem prints names the same key.
