stage-proposal-waiting = awaiting signature
stage-proposal-stale = overtaken
stage-proposal-expired = expired
stage-proposal-declined = declined
stage-proposal-appended = entered

waiting-hint = What one member of your party has signed and others must sign too. With the last signature it is entered in the ledger.
waiting-mine = Waits for me
waiting-mine-empty = Nothing waits for you. Whatever a colleague begins that also needs your signature appears here.
waiting-others-head = Waits for others
waiting-ended = Recently ended
waiting-what = What
waiting-signed = Signed by
waiting-until = To be signed by
waiting-how = How it ended
waiting-begun = Begun
waiting-as = As
waiting-needed = Signatures needed
waiting-with-checker = a checker is missing
waiting-missing = { $n ->
    [one] 1 signature is missing
   *[other] { $n } signatures are missing
 }
waiting-missing-checker = { $n ->
    [one] 1 signature is missing, a checker's
   *[other] { $n } signatures are missing, a checker's among them
 }
waiting-sign = Sign or decline
waiting-sealed = The sealed bid
waiting-sealed-text = What is signed here is the digest of a bid file, and none of its terms: nobody reads them before the deadline, the service included. The file is in the browser of the colleague who sealed it. Get it from them and open it here. Your browser works out the digest, sends the file nowhere, and shows the terms only where it is the very file that is signed. Sign only what you have read.
waiting-viewer = You are a viewer, and sign no business.
waiting-not-mine = Colleagues in other roles sign this.
waiting-effect = You sign the same text as your colleague, with the same effect. With the last signature it is entered in the ledger; it binds your party and cannot be taken back.
waiting-next = Those whom it concerns see it.
waiting-expired-told = The time for signing ended at { $at }. It must be begun anew.
waiting-declined-told = { $who } declined: { $reason }
waiting-appended-told = All have signed, and it is entered in the ledger.
waiting-stale-told = { $who } { $act } at { $at } (entry { $seq }), so what this relied on has changed. Begin it anew from how things stand.
waiting-stale-unseen = { $subject }, which this relied on, has changed. Begin it anew from how things stand.
