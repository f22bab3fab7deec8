search = Search
search-label = Number, amount or name
search-what = What
search-as-amount = Read as an amount too:
search-more-n = { $n ->
    [one] The newest one is shown; there are more.
   *[other] The newest { $n } are shown; there are more. Type more of what you look for.
 }
search-list = The whole list
search-nothing = Nothing that you may see has this number, amount or name.
search-how = Type at least two characters into the field at the top: a number, an amount, or a part of a name.
search-hint = Found are numbers of certificates, contracts, invoices, orders, receipts and filings, names of products and pools, references of payments, loans and bank entries, amounts such as 1,200,000 or 1200000.00 (in another currency than CNY with its code, such as USD 100), names or codes of parties, names of members, and the whole number of an entry of the ledger. Of all but entries, only what concerns your party is searched. An invoice is found by its whole number.
search-hint-auditor = Numbers and names of members are found by their beginning.
search-hint-operator = Names of members are found by their beginning.
