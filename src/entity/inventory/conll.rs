//! CoNLL: one token a line with its tag in the last column, an empty line between sentences.
//!
//! IOB, IOB2, BIOES and BILOU tags are read alike: B, S and U begin a name, I, E and L go on with
//! the one before where that has the same type, and begin one elsewhere; S and U, E and L end it.

use std::ops::Range;

use super::Mention;
use crate::corpus::lines::Lines;
use crate::entity::EntityType;
use crate::error::{Error, ErrorKind, Result};
use crate::text::Stream;

/// The line that some corpora begin a document with.
const DOCUMENT_START: &str = "-DOCSTART-";
/// How treebanks write what has another meaning there.
const ESCAPES: [(&str, &str); 6] =
    [("-LRB-", "("), ("-RRB-", ")"), ("-LSB-", "["), ("-RSB-", "]"), ("``", "\""), ("''", "\"")];

/// The names of a file; sentences are the segments of the source that are not empty.
pub(super) fn mentions(
    mut lines: Lines,
    source: Option<&Stream>,
    most: Option<usize>,
) -> Result<Vec<Mention>> {
    let mut reader = Reader { source, most, ..Reader::default() };
    let name = lines.name().to_owned();
    loop {
        let line_number = lines.number() + 1;
        let Some(line) = lines.next_line()? else { break };
        let line = line.trim_end();
        if line.trim_start().is_empty() || line.starts_with(DOCUMENT_START) {
            reader.end_sentence();
        } else if !(line.starts_with('#') && reader.sentence.is_none() && is_comment(line)) {
            reader.add(line).map_err(|fault| fault.at(&name, line_number))?;
        }
    }
    reader.end_sentence();
    reader.check_end(&name)?;
    Ok(reader.mentions)
}

/// What is wrong with a line, and the column where it is in one place.
struct Fault {
    message: String,
    column: Option<usize>,
    help: Option<&'static str>,
}

impl Fault {
    fn at(self, name: &str, line: usize) -> Error {
        let error = Error::new(ErrorKind::Input, self.message).at(name, line, self.column);
        match self.help {
            Some(help) => error.help(help),
            None => error,
        }
    }
}

/// What a tag says of its token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Outside,
    Begin,
    Inside,
    End,
    Single,
}

#[derive(Default)]
struct Reader<'a> {
    source: Option<&'a Stream>,
    /// How many segments there are, where that is known.
    most: Option<usize>,
    mentions: Vec<Mention>,
    sentence: Option<Sentence<'a>>,
    /// The segments that are passed.
    segments: usize,
}

struct Sentence<'a> {
    segment: usize,
    /// The source, where there is one.
    text: Option<&'a str>,
    /// How far its tokens are found, in bytes and in code points.
    bytes: usize,
    characters: usize,
    open: Option<Open>,
}

/// A name that may go on.
struct Open {
    kind: EntityType,
    words: String,
    /// Where it stands in the source, where there is one.
    place: Option<Place>,
}

/// A stretch of the source, in bytes and in code points.
struct Place {
    bytes: Range<usize>,
    characters: Range<usize>,
}

impl<'a> Reader<'a> {
    fn add(&mut self, line: &str) -> std::result::Result<(), Fault> {
        let (token, tag) = columns(line)?;
        let (part, kind) = parse(tag).map_err(|message| {
            let column = line[..line.len() - tag.len()].chars().count() + 1;
            Fault { message, column: Some(column), help: None }
        })?;
        if self.sentence.is_none() {
            self.sentence = Some(self.begin_sentence()?);
        }
        let Some(sentence) = &mut self.sentence else { return Ok(()) };
        let place = sentence.locate(token)?;
        let goes_on = match part {
            Part::Inside | Part::End => {
                sentence.open.as_ref().is_some_and(|open| open.kind == kind)
            }
            Part::Outside | Part::Begin | Part::Single => false,
        };
        if !goes_on {
            self.mentions.extend(sentence.close());
        }
        match &mut sentence.open {
            Some(open) => open.extend(token, place),
            None if part != Part::Outside => {
                sentence.open = Some(Open { kind, words: token.to_owned(), place });
            }
            None => {}
        }
        if part == Part::End || part == Part::Single {
            self.mentions.extend(sentence.close());
        }
        Ok(())
    }

