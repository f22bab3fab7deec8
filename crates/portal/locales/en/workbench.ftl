home-waits = What waits for you
home-waits-nothing = Nothing waits for you.
home-soon = soon
home-late = overdue
home-next-claims = Claims whose time ends first
home-all-claims = All claims
home-moves = Payments on their way
home-moves-nothing = No payment waits for the other side.
home-figures = Figures
home-queue = To be looked at
home-passed = Passed on, and not answered yet
home-passed-nothing = None.
home-all-passed = All that were passed on and are not answered yet
home-centre-waits = Waiting to be passed on
home-centre-soon = Of which the buyer must answer within 5 days
home-centre-forwarded = Passed on, of the claims of the last 30 days
home-centre-answered = Answered, of the claims of the last 30 days
home-centre-median = Median days to answer, of these answers
todo-claims = { $n ->
    [one] 1 claim to answer
   *[other] { $n } claims to answer
 }
todo-claims-soon = , { $n } of them within 5 days
todo-claims-begun = { $n ->
    [one] 1 answer to a claim waits for a colleague’s signature
   *[other] { $n } answers to claims wait for a colleague’s signature
 }
todo-claims-act = Answer
todo-queue = { $n ->
    [one] 1 claim to look at
   *[other] { $n } claims to look at
 }
todo-queue-soon = ; the buyer must answer { $n } of them within 5 days
todo-queue-act = Look at the claims
todo-overdue = { $n ->
    [one] 1 payment is overdue
   *[other] { $n } payments are overdue
 }
todo-due = { $n ->
    [one] 1 payment is due within 7 days
   *[other] { $n } payments are due within 7 days
 }
todo-pay-act = See what to pay
todo-disputed = { $n ->
    [one] 1 disputed claim is to be settled
   *[other] { $n } disputed claims are to be settled
 }
todo-disputed-act = Settle
todo-contract = Contract { $number } ({ $title }) waits for your answer
todo-contract-act = Look at it
todo-amendment = An amendment of { $on } waits for your answer
todo-amendment-act = Look at it
todo-cancellation = A holder proposes to cancel a certificate
todo-cancellation-act = Look at it
todo-sign-too = Sign too
todo-until = until { $until }
todo-look = Look at it
todo-bank-offer = { $bank } offers a loan on your request; { $left }
todo-bank-offer-act = Compare offers
todo-repay = Loan of { $bank }, to be repaid on { $day }
todo-repay-act = See what is owed
todo-notice = { $bank } gives notice: certificates that you owe are paid to it
todo-notice-act = Acknowledge it
bank-todo-honour = { $n ->
    [one] 1 endorsed certificate was not paid by its debtor
   *[other] { $n } endorsed certificates were not paid by their debtors
 }
bank-todo-honour-act = Honour the endorsement
bank-todo-discharge = Filings to be taken out of the registry: { $many }, the first by { $by }
bank-todo-discharge-act = See the filings
bank-todo-call = { $n ->
    [one] 1 guarantee can be called
   *[other] { $n } guarantees can be called
 }
bank-todo-call-act = See the loans in arrears
