//! The command as it is used: sessions in tests/cli/*.trycmd and in the documentation.

mod documentation;
mod entities;
mod manual;
mod session;

/// Sessions run in the package's root; `mizan` is the binary that was built for the test.
#[test]
fn sessions_print_what_they_say() {
    trycmd::TestCases::new().env("NO_COLOR", "1").case("tests/cli/*.trycmd");
}

/// Every block of the documentation that is marked `console` is run and its output compared.
#[test]
fn documentation_shows_what_is_printed() {
    trycmd::TestCases::new().env("NO_COLOR", "1").case("README*.md").case("docs/*.md");
}
