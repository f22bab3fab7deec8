skip = Go to the content
nav-top = Service
nav-places = Places
nav-bar = Places, short
nav-check = Check a certificate
other-language = 中文
sign-in = Sign in
sign-out = Sign out
act-as = Act as
more = More
demo-mark = Demo: take a seat
foot-ledger = Ledger
foot-api = API
needs-script = Signing needs JavaScript, since your key never leaves this browser. Reading works without.
files-need-script = Files are fetched by scripts with your key, and scripts are off in this browser.
list-comma = ,{" "}
comma = ,{" "}
colon = :{" "}
semicolon = ;{" "}

place-home = Workbench
place-receivables = Receivables
place-payments = Payments
place-certificates = Certificates
place-requests = Financing
place-loans = Loans
place-contracts = Contracts
place-record = Own record
place-audits = Audits
place-findings = Findings
place-statistics = Statistics
place-reviews = Review
place-credit-lines = Credit lines
place-bank-entries = Bank entries
place-guarantees = Guarantees
place-sales = Sales
place-pools = Pools
place-parties = Parties
place-rules = Rules
place-service = Service
place-ledger = Ledger
place-house = Our house

capacity-supplier = supplier
capacity-buyer = buyer
capacity-bank = bank
capacity-guarantor = guarantor
capacity-asset-manager = asset manager
capacity-confirmation-centre = confirmation centre
capacity-auditor = auditor
capacity-operator = operator
capacity-service = service

role-maker = maker
role-checker = checker
role-admin = admin
role-viewer = viewer

days-left = { $n ->
    [one] 1 day left
   *[other] { $n } days left
 }
days-left-today = today
days-over = { $n ->
    [one] 1 day over
   *[other] { $n } days over
 }

failure-not-found = There is no such page
failure-not-found-text = Nothing stands at this address, or nothing that concerns your party. Check the address, or find it through a list.
failure-signed-out = You are signed out
failure-signed-out-text = A sign-in ends after half an hour without use. Sign in again; what you typed is kept in this browser.
failure-not-for = This page is for others
failure-not-for-text = Your party does not act in the capacity that this page is for.
failure-not-now = This cannot be done at present
failure-not-now-text = Somebody acted meanwhile, its time is over, or another right is on it. Go back and look where it stands now.
failure-address = The address cannot be read
failure-address-text = A part of the address has a form that this page does not know. Go back and use the links of the page.
failure-too-often = Asked too often
failure-too-often-text = This was asked for too often in a short time. Wait a minute and try again.
failure-too-large = This is more than the page takes
failure-too-large-text = What was sent is longer than any form of this site, and nothing of it was kept. Go back and send less.
failure-too-slow = This did not arrive whole
failure-too-slow-text = What was sent did not arrive whole in time, and nothing of it was kept. Try again where the connection is better.
failure-too-busy = There is too much to do at once
failure-too-busy-text = The service has as much to do as it takes at once. Try again in a moment; what you typed is kept in this browser.
failure-took-too-long = The page took too long
failure-took-too-long-text = It took longer to write than any page may, and was given up. Nothing that you signed is lost. Try again in a moment.
failure-fault = Something failed here
failure-fault-text = It is our fault, and it is logged. Nothing that you signed is lost. Try again in a minute.
failure-who = It is for:
failure-back = Go on

pages = Pages
page-first = First page
page-next = Next page
timeline = What happened, and who signed
timeline-hint = Each line is an entry of the ledger, the latest last. The mark says that this browser has checked the proof of its place itself; sentence and names are as the service tells them. The page of an entry checks its signatures and its text too.
timeline-earlier = Earlier entries
timeline-latest = The latest entries
as-capacity = {" "}as{" "}
entry-n = Entry { $n }
key-suspect = key in doubt
key-restored = key restored
