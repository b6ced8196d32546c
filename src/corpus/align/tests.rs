use super::*;
use crate::text::whitespace::is_space;

const REFERENCE: [&str; 5] = [
    "وصل الوفد الأذربيجاني إلى العاصمة مساء أمس.",
    "واستقبله وزير الخارجية في المطار.",
    "هل تنجح المفاوضات بين البلدين هذا الأسبوع؟",
    "لم يصدر الطرفان أي بيان مشترك حتى الآن.",
    "ومن المقرر أن تستمر المحادثات ثلاثة أيام.",
];

/// The same news in other words.
const HYPOTHESIS: [&str; 5] = [
    "وصل وفد أذربيجاني الى العاصمة أمس مساءً.",
    "وكان وزير الخارجية في استقباله بالمطار.",
    "هل تنجح مفاوضات البلدين في هذا الأسبوع؟",
    "ولم يصدر عن الطرفين بيان مشترك بعد.",
    "وستستمر المحادثات ثلاثة أيام كما هو مقرر.",
];

fn stream(lines: &[&str]) -> Stream {
    Stream::from_iter(lines)
}

fn recut_lines(hypothesis: &[&str]) -> (Vec<String>, Vec<f64>) {
    let recut = recut(&stream(&REFERENCE), &stream(hypothesis));
    (recut.segments.iter().flatten().map(str::to_owned).collect(), recut.confidences)
}

#[test]
fn a_text_that_is_cut_alike_stays_as_it_is() {
    let (segments, confidences) = recut_lines(&REFERENCE);
    assert_eq!(segments, REFERENCE);
    assert!(confidences.iter().all(|&sure| sure > 0.95), "{confidences:?}");
    assert_eq!(recut_lines(&HYPOTHESIS).0, HYPOTHESIS);
}

#[test]
fn joined_lines_are_parted_and_parted_ones_joined() {
    let [a, b, c, d, e] = HYPOTHESIS;
    assert_eq!(recut_lines(&[&format!("{a} {b}"), c, d, e]).0, HYPOTHESIS);
    assert_eq!(
        recut_lines(&[a, "وكان وزير الخارجية", "في استقباله بالمطار.", c, d, e]).0,
        HYPOTHESIS
    );
    assert_eq!(recut_lines(&[&HYPOTHESIS.join(" ")]).0, HYPOTHESIS);
    assert_eq!(recut_lines(&[&HYPOTHESIS.join("\n\n    ")]).0, HYPOTHESIS);
    assert_eq!(recut_lines(&["", a, "", "  ", b, c, d, e, ""]).0, HYPOTHESIS);
}

#[test]
fn a_sentence_that_is_missing_leaves_its_segment_empty() {
    let [a, b, _, d, e] = HYPOTHESIS;
    let (segments, confidences) = recut_lines(&[&[a, b, d, e].join(" ")]);
    assert_eq!(segments, [a, b, "", d, e]);
    assert!(confidences[2] < DOUBTFUL && confidences[0] > 0.9, "{confidences:?}");
}

#[test]
fn sentences_in_another_order_are_doubted() {
    let [a, b, c, d, e] = HYPOTHESIS;
    let text = [a, d, c, b, e].join(" ");
    let (segments, confidences) = recut_lines(&[&text]);
    let filled: Vec<String> = segments.into_iter().filter(|text| !text.is_empty()).collect();
    assert_eq!(filled.join(" "), text);
    assert!(confidences.iter().any(|&sure| sure < DOUBTFUL), "{confidences:?}");
}

#[test]
fn diacritics_and_spelling_do_not_matter() {
    let reference = stream(&["إلى المدرسةِ ذهبَ الأولاد", "ثمّ عادوا إلى البيت"]);
    let hypothesis = stream(&["الي المدرسه ذهب الاولاد ثم عادوا الي البيت"]);
    let recut = recut(&reference, &hypothesis);
    assert_eq!(recut.segments, stream(&["الي المدرسه ذهب الاولاد", "ثم عادوا الي البيت"]));
}

#[test]
fn a_line_of_punctuation_finds_its_like() {
    let reference = stream(&["انتهى الجزء الأول.", "* * *", "بدأ الجزء الثاني."]);
    let hypothesis = stream(&["انتهى الجزء الأول. * * * بدأ الجزء الثاني."]);
    assert_eq!(recut(&reference, &hypothesis).segments, reference);
}

#[test]
fn what_closes_behind_a_word_stays_with_it() {
    let reference = stream(&["زار الوزير قرية «النور»", "وتحدث إلى أهلها (نعم)", "ثم عاد\u{200F}"]);
    let joined = "زار الوزير قرية «النور» وتحدث إلى أهلها (نعم) ثم عاد\u{200F}";
    assert_eq!(recut(&reference, &stream(&[joined])).segments, reference);
}

#[test]
fn nothing_is_cut_into_nothing() {
    let (segments, confidences) = recut_lines(&[]);
    assert_eq!(segments, [""; 5]);
    assert!(confidences.iter().all(|&sure| sure == 0.0));
    let recut = recut(&Stream::new(), &stream(&["كلام"]));
    assert!(recut.segments.is_empty() && recut.confidence() == 1.0);
}

#[test]
fn joined_segments_are_the_text_wherever_it_was_cut() {
    let text = HYPOTHESIS.join(" ");
    let words: Vec<&str> = text.split(' ').collect();
    let squeezed = |text: &str| text.chars().filter(|&c| !is_space(c)).collect::<String>();
    for seed in 1..200usize {
        let cut = |(index, word): (usize, &&str)| {
            let end =
                ["\n", " ", "  ", "\u{A0}", "\t\n", "\u{200F} "][(index * seed + seed / 7) % 6];
            format!("{word}{end}")
        };
        let cut: String = words.iter().enumerate().map(cut).collect();
        let lines: Vec<&str> = cut.split('\n').collect();
        let (segments, _) = recut_lines(&lines);
        assert_eq!(segments.len(), REFERENCE.len());
        assert_eq!(squeezed(&segments.concat()), squeezed(&cut));
        for (segment, index) in segments.iter().zip(0..) {
            assert!(!segment.contains('\n') && trim(segment) == segment, "{index}: {segment}");
        }
    }
}

fn named(names: &[&str]) -> Documents {
    names.iter().collect()
}

#[test]
fn documents_keep_their_words() {
    let reference = stream(&REFERENCE);
    let documents = named(&["a", "a", "b", "b", "c"]);
    let [a, b, c, d, e] = HYPOTHESIS;
    let one_each = stream(&[&format!("{a} {b}"), &format!("{c} {d}"), e]);
    let recut = |hypothesis: &Stream, own| {
        recut_documents((&reference, Some(&documents)), (hypothesis, own))
    };
    assert_eq!(recut(&one_each, None).unwrap().segments, stream(&HYPOTHESIS));
    // A document without a text of its own stays empty, whatever its neighbours say.
    let own = named(&["c", "a"]);
    let two = stream(&[e, &format!("{a} {b}")]);
    assert_eq!(recut(&two, Some(&own)).unwrap().segments, stream(&[a, b, "", "", e]));
    let error = recut(&two, Some(&named(&["c", "x"]))).unwrap_err();
    assert_eq!(error.to_string(), "document 'x' of the hypothesis is not in the reference");
}

#[test]
fn any_number_of_threads_gives_the_same() {
    let lines: Vec<&str> = REFERENCE.iter().copied().cycle().take(200).collect();
    let texts: Vec<String> = (0..40).map(|_| HYPOTHESIS.join(" ")).collect();
    let documents: Documents = (0..200).map(|n| (n / 5).to_string()).collect();
    let recut = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let (reference, hypothesis) = (stream(&lines), texts.iter().collect::<Stream>());
        pool.install(|| recut_documents((&reference, Some(&documents)), (&hypothesis, None)))
    };
    let one = recut(1).unwrap();
    assert_eq!(one.segments.get(7), Some(HYPOTHESIS[2]));
    assert_eq!(one, recut(3).unwrap());
}
