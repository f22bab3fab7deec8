trade-act = Act
trade-continue = Go on to what you sign
trade-reason = Reason:
trade-reason-hint = One sentence; the other side reads it.
trade-step-sign = Check and sign
filter-show = Show
filter-waiting = What waits
show-all = Show all
files-choose = Choose files
file-name = Name of the file
n-days = { $n ->
    [one] 1 day
   *[other] { $n } days
 }
n-bytes = { $n } bytes
