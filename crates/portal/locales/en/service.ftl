service-ready = accepting statements
service-not-ready = not accepting statements
service-ready-text = The database responds, and what is signed is entered in the ledger.
service-not-ready-text = The database does not respond, or the service is stopping. What was signed is kept in the browsers that signed it, and can be sent again.
service-version = Version
service-began = Running since
service-address = Address
service-leaves = Who may read the entries
service-leaves-anyone = anyone
service-leaves-members = members only
service-instances = Processes on this database
service-instances-this = this process
service-instances-text = Each running process reports about once a minute, with its own address. One that is stopped removes its line; one that ends in any other way is shown as silent for a day.
service-instances-none = No process has reported that it is running.
service-seen = Last reported
service-silent = silent
service-heads = Last signed heads
service-heads-text = Every batch of entries ends in one; each contains all that came before it.
service-signed = Signatures
service-signed-holds = both signatures hold
service-signed-breaks = a signature does not hold
service-itself = What the service does by itself
service-itself-text = By this process, since it started. Where several processes share a database, each has its own page.
service-sweep = Last recording of what fell due
service-swept = { $n ->
    [one] 1 entry
   *[other] { $n } entries
 }
service-failed = failed
service-not-yet = not yet
service-scrub = Last re-reading of entries
service-scrubbed = up to entry { $n }
service-scrubbed-all = up to the end; it starts again
service-scrub-found = not as it was sealed
service-watch = For monitoring
service-watch-text = Whether the process is alive, whether it accepts statements, and the signed head. Metrics are served at an address of their own, which `--metrics` names.
