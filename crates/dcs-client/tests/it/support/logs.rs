//! A subscriber that writes down every span and event, of every crate and level.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Level, Metadata, Subscriber};

/// What was traced in this thread since [`Logs::capture`].
#[derive(Clone, Default)]
pub struct Logs(Arc<Mutex<Vec<(Level, String)>>>);

impl Logs {
    pub fn capture() -> (Self, DefaultGuard) {
        let logs = Self::default();
        let guard = tracing::subscriber::set_default(Recorder {
            logs: logs.clone(),
            spans: Mutex::default(),
        });
        (logs, guard)
    }

    pub fn all(&self) -> String {
        self.at_least(Level::TRACE)
    }

    /// Lines of this level and those more severe.
    pub fn at_least(&self, level: Level) -> String {
        let lines = self.0.lock().unwrap();
        let lines = lines.iter().filter(|(found, _)| *found <= level);
        lines
            .map(|(level, line)| format!("{level} {line}\n"))
            .collect()
    }

    fn push(&self, level: Level, line: String) {
        self.0.lock().unwrap().push((level, line));
    }
}

struct Recorder {
    logs: Logs,
    spans: Mutex<Vec<Level>>,
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let metadata = attributes.metadata();
        let mut line = format!("span {}", metadata.name());
        attributes.record(&mut Fields(&mut line));
        self.logs.push(*metadata.level(), line);
        let mut spans = self.spans.lock().unwrap();
        spans.push(*metadata.level());
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let level = self.spans.lock().unwrap()[span.into_u64() as usize - 1];
        let mut line = "record".to_owned();
        values.record(&mut Fields(&mut line));
        self.logs.push(level, line);
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = format!("event {}", event.metadata().target());
        event.record(&mut Fields(&mut line));
        self.logs.push(*event.metadata().level(), line);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}
