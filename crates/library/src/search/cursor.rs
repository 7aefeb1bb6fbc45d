use super::rank::Place;
use super::request::Order;

/// Where a page ended: what the next one goes on from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    pub(super) order: Order,
    pub(super) last: Place,
    /// The newest record when the first page was made: later ones do not slip in between.
    pub(super) up_to: i64,
    /// Tells one query from another.
    pub(super) query: u32,
}

impl Cursor {
    pub(super) fn written(&self) -> String {
        let order = match self.order {
            Order::Relevance => 'b',
            Order::Recent => 'r',
        };
        let Place { rank, seq, place, article } = self.last;
        format!("{order}{:x}.{rank:x}.{seq:x}.{place:x}.{article:x}.{:x}", self.query, self.up_to)
    }

    /// Reads what [`Self::written`] wrote.
    pub(super) fn read(text: &str) -> Option<Self> {
        let order = match text.chars().next()? {
            'b' => Order::Relevance,
            'r' => Order::Recent,
            _ => return None,
        };
        let mut parts = text.get(1..)?.split('.');
        let query = u32::from_str_radix(parts.next()?, 16).ok()?;
        // Negative numbers are written in two's complement.
        let mut number = || u64::from_str_radix(parts.next()?, 16).ok();
        let rank = number()? as i64;
        let last = Place { rank, seq: number()? as i64, place: number()?, article: number()? as i64 };
        let up_to = number()? as i64;
        parts.next().is_none().then_some(Self { order, last, up_to, query })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_read_as_written() {
        for rank in [0, 7, -7, i64::MIN, i64::MAX] {
            let last = Place { rank, seq: 12, place: 3, article: 9 };
            let cursor = Cursor { order: Order::Recent, last, up_to: 40, query: 0xFEED };
            assert_eq!(Cursor::read(&cursor.written()), Some(cursor));
        }
        for wrong in ["", "b", "x1.1.1.1.1.1", "b1.1.1.1.1", "b1.1.1.1.1.1.1", "b1.g.1.1.1.1", "ü1"] {
            assert_eq!(Cursor::read(wrong), None, "{wrong}");
        }
    }
}