    fn begin_sentence(&mut self) -> std::result::Result<Sentence<'a>, Fault> {
        let text = match self.source {
            None => match self.most {
                Some(most) if self.segments >= most => {
                    return Err(Fault {
                        message: format!(
                            "a sentence more than the corpus has: it has {most} segments"
                        ),
                        column: None,
                        help: Some("a sentence is a segment, with an empty line behind it"),
                    });
                }
                _ => None,
            },
            Some(source) => {
                let next = self.next_with_text(source).ok_or_else(|| Fault {
                    message: format!(
                        "a sentence more than the source has: it has {} segments",
                        source.len()
                    ),
                    column: None,
                    help: Some("a sentence is a segment, with an empty line behind it"),
                })?;
                self.segments = next;
                source.get(next)
            }
        };
        let segment = self.segments;
        self.segments += 1;
        Ok(Sentence { segment, text, bytes: 0, characters: 0, open: None })
    }

    /// The next segment of the source that is not empty.
    fn next_with_text(&self, source: &Stream) -> Option<usize> {
        let has_text =
            |index: &usize| source.get(*index).is_some_and(|text| !text.trim().is_empty());
        (self.segments..source.len()).find(has_text)
    }

    fn end_sentence(&mut self) {
        if let Some(mut sentence) = self.sentence.take() {
            self.mentions.extend(sentence.close());
        }
    }

    /// Whether the source has no segment more.
    fn check_end(&self, name: &str) -> Result<()> {
        let Some(next) = self.source.and_then(|source| self.next_with_text(source)) else {
            return Ok(());
        };
        let message = format!("the sentences end before segment {} of the source", next + 1);
        Err(Error::new(ErrorKind::Mismatch, message)
            .in_file(name)
            .help("a sentence is a segment, with an empty line behind it"))
    }
}

impl Sentence<'_> {
    /// The place of the next token in the source.
    fn locate(&mut self, token: &str) -> std::result::Result<Option<Place>, Fault> {
        let Some(text) = self.text else { return Ok(None) };
        let rest = &text[self.bytes..];
        let escaped = ESCAPES.iter().find(|(escape, _)| *escape == token).map(|(_, plain)| *plain);
        let found = std::iter::once(token)
            .chain(escaped)
            .find_map(|token| rest.find(token).map(|start| (start, token.len())));
        let Some((start, length)) = found else {
            let ahead: String = rest.trim_start().chars().take(20).collect();
            return Err(Fault {
                message: format!(
                    "the token '{token}' is not in segment {} of the source, which goes on with \
                     '{ahead}'",
                    self.segment + 1
                ),
                column: Some(1),
                help: Some("the sentences must be the segments of the source, in its order"),
            });
        };
        let bytes = self.bytes + start..self.bytes + start + length;
        let first = self.characters + rest[..start].chars().count();
        let characters = first..first + text[bytes.clone()].chars().count();
        self.bytes = bytes.end;
        self.characters = characters.end;
        Ok(Some(Place { bytes, characters }))
    }

    fn close(&mut self) -> Option<Mention> {
        let open = self.open.take()?;
        let entity = match (self.text, &open.place) {
            (Some(text), Some(place)) => text[place.bytes.clone()].to_owned(),
            _ => open.words,
        };
        Some(Mention {
            segment: self.segment,
            entity,
            kind: open.kind,
            source_span: open.place.map(|place| place.characters),
            reference_span: None,
            mentions: Vec::new(),
            document: None,
            verdicts: Vec::new(),
        })
    }
}

impl Open {
    fn extend(&mut self, token: &str, place: Option<Place>) {
        self.words.push(' ');
        self.words.push_str(token);
        if let (Some(whole), Some(last)) = (&mut self.place, place) {
            whole.bytes.end = last.bytes.end;
            whole.characters.end = last.characters.end;
        }
    }
}

/// Whether a line that starts with `#` is no token.
fn is_comment(line: &str) -> bool {
    columns(line).map_or(true, |(_, tag)| parse(tag).is_err())
}

/// The first and the last column; between tabs where there is one, else between spaces.
fn columns(line: &str) -> std::result::Result<(&str, &str), Fault> {
    let halves = if line.contains('\t') {
        let token = line.split('\t').next();
        token.zip(line.rsplit('\t').next())
    } else {
        let mut words = line.split_whitespace();
        words.next().zip(words.next_back())
    };
    halves.filter(|(token, _)| !token.trim().is_empty()).ok_or_else(|| Fault {
        message: "found one column, expected a token and its tag".to_owned(),
        column: None,
        help: Some("an empty line ends a sentence"),
    })
}

