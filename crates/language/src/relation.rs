macro_rules! relations {
    ($($name:ident = $text:literal),* $(,)?) => {
        /// How a token depends on its head: the relations of Universal Dependencies 2 (de Marneffe et al.,
        /// "Universal Dependencies", 2021), with those subtypes that the English treebanks use often.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        #[repr(u8)]
        #[allow(missing_docs)] // the names are the treebanks' own
        pub enum Relation { $($name),*, #[default] Root }

        impl Relation {
            /// Every relation, in the order of their numbers; that of the root stands last.
            pub const ALL: &'static [Relation] = &[$(Relation::$name),*, Relation::Root];

            /// The relation that a treebank writes as `text`; of a subtype that is not kept its universal part,
            /// and [`Relation::Dep`] for what is not known at all.
            #[must_use]
            pub fn parse(text: &str) -> Relation {
                match text {
                    $($text => Relation::$name,)*
                    "root" => Relation::Root,
                    _ => match text.split_once(':') {
                        Some((universal, _)) => Relation::parse(universal),
                        None => Relation::Dep,
                    },
                }
            }

            /// As a treebank writes it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Relation::$name => $text,)*
                    Relation::Root => "root",
                }
            }
        }
    };
}

relations! {
    Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclRelcl = "advcl:relcl", Advmod = "advmod", Amod = "amod",
    Appos = "appos", Aux = "aux", AuxPass = "aux:pass", Case = "case", Cc = "cc", CcPreconj = "cc:preconj",
    Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop", Csubj = "csubj",
    Dep = "dep", Det = "det", DetPredet = "det:predet", Discourse = "discourse", Dislocated = "dislocated",
    Expl = "expl", Fixed = "fixed", Flat = "flat", Goeswith = "goeswith", Iobj = "iobj", List = "list", Mark = "mark",
    Nmod = "nmod", NmodDesc = "nmod:desc", NmodPoss = "nmod:poss", NmodUnmarked = "nmod:unmarked", Nsubj = "nsubj",
    NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj", Obl = "obl",
    OblAgent = "obl:agent", OblUnmarked = "obl:unmarked", Orphan = "orphan", Parataxis = "parataxis", Punct = "punct",
    Reparandum = "reparandum", Vocative = "vocative", Xcomp = "xcomp",
}

impl Relation {
    /// Without its subtype: [`Relation::Nsubj`] for [`Relation::NsubjPass`].
    #[must_use]
    pub fn universal(self) -> Relation {
        Relation::parse(self.name().split(':').next().unwrap_or_default())
    }

    /// A subject of any kind.
    #[must_use]
    pub const fn is_subject(self) -> bool {
        matches!(self, Relation::Nsubj | Relation::NsubjPass | Relation::NsubjOuter | Relation::Csubj)
    }

    /// A clause that completes, modifies or stands beside its head.
    #[must_use]
    pub const fn is_clause(self) -> bool {
        matches!(
            self,
            Relation::Ccomp
                | Relation::Xcomp
                | Relation::Csubj
                | Relation::Advcl
                | Relation::AdvclRelcl
                | Relation::Acl
                | Relation::AclRelcl
                | Relation::Parataxis
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_relation_is_read_as_it_is_written() {
        for (number, &relation) in Relation::ALL.iter().enumerate() {
            assert_eq!(relation as usize, number);
            assert_eq!(Relation::parse(relation.name()), relation);
        }
    }

    #[test]
    fn subtypes_that_are_not_kept_fall_back() {
        assert_eq!(Relation::parse("csubj:pass"), Relation::Csubj);
        assert_eq!(Relation::parse("obl:npmod"), Relation::Obl);
        assert_eq!(Relation::parse("???"), Relation::Dep);
        assert_eq!(Relation::NsubjPass.universal(), Relation::Nsubj);
    }
}
