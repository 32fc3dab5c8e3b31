//! The structure of a regular expression as far as its repetitions need it.

/// How deep groups may nest.
const MAX_DEPTH: usize = 40;

/// A part of a regular expression.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// One character out of a set.
    Set(Set),
    /// An assertion, which takes no character.
    Empty,
    /// A group, by its branches.
    Group(Vec<Vec<Item>>),
    /// A repetition.
    Repeat {
        body: Box<Item>,
        /// How often at least.
        min: u64,
        /// How often at most.
        max: Option<u64>,
    },
}

impl Item {
    /// Whether it is a repetition that can repeat more than once.
    pub(super) fn is_many(&self) -> bool {
        matches!(self, Self::Repeat { max, .. } if max.is_none_or(|max| max > 1))
    }

    /// Whether it is a repetition that can repeat more or less often.
    pub(super) fn is_variable(&self) -> bool {
        matches!(self, Self::Repeat { min, max, .. } if *max != Some(*min))
    }
}

/// A set of characters: each of ASCII, and all others as one.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Set {
    ascii: u128,
    others: bool,
}

impl Set {
    const ALL: Self = Self {
        ascii: u128::MAX,
        others: true,
    };

    fn of(c: char) -> Self {
        match u32::from(c) {
            code @ 0..128 => Self {
                ascii: 1 << code,
                others: false,
            },
            _ => Self {
                ascii: 0,
                others: true,
            },
        }
    }

    fn range(from: char, to: char) -> Self {
        let mut set = Self {
            ascii: 0,
            others: u32::from(to) >= 128,
        };
        for code in u32::from(from)..=u32::from(to).min(127) {
            set.ascii |= 1 << code;
        }
        set
    }

    fn not(self) -> Self {
        Self {
            ascii: !self.ascii,
            // The others are many: what excludes one of them admits the rest.
            others: true,
        }
    }

    /// Whether the character is in the set, as far as the set knows: it takes all beyond ASCII for
    /// one.
    pub(super) fn has(self, c: char) -> bool {
        !self.is_disjoint(Self::of(c))
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self {
            ascii: self.ascii | other.ascii,
            others: self.others || other.others,
        }
    }

    pub(super) fn is_disjoint(self, other: Self) -> bool {
        self.ascii & other.ascii == 0 && !(self.others && other.others)
    }
}

/// Why there is no structure.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Error {
    TooDeep,
    Syntax,
}

/// The parts of a pattern.
pub(super) fn parse(pattern: &str) -> Result<Vec<Item>, Error> {
    let mut parser = Parser {
        rest: pattern.chars().collect::<Vec<_>>().into_iter().peekable(),
        depth: 0,
    };
    let branches = parser.branches()?;
    match parser.rest.next() {
        None => Ok(vec![Item::Group(branches)]),
        Some(_) => Err(Error::Syntax),
    }
}

struct Parser {
    rest: std::iter::Peekable<std::vec::IntoIter<char>>,
    depth: usize,
}

impl Parser {
    fn eat(&mut self, c: char) -> bool {
        self.rest.next_if_eq(&c).is_some()
    }

