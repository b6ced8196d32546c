//! What is read, case by case, and the laws of reading.

use super::*;
use Language::{Arabic, English, French};

/// The quantities of a text: `=` number, `%` percent, `$` money, `@` date, `:` time.
fn read(text: &str, language: Language) -> String {
    let shown = find(text, language).into_iter().map(|quantity| {
        assert_eq!(quantity.text, text[quantity.span.clone()]);
        let sign = match quantity.kind {
            Kind::Number => "=".to_owned(),
            Kind::Percent => "%".to_owned(),
            Kind::Money => format!("{:?} ", quantity.currency.unwrap()),
            Kind::Date => "@".to_owned(),
            Kind::Time => ":".to_owned(),
        };
        let readings: Vec<_> = quantity.readings.iter().map(Reading::to_string).collect();
        format!("{sign}{}", readings.join("|"))
    });
    shown.collect::<Vec<_>>().join(" ")
}

fn check(language: Language, cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .filter(|(text, expected)| read(text, language) != *expected)
        .map(|(text, expected)| format!("{text}: {} for {expected}", read(text, language)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn english_numbers() {
    check(
        English,
        &[
            ("67 of 1,234", "=67 =1234"),
            ("twenty-five", "=25"),
            ("two hundred and five", "=205"),
            ("a hundred", "=100"),
            ("one million", "=1000000"),
            ("nineteen hundred", "=1900"),
            ("three thousand two hundred and eleven", "=3211"),
            ("1.2 million", "=1200000"),
            ("3 billion", "=3000000000"),
            ("2 trillion", "=2000000000000"),
            ("two million three hundred thousand", "=2300000"),
            ("three or four", "=3 =4"),
            ("one of them, no one", ""),
            ("thousands and millions of people", ""),
            ("zero", "=0"),
            ("Ninety-nine", "=99"),
            ("the 60th", "=60"),
            ("5-3 and 120–160", "=5 =3 =120 =160"),
            ("A1GP, COVID-19, H5N1", "=19"),
            ("160km/h", "=160"),
            ("in 2002", "=2002"),
        ],
    );
}

#[test]
fn french_numbers() {
    check(
        French,
        &[
            ("44 198 supporters", "=44198"),
            ("331 000", "=331000"),
            ("vingt-et-un", "=21"),
            ("soixante et onze", "=71"),
            ("soixante-dix-neuf", "=79"),
            ("quatre-vingts", "=80"),
            ("quatre-vingt-un", "=81"),
            ("quatre-vingt-dix-sept", "=97"),
            ("septante-deux", "=72"),
            ("nonante", "=90"),
            ("dix-huit", "=18"),
            ("deux cents", "=200"),
            ("trois cent cinq", "=305"),
            ("mille deux cents", "=1200"),
            ("deux mille vingt-quatre", "=2024"),
            ("six", "=6"),
            ("un milliard", "=1000000000"),
            ("3 billions", "=3000000000000"),
            ("mille milliards", "=1000000000000"),
            ("3,5 millions", "=3500000"),
            ("un homme, une femme, des milliers", ""),
            ("deux et trois", "=2 =3"),
            ("cent", "=100"),
        ],
    );
}

#[test]
fn arabic_numbers() {
    check(
        Arabic,
        &[
            ("٦٧", "=67"),
            ("331 ألفًا", "=331000"),
            ("608 آلاف", "=608000"),
            ("ثلاثة صحفيين", "=3"),
            ("ست نساء وستة رجال", "=6 =6"),
            ("أحد عشر كوكبا", "=11"),
            ("اثنتا عشرة عينا", "=12"),
            ("خمسة عشر", "=15"),
            ("تسعة عشر", "=19"),
            ("خمسة وعشرون", "=25"),
            ("خمسا وعشرين", "=25"),
            ("الخمسة والعشرون", "=25"),
            ("ثمانٍ وأربعين", "=48"),
            ("مئة", "=100"),
            ("مائة وخمسون", "=150"),
            ("مئتين وثلاثة", "=203"),
            ("مئتا", "=200"),
            ("ثلاثمئة", "=300"),
            ("ثلاثمائة", "=300"),
            ("ثلاث مئة وخمسة", "=305"),
            ("ألف وتسعمئة وتسعون", "=1990"),
            ("ألفين وأربعة وعشرين", "=2024"),
            ("خمسة آلاف", "=5000"),
            ("ثلاثة آلاف ومئتين", "=3200"),
            ("مليوني شخص", "=2000000"),
            ("مليون ونصف", "=1000000"),
            ("مليار", "=1000000000"),
            ("٣ تريليونات", "=3000000000000"),
            ("1.2 مليون", "=1200000"),
            ("5 ملايين و200 ألف", "=5200000"),
            ("مئة وعشرون ألفا", "=120000"),
            ("آلاف الناس وملايين", ""),
            ("يومان وكتابين", ""),
            ("مرة واحدة", ""),
            ("يوم الاثنين", ""),
            ("لست هنا", ""),
            ("عشرين وثلاثين", "=20 =30"),
            ("خمسة وستة", "=5 =6"),
            ("بـ25 وال25 الـ25 و25", "=25 =25 =25 =25"),
            ("بثلاثة وبعشرين", "=3 =20"),
            ("للثلاثة", "=3"),
            ("صفر", "=0"),
            ("عام2006", "=2006"),
            ("بين 5 و10", "=5 =10"),
            ("الدقيقة الثالثة والعشرين", "=23"),
            ("الرابعة والستين", "=64"),
            ("المرة الثالثة", ""),
        ],
    );
}

#[test]
fn percentages() {
    check(English, &[("12.5%", "%12.5"), ("ten percent", "%10"), ("one per cent", "%1")]);
    check(French, &[("2,25 %", "%2.25"), ("dix pour cent", "%10"), ("95\u{A0}%", "%95")]);
    check(
        Arabic,
        &[
            ("١٢٫٥٪", "%12.5"),
            ("46 في المائة", "%46"),
            ("خمسة بالمئة", "%5"),
            ("5 بالمائة", "%5"),
            ("%25", "%25"),
            ("2 ٪", "%2"),
        ],
    );
}

#[test]
fn money() {
    check(
        English,
        &[
            ("$2.3 billion", "Dollar 2300000000"),
            ("US$11,000 to $22,500", "Dollar 11000 Dollar 22500"),
            ("£27 million", "Pound 27000000"),
            ("10 billion euros", "Euro 10000000000"),
            ("one dollar", "Dollar 1"),
            ("EUR 5", "Euro 5"),
        ],
    );
    check(
        French,
        &[
            ("500 milliards d'euros", "Euro 500000000000"),
            ("25 millions de dollars", "Dollar 25000000"),
            ("1,14 dollar", "Dollar 1.14"),
            ("6,15 milliards de roupies", "Rupee 6150000000"),
            ("5 €", "Euro 5"),
            ("un euro", "Euro 1"),
        ],
    );
    check(
        Arabic,
        &[
            ("500 مليار يورو", "Euro 500000000000"),
            ("65 دولارًا", "Dollar 65"),
            ("4 دولارات", "Dollar 4"),
            ("6,15 مليون من روبية", "Rupee 6150000"),
            ("عشرين جنيها", "Pound 20"),
            ("مئة روبل", "Rouble 100"),
            ("$5", "Dollar 5"),
        ],
    );
}

#[test]
fn dates() {
    check(
        English,
        &[
            ("May 3, 2024", "@2024-05-03"),
            ("3 May 2024", "@2024-05-03"),
            ("the 3rd of May", "@--05-03"),
            ("the third of May", "@--05-03"),
            ("May the twenty-fifth", "@--05-25"),
            ("Sept. 5, 2001", "@2001-09-05"),
            ("It may 5 times", "=5"),
            ("In May it may rain", "@--05"),
            ("June 2024", "@2024-06"),
            ("In March 2 million", "@--03 =2000000"),
            ("2024-05-03", "@2024-05-03"),
            ("3/5/2024", "@2024-05-03|2024-03-05"),
            ("13/5/2024", "@2024-05-13"),
            ("3/5/24", "@24-05-03|24-03-05"),
            ("3/4 of", "=3 =4"),
            ("the 1990s and the 90s", "@1990s @90s"),
            ("the nineties", "@90s"),
            ("the 21st century", "@century 21"),
            ("the twenty-first century", "@century 21"),
            ("Ramadan", "@--H09"),
        ],
    );
    check(
        French,
        &[
            ("jeudi 5 juin 2025", "@2025-06-05"),
            ("1er mai", "@--05-01"),
            ("31 août 2022", "@2022-08-31"),
            ("cinq mai", "@--05-05"),
            ("novembre 2023", "@2023-11"),
            ("en juillet", "@--07"),
            ("03.05.2024", "@2024-05-03|2024-03-05"),
            ("les années 1990", "@1990s"),
            ("les années 90", "@90s"),
            ("années quatre-vingt-dix", "@90s"),
            ("le XXIe siècle", "@century 21"),
            ("le dix-neuvième siècle", "@century 19"),
            ("quelques années 12", "=12"),
        ],
    );
    check(
        Arabic,
        &[
            ("25 ديسمبر 2024", "@2024-12-25"),
            ("٢٥ كانون الأول ٢٠٢٤", "@2024-12-25"),
            ("25 ديسمبر/كانون الأول 2024", "@2024-12-25"),
            ("3 أيار (مايو) 2024", "@2024-05-03"),
            ("3 ماي 2024", "@2024-05-03"),
            ("20 من أيلول", "@--09-20"),
            ("الثالث من مايو", "@--05-03"),
            ("الخامس والعشرين من ديسمبر 2024", "@2024-12-25"),
            ("في مايو الماضي", "@--05"),
            ("أيار عام 1969", "@1969-05"),
            ("كانون الثاني من عام 2017", "@2017-01"),
            ("مايو 3، 2024", "@2024-05-03"),
            ("مارس الرياضة", ""),
            ("في مارس", "@--03"),
            ("9 رمضان 1445", "@1445-H09-09"),
            ("12 ربيع الأول", "@--H03-12"),
            ("ذي الحجة", "@--H12"),
            ("التسعينيات", "@90s"),
            ("ثمانينيات القرن الماضي", "@80s"),
            ("تسعينيات القرن العشرين", "@1990s"),
            ("القرن الحادي والعشرين", "@century 21"),
            ("القرن الـ21", "@century 21"),
            ("القرن العشرين", "@century 20"),
            ("2024/5/3", "@2024-05-03"),
        ],
    );
}

#[test]
fn times() {
    check(
        English,
        &[
            ("14:30", ":14:30"),
            ("2:30 p.m.", ":14:30"),
            ("8:46 a.m. a hush", ":08:46"),
            ("5am", ":05:00"),
            ("9:30", ":09:30|21:30"),
            ("10 o'clock", ":10:00|22:00"),
            ("7:2", "=7 =2"),
        ],
    );
    check(French, &[("14h30", ":14:30"), ("14 h 30", ":14:30"), ("9h", ":09:00")]);
    check(
        Arabic,
        &[
            ("٩:٣٠ صباحاً", ":09:30"),
            ("الساعة 2:30 بعد الظهر", ":14:30"),
            ("الساعة 5 مساءً", ":17:00"),
        ],
    );
}

#[test]
fn a_two_digit_year_is_not_one_of_four_digits() {
    let (short, long) = (find("3/5/24", English), find("3/5/2024", English));
    assert!(!matches(&short[0], &long[0]));
    assert!(!matches(&find("24", English)[0], &find("2024", English)[0]));
    assert!(matches(&find("the 1990s", English)[0], &find("التسعينيات", Arabic)[0]));
    assert!(!matches(&find("the 1990s", English)[0], &find("ثمانينيات القرن الماضي", Arabic)[0]));
}

/// A whole number with a separator between groups of three digits.
fn grouped(number: u64, separator: &str) -> String {
    let digits = number.to_string();
    let first = (digits.len() - 1) % 3 + 1;
    let mut text = digits[..first].to_owned();
    for start in (first..digits.len()).step_by(3) {
        text += separator;
        text += &digits[start..start + 3];
    }
    text
}

/// The next of a linear congruential generator (Knuth's MMIX).
fn following(state: u64) -> u64 {
    state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407)
}

fn arabic_indic(text: &str) -> String {
    text.chars()
        .map(|c| c.to_digit(10).and_then(|d| char::from_u32(0x660 + d)).unwrap_or(c))
        .collect()
}

#[test]
fn every_usual_way_to_write_a_number_has_its_value() {
    let mut state = 1u64;
    for round in 0..4000 {
        // Numbers of 1 to 15 digits.
        state = following(state);
        let number = (state >> 11) % 10u64.pow(1 + round % 15);
        let cents = (state >> 7) % 90 + 10;
        let value = Decimal::new(u128::from(number) * 100 + u128::from(cents), 2);
        let whole = Decimal::new(u128::from(number), 0);
        let check = |text: String, language: Language, value: Decimal| {
            let found = find(&text, language);
            assert_eq!(found.len(), 1, "{text}");
            assert!(found[0].readings.contains(&Reading::Amount(value)), "{text}");
            assert_eq!(found[0].text, text);
        };
        let (comma, point) = (grouped(number, ","), grouped(number, "."));
        check(comma.clone(), English, whole);
        check(format!("{comma}.{cents}"), English, value);
        check(format!("{comma}.{cents}%"), English, value);
        check(format!("${comma}.{cents}"), English, value);
        for space in [" ", "\u{A0}", "\u{202F}"] {
            check(grouped(number, space), French, whole);
            check(format!("{},{cents} €", grouped(number, space)), French, value);
        }
        check(format!("{point},{cents}"), French, value);
        check(number.to_string(), Arabic, whole);
        check(format!("{comma}.{cents}"), Arabic, value);
        check(arabic_indic(&format!("{}٫{cents}٪", grouped(number, "٬"))), Arabic, value);
        check(format!("{number}.{cents} مليون دولار"), Arabic, value.shifted(6));
    }
}

#[test]
fn number_words_of_the_three_languages_agree_up_to_999() {
    for number in 1..1000u32 {
        let value = Reading::Amount(Decimal::new(u128::from(number), 0));
        for (text, language) in [
            (english_words(number) + " euros", English),
            (french_words(number) + " euros", French),
            (arabic_words(number) + " يورو", Arabic),
        ] {
            let found = find(&text, language);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].readings, std::slice::from_ref(&value), "{text}");
        }
    }
}

