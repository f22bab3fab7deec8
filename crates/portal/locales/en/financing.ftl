# Terms
bank = Bank
borrower = Borrower
product = Product
purpose = Purpose
draw-on = Money needed on
matures-on = Repayable on
pay-to = Account for the money
surplus = Surplus
repayment-order = What a repayment pays first
sum = Sum:
change = Change
recompute = Recalculate
list-then = , then{" "}
days-n = { $n ->
    [one] 1 day
   *[other] { $n } days
 }
months-n = { $n ->
    [one] 1 month
   *[other] { $n } months
 }
years-n = { $n ->
    [one] 1 year
   *[other] { $n } years
 }
rate-fixed = fixed
rate-lpr-plus = one-year LPR { $points } basis points
fee-fixed = { $name } { $amount }
fee-share = { $name } { $share } of the principal
fees-none = none
recourse-none = without recourse
recourse-full = with recourse
recourse-on-breach = recourse on breach of warranty only
security-pledge = pledge
security-assignment = assignment (factoring)
interest-arrears = interest with the principal
interest-discount = interest up front
day-count-actual-360 = actual days over 360
day-count-actual-365 = actual days over 365
day-count-30-360 = months of 30 days over 360
interest-formula = { $principal } × { $rate } × { $days } ÷ { $basis }
surplus-to-borrower = goes to the borrower
surplus-to-bank = stays with the bank
due-costs = Costs
due-kind-costs = costs
due-penalty = Penalty interest
due-kind-penalty = penalty interest
due-interest = Interest
due-kind-interest = interest
due-principal = Principal
due-kind-principal = principal
decline-debtor = credit of the debtor
decline-borrower = credit of the borrower
decline-limit = no room on a credit line
decline-evidence = the papers
decline-other-rights = a right of somebody else
decline-product = outside what the product is for
decline-pricing = the price
decline-other = another reason

# Lists of requests
banks-asked = Banks asked
banks-n = { $n ->
    [one] 1 bank
   *[other] { $n } banks
 }
offers-n = { $n ->
    [one] 1 offer
   *[other] { $n } offers
 }
request-begin = Apply for financing
requests-empty = No request yet. It takes a free certificate to begin one.

# A new request
request-new-title = Apply for financing
step-certificates = Certificates
step-terms = Amount, banks, cost
step-sign = Check and sign
step-on-terms = Go on to amount and banks
step-on-sign = Go on to what you sign
request-one-debtor = A request names one debtor. Tick the certificates that the money is asked for on.
request-nothing-free = No certificate is free now. One is issued when a buyer confirms a receivable.
request-viewer = You may read only: costs are shown, but the request is signed by a maker, checker or admin.
fits-title = What you could ask for
fits-sum = Ticked, in all
fits-certificates = Certificates
fits-last-due = Last due on
fits-caption = Products that fit
fits-none = No product fits these certificates.
fits-not-n = { $n ->
    [one] 1 product does not fit, and why
   *[other] { $n } products do not fit, and why
 }
fits-on-n = { $n ->
    [one] On 1 certificate,
   *[other] On { $n } certificates,
 }
up-to-cny = Up to, CNY
why-not = Why not
unavailable-n = { $n ->
    [one] 1 certificate cannot be used, and why
   *[other] { $n } certificates cannot be used, and why
 }
unavailable-offered = It is offered to another party.
unavailable-reserved = It is held for another request.
unavailable-charged = It is pledged or assigned to a bank.
unavailable-frozen = A court has frozen it.
unavailable-due = It is due: it is to be collected, not lent on.
unchosen-nothing = Tick at least one free certificate.
unchosen-several-debtors = These certificates have several debtors. A request names one; ask for the others in another request.
unchosen-several-currencies = These certificates are in several currencies. Ask for each currency in a request of its own.
unfit-currency = It lends in another currency.
unfit-debtor = It is not for this debtor.
unfit-supplier = It is not for your party.
unfit-involved = The bank is itself debtor or holder.
unfit-no-rate = Its rate cannot be told today.
unfit-tenor = It lends for { $least } to { $most } days.
unfit-advance = It lends at most { $most } on these certificates.
product-says = up to { $amount }, at most { $rate } a year
matures-on-hint = Usually the day on which the certificates are due. It is a working day.
pay-to-hint = One of the accounts in your party's file. To add one, update the file first.
banks-to-ask = Banks to ask
banks-to-ask-hint = One product a bank. While none is ticked, the cost of every product that fits stands below.
bids = How banks offer
bids-open = openly
bids-sealed = in sealed bids
bids-until = Sealed bids until
bids-until-hint = Beijing time. Bids are opened within 24 hours after that; the lowest cost for the whole amount wins.
request-until = Request open until
request-until-hint = Beijing time, at the latest on the day the money is needed. Until then an offer can be accepted and a loan approved; the certificates are held so long.
guarantors-to-ask = Guarantors to ask as well
guarantors-asked = Guarantors asked
guarantee-fee-guess = Guarantee fee to reckon with
guarantee-fee-guess-hint = Only for the figures below; it is no part of the request. The guarantor names the fee.
cost-title = What it would cost
cost-caption = { $n ->
    [one] Cost for 1 day, CNY
   *[other] Cost for { $n } days, CNY
 }
