service-ready = takes statements
service-not-ready = takes no statements
service-ready-text = The database answers, and what is signed is entered.
service-not-ready-text = The database does not answer, or the service is stopping. What was signed is kept in the browsers that signed it, and can be sent again.
service-version = Version
service-began = Serving since
service-address = Address
service-leaves = Who reads the leaves of the ledger
service-leaves-anyone = anyone
service-leaves-members = members only
service-instances = Processes on this database
service-instances-this = the one that wrote this page
service-instances-text = Each that serves tells so about once a minute, with its own address. One that was stopped takes its line away; one that ended in another way is silent here for a day.
service-instances-none = No process has told that it serves.
service-seen = Last told
service-silent = silent
service-heads = Last signed heads
service-heads-text = Every batch of entries ends in one; each contains all that came before it.
service-signed = Signatures
service-signed-holds = both signatures hold
service-signed-breaks = a signature does not hold
service-itself = What the service does by itself
service-itself-text = In this process, since it serves. Where several processes share a database, each has its own page.
service-sweep = What fell due, last recorded
service-swept = { $n ->
    [one] 1 entry
   *[other] { $n } entries
 }
service-failed = failed
service-not-yet = not yet
service-scrub = Entries, last read again
service-scrubbed = up to entry { $n }
service-scrubbed-all = up to the end; it begins again
service-scrub-found = not as it was sealed
service-watch = For programs that watch it
service-watch-text = Whether the process lives, whether it takes statements, and the signed head. Metrics are served at an address of their own, which `--metrics` names.
