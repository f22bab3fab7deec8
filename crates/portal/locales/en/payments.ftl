payment = Payment
payments-reported = Reported payments
payments-to-pay = What is to be paid
payments-none-due = Nothing is to be paid. What you confirm appears here with its day.
payments-empty = No payment here. One appears when a buyer reports that it paid on a certificate.
payments-account-hint = Pay to the account shown here. It changes when notice of a transfer arrives, so look once more before you pay.
pay-overdue = Overdue
pay-week = Within 7 days
pay-month = In 8 to 30 days
pay-later = Later
n-certificates = { $n } { $n ->
    [one] certificate
   *[other] certificates
 }
payment-report = Report payment
payment-report-button = Report
payment-report-effect = It says that you have paid. The payment counts when whoever receives it says so; the report alone reduces nothing.
payment-report-next = Whoever receives it is told, and acknowledges or rejects it.
payment-amount = Amount paid
payment-paid-on = Paid on
payment-account = Paid to
payment-reference = Reference
payment-reference-hint = As on your bank's advice; it is how the other side finds the payment.
payment-former = The account has changed. A payment made by { $until } to the former one, { $account }, still counts (Civil Code article 546).
account-number = Account
account-bank = Bank
account-name = Name
payment-acknowledge = Acknowledge receipt
payment-acknowledge-effect = The payment counts from now on, which cannot be undone. With the last of it the certificate is discharged.
payment-acknowledge-next = The debtor is told.
payment-reject = It did not arrive
payment-reject-effect = The payment does not count. Say which account you looked at, and until when.
payment-reject-next = The debtor reads the reason and may report it anew.
payment-next-yours = Look at your account, and say whether it came.
payment-next-other = { $name } is to say whether it came.
payment-next-acknowledged = { $name } acknowledged it on { $on }.
payment-next-rejected = { $name } says that it did not arrive: { $reason }
