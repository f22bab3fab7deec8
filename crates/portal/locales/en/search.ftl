search = Search
search-label = Number, amount or name
search-what = What
search-as-amount = Read as an amount too: { $amount }
search-more-n = { $n ->
    [one] The newest one is shown; there are more.
   *[other] The newest { $n } are shown; there are more. Type more of what you look for.
 }
search-list = The whole list
search-nothing = Nothing that you may see has this number, amount or name.
search-how = Type at least two characters into the field at the top: a number, an amount, or a part of a name.
search-hint = You can search for the number of a certificate, contract, invoice, order, receipt or filing; the name of a product or a pool; the reference of a payment, loan or bank entry; an amount such as 1,200,000 or 1200000.00 (for a currency other than CNY with its code, such as USD 100); the name or code of a party; the name of a member; and the whole number of an entry of the ledger. Entries apart, the search covers only what concerns your party. An invoice is found by its whole number.
search-hint-auditor = Numbers and names of members are found by their beginning.
search-hint-operator = Names of members are found by their beginning.
