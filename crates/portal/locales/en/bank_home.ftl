bank-todo-reviews = { $n ->
    [one] 1 request to review
   *[other] { $n } requests to review
 }
bank-todo-reviews-soon = , { $n } of them within 5 days
bank-todo-reviews-act = Review
bank-todo-approve = { $n ->
    [one] 1 accepted offer is to be approved
   *[other] { $n } accepted offers are to be approved
 }
bank-todo-approve-act = Approve
bank-todo-instruct = { $borrower }: approved, to be paid out; lapses { $until }
bank-todo-instruct-act = Instruct the payment
bank-todo-settle = { $borrower }: payment instructed, outcome to be recorded
bank-todo-settle-act = Record the outcome
bank-todo-unmatched = { $n ->
    [one] 1 bank entry is not assigned
   *[other] { $n } bank entries are not assigned
 }
bank-todo-unmatched-many = More than { $many } bank entries are not assigned
bank-todo-unmatched-act = Assign
bank-todo-overdue = { $n ->
    [one] 1 loan is in arrears
   *[other] { $n } loans are in arrears
 }
bank-todo-overdue-act = See the loans in arrears
bank-home-reviews = Requests that wait
bank-home-all-reviews = { $n ->
    [one] The request that waits
   *[other] All { $n } that wait
 }
bank-home-moves = Money on its way
bank-home-moves-nothing = No loan waits for its money.
bank-home-instruct-left = To be instructed
bank-home-open = Principal outstanding, CNY
bank-home-committed = Approved, not paid out, CNY
bank-home-soon = Due within 30 days, CNY
bank-home-overdue = Principal in arrears, CNY
bank-home-used = Credit lines left, CNY ({ $share } used)
bank-home-portfolio = Portfolio
bank-todo-reveal = { $n ->
    [one] 1 sealed bid of yours is to be opened: one that stays sealed loses
   *[other] { $n } sealed bids of yours are to be opened: one that stays sealed loses
 }
bank-todo-reveal-act = Open it
bank-todo-payments = { $n ->
    [one] 1 payment that a debtor reported: say whether it came
   *[other] { $n } payments that debtors reported: say whether they came
 }
bank-todo-payments-act = Answer
bank-todo-more-act = See them all
bank-todo-reviews-more = Counted here are the newest { $n } requests of each stage; there are more
bank-todo-instruct-more = More approved loans wait to be paid out than the newest { $n } that stand here
bank-todo-settle-more = More instructed payments wait for their outcome than the newest { $n } that stand here
bank-home-all-reviews-many = All that wait, more than { $n }
bank-home-moves-more = The newest { $n } of each stage stand here; there are more:
