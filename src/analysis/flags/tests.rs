use super::*;
use crate::corpus::Parts;
use crate::text::Stream;

fn parts(source: &[&str], references: &[&[&str]], outputs: &[&str]) -> Parts {
    Parts {
        source: (!source.is_empty()).then(|| Stream::from_iter(source)),
        references: references.iter().map(|lines| Stream::from_iter(*lines)).collect(),
        systems: vec![System {
            name: "s".into(),
            hypotheses: Stream::from_iter(outputs),
            ..System::default()
        }],
        ..Parts::default()
    }
}

fn found(source: &[&str], references: &[&[&str]], outputs: &[&str]) -> Vec<Flag> {
    flags(&Corpus::new(parts(source, references, outputs)).unwrap()).remove(0).flags
}

/// The kinds found in an English segment, its Arabic reference and an output.
fn kinds(source: &str, reference: &str, output: &str) -> Vec<(Kind, Severity)> {
    let flags = found(&[source], &[&[reference]], &[output]);
    flags.iter().map(|flag| (flag.kind, flag.severity)).collect()
}

const SOURCE: &str = "The delegation arrived in Baku last night for talks with the government.";
const REFERENCE: &str = "وصل الوفد إلى باكو مساء أمس لإجراء محادثات مع الحكومة.";

#[test]
fn a_good_output_and_the_reference_itself_have_no_flag() {
    assert_eq!(kinds(SOURCE, REFERENCE, REFERENCE), []);
    assert_eq!(kinds(SOURCE, REFERENCE, "بلغ الوفد باكو الليلة الماضية للتباحث مع الحكومة."), []);
}

#[test]
fn nothing_said_is_empty() {
    for output in ["", " \u{200F}", ".", "« ـ »"] {
        assert_eq!(kinds(SOURCE, REFERENCE, output), [(Kind::Empty, Severity::Error)], "{output}");
    }
    assert_eq!(kinds("* * *", "* * *", ""), []);
    assert_eq!(found(&["* * *"], &[], &[""]), []);
    let mut absent = parts(&[], &[&["نعم"]], &[]);
    absent.systems[0].hypotheses.push_absent();
    let flags = flags(&Corpus::new(absent).unwrap());
    assert_eq!(flags[0].flags[0].message, "no prediction");
    assert_eq!(flags[0].count(Kind::Empty), 1);
}

#[test]
fn the_source_again_is_a_copy() {
    let copy = [(Kind::Copy, Severity::Error)];
    assert_eq!(kinds(SOURCE, REFERENCE, SOURCE), copy);
    assert_eq!(kinds(SOURCE, REFERENCE, &SOURCE.to_uppercase().replace(' ', "  ")), copy);
    assert_eq!(kinds(SOURCE, REFERENCE, &SOURCE.replace("last night", "أمس")), copy);
    assert_eq!(kinds("Reuters", "رويترز", "Reuters"), [(Kind::Copy, Severity::Warning)]);
}

#[test]
fn what_the_reference_keeps_may_be_kept() {
    assert_eq!(kinds("iPhone 15 Pro", "iPhone 15 Pro", "iPhone 15 Pro"), []);
    assert_eq!(kinds("3.5 - 7.2", "٣٫٥ - ٧٫٢", "3.5 - 7.2"), []);
    assert_eq!(kinds("شكرا جزيلا لكم جميعا", "شكرا جزيلا لكم جميعا", "شكرا جزيلا لكم جميعا"), []);
}

#[test]
fn lengths_out_of_proportion_are_flagged() {
    let short = [(Kind::Length, Severity::Error)];
    assert_eq!(kinds(SOURCE, REFERENCE, "وصل."), short);
    assert_eq!(kinds(SOURCE, REFERENCE, &REFERENCE.replace('.', " ثم عاد إلى بلاده بعد أيام من المفاوضات المضنية التي لم تثمر شيئا يذكر ولم يعلن أحد أسباب فشلها أو ما سيليها من خطوات ومواعيد")), short);
    assert_eq!(kinds("Yes.", "نعم.", "أجل، بكل تأكيد."), []);
}

#[test]
fn an_outlier_among_even_lengths_is_a_warning() {
    let mut outputs = vec![REFERENCE; 30];
    outputs[7] = "وصل الوفد إلى باكو مساء.";
    let references = vec![REFERENCE; 30];
    let found = found(&[], &[&references], &outputs);
    let flagged: Vec<_> =
        found.iter().map(|flag| (flag.segment, flag.kind, flag.severity)).collect();
    assert_eq!(flagged, [(7, Kind::Length, Severity::Warning)]);
    assert_eq!(found[0].message, "too short: 19 letters and digits, the reference has 44");
}

#[test]
fn the_source_stands_in_for_the_reference_where_it_tells_enough() {
    let sources: Vec<String> = (0..30).map(|n| format!("{SOURCE} {n}")).collect();
    let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
    let mut outputs = vec![REFERENCE.to_owned(); 30];
    for (n, output) in outputs.iter_mut().enumerate() {
        *output = format!("{output} {n}");
    }
    outputs[3] = "وصل 3".into();
    let outputs: Vec<&str> = outputs.iter().map(String::as_str).collect();
    let flags = found(&sources, &[], &outputs);
    assert_eq!(flags.iter().map(|flag| flag.segment).collect::<Vec<_>>(), [3]);
    assert_eq!(found(&sources[..4], &[], &outputs[..4]), []);
}

