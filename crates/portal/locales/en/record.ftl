record-lead = This is what auditors see of you. Whoever lends on what you owe, or is asked to, sees the figures below, and what is overdue as a sum.
record-claims = Claims
record-answered = Answered
record-median = Median days to answer
record-most = The most it took
record-lapsed = Left without an answer in time
record-missed = Payments ever missed
record-empty = No claims yet, so there is no record.
record-months = Days to answer, by month
record-months-hint = The median of all answers given in a month, in days; the line is the law's 30 days.
record-law = 30 days
record-month = Month
record-late = After the last day
record-answers = What became of the claims
record-overdue = Overdue certificates
record-overdue-none = None is overdue.
record-days-late = Days late
record-stopped = { $n ->
    [one] One is overdue: until it is paid, new certificates are not transferable (银发〔2025〕77号 article 15).
   *[other] { $n } are overdue: until they are paid, new certificates are not transferable (银发〔2025〕77号 article 15).
 }
record-title = Record
record-of-lead = How soon the buyer answers claims, what it answers, and what it owes after its day.