fn english_words(number: u32) -> String {
    const UNITS: &str = "zero one two three four five six seven eight nine ten eleven twelve \
        thirteen fourteen fifteen sixteen seventeen eighteen nineteen";
    const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";
    let nth = |list: &str, place: u32| list.split(' ').nth(place as usize).unwrap().to_owned();
    match (number / 100, number % 100) {
        (0, rest @ 0..=19) => nth(UNITS, rest),
        (0, rest) if rest % 10 == 0 => nth(TENS, rest / 10 - 2),
        (0, rest) => format!("{}-{}", nth(TENS, rest / 10 - 2), nth(UNITS, rest % 10)),
        (hundreds, 0) => format!("{} hundred", nth(UNITS, hundreds)),
        (hundreds, rest) => format!("{} hundred and {}", nth(UNITS, hundreds), english_words(rest)),
    }
}

fn french_words(number: u32) -> String {
    const UNITS: &str = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize \
        quatorze quinze seize dix-sept dix-huit dix-neuf";
    const TENS: &str =
        "vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt";
    let nth = |list: &str, place: u32| list.split(' ').nth(place as usize).unwrap().to_owned();
    match (number / 100, number % 100) {
        (0, rest @ 0..=19) => nth(UNITS, rest),
        (0, 80) => "quatre-vingts".to_owned(),
        (0, rest) => {
            let tens = nth(TENS, rest / 10 - 2);
            let unit = if matches!(rest / 10, 7 | 9) { rest % 10 + 10 } else { rest % 10 };
            match unit {
                0 => tens,
                1 | 11 if rest < 80 => format!("{tens} et {}", nth(UNITS, unit)),
                _ => format!("{tens}-{}", nth(UNITS, unit)),
            }
        }
        (1, 0) => "cent".to_owned(),
        (1, rest) => format!("cent {}", french_words(rest)),
        (hundreds, 0) => format!("{} cents", nth(UNITS, hundreds)),
        (hundreds, rest) => format!("{} cent {}", nth(UNITS, hundreds), french_words(rest)),
    }
}