cost-at-most = At the highest rate and fees that each product allows: a bank may offer less, never more. The cost a year is total cost ÷ money in hand × 365 ÷ days, simple.
cost-rate = Rate a year, at most
cost-interest = Interest
cost-fees = Fees
cost-guarantee-fee = Guarantee fee
cost-subsidy = Paid by the programme
cost-total = Total cost
cost-a-year = Total cost a year
cost-in-hand = Money in hand
cost-owed = To be paid back at maturity
cost-penalty = Penalty rate a year
cost-grace = Days of grace
cost-recourse = Recourse
problems-title = Before you sign
problem-amount = Name an amount above zero, such as 480,000.00.
problem-above-outstanding = At most { $most } is outstanding on these certificates. Ask for at most that, or tick more.
problem-guarantee-fee = The guarantee fee is an amount, such as 240.00; leave it empty to reckon without.
problem-days = Choose the day on which the money is needed and the day on which it is paid back.
problem-draw-past = The day on which the money is needed has passed. Choose today or a later day.
problem-matures-before-draw = The money is paid back after the day on which it is needed. Choose a later day.
problem-holiday = The day of paying back is not a working day. The next one is { $next }.
problem-bank-twice = { $bank } is asked once, under one product. Leave one ticked.
problem-unfit = { $bank }: { $why }
problem-no-bank = Tick a product of at least one bank.
problem-until = Say until when the request is open.
problem-bids-until = For sealed bids, say until when they are taken.
problem-purpose = Say what the money is for.
problem-account = Choose the account to which the money is paid.
request-button = Ask for {"{"}amount{"}"}
request-continue = Go on to what you sign
request-down-begin = Have a holder paid now
requests-empty-down = No request yet. On a certificate that you owe you can have its holder paid now, by a loan of yours.
request-down-lead = You owe on these certificates, and want a holder paid now. A bank lends to your party and pays the holder, who has to join. Each certificate is paid as far as the money reaches: what is paid in full is discharged, the rest stays the holder’s. You repay the bank.
request-down-nothing = No certificate that you owe can be paid by a loan now.
request-one-holder = A request names one holder. Tick the certificates that the loan is to pay.
unchosen-several-holders = These certificates have several holders. A request names one; ask for the others in another request.
request-down-effect = By signing, your party asks banks for a loan that pays the holder. The holder has to join: only then are its certificates held for the request. The banks and guarantors that are asked see the request and the papers behind it. It is no loan yet: you are bound only when you accept an offer, and a bank only by what it offers.
request-down-next = The holder is told, and may join and say to which account the money goes. The banks look at it meanwhile; once the holder has joined, you choose among their offers on the page of the request.
request-effect = By signing, the certificates are held for this request: until it ends they cannot be transferred, pledged or lent on elsewhere. The banks and guarantors that are asked see the request and the papers behind it. It is no loan yet: you are bound only when you accept an offer, and a bank only by what it offers.
request-next = The banks and guarantors that are asked are told, and look at it. Their offers appear side by side on the page of the request, and you choose.

