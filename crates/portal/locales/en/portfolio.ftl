portfolio-title = Portfolio
portfolio-xlsx = Loans as XLSX
portfolio-empty = No loan is approved or running. What your bank lends stands here, by debtor, month and days overdue.
portfolio-in = In
portfolio-open = Open principal
portfolio-committed = Approved, not out
portfolio-overdue = Overdue
portfolio-of-open = { $share } of what is open
portfolio-loans = Loans
portfolio-exposures = By debtor
portfolio-exposures-chart = The debtors with most at stake: open and approved
portfolio-exposures-hint = Open is what is out and not paid back; the bar and the share count what is approved too. Free is what the line on the debtor has left.
portfolio-share = Share
portfolio-line-left = Free on the line
portfolio-no-line = no line
portfolio-maturities = By month of maturity
portfolio-nothing-out = No money is out.
portfolio-late = By days overdue
portfolio-late-caption = Open principal by days overdue, as last recorded
portfolio-days = Days overdue
portfolio-from-day = { $n ->
    [one] from 1 day
   *[other] from { $n } days
 }
portfolio-late-loans = See the loans that are overdue
portfolio-nothing-late = Nothing is recorded as overdue.
portfolio-empty-of = No loan of this bank is approved or running.