fn arabic_words(number: u32) -> String {
    const UNITS: &str = "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة أحد_عشر \
        اثنا_عشر ثلاثة_عشر أربعة_عشر خمسة_عشر ستة_عشر سبعة_عشر ثمانية_عشر تسعة_عشر";
    const TENS: &str = "عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون";
    const HUNDREDS: &str = "مئة مئتان ثلاثمئة أربعمائة خمسمئة ستمائة سبعمئة ثمانمائة تسعمئة";
    let nth =
        |list: &str, place: u32| list.split(' ').nth(place as usize).unwrap().replace('_', " ");
    match (number / 100, number % 100) {
        (0, rest @ 0..=19) => nth(UNITS, rest),
        (0, rest) if rest % 10 == 0 => nth(TENS, rest / 10 - 2),
        (0, rest) => format!("{} و{}", nth(UNITS, rest % 10), nth(TENS, rest / 10 - 2)),
        (hundreds, 0) => nth(HUNDREDS, hundreds - 1),
        (hundreds, rest) => format!("{} و{}", nth(HUNDREDS, hundreds - 1), arabic_words(rest)),
    }
}

#[test]
fn a_megabyte_of_anything_is_read_without_a_panic() {
    let pieces = [
        "7",
        "7,",
        "7.5,",
        "1,234",
        "1 234 ",
        "1'2",
        "1/",
        "1:",
        "five ",
        "خمسة و",
        "million ",
        "مليون و",
        "5 ألف و",
        "vingt-",
        "May ",
        "3 of ",
        "ديسمبر/",
        "٣٫",
        "1st ",
        "%",
        "$",
        "-",
        "و",
        "\u{200F}٣",
    ];
    for piece in pieces {
        // A tenth is enough to see that words are read in linear time.
        let size = if piece.starts_with('7') { 1_000_000 } else { 100_000 };
        let text = piece.repeat(size / piece.len());
        for language in [English, French, Arabic] {
            let found = find(&text, language);
            let comparison = compare(&found, &found);
            assert_eq!(comparison.matched.len(), found.len(), "{piece}");
        }
    }
}

#[test]
fn random_text_is_read_without_a_panic() {
    let alphabet: Vec<char> =
        "0123456789٠١٢٣۴,.،٫٬'’ \u{A0}\u{202F}-/:%٪$€()abehmst وبلكفاميةéMX\u{200F}\u{301}😀"
            .chars()
            .collect();
    let mut state = 7u64;
    let mut text = String::new();
    while text.len() < 1_000_000 {
        state = following(state);
        text.push(alphabet[usize::try_from(state >> 33).unwrap() % alphabet.len()]);
    }
    for language in [English, French, Arabic] {
        let found = find(&text, language);
        assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
        assert!(found.iter().all(|quantity| !quantity.readings.is_empty()));
    }
}
