# Guarantees
guarantor = Guarantor
asked = Guarantee asked for by { $borrower }
asked-title = Requests that ask for a guarantee
asked-empty = No request asks your party now. Borrowers name the guarantors they ask; they find you by your name.
asked-empty-link = Look at your file
asked-on = Certificates behind it
asked-own = What you offered for it
asked-next-open = You may offer a guarantee until { $until }.
asked-next-offered = You have offered. The borrower or its banks may rely on it until { $until }.
asked-next-accepted = The borrower accepted an offer of { $bank }. Where it relies on your guarantee, you are to issue it.
asked-next-lent = { $bank } lends on it.
asked-next-ended = The request has ended; no guarantee is needed.

limit = Limit
limit-outstanding = All guarantees
limit-borrower = This borrower
limit-group = This borrower with its group
limit-used = In use
limit-with = With this one
limit-most = At most
limit-left = Left
limit-share = Share used
limit-over = over
limit-borrower-share = Of the borrower's limit
limit-group-used = Group, in use
limit-group-share = Of the group's limit
limit-share-of = { $share } of { $limit }
limit-passed = { $name }: with this one { $with } would be in use; the limit is { $limit }. It cannot be issued. Guarantee less, or wait until others end.
limits-title = Limits
limits-with = Limits with this guarantee, CNY
limit-why-wide = All guarantees together: { $wide } times the net assets instead of { $usual } times, since more than half is guaranteed for micro and small firms (Order 683, article 15).
limit-why-usual = All guarantees together: { $usual } times the net assets; { $wide } times once more than half is guaranteed for micro and small firms (Order 683, article 15).
limits-hint = By the net assets in your file, { $net } (Order 683 of the State Council, articles 15 and 16). Limits are checked when a guarantee is issued.
limits-by-borrower = In use by borrower, CNY
limits-no-net-assets = Your file states no net assets, so no guarantee can be issued. State them in the file first.
limits-to-profile = Change the file

guarantees-given = Offered and issued
guarantees-empty = No guarantee here yet. One begins with an offer on a request that asks for it.
guarantees-empty-link = Products that are lent on
guarantees-none-such = No guarantee is at this stage.
guaranteed-cny = Guaranteed, CNY
fee-cny = Fee, CNY
guarantee-ends = Ends
guarantee-for = Guarantee for { $borrower }
guarantee-to = Beneficiary bank
guarantee-of-loan = The loan
guarantee-loan = The loan that relies on it
guarantee-owed = Owed today
guarantee-terms = Terms
guarantee-at-most = Maximum amount
guarantee-offered-until = Offer stands until
guarantee-callable-until = Can be called until
guarantee-called-title = Called and paid
guarantee-called = Called
guarantee-uncalled = paid without a call
guarantee-paid = Paid
guarantee-passed-on = Passed on by the bank
guarantee-subrogated = Still to be recovered
guarantee-subrogated-hint = The bank's claim passed to the guarantor for what it paid (Civil Code, article 700). What the bank receives later goes there first.

guarantee-next-offered = The borrower is to accept an offer that relies on it, or a bank to make one. It stands until { $until }.
guarantee-next-issue = The borrower accepted an offer of { $bank } that relies on it. { $guarantor } is to issue it by { $until }.
guarantee-next-approve = Issued. { $bank } is to approve the loan.
guarantee-next-bound = { $guarantor } is bound for { $amount }. { $bank } may call it when the loan is overdue, until { $day }.
guarantee-next-called = { $guarantor } is to pay { $amount } to { $bank }, which books it when it comes in; the guarantor is free with that.
guarantee-next-paid = Paid. { $bank } passes on what it receives later: { $amount } is still to come to { $guarantor }.
guarantee-next-settled = Paid, and all that was paid has come back.
guarantee-next-released = Nothing more is to be done: the guarantor is released.
guarantee-next-withdrawn = The guarantor took the offer back.
guarantee-next-lapsed = The offer's time ran out.

guarantee-offer = Offer a guarantee
guarantee-offer-button = Offer a guarantee of at most {"{"}at_most{"}"}
guarantee-offer-effect = By signing you offer to guarantee this share of what the loan's borrower will owe, up to the amount named. While the offer stands a bank may rely on it; once the borrower accepts an offer that does, you cannot take it back (Civil Code, article 476). You are bound to pay when you issue it.
guarantee-offer-next = The borrower and the banks of the request are told. Where an accepted offer relies on it, you are asked to issue it.
offer-share = Share of what is owed
offer-share-hint = Above 0 and at most 100.00%. A call is for this share of what is overdue.
offer-most = Maximum amount
offer-most-hint = The amount beyond which you are never bound.
offer-fee-hint = What you charge the borrower in all; it is part of the cost that the borrower sees.
offer-fee-share = { $share } of what is guaranteed
offer-period-hint = How long after the loan's due date the bank may call it (Civil Code, article 692).
offer-period-usual = { $period }, by the rules
offer-until-hint = Beijing time, at the latest when the request ends. Until then it can be relied on and issued.
offer-figures = What it comes to
offer-of-share = The share, if all is lent
offer-bound = Bound for, if all is lent
offer-problem-share = The share is above 0 and at most 100, such as 50.
offer-problem-most = Name an amount above zero, such as 240,000.00.
offer-problem-fee = The fee is an amount, such as 240.00.

guarantee-issue = Issue the guarantee
guarantee-issue-effect = By signing you are bound to { $bank }: where the borrower does not pay when the loan is overdue, you pay your share of what is owed, at most { $amount } (Civil Code, articles 681 and 688). What you pay, you may claim from the borrower, and the bank's rights pass to you (article 700).
guarantee-issue-next = { $bank } and the borrower are told; the bank can then approve the loan. This much of your limits is in use until the guarantee is paid or you are free.
guarantee-issue-passed = As it stands it cannot be issued: a limit would be passed.
guarantee-withdraw = Take the offer back
guarantee-withdraw-effect = By signing, the offer ends, and no bank can rely on it any more. That is possible while no accepted offer does (Civil Code, article 476).
guarantee-withdraw-next = The borrower and the banks of the request are told. You may offer anew while the request is open.

# Workbench of a guarantor
todo-asked = { $borrower } asks for a guarantee, loan of { $amount }; { $left }
todo-asked-act = Look at it
todo-issue = Issue the guarantee for { $borrower } to { $bank }; { $left }
todo-issue-act = Issue it
todo-called = { $bank } asks for payment on the loan of { $borrower }
todo-called-act = Look at it
home-guarantees-moves = Offers that wait for others
home-guarantees-moves-none = No offer of yours waits for anybody.
home-guarantees-claims = Claims that passed to you
home-guarantees-claims-cny = Still to be recovered, CNY
home-guarantees-bound = Guarantees in force
home-guarantees-to = See guarantees and limits

# A loan as its guarantor and its buyer read it
collateral-unseen = { $n ->
    [one] 1 certificate, which its bank and its holder see.
   *[other] { $n } certificates, which their bank and their holder see.
 }