    fn branches(&mut self) -> Result<Vec<Vec<Item>>, Error> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Error::TooDeep);
        }
        let mut branches = vec![Vec::new()];
        while let Some(c) = self.rest.next_if(|c| *c != ')') {
            if c == '|' {
                branches.push(Vec::new());
                continue;
            }
            let item = self.item(c)?;
            let item = self.repeated(item)?;
            if let Some(branch) = branches.last_mut() {
                branch.push(item);
            }
        }
        self.depth -= 1;
        Ok(branches)
    }

    fn item(&mut self, c: char) -> Result<Item, Error> {
        Ok(match c {
            '^' | '$' => Item::Empty,
            '.' => Item::Set(Set::ALL),
            '(' => self.group()?,
            '[' => Item::Set(self.class()?),
            '\\' => self.escape()?,
            '*' | '+' | '?' => return Err(Error::Syntax),
            c => Item::Set(Set::of(c)),
        })
    }

    fn group(&mut self) -> Result<Item, Error> {
        let mut takes_nothing = false;
        if self.eat('?') {
            match self.rest.next() {
                Some(':') => {}
                Some('=' | '!') => takes_nothing = true,
                Some('<') => match self.rest.next() {
                    Some('=' | '!') => takes_nothing = true,
                    _ => while self.rest.next().ok_or(Error::Syntax)? != '>' {},
                },
                _ => return Err(Error::Syntax),
            }
        }
        let branches = self.branches()?;
        if !self.eat(')') {
            return Err(Error::Syntax);
        }
        // The inside of an assertion is searched as well, but takes nothing of the text.
        Ok(match takes_nothing {
            true => Item::Repeat {
                body: Box::new(Item::Group(branches)),
                min: 0,
                max: Some(0),
            },
            false => Item::Group(branches),
        })
    }

    fn escape(&mut self) -> Result<Item, Error> {
        let c = self.rest.next().ok_or(Error::Syntax)?;
        Ok(match c {
            'b' | 'B' => Item::Empty,
            // A back reference takes whatever its group took.
            '1'..='9' | 'k' => Item::Set(Set::ALL),
            c => Item::Set(self.escaped_set(c)?),
        })
    }

    fn escaped_set(&mut self, c: char) -> Result<Set, Error> {
        let digits = Set::range('0', '9');
        let space = ['\t', '\n', '\u{b}', '\u{c}', '\r', ' ', '\u{a0}']
            .into_iter()
            .map(Set::of)
            .fold(Set::default(), Set::union);
        let word = digits
            .union(Set::range('a', 'z'))
            .union(Set::range('A', 'Z'))
            .union(Set::of('_'));
        Ok(match c {
            'd' => digits,
            'D' => digits.not(),
            's' => space,
            'S' => space.not(),
            'w' => word,
            'W' => word.not(),
            't' => Set::of('\t'),
            'n' => Set::of('\n'),
            'r' => Set::of('\r'),
            'f' => Set::of('\u{c}'),
            'v' => Set::of('\u{b}'),
            '0' => Set::of('\0'),
            'x' => self.hexadecimal(2),
            'u' if self.rest.peek() == Some(&'{') => {
                while self.rest.next().ok_or(Error::Syntax)? != '}' {}
                Set::ALL
            }
            'u' => self.hexadecimal(4),
            'p' | 'P' | 'c' => {
                if self.eat('{') {
                    while self.rest.next().ok_or(Error::Syntax)? != '}' {}
                }
                Set::ALL
            }
            c => Set::of(c),
        })
    }

    fn hexadecimal(&mut self, digits: usize) -> Set {
        let mut code = 0;
        for _ in 0..digits {
            match self.rest.next_if(char::is_ascii_hexdigit) {
                Some(c) => code = code * 16 + c.to_digit(16).unwrap_or_default(),
                None => return Set::ALL,
            }
        }
        char::from_u32(code).map_or(Set::ALL, Set::of)
    }

    fn class(&mut self) -> Result<Set, Error> {
        let negated = self.eat('^');
        let mut set = Set::default();
        loop {
            let (from, single) = match self.rest.next().ok_or(Error::Syntax)? {
                ']' => break,
                '\\' => {
                    let c = self.rest.next().ok_or(Error::Syntax)?;
                    let here = if c == 'b' {
                        Set::of('\u{8}')
                    } else {
                        self.escaped_set(c)?
                    };
                    let literal = !"dDsSwWtnrfv0xupPcb".contains(c);
                    (literal.then_some(c), here)
                }
                c => (Some(c), Set::of(c)),
            };
            set = set.union(single);
            if self.rest.peek() != Some(&'-') {
                continue;
            }
            self.rest.next();
            match (from, self.rest.peek().copied()) {
                (_, Some(']')) => set = set.union(Set::of('-')),
                (Some(from), Some(to)) if to != '\\' => {
                    self.rest.next();
                    set = set.union(Set::range(from, to));
                }
                // The bounds of the range are escapes: it may hold anything.
                (_, Some(_)) => set = Set::ALL,
                (_, None) => return Err(Error::Syntax),
            }
        }
        Ok(if negated { set.not() } else { set })
    }

    fn repeated(&mut self, item: Item) -> Result<Item, Error> {
        let (min, max) = match self.rest.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                // A brace that is no quantifier stands for itself.
                let mut ahead = self.rest.clone();
                ahead.next();
                let text: String = ahead.by_ref().take_while(|c| *c != '}').collect();
                let Some(bounds) = bounds(&text) else {
                    return Ok(item);
                };
                for _ in 0..=text.chars().count() {
                    self.rest.next();
                }
                bounds
            }
            _ => return Ok(item),
        };
        self.rest.next();
        self.eat('?');
        if matches!(self.rest.peek(), Some('*' | '+' | '?')) {
            return Err(Error::Syntax);
        }
        Ok(Item::Repeat {
            body: Box::new(item),
            min,
            max,
        })
    }
}

/// The bounds in `{3}`, `{3,}` and `{3,5}`.
fn bounds(text: &str) -> Option<(u64, Option<u64>)> {
    let number = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| text.parse().unwrap_or(u64::MAX))
    };
    match text.split_once(',') {
        None => number(text).map(|count| (count, Some(count))),
        Some((min, "")) => number(min).map(|min| (min, None)),
        Some((min, max)) => Some((number(min)?, Some(number(max)?))),
    }
}