# One request
request = Request
request-facts = What is asked for
request-to-loan = See the loan
request-join = Join the request
request-withdraw = Take the request back
request-next-join = { $holder } is to join, until { $until }.
request-next-bids = The banks are to bid, sealed, until { $until }.
request-next-reveal = The banks are to open their bids, until { $until } at the latest. Shortly after all are open, the service names the one that won.
request-next-banks = The banks are to offer. The request is open until { $until }.
request-next-choose = The borrower is to choose an offer. The request is open until { $until }.
request-next-accepted = { $bank } is to approve the loan, until { $until }.
request-next-approved = { $bank } is to pay out.
request-next-funded = The money is out. What follows stands on the page of the loan.
request-next-closed = The loan is repaid, and the request has ended.
request-next-declined = No bank lends on it, and the request has ended. The certificates are free again; you may ask anew.
request-next-withdrawn = The request was withdrawn. The certificates are free again; you may ask anew.
request-next-expired = The request has expired. The certificates are free once that is recorded; you may ask anew.
downstream-hint = The debtor borrows, and the money goes to the holder.
pay-to-missing = named by the holder when it joins
offers-title = Offers side by side
offers-caption = Amounts in CNY
offer-accept = Accept this offer
offer-taken = accepted
offer-cheapest = lowest cost
offer-amount = Amount lent
offer-covers = Share of what is asked for
offer-rate = Rate a year
offer-security = Security
offer-conditions = Conditions
offer-valid-until = Offer stands until
offer-not-joined = An offer can be accepted once the holder has joined.
offer-not-yours = There is nothing for you to accept now: a maker, checker or admin of the borrower accepts an offer while it stands, and sealed bids once the result is recorded.
bank-sealed = sealed bid
auction-title = Sealed bids
auction-open = Nobody can read a bid before the deadline: until then the ledger holds only the digest by which each bank is bound. After it the banks open their bids.
auction-awarded = The result stands: of the bids for the whole amount the lowest total cost won; of equals, the earlier.
auction-no-award = Nobody won: no bid for the whole amount was opened. Any other offer may be accepted.
auction-ended = The request ended before there was a result.
auction-no-bids = No bid has been made yet.
reveal-until = To be opened by
result = Result
bid-sealed = sealed
bid-unopened = not opened
bid-won = won
certificates-held = Certificates held for it
certificates-held-due = due on { $day }
certificates-held-hint = Until the request ends they back nothing else.
certificates-not-held-hint = They are not held for this request now; what is free may back another.
guarantees = Guarantees
guarantees-none-yet = Guarantors were asked; none has offered yet.
guarantee-share = Share
at-most = at most
guarantee-period = Call period after maturity
guarantee-until = can be issued until

# Accepting, withdrawing, joining
accept-title = Accept the offer of
accept-others-n = { $n ->
    [one] There is 1 other offer.
   *[other] There are { $n } other offers.
 }
accept-compare = Compare them
accept-button = Accept { $amount } of { $bank }
accept-continue = Go on to what you sign
accept-effect = By signing you agree with the bank to borrow on these terms (Civil Code, article 667): once it approves and pays out, you owe the principal and the interest on the day of paying back, and the penalty rate on what is late. With recourse you owe it also where the debtor does not pay (article 766). The offers of the other banks end.
accept-next = { $bank } and the guarantors are told. The bank assesses, approves and pays out to the account that you named.
withdraw-text = A request can be taken back until a loan is approved. It cannot be taken up again, but you may ask anew.
withdraw-button = Take the request back
withdraw-continue = Go on to what you sign
withdraw-effect = By signing, the request ends: the certificates held for it and a guarantee issued for it are released, and all offers end.
withdraw-next = The banks and guarantors that were asked are told.
join-text = { $debtor } asks for a loan to pay you early. By joining you let your certificates be held for it, and the money comes to the account below.
join-other-account = Another account
join-button = Join the request
join-continue = Go on to what you sign
join-effect = By signing, these certificates are held for the request until it ends. The debtor borrows; you owe nothing on the loan.
join-next = The borrower and the banks are told; the borrower can then accept an offer.

# Products
products-title = Products
products-lead = What banks lend on now. The terms of the day on which a request names a product stay with the request.
products-empty = No bank has published a product yet.
products-hint = Rates and fees are the most a bank may ask; it may offer less. The penalty rate is a multiple of the contract rate.
product-lends = Lends
of-outstanding = {" "}of what is outstanding
product-listed = for listed parties only
if-late = If it is late
up-to-you = Up to, for you, CNY
product-ask = Apply under it
product-not-yours = no free certificate fits

# Stages
stage-request-submitted = with the banks
stage-request-accepted = offer accepted
stage-request-approved = loan approved
stage-request-funded = paid out
stage-request-closed = repaid
stage-request-declined = declined
stage-request-withdrawn = withdrawn
stage-request-expired = expired
stage-review-open = under review
stage-review-offered = offered
stage-review-taken = offer accepted
stage-review-nottaken = not chosen
stage-review-declined = declined
stage-review-ended = ended
stage-guarantee-offered = offered
stage-guarantee-issued = issued
stage-guarantee-called = called
stage-guarantee-paid = paid
stage-guarantee-released = released
stage-guarantee-withdrawn = withdrawn
stage-guarantee-lapsed = lapsed
stage-loan-approved = approved
stage-loan-instructed = being paid out
stage-loan-active = running
stage-loan-closed = repaid
stage-loan-cancelled = cancelled
stage-loan-lapsed = lapsed
stage-notice-arrived = to be acknowledged
stage-notice-acknowledged = acknowledged
request-takes = A request takes at most { $n } certificates.
request-shown = As many are shown at a time, due first comes first; what you ticked stays ticked.
request-first-ones = Back to those due first
request-later-ones = Show those due later
unavailable-first-n = The first { $n } certificates that cannot be used, and why
unavailable-all = All certificates, due first
unchosen-too-many = A request takes at most { $most } certificates; { $many } are ticked. Untick { $over }, and ask for them in another request.
