rules-lead = What the law and the market prescribe, as the operator published it into the ledger. What has come into force is never altered; others add to it from a day on.
rules-pack = Rule pack
rules-before = What held before
rules-past = past
rules-now = in force
rules-to-come = to come
rules-source-law = { $title }, article { $article }
rules-as-published = As published, in Chinese
rules-english = Source, in English
rules-source-chosen = Chosen here
rules-source-practice = Chosen here: { $text }
rules-months = { $n ->
    [one] 1 month
   *[other] { $n } months
 }
rules-years = { $n ->
    [one] 1 year
   *[other] { $n } years
 }
rules-payment-terms = How soon a buyer pays
rules-public-body = State organs and public institutions
rules-large-enterprise = Large enterprises
rules-term-default = { $n ->
    [one] 1 day where the contract says nothing.
   *[other] { $n } days where the contract says nothing.
 }
rules-term-open = what the contract says.
rules-term-at-most = { $n ->
    [one] a contract agrees at most 1 day.
   *[other] a contract agrees at most { $n } days.
 }
rules-term-reason = a contract that agrees more says why.
rules-term-pay-when-paid = payment does not wait for a third party to pay.
rules-confirmation = How soon a buyer answers a claim
rules-confirm-days = { $n ->
    [one] Within a calendar day.
   *[other] Within { $n } calendar days.
 }
rules-confirm-reminders = It is reminded with { $days } days left.
rules-voucher-caps = How far ahead a certificate falls due
rules-caps = Within { $usual } as a rule, with a reason beyond that, and never beyond { $most }.
rules-split-limits = How often a certificate is split
rules-splits = At most { $depth } levels below the first certificate, and at most { $children } parts at a time.
rules-late-interest = Interest on late payment
rules-late-floor = An agreed rate is not below the loan prime rate for one year on the day of signing.
rules-late-otherwise = Where none is agreed, { $rate } a day.
rules-lpr = Loan prime rate for one year
rules-lpr-through = Checked through { $day }.
rules-advance = How much a bank lends on a certificate
rules-advance-default = { $rate } of what is outstanding, where the product says nothing.
rules-penalty = Penalty on overdue loans
rules-penalty-factors = { $default } of the contract rate where the product says nothing; from { $least } to { $most }.
rules-guarantor-limits = How much a guarantor guarantees
rules-guarantor-all = { $all } times its net assets in all, and { $small } times where it serves mainly small firms and farming.
rules-guarantor-one = { $one } for one borrower, and { $group } for a borrower with its group.
rules-guarantee-period = How long a guarantee lasts
rules-guarantee-after = { $term } from the due date of the loan, where it says nothing.
rules-registry = Registry of security interests
rules-registry-discharge = { $n ->
    [one] A filing is discharged within a working day after its debt has ended.
   *[other] A filing is discharged within { $n } working days after its debt has ended.
 }
rules-auction = Auctions of sealed bids
rules-auction-hours = { $n ->
    [one] Each bid is opened within an hour after the deadline.
   *[other] Each bid is opened within { $n } hours after the deadline.
 }
rules-overdue = Buckets of overdue loans
rules-overdue-buckets = They end after { $days } days; the last one has no end.
rules-disclosure = Disclosure of overdue payments
rules-disclosure-by = By { $named } of the following year.
rules-retention = How long records are kept
rules-retention-terms = Accounting records { $accounts }; identity and transactions { $deals }.
rules-texts = Texts that signers are shown
rules-text-confirmation = Confirmation statement, version { $version }
rules-text-name = Its name in what is signed: { $name }
rules-calendar = Working days
rules-closed = Closed: { $days }
rules-worked = Worked on weekends: { $days }
rules-publish = Publish rules
rules-publish-text = Take the pack as it stands, add to it, and compare. What has come into force must stay as it is, or the act is refused.
rules-given = The pack
rules-file = A file of the pack
rules-file-hint = JSON. It is read in this browser, and sent when you compare.
rules-text = Its text
rules-compare = Compare with what stands
rules-no-pack = This is no pack that could be published.
rules-changes = What changes
rules-changes-none = Nothing: it says what stands.
rules-section = Section
rules-from = From
rules-change = Change
rules-says = What it says
rules-gone = gone
rules-added = added
rules-publish-button = Publish these rules
rules-publish-effect = From the entry on these rules answer for every date: acts are decided by what holds on their day. What was decided before stays decided by the rules of its day.
rules-publish-next = Every party is told in its news.
