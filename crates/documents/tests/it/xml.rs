//! The tree reader by itself, as bank messages use it.

use rstest::rstest;
use tallystick_documents::Position;
use tallystick_documents::xml::{XmlLimits, parse};

#[test]
fn names_carry_their_namespace_and_elements_their_place() {
    let root = parse(
        "<a:r xmlns:a='u' xmlns='d'>\n  <x y='1' a:y='2'/></a:r>",
        XmlLimits::MESSAGE,
    )
    .unwrap();
    assert_eq!((&*root.namespace, &*root.name), ("u", "r"));
    let child = &root.children[0];
    assert_eq!(
        (&*child.namespace, &*child.name, child.at),
        ("d", "x", Position { line: 2, column: 3 })
    );
    assert_eq!(
        (
            child.attribute("", "y"),
            child.attribute("u", "y"),
            child.attribute("d", "y")
        ),
        (Some("1"), Some("2"), None)
    );
}

#[test]
fn a_declaration_ends_with_its_element() {
    let root = parse(
        "<r><a xmlns='u'/><a xmlns:p='v'><p:b/></a><a/></r>",
        XmlLimits::MESSAGE,
    )
    .unwrap();
    let namespaces: Vec<&str> = root.children.iter().map(|child| &*child.namespace).collect();
    assert_eq!(namespaces, ["u", "", ""]);
    assert_eq!(&*root.children[1].children[0].namespace, "v");
}

#[rstest]
#[case("<a>1<![CDATA[<2>]]>&lt;3&gt;&#x34;<!-- no -->5</a>", "1<2><3>45")]
#[case("<a>x\r\ny\rz</a>", "x\ny\nz")]
#[case("<a/>", "")]
fn text_is_put_together(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(parse(text, XmlLimits::MESSAGE).unwrap().text, expected);
}

#[test]
fn depth_and_nodes_are_capped() {
    let limits = XmlLimits { depth: 3, nodes: 5 };
    assert!(parse("<a><b><c/></b></a>", limits).is_ok());
    assert_eq!(
        parse("<a><b><c><d/></c></b></a>", limits).unwrap_err().code(),
        "xml-too-deep"
    );
    assert_eq!(
        parse("<a><b/><b/><b/><b/><b/></a>", limits).unwrap_err().code(),
        "xml-too-many-nodes"
    );
    assert_eq!(
        parse("<a b='' c='' d='' e='' f=''/>", limits).unwrap_err().code(),
        "xml-too-many-nodes"
    );
}

#[test]
fn attributes_are_capped_since_looking_for_doubled_ones_takes_their_square() {
    let many = (0..100_000)
        .map(|n| format!(" a{n}=''"))
        .collect::<Vec<_>>()
        .concat();
    let refusal = parse(&format!("<a{many}/>"), XmlLimits::MESSAGE).unwrap_err();
    assert_eq!(refusal.code(), "xml-too-many-attributes");
}

#[rstest]
fn what_is_not_well_formed_is_refused(
    #[values(
        "",
        "x",
        "<a",
        "<a>",
        "<a></b>",
        "</a>",
        "<a/>x",
        "x<a/>",
        "<a><!-- -- --></a>",
        "<a b=1/>",
        "<a b/>",
        "<a>&lt</a>",
        "<a>&#xD800;</a>",
        "<a b='&x;'/>",
        "<a b='&#1;'/>",
        "<p:a/>",
        "<a p:b=''/>",
        "<![CDATA[x]]><a/>",
        "&lt;<a/>",
        "<a>]]</b>"
    )]
    text: &str,
) {
    assert!(parse(text, XmlLimits::MESSAGE).is_err());
}
