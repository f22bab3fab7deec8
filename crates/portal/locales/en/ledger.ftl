ledger-lead = Everything that is signed here is appended to one ledger. Its head is signed with two keys, and what stands below a head can never be changed without that being seen.
ledger-head = Head
ledger-size = Entries
ledger-size-n = { $n ->
    [one] 1 entry
   *[other] { $n } entries
 }
ledger-root = Root over all entries
ledger-in-browser = Verified in this browser
ledger-note = The signed note
ledger-note-text = Name of the ledger, number of entries and root, then the two signatures (C2SP tlog-checkpoint).
ledger-keys = The keys that sign it
ledger-keys-text = Ed25519 and P-256. Your browser pins them when it first meets the ledger.
ledger-entries = Entries, newest first
ledger-jump = Number of an entry
ledger-jump-do = Go to the entry
ledger-jump-wrong = No entry has this number. The numbers run from 0 to { $n }.
ledger-seq = No.
ledger-received = Received
ledger-act = Act
ledger-issuer = Acting party
ledger-capacity = In the capacity of
ledger-subject = Subject
ledger-signatures = Signatures
ledger-moved-more = { $n ->
    [one] and 1 more
   *[other] and { $n } more
 }
ledger-members-only = The operator shows entries to members only. Anyone may check the head, and the proof of any entry.
ledger-tools = To check the whole ledger without trusting this page, download it through the API and run tallystick verify.
ledger-statement = Statement
ledger-signed-by = Signed by
ledger-moved = What it moved
ledger-version-n = version { $n }
ledger-part = What happened to it
ledger-part-hidden = What happened to it concerns other parties.
ledger-part-digest = SHA-256 of its part:
ledger-body = What was signed
ledger-body-hidden = The text that was signed concerns other parties. Its SHA-256 stands in the payload, so nobody can exchange it.
ledger-body-public = The text that was signed is for those it concerns. Its SHA-256 stands in the payload, so nobody can exchange it.
ledger-lines = The leaf, line by line
ledger-lines-text = These exact lines are what the ledger seals. It names things and parties by ids only.
ledger-claims = What the payload says
ledger-proof = Proof that it stands there
ledger-proof-text = Its place under the head of { $size } entries follows from { $hashes } hashes.
ledger-proof-file = Proof as a file
ledger-proof-hashes = The hashes

leaf-format = Format
leaf-format-text = Which format the lines are in.
leaf-number = Number
leaf-number-text = The place in the ledger, from 0.
leaf-received = Received
leaf-received-text = Milliseconds since 1970: { $moment } in Beijing.
leaf-previous = Entry before
leaf-previous-text = SHA3-256 of the entry before it. Whoever changes one entry would have to change all after it.
leaf-moved = Subjects
leaf-moved-text = Everything that it moved, each with its new version; the subject of the statement first.
leaf-payload = Payload
leaf-payload-text = What was signed, in base64url. It is taken apart below.
leaf-signature = Signature
leaf-signature-text = Header and signature (ES256) of the key { $kid }.
leaf-outcome = Outcome
leaf-outcome-text = SHA-256 over what the entry did to each subject. Each party sees its own part and checks it against this.

payload-lid = The ledger that the statement is for. It is good on no other.
payload-knd = The kind of command, with its version.
payload-sub = What the command is about.
payload-ver = The version that the subject gets. If somebody else was faster, the statement is refused.
payload-prv = The last entry that moved the subject, by its chain value.
payload-alt = Other subjects that the act may move.
payload-rel = Facts that were relied on, each at a version.
payload-iss = The party that acts, by its id.
payload-cap = The capacity in which it acts.
payload-jti = Random bits, so that no two statements are the same.
payload-iat = To be received from { $moment } on.
payload-exp = To be received until { $moment }.
payload-obs = The last head that the signer had verified: size and root. So every signer is a witness.
payload-bod = SHA-256 of the body.
