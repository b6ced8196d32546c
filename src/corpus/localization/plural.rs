//! Plural: which form of a text a number takes, as `Plural-Forms` of gettext says.

/// Parentheses and choices within each other; more is an attempt to use up memory.
const DEEPEST: usize = 100;

/// The plural forms of a language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Plurals {
    /// How many there are; `None` where nothing says it.
    count: Option<usize>,
    /// The form that 1 takes.
    of_one: usize,
}

impl Plurals {
    /// Reads the lines of a header; the error is what is wrong with it.
    pub(super) fn of_header(header: &str) -> Result<Self, String> {
        let Some(line) = header.lines().find_map(|line| line.strip_prefix("Plural-Forms:")) else {
            return Ok(Plurals::default());
        };
        let value = |name: &str| {
            let found = line.split(';').find_map(|part| part.trim().strip_prefix(name));
            found.map(|rest| rest.trim_start().trim_start_matches('=').trim())
        };
        let (Some(count), Some(expression)) = (value("nplurals"), value("plural")) else {
            return Ok(Plurals::default());
        };
        // A template has not been filled in.
        if count == "INTEGER" {
            return Ok(Plurals::default());
        }
        let count: usize =
            count.parse().map_err(|_| format!("nplurals is '{count}', expected a number"))?;
        let of_one = evaluate(expression, 1)
            .and_then(|form| usize::try_from(form).ok())
            .ok_or_else(|| format!("cannot read the plural expression '{expression}'"))?;
        Ok(Plurals { count: Some(count), of_one })
    }

    /// Whether this form translates the singular: it is that of 1, and not the only one.
    pub(super) fn is_singular(self, form: usize) -> bool {
        self.of_one == form && self.count != Some(1)
    }
}

/// The value of an expression of C for a number; `None` where it is not one.
fn evaluate(expression: &str, number: u64) -> Option<u64> {
    let mut parser = Parser { rest: expression, number };
    let value = parser.choice(0)?;
    parser.skip_space();
    parser.rest.is_empty().then_some(value)
}

struct Parser<'a> {
    rest: &'a str,
    number: u64,
}

/// The operators of two sides, the loosest first.
const OPERATORS: &[&[&str]] =
    &[&["||"], &["&&"], &["==", "!="], &["<=", ">=", "<", ">"], &["+", "-"], &["*", "/", "%"]];

impl Parser<'_> {
    fn skip_space(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, token: &str) -> bool {
        self.skip_space();
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn choice(&mut self, depth: usize) -> Option<u64> {
        if depth == DEEPEST {
            return None;
        }
        let condition = self.binary(0, depth)?;
        if !self.take("?") {
            return Some(condition);
        }
        let yes = self.choice(depth + 1)?;
        if !self.take(":") {
            return None;
        }
        let no = self.choice(depth + 1)?;
        Some(if condition == 0 { no } else { yes })
    }

    fn binary(&mut self, level: usize, depth: usize) -> Option<u64> {
        let Some(operators) = OPERATORS.get(level) else { return self.value(depth) };
        let mut left = self.binary(level + 1, depth)?;
        while let Some(operator) = operators.iter().find(|operator| self.take(operator)) {
            let right = self.binary(level + 1, depth)?;
            left = match *operator {
                "||" => u64::from(left != 0 || right != 0),
                "&&" => u64::from(left != 0 && right != 0),
                "==" => u64::from(left == right),
                "!=" => u64::from(left != right),
                "<=" => u64::from(left <= right),
                ">=" => u64::from(left >= right),
                "<" => u64::from(left < right),
                ">" => u64::from(left > right),
                "+" => left.checked_add(right)?,
                "-" => left.wrapping_sub(right),
                "*" => left.checked_mul(right)?,
                "/" => left.checked_div(right)?,
                _ => left.checked_rem(right)?,
            };
        }
        Some(left)
    }

    fn value(&mut self, depth: usize) -> Option<u64> {
        let mut is_negated = None;
        while self.take("!") {
            is_negated = Some(!is_negated.unwrap_or(false));
        }
        let value = if self.take("(") {
            let value = self.choice(depth + 1)?;
            self.take(")").then_some(value)?
        } else if self.take("n") {
            self.number
        } else {
            self.skip_space();
            let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
            let value = self.rest[..digits].parse().ok()?;
            self.rest = &self.rest[digits..];
            value
        };
        Some(match is_negated {
            None => value,
            Some(true) => u64::from(value == 0),
            Some(false) => u64::from(value != 0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str = "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : \
                          n%100>=11 && n%100<=99 ? 4 : 5";

    #[test]
    fn arabic_has_six_forms() {
        let forms = [0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111];
        let found: Vec<u64> = forms.iter().map(|n| evaluate(ARABIC, *n).unwrap()).collect();
        assert_eq!(found, [0, 1, 2, 3, 3, 4, 4, 5, 5, 3, 4]);
    }

    #[test]
    fn the_form_of_one_translates_the_singular() {
        let singular = |header: &str, form| Plurals::of_header(header).unwrap().is_singular(form);
        let arabic = format!("Language: ar\nPlural-Forms: nplurals=6; plural={ARABIC};\n");
        assert!(!singular(&arabic, 0) && singular(&arabic, 1) && !singular(&arabic, 2));
        assert!(singular("Plural-Forms: nplurals=2; plural=(n != 1);", 0));
        assert!(singular("Plural-Forms: nplurals=2; plural=n>1", 0));
        assert!(!singular("Plural-Forms: nplurals=1; plural=0;", 0));
        assert!(singular("Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;", 0));
        assert!(singular("", 0) && !singular("", 1));
    }

    #[test]
    fn what_is_no_expression_is_an_error() {
        let header = |plural: &str| format!("Plural-Forms: nplurals=2; plural={plural};");
        for wrong in ["n=", "n/0", "m", "", "(n", "n ? 1", &"(".repeat(10_000)] {
            assert!(Plurals::of_header(&header(wrong)).is_err(), "{wrong}");
        }
        assert_eq!(evaluate("!!n + !n * 3", 1), Some(1));
        assert!(Plurals::of_header("Plural-Forms: nplurals=x; plural=0;").is_err());
    }
}
