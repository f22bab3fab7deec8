supplier-waits = Waits for you
supplier-waits-none = Nothing waits for you.
supplier-claim = Claim what is owed
supplier-waits-signature = Second signature: { $act }
supplier-waits-offer = Offer of a bank; it costs { $cost } in all
supplier-waits-offer-sealed = Offer of a bank
supplier-waits-payment = Say whether the payment arrived
supplier-waits-certificate = Take or decline the certificate
supplier-waits-cancellation = Answer the proposal to cancel
supplier-waits-join = Join the request of your debtor, so that its loan pays you
supplier-waits-amendment = Answer the amendment of { $on }
supplier-waits-contract = Accept or reject contract { $number }
supplier-theirs = Waits for others
supplier-theirs-none = Nothing of yours waits for others.
supplier-theirs-claim = The buyer confirms your claim
supplier-theirs-request = The banks review your request: { $purpose }
supplier-theirs-approval = The bank approves the loan: { $purpose }
supplier-theirs-certificate = The receiver answers your offer
supplier-theirs-cancellation = The other side answers your proposal to cancel
supplier-theirs-amendment = The buyer answers the amendment of { $on }
supplier-theirs-contract = The buyer answers contract { $number }
supplier-overdue = { $n ->
    [one] One certificate is overdue:
   *[other] { $n } certificates are overdue:
 }
supplier-overdue-link = See the list
supplier-late = Late interest owed to you, up to and with { $day }.
supplier-late-longest = These { $n } certificates are late for longest.
supplier-late-due = due on { $day }
supplier-borrow = What you may borrow now
supplier-most = At most, with one bank for each debtor
supplier-nothing = nothing at present
supplier-free = { $n ->
    [one] On 1 free certificate
   *[other] On { $n } free certificates
 }
supplier-borrow-none = { $n ->
    [0] No certificate of yours is free to borrow on now. One is issued when a buyer confirms a claim.
    [one] No product of a bank fits your free certificate now.
   *[other] No product of a bank fits your { $n } free certificates now.
 }
supplier-borrow-hint = What a bank really offers you see after you asked, with the whole cost, before you sign anything.
supplier-product = Product
supplier-bank = Bank
supplier-on = On certificates, CNY
supplier-up-to = Up to, CNY
supplier-cost = Rate at most
supplier-rate-fixed = { $rate } a year
supplier-rate-lpr = LPR { $points } basis points
supplier-fees = { $n ->
    [one] and 1 fee
   *[other] and { $n } fees
 }
supplier-coming = Money coming in
supplier-coming-text = Outstanding on your certificates and not overdue, by the month in which it is due
supplier-month = Month
supplier-count = Certificates
supplier-own = To you, CNY
supplier-charged = Collected by a bank, CNY
supplier-together = Together
