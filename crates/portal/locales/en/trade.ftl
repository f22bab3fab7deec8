trade-act = Act
trade-continue = Go on to what you sign
trade-reason = Reason:
trade-reason-hint = One sentence. It is signed with the act, and whoever sees the act reads it.
trade-step-sign = Check and sign
filter-show = Show
filter-waiting = What waits
filter-passed = Passed on, and not answered yet
show-all = Show all
files-choose = Choose files
file-name = Name of the file
n-days = { $n ->
    [one] 1 day
   *[other] { $n } days
 }
n-bytes = { $n ->
    [one] 1 byte
   *[other] { $n } bytes
 }
