//! Messages of a bank, as its payment system would write them.

use std::fmt::Write as _;

/// The account of the bank, and of everybody else in these tests.
pub(crate) const ACCOUNT: &str = "11050199360000001024";

/// One booking.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    /// `CRDT` or `DBIT`.
    pub(crate) direction: &'a str,
    pub(crate) amount: &'a str,
    pub(crate) currency: &'a str,
    pub(crate) day: &'a str,
    pub(crate) status: &'a str,
    pub(crate) reference: &'a str,
    pub(crate) reversal: bool,
    /// The payments that it books.
    pub(crate) payments: &'a [Payment<'a>],
}

/// One payment of a booking.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Payment<'a> {
    pub(crate) reference: &'a str,
    pub(crate) amount: &'a str,
    pub(crate) end_to_end: &'a str,
    pub(crate) text: &'a str,
}

pub(crate) const NOTHING: Payment<'static> = Payment {
    reference: "",
    amount: "",
    end_to_end: "NOTPROVIDED",
    text: "",
};

/// Money that came in, booked, of one payment.
pub(crate) const CREDIT: Entry<'static> = Entry {
    direction: "CRDT",
    amount: "0",
    currency: "CNY",
    day: "2026-02-09",
    status: "BOOK",
    reference: "",
    reversal: false,
    payments: &[],
};

fn element(name: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("<{name}>{text}</{name}>")
    }
}

impl Entry<'_> {
    fn xml(&self, version: u8) -> String {
        let status = if version < 8 {
            self.status.to_owned()
        } else {
            format!("<Cd>{}</Cd>", self.status)
        };
        let mut xml = format!(
            "<Ntry><Amt Ccy=\"{}\">{}</Amt><CdtDbtInd>{}</CdtDbtInd>",
            self.currency, self.amount, self.direction
        );
        if self.reversal {
            xml.push_str("<RvslInd>true</RvslInd>");
        }
        let day = format!("<Dt>{}</Dt>", self.day);
        let _ = write!(
            xml,
            "<Sts>{status}</Sts><BookgDt>{day}</BookgDt><ValDt>{day}</ValDt>"
        );
        xml += &element("AcctSvcrRef", self.reference);
        xml.push_str("<BkTxCd/><NtryDtls>");
        for payment in self.payments {
            xml += &payment.xml(self);
        }
        xml + "</NtryDtls></Ntry>"
    }
}

impl Payment<'_> {
    fn xml(&self, entry: &Entry<'_>) -> String {
        let references = element("AcctSvcrRef", self.reference) + &element("EndToEndId", self.end_to_end);
        let amount = if self.amount.is_empty() {
            String::new()
        } else {
            format!(
                "<Amt Ccy=\"{}\">{}</Amt><CdtDbtInd>{}</CdtDbtInd>",
                entry.currency, self.amount, entry.direction
            )
        };
        let text = element("RmtInf", &element("Ustrd", self.text));
        format!("<TxDtls>{}{amount}{text}</TxDtls>", element("Refs", &references))
    }
}

/// A statement (`053`) or a notification (`054`) of an account.
pub(crate) fn camt(function: &str, version: u8, account: &str, entries: &[Entry<'_>]) -> String {
    let (message, statement) = match function {
        "053" => ("BkToCstmrStmt", "Stmt"),
        _ => ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
    };
    let entries: String = entries.iter().map(|entry| entry.xml(version)).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.{function}.001.{version:02}\"><{message}>\
         <GrpHdr><MsgId>M-1</MsgId><CreDtTm>2026-02-09T18:00:00</CreDtTm></GrpHdr>\
         <{statement}><Id>S-1</Id><CreDtTm>2026-02-09T18:00:00</CreDtTm>\
         <Acct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>CNY</Ccy></Acct>{entries}</{statement}>\
         </{message}></Document>"
    )
}

/// A report on an order: end-to-end ids with the status of each; or, with none, the status of all of it.
pub(crate) fn pain002(order: &str, of_order: &str, payments: &[(&str, &str)]) -> String {
    let mut outcomes = String::new();
    for (end_to_end, status) in payments {
        let _ = write!(
            outcomes,
            "<TxInfAndSts><OrgnlEndToEndId>{end_to_end}</OrgnlEndToEndId><TxSts>{status}</TxSts>\
             <StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>收款账户已注销</AddtlInf></StsRsnInf></TxInfAndSts>"
        );
    }
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>\
         <GrpHdr><MsgId>R-1</MsgId><CreDtTm>2026-02-09T18:00:00</CreDtTm></GrpHdr>\
         <OrgnlGrpInfAndSts><OrgnlMsgId>{order}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>{}\
         </OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>{order}</OrgnlPmtInfId>{outcomes}\
         </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>",
        element("GrpSts", of_order)
    )
}