fn parse(tag: &str) -> std::result::Result<(Part, EntityType), String> {
    let (prefix, kind) = match tag.split_once(['-', '_']) {
        Some((prefix, kind)) => (prefix, kind),
        None => (tag, ""),
    };
    let part = match prefix {
        "O" | "o" | "" if kind.is_empty() => Part::Outside,
        "B" | "b" => Part::Begin,
        "I" | "i" => Part::Inside,
        "E" | "e" | "L" | "l" => Part::End,
        "S" | "s" | "U" | "u" => Part::Single,
        _ => {
            return Err(format!(
                "found the tag '{tag}', expected O, or B-, I-, E- or S- and a type such as B-PER"
            ));
        }
    };
    let kind = kind.parse::<EntityType>().map_err(|error| error.to_string())?;
    Ok((part, kind))
}

#[cfg(test)]
mod tests {
    use super::super::{Shape, inventory};
    use super::*;

    fn read(text: &str, source: Option<&[&str]>) -> Vec<(usize, String, String)> {
        let mentions = inventory(text, Shape::Conll, source).unwrap();
        let row = |m: Mention| (m.segment, m.kind.name().to_owned(), m.entity);
        mentions.into_iter().map(row).collect()
    }

    fn row(segment: usize, kind: &str, entity: &str) -> (usize, String, String) {
        (segment, kind.to_owned(), entity.to_owned())
    }

    fn message(text: &str, source: Option<&[&str]>) -> String {
        inventory(text, Shape::Conll, source).unwrap_err().to_string()
    }

    #[test]
    fn tags_of_every_scheme_give_the_same_names() {
        let expected = [row(0, "PER", "Jean Dupont"), row(0, "LOC", "Baku"), row(1, "ORG", "UN")];
        for tags in [
            ["B-PER", "I-PER", "B-LOC", "O", "B-ORG"],
            ["B-PER", "E-PER", "S-LOC", "O", "S-ORG"],
            ["B-PERSON", "L-PERSON", "U-GPE", "O", "U-ORG"],
            ["I-PER", "I-PER", "I-LOC", "O", "I-ORG"],
        ] {
            let [a, b, c, d, e] = tags;
            let text = format!("Jean {a}\nDupont {b}\nBaku {c}\nwas {d}\n\n\nUN {e}\n");
            assert_eq!(read(&text, None), expected, "{tags:?}");
        }
    }

    #[test]
    fn two_names_side_by_side_stay_two() {
        let text = "Baku\tX\tB-LOC\nGrozny\tX\tB-LOC\n";
        assert_eq!(read(text, None), [row(0, "LOC", "Baku"), row(0, "LOC", "Grozny")]);
    }

    #[test]
    fn tokens_are_found_in_the_source_and_empty_segments_are_passed_over() {
        let text = "-DOCSTART- O\n\n# id = 3\nL' O\nOTAN B-ORG\n\nJean B-PER\n- I-PER\nLuc I-PER\n-LRB- O\n";
        let source = ["L'OTAN", "", "« Été » Jean-Luc ("];
        let mentions = inventory(text, Shape::Conll, Some(&source)).unwrap();
        let spans: Vec<_> = mentions.iter().map(|m| (m.segment, m.source_span.clone())).collect();
        assert_eq!(spans, [(0, Some(2..6)), (2, Some(8..16))]);
        assert_eq!(mentions[1].entity, "Jean-Luc");
    }

    #[test]
    fn a_token_that_is_not_in_the_source_is_an_error() {
        let error = message("Baku B-LOC\nis O\n", Some(&["Baku was burning for a long time"]));
        assert_eq!(
            error,
            "names:2:1: the token 'is' is not in segment 1 of the source, which goes on with \
             'was burning for a lo'\n  \
             help: the sentences must be the segments of the source, in its order"
        );
    }

    #[test]
    fn as_many_sentences_as_segments_are_asked_for() {
        let error = message("a O\n\nb O\n", Some(&["a"]));
        assert!(error.starts_with("names:3: a sentence more than the source has"), "{error}");
        let error = message("a O\n", Some(&["a", "", "b"]));
        assert!(error.starts_with("names: the sentences end before segment 3"), "{error}");
    }

    #[test]
    fn a_tag_of_no_scheme_is_an_error_in_its_column() {
        let error = message("a O\nب NOUN\n", None);
        assert!(error.starts_with("names:2:3: found the tag 'NOUN', expected O,"), "{error}");
        let error = message("a O\nword\n", None);
        assert!(error.starts_with("names:2: found one column, expected a token"), "{error}");
    }
}
