//! From ECMA-262's syntax to the engine's: what both read in the same way stays as it is, what has
//! a counterpart is replaced by it, and everything else is refused.
//!
//! The engine's own parser reads the pattern. That suffices, because it knows what ECMA-262 has,
//! but for look-around and back references, which are refused; what only the engine has is found
//! in the syntax tree.

use regex_syntax::ast::{
    self, AssertionKind, Ast, ClassPerl, ClassPerlKind, ClassSetBinaryOp, ClassSetItem, ErrorKind,
    GroupKind, HexLiteralKind, Literal, LiteralKind, RepetitionOp, Span, SpecialLiteralKind,
    Visitor, parse::ParserBuilder,
};

use super::refusal::{Difference, Refusal};

/// White space and line terminators as ECMA-262 has them. Unicode has U+0085 beside them and not
/// U+FEFF.
macro_rules! spaces {
    () => {
        r"\t-\r \u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}"
    };
}

/// How deep groups may nest.
const MAX_DEPTH: u32 = 40;

/// `pattern` in the syntax of the engine.
pub(super) fn to_engine(pattern: &str) -> Result<String, Refusal> {
    let mut parser = ParserBuilder::new().nest_limit(MAX_DEPTH).build();
    let ast = parser
        .parse(pattern)
        .map_err(|error| refused(pattern, &error))?;
    let edits = ast::visit(
        &ast,
        Translator {
            pattern,
            edits: Vec::new(),
        },
    )?;
    Ok(edited(pattern, &edits))
}

fn refused(pattern: &str, error: &ast::Error) -> Refusal {
    let difference = match error.kind() {
        ErrorKind::NestLimitExceeded(_) | ErrorKind::CaptureLimitExceeded => {
            return Refusal::huge();
        }
        ErrorKind::UnsupportedLookAround => Difference::Assertion,
        // For ECMA-262 it is the character U+0000.
        ErrorKind::UnsupportedBackreference if text_at(pattern, error.span()) == r"\0" => {
            Difference::Escape
        }
        ErrorKind::UnsupportedBackreference => Difference::BackReference,
        ErrorKind::EscapeUnrecognized if text_at(pattern, error.span()) == r"\k" => {
            Difference::BackReference
        }
        ErrorKind::EscapeUnrecognized | ErrorKind::ClassEscapeInvalid => Difference::Escape,
        ErrorKind::ClassRangeLiteral => Difference::Hyphens,
        ErrorKind::RepetitionCountDecimalEmpty => Difference::Count,
        kind => return Refusal::invalid(&kind.to_string()),
    };
    Refusal::unsupported(text_at(pattern, error.span()), difference)
}

fn text_at<'a>(pattern: &'a str, span: &Span) -> &'a str {
    pattern
        .get(span.start.offset..span.end.offset)
        .unwrap_or_default()
}

/// A part of the pattern, and what stands for it.
type Edit = (Span, &'static str);

/// The pattern with its parts replaced; they are in the order of their places.
fn edited(pattern: &str, edits: &[Edit]) -> String {
    let mut result = String::with_capacity(pattern.len());
    let mut done = 0;
    for (span, replacement) in edits {
        result.push_str(pattern.get(done..span.start.offset).unwrap_or_default());
        result.push_str(replacement);
        done = span.end.offset;
    }
    result.push_str(pattern.get(done..).unwrap_or_default());
    result
}

struct Translator<'a> {
    pattern: &'a str,
    edits: Vec<Edit>,
}

impl Visitor for Translator<'_> {
    type Output = Vec<Edit>;
    type Err = Refusal;

    fn finish(self) -> Result<Self::Output, Self::Err> {
        Ok(self.edits)
    }

    fn visit_pre(&mut self, ast: &Ast) -> Result<(), Self::Err> {
        match ast {
            Ast::Empty(_) | Ast::Alternation(_) | Ast::Concat(_) => Ok(()),
            Ast::Flags(flags) => self.refuse(&flags.span, Difference::Flags),
            Ast::Literal(literal) => self.literal(literal),
            Ast::Dot(span) => {
                self.replace(span, r"[^\n\r\u{2028}\u{2029}]");
                Ok(())
            }
            Ast::Assertion(assertion) => self.assertion(&assertion.span, &assertion.kind),
            Ast::ClassUnicode(class) => self.refuse(&class.span, Difference::Property),
            Ast::ClassPerl(class) => {
                self.replace(&class.span, outside_class(class));
                Ok(())
            }
            Ast::ClassBracketed(class) => self.class(&class.span),
            Ast::Repetition(repetition) => self.repetition(&repetition.op, &repetition.ast),
            Ast::Group(group) => match &group.kind {
                GroupKind::CaptureIndex(_) => Ok(()),
                GroupKind::CaptureName {
                    starts_with_p: false,
                    name,
                } if is_identifier(&name.name) => Ok(()),
                GroupKind::CaptureName { name, .. } => {
                    self.refuse(&name.span, Difference::GroupName)
                }
                GroupKind::NonCapturing(flags) if flags.items.is_empty() => Ok(()),
                GroupKind::NonCapturing(flags) => self.refuse(&flags.span, Difference::Flags),
            },
        }
    }

    fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), Self::Err> {
        match item {
            ClassSetItem::Empty(_) | ClassSetItem::Union(_) => Ok(()),
            ClassSetItem::Literal(literal) => self.literal(literal),
            ClassSetItem::Range(range) => {
                self.literal(&range.start)?;
                self.literal(&range.end)
            }
            ClassSetItem::Perl(class) => {
                self.replace(&class.span, inside_class(class));
                Ok(())
            }
            ClassSetItem::Ascii(class) => self.refuse(&class.span, Difference::CharacterClass),
            ClassSetItem::Unicode(class) => self.refuse(&class.span, Difference::Property),
            ClassSetItem::Bracketed(class) => self.refuse(&class.span, Difference::ClassInClass),
        }
    }

    fn visit_class_set_binary_op_pre(&mut self, op: &ClassSetBinaryOp) -> Result<(), Self::Err> {
        self.refuse(&op.span, Difference::ClassInClass)
    }
}

impl Translator<'_> {
    fn replace(&mut self, span: &Span, replacement: &'static str) {
        self.edits.push((*span, replacement));
    }

    fn refuse(&self, span: &Span, difference: Difference) -> Result<(), Refusal> {
        Err(Refusal::unsupported(
            text_at(self.pattern, span),
            difference,
        ))
    }

    fn literal(&self, literal: &Literal) -> Result<(), Refusal> {
        match literal.kind {
            LiteralKind::Verbatim
            | LiteralKind::Meta
            | LiteralKind::Superfluous
            | LiteralKind::HexFixed(HexLiteralKind::X | HexLiteralKind::UnicodeShort)
            | LiteralKind::Special(
                SpecialLiteralKind::FormFeed
                | SpecialLiteralKind::Tab
                | SpecialLiteralKind::LineFeed
                | SpecialLiteralKind::CarriageReturn
                | SpecialLiteralKind::VerticalTab,
            ) => Ok(()),
            // `\a` is the letter for ECMA-262, `\x{41}` a repeated letter, `\u{41}` either.
            LiteralKind::Octal
            | LiteralKind::HexFixed(HexLiteralKind::UnicodeLong)
            | LiteralKind::HexBrace(_)
            | LiteralKind::Special(SpecialLiteralKind::Bell | SpecialLiteralKind::Space) => {
                self.refuse(&literal.span, Difference::Escape)
            }
        }
    }

    fn assertion(&mut self, span: &Span, kind: &AssertionKind) -> Result<(), Refusal> {
        let replacement = match kind {
            // Without the flag for several lines these are the start and the end for both.
            AssertionKind::StartLine | AssertionKind::EndLine => return Ok(()),
            AssertionKind::WordBoundary => r"(?-u:\b)",
            AssertionKind::NotWordBoundary => r"(?-u:\B)",
            AssertionKind::WordBoundaryStartAngle => "<",
            AssertionKind::WordBoundaryEndAngle => ">",
            AssertionKind::StartText
            | AssertionKind::EndText
            | AssertionKind::WordBoundaryStart
            | AssertionKind::WordBoundaryEnd
            | AssertionKind::WordBoundaryStartHalf
            | AssertionKind::WordBoundaryEndHalf => {
                return self.refuse(span, Difference::TextAssertion);
            }
        };
        self.replace(span, replacement);
        Ok(())
    }

    fn class(&self, span: &Span) -> Result<(), Refusal> {
        let inside = text_at(self.pattern, span)
            .strip_prefix('[')
            .unwrap_or_default();
        let inside = inside.strip_prefix('^').unwrap_or(inside);
        match inside {
            _ if inside.starts_with(']') => self.refuse(span, Difference::EmptyClass),
            _ if inside.starts_with("--") => self.refuse(span, Difference::Hyphens),
            _ => Ok(()),
        }
    }

    fn repetition(&self, op: &RepetitionOp, repeated: &Ast) -> Result<(), Refusal> {
        if matches!(
            repeated,
            Ast::Repetition(_) | Ast::Assertion(_) | Ast::Empty(_)
        ) {
            return self.refuse(&op.span, Difference::Repetition);
        }
        // The engine allows spaces within the braces.
        let is_count = |c: char| c.is_ascii_digit() || "{,}*+?".contains(c);
        if text_at(self.pattern, &op.span).chars().all(is_count) {
            Ok(())
        } else {
            self.refuse(&op.span, Difference::Count)
        }
    }
}

/// Whether it is a name of a group for both.
fn is_identifier(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric())
}

/// The escape for a kind of character as ECMA-262 defines it (CharacterClassEscape).
fn outside_class(class: &ClassPerl) -> &'static str {
    match (&class.kind, class.negated) {
        (ClassPerlKind::Digit, false) => "[0-9]",
        (ClassPerlKind::Digit, true) => "[^0-9]",
        (ClassPerlKind::Word, false) => "[0-9A-Za-z_]",
        (ClassPerlKind::Word, true) => "[^0-9A-Za-z_]",
        (ClassPerlKind::Space, false) => concat!("[", spaces!(), "]"),
        (ClassPerlKind::Space, true) => concat!("[^", spaces!(), "]"),
    }
}

/// The same within a class; the engine has classes within classes.
fn inside_class(class: &ClassPerl) -> &'static str {
    match (&class.kind, class.negated) {
        (ClassPerlKind::Digit, false) => "0-9",
        (ClassPerlKind::Word, false) => "0-9A-Za-z_",
        (ClassPerlKind::Space, false) => spaces!(),
        (_, true) => outside_class(class),
    }
}
