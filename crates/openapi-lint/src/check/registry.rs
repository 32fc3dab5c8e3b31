//! All rules, and the functions that check them.

use openapi_document::{
    Group, IGNORED_KEYWORD, INVALID_STRUCTURE, Rule, Sink, UNKNOWN_KEY, UNREADABLE,
    UNSUPPORTED_KEYWORD, UNSUPPORTED_VERSION,
};

use super::{
    bodies, bounds, context::Context, enums, ignored, limits, merges, names, objects, pagination,
    parameters, path_safety, paths, patterns, reference_chains, references, reserved_headers,
    responses, schemas, security, style, table_columns, transcription, type_names, values,
};

/// The rules of this crate and those that reading a document holds, with the rules of a generator's
/// lowering, `lowering`, in their place: behind those about what it can express, and before those about
/// what it leaves out.
pub fn rules_with(lowering: &'static [&'static Rule]) -> impl Iterator<Item = &'static Rule> {
    [EXPRESSIBLE, lowering, LEFT_OUT]
        .into_iter()
        .flatten()
        .copied()
}

/// A function that checks rules of one group.
pub(super) struct Check {
    pub(super) group: Group,
    /// Whether sound output needs one of its rules.
    pub(super) needed: bool,
    /// Whether it relies on every reference leading somewhere.
    pub(super) follows_references: bool,
    pub(super) run: fn(&Context<'_>, &mut Sink<'_>),
}

impl Check {
    const fn new(group: Group, run: fn(&Context<'_>, &mut Sink<'_>)) -> Self {
        Self {
            group,
            needed: true,
            follows_references: false,
            run,
        }
    }

    const fn following_references(self) -> Self {
        Self {
            follows_references: true,
            ..self
        }
    }

    const fn not_needed(self) -> Self {
        Self {
            needed: false,
            ..self
        }
    }
}

/// What is checked after the references.
pub(super) static CHECKS: &[Check] = &[
    Check::new(Group::Preflight, limits::limits),
    Check::new(Group::Correctness, paths::paths),
    Check::new(Group::Preflight, names::names),
    Check::new(Group::Correctness, responses::responses).not_needed(),
    Check::new(Group::Correctness, security::security).not_needed(),
    Check::new(Group::Correctness, enums::enums),
    Check::new(Group::Correctness, objects::objects).following_references(),
    Check::new(Group::Correctness, bounds::bounds),
    Check::new(Group::Correctness, pagination::pagination).following_references(),
    Check::new(Group::Correctness, table_columns::table_columns)
        .following_references()
        .not_needed(),
    Check::new(Group::Preflight, schemas::schemas),
    Check::new(Group::Preflight, patterns::patterns),
    Check::new(Group::Preflight, parameters::parameters).following_references(),
    Check::new(Group::Preflight, bodies::bodies).following_references(),
    Check::new(Group::Preflight, merges::merges).following_references(),
    Check::new(Group::Preflight, type_names::type_names).following_references(),
    Check::new(Group::Preflight, ignored::ignored),
    Check::new(Group::Safety, reserved_headers::reserved_headers),
    Check::new(Group::Safety, path_safety::path_parameters)
        .following_references()
        .not_needed(),
    Check::new(Group::Correctness, values::values).following_references(),
    Check::new(Group::Style, style::style)
        .following_references()
        .not_needed(),
    Check::new(Group::Style, transcription::transcription)
        .following_references()
        .not_needed(),
];

/// What a document must be to be read, to be safe, and to be expressed.
static EXPRESSIBLE: &[&Rule] = &[
    // What a document must be.
    &UNREADABLE,
    &UNSUPPORTED_VERSION,
    &INVALID_STRUCTURE,
    &UNKNOWN_KEY,
    &references::UNRESOLVED,
    &reference_chains::CYCLE,
    &references::IGNORED,
    &paths::MISMATCH,
    &paths::OPTIONAL,
    &paths::INVALID_TEMPLATE,
    &paths::DUPLICATE,
    &names::DUPLICATE,
    &names::DUPLICATE_PARAMETER,
    &responses::NONE,
    &responses::BODILESS,
    &responses::UNDEFINED_REQUEST_BODY,
    &security::UNDEFINED_SCHEME,
    &security::SERVER_VARIABLE,
    &values::INVALID_EXAMPLE,
    &values::INVALID_DEFAULT,
    &enums::DUPLICATE,
    &enums::UNMATCHED,
    &objects::UNDEFINED_REQUIRED,
    &bounds::CONTRADICTORY,
    &pagination::INVALID,
    &table_columns::INVALID,
    &schemas::NO_ITEMS,
    &schemas::COMPONENT_NAME,
    // What must not be possible.
    &references::EXTERNAL,
    &path_safety::UNSAFE,
    &reserved_headers::RESERVED,
    &security::INSECURE_SERVER,
    // What the generator can express.
    &UNSUPPORTED_KEYWORD,
    &references::UNSUPPORTED,
    &reference_chains::LONG,
    &paths::METHOD,
    &names::RENAMED,
    &objects::AMBIGUOUS_ALTERNATIVE,
    &enums::UNSUPPORTED,
    &bounds::LONE_EXCLUSIVE,
    &bounds::FIXED_ARRAY,
    &bounds::UNENFORCED,
    &patterns::INVALID,
    &patterns::HUGE,
    &patterns::UNSUPPORTED,
    &schemas::NOT,
    &schemas::EMPTY,
    &schemas::MIXED,
    &schemas::NO_TYPE,
    &schemas::DEPENDENCY,
    &merges::RECURSIVE,
    &merges::HUGE,
    &merges::MANY,
    &parameters::STYLE,
    &parameters::COOKIE,
    &parameters::CONTENT,
    &parameters::TYPE,
    &parameters::OBJECT,
    &parameters::HEADER_NAME,
    &bodies::MEDIA_TYPE,
    &bodies::OPTIONAL,
];

/// What of a document is not followed, and how this workspace writes its own.
static LEFT_OUT: &[&Rule] = &[
    &IGNORED_KEYWORD,
    &ignored::RESPONSE_HEADERS,
    &ignored::SERVERS,
    &ignored::CALLBACKS,
    &ignored::DISCRIMINATOR,
    &ignored::HEADER_PARAMETER,
    &ignored::VERSION,
    &ignored::EXTENSION,
    &limits::OPERATIONS,
    // How this workspace writes its own document.
    &style::OPERATION_ID,
    &style::SUMMARY,
    &style::DESCRIPTION,
    &style::TAG,
    &style::SECURITY,
    &style::SUCCESS,
    &style::ERROR,
    &style::SCHEMA_DESCRIPTION,
    &style::UNUSED,
    &transcription::UNQUOTED,
    &transcription::UNKNOWN_FORMAT,
    &transcription::UNDECLARED_EXAMPLE_PROPERTY,
    &transcription::UNRESOLVED,
];