#[test]
fn a_wordy_reference_is_no_alarm() {
    let (sources, mut references) = (vec![SOURCE; 30], vec![REFERENCE; 30]);
    let outputs = vec![REFERENCE; 30];
    let twice = format!("{REFERENCE} {REFERENCE} {REFERENCE}");
    references[4] = &twice;
    let without_source = found(&[], &[&references], &outputs);
    assert_eq!(without_source.iter().filter(|flag| flag.kind == Kind::Length).count(), 1);
    assert_eq!(found(&sources, &[&references], &outputs), []);
}

#[test]
fn loops_are_repetitions() {
    let looping = "وصل الوفد إلى باكو ثم إلى باكو ثم إلى باكو ثم إلى باكو مساء أمس.";
    let flags = found(&[SOURCE], &[&[REFERENCE]], &[looping]);
    assert_eq!((flags[0].kind, flags[0].severity), (Kind::Repetition, Severity::Error));
    assert_eq!(flags[0].found.as_deref(), Some("إلى باكو ثم"));
    assert_eq!(flags[0].span, Some((10, 54)));
    let (source, reference) = ("Very, very, very good.", "جيد جدا جدا جدا.");
    assert_eq!(kinds(source, reference, "جيد جدا جدا جدا جدا."), []);
    assert_eq!(
        kinds("A laugh.", "ضحكة.", "هههههههههههه").first().map(|flag| flag.0),
        Some(Kind::Repetition)
    );
}

#[test]
fn another_script_is_flagged_beyond_the_names_of_the_reference() {
    let output = "وصل الوفد to Baku last night مساء إلى العاصمة.";
    assert_eq!(kinds(SOURCE, REFERENCE, output), [(Kind::Script, Severity::Warning)]);
    assert_eq!(
        kinds(SOURCE, REFERENCE, "Делегация прибыла в Баку вчера вечером на переговоры"),
        [(Kind::Script, Severity::Error)]
    );
    let with_names = "أعلنت شركة Northvolt Battery Systems إفلاسها.";
    assert_eq!(kinds("Northvolt Battery Systems is bankrupt.", with_names, with_names), []);
    assert_eq!(found(&["Northvolt Battery Systems is bankrupt."], &[], &[with_names]), []);
    let english = "أعلنت شركة the battery maker إفلاسها.";
    let flags = found(&["Northvolt, the battery maker, is bankrupt."], &[], &[english]);
    assert_eq!(flags[0].found.as_deref(), Some("the battery maker"));
    let name_kept = "وصل الوفد إلى Baku وانتهى.";
    assert_eq!(kinds(SOURCE, REFERENCE, name_kept), []);
    assert_eq!(found(&["Reif."], &[], &["Er kam am Morgen nach Hause zurück."]), []);
    let persian = "هیئت دیروز وارد باکو شد تا با دولت گفتگو کند";
    assert_eq!(kinds(SOURCE, REFERENCE, persian), [(Kind::Script, Severity::Warning)]);
}

#[test]
fn one_output_for_two_sources_is_a_duplicate() {
    let sources =
        ["He opened the door slowly.", "Prices rose again in May.", "Prices rose again in May!"];
    let references: [&str; 3] =
        ["فتح الباب ببطء.", "ارتفعت الأسعار مجددا في مايو.", "عادت الأسعار إلى الارتفاع في مايو!"];
    let output = "ارتفعت الأسعار ثانية في مايو.";
    let flags = found(&sources, &[&references], &[output; 3]);
    let duplicates: Vec<_> = flags.iter().filter(|flag| flag.kind == Kind::Duplicate).collect();
    assert_eq!(duplicates.iter().map(|flag| flag.segment).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(duplicates[1].message, "the same output as segment 1, for another source");
    assert_eq!(found(&sources[1..], &[&references[1..]], &[output; 2]), []);
    assert_eq!(found(&sources, &[&[output; 3]], &[output; 3]), []);
}

#[test]
fn threads_and_other_systems_do_not_matter() {
    let sources = vec![SOURCE; 40];
    let references = vec![REFERENCE; 40];
    let mut outputs = vec![REFERENCE; 40];
    (outputs[3], outputs[9], outputs[30]) = (SOURCE, "", "وصل.");
    let alone = parts(&sources, &[&references], &outputs);
    let mut both = alone.clone();
    let other =
        System { name: "a".into(), hypotheses: Stream::from_iter([""; 40]), ..System::default() };
    both.systems.push(other);
    let alone = flags(&Corpus::new(alone).unwrap());
    assert_eq!(alone[0].flags.iter().map(|flag| flag.segment).collect::<Vec<_>>(), [3, 9, 30]);
    let both = Corpus::new(both).unwrap();
    for threads in [1, 4] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let both = pool.install(|| flags(&both));
        assert_eq!(both[0].system, "a");
        assert_eq!(both[1], alone[0]);
    }
}

#[test]
fn long_lines_cost_no_more_than_their_length() {
    let long = "باب بيت ".repeat(70_000);
    let letters = "لا".repeat(250_000);
    let many: String = (0..100_000).map(|n| format!("w{n} ")).collect();
    let references = [&*many, REFERENCE, "ا"];
    let flags = found(&references, &[&references], &[&long, &letters, &many]);
    assert!(flags.iter().any(|flag| flag.segment == 0 && flag.kind == Kind::Repetition));
    assert!(flags.iter().any(|flag| flag.segment == 1 && flag.kind == Kind::Repetition));
}
