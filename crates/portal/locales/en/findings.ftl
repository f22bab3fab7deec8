findings-lead = What does not fit, or does not look as it usually does. Nothing here is a verdict: each line leads to the entries that were signed.
findings-what = What does not fit
findings-party = Party
findings-conflicts = Bank facts that do not fit
findings-conflicts-text = What a bank's account says is booked as it is, even where it differs from what was agreed. Each difference is flagged on the loan and stays there.
findings-conflicts-none = No loan has a bank fact that does not fit.
findings-suspect = Keys in doubt
findings-suspect-text = Whoever revokes a key says since which entry its signatures are doubted. What it signed from there on stands in the ledger, and is to be looked at by the parties it binds.
findings-suspect-none = No key was revoked with doubts about what it had signed.
findings-doubted-from = Doubted since
findings-revoked-by = Revoked by
findings-signed = What it signed since
findings-signed-none = nothing
findings-signed-more = and { $n } more
findings-restored = Keys that recoveries added
findings-restored-text = Where a party lost all its keys, two members of the operator announce a new one and add it after 72 hours without a veto. This is the one way in which the operator reaches into a party's house, so such keys are marked for good.
findings-restored-none = No recovery has added a key.
findings-splits = Frequent splitting
findings-splits-text = Certificates that were split again and again within a short time, with everything that came out of them. Many small parts can be a way around limits on whom certificates are passed to.
findings-splits-none = { $n ->
    [one] No certificate was split within this time.
   *[other] No certificate was split { $n } times or more within this time.
 }
findings-splits-n = { $n ->
    [one] 1 certificate was split so often.
   *[other] { $n } certificates were split so often; those split most often stand first.
 }
findings-from = From
findings-until = Until
findings-at-least = Splits at least
findings-split-times = Splits
findings-children = Parts
findings-depth = Levels below
conflict-not-instructed = Money went out that had not been instructed; the loan was { $stage }.
conflict-amount-other = { $instructed } was instructed, and { $paid } went out.
conflict-paid-twice = { $amount } went out a second time, with the end-to-end id { $id }.
conflict-certificate-gone = When money went out, this certificate was not held for the loan any more:
conflict-credit-exceeded = The credit line had no room for { $by } of what was drawn:
conflict-received-before = Money came in before any had gone out.
conflict-overpaid = The debtor paid { $by } more than was outstanding on this certificate:
conflict-received-after = Money came in after the loan had ended.
conflict-reversed = A booking was reversed after the loan had been closed by it; its certificates had gone back.
conflict-payment-stands = { $amount } was booked by mistake, and stands on a certificate that has ended or gone back:
conflict-guarantee = A guarantor paid on a guarantee that did not bind it:
