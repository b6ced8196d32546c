//! Placeholders of every dialect, and what looks like them.

use super::super::code::Dialect;
use super::codes;

fn names(text: &str, dialect: Dialect) -> Vec<String> {
    let found = codes(text, &[dialect]);
    for pair in found.windows(2) {
        assert!(pair[0].span.end <= pair[1].span.start, "{text}");
    }
    assert!(found.iter().all(|code| text.get(code.span.clone()).is_some()), "{text}");
    found.into_iter().map(|code| code.name).collect()
}

#[test]
fn printf_is_named_by_argument_size_and_conversion() {
    for (text, expected) in [
        ("%s", vec!["%s"]),
        ("%1$s من %2$d", vec!["%1$s", "%2$d"]),
        ("%-5.2f|%+d|%05i|%'d", vec!["%f", "%d", "%d", "%d"]),
        ("%lu %lld %zu %hhx", vec!["%lu", "%lld", "%zu", "%hhx"]),
        ("%*d %.*f %*1$d", vec!["%d", "%f", "%d"]),
        ("%d%%", vec!["%d"]),
        ("%%s", vec![]),
        ("% d درجة", vec!["%d"]),
    ] {
        assert_eq!(names(text, Dialect::Printf), expected, "{text}");
    }
}

#[test]
fn ordinary_percent_signs_are_no_placeholders() {
    for text in [
        "50 % of",
        "100%.",
        "50% off",
        "50%off",
        "100 % de",
        "٥٠% من",
        "%",
        "%.",
        "100% d'eau",
        "5% s",
    ] {
        for dialect in [Dialect::Printf, Dialect::Python, Dialect::Apple, Dialect::Qt] {
            assert!(names(text, dialect).is_empty(), "{text} {dialect:?}");
        }
    }
}

#[test]
fn python_has_names_in_parentheses() {
    assert_eq!(names("%(count)d من %(name)s", Dialect::Python), ["%(count)d", "%(name)s"]);
    assert_eq!(names("%(x).2f %s", Dialect::Python), ["%(x)f", "%s"]);
    assert!(names("%(open %(x) %()", Dialect::Python).is_empty());
}

#[test]
fn python_braces_are_named_by_their_field() {
    let text = "{} {0} {name} {0:>5} {user.name[0]!r} {:{width}} {0,10:N2}";
    let expected = ["{}", "{0}", "{name}", "{0}", "{user.name[0]}", "{}", "{0}"];
    assert_eq!(names(text, Dialect::PythonBrace), expected);
    for text in ["{{name}}", "{ \"a\": 1 }", "{a b}", "{", "}", "{a"] {
        assert!(names(text, Dialect::PythonBrace).is_empty(), "{text}");
    }
}

#[test]
fn qt_has_numbers_of_two_digits_and_n() {
    assert_eq!(names("%1 %L2 %n %12 %Ln", Dialect::Qt), ["%1", "%2", "%n", "%12", "%n"]);
    assert!(names("%0 % 1 %", Dialect::Qt).is_empty());
}

#[test]
fn apple_has_objects_and_variables() {
    let text = "%@ %1$@ %lld %#@files@ %arg %2$lld";
    assert_eq!(names(text, Dialect::Apple), ["%@", "%1$@", "%lld", "%#@files@", "%arg", "%2$lld"]);
}

#[test]
fn icu_is_read_branch_by_branch_and_broken_messages_by_their_arguments() {
    assert_eq!(names("{name} '{'x'}' {d, date, short}", Dialect::Icu), ["{name}", "{d}"]);
    assert_eq!(names("{name} {", Dialect::Icu), ["{name}"]);
    let plural = "{n, plural, one {{who}: <b>#</b>} other {}}";
    let found = codes(plural, &[Dialect::Icu, Dialect::Html]);
    let found: Vec<&str> = found.iter().map(|code| code.name.as_str()).collect();
    let expected = ["{n, plural, one", "{who}", "<b>", "#", "</b>", "{n, plural, other", "}"];
    assert_eq!(found, expected);
}

#[test]
fn templates_have_three_kinds_of_braces() {
    let text = "{{ name }} ${user.name} %{count} $t(common.ok)";
    let expected = ["{{name}}", "${user.name}", "%{count}", "$t(common.ok)"];
    assert_eq!(names(text, Dialect::Template), expected);
    assert!(names("{{}} ${ $5 %{", Dialect::Template).is_empty());
    let found = codes("{{a}} {b}", &[Dialect::Template, Dialect::Icu]);
    assert_eq!(found[0].name, "{{a}}");
    assert_eq!(found[1].name, "{b}");
}

#[test]
fn tags_are_named_without_their_attributes() {
    let text = "<a href='x>y'>اقرأ</a><br/> &nbsp;<0>&#xA0;</0>";
    let expected = ["<a>", "</a>", "<br/>", "&nbsp;", "<0>", "&#xA0;", "</0>"];
    assert_eq!(names(text, Dialect::Html), expected);
    for text in ["a < b > c", "<3", "<you@example.org>", "R&D;", "& ;", "<b", "</>", "<a <b"] {
        let found = names(text, Dialect::Html);
        assert!(found.is_empty() || found == ["&D;"], "{text} {found:?}");
    }
}

#[test]
fn any_text_is_scanned_without_a_panic() {
    let pieces =
        ["%", "{", "}", "'", "<", ">", "&", "$", "#", "é", "١", " ", "s", "(", "@", "1", "."];
    let every = [
        Dialect::Printf,
        Dialect::Python,
        Dialect::PythonBrace,
        Dialect::Qt,
        Dialect::Apple,
        Dialect::Icu,
        Dialect::Template,
        Dialect::Html,
    ];
    for a in pieces {
        for b in pieces {
            for c in pieces {
                for d in pieces {
                    codes(&[a, b, c, d].concat(), &every);
                }
            }
        }
    }
}
