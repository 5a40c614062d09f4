//! Which column holds what, guessed from the column names.

/// Which column, counted from 0, holds what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The e-mail address.
    pub email: Option<usize>,
    /// The given name.
    pub first_name: Option<usize>,
    /// The family name.
    pub last_name: Option<usize>,
}

/// Names as they stand in exports of applicant tracking systems and in people's own lists; letters
/// alone, in lower case. The first that fits wins.
const EMAIL: &[&str] = &[
    "intervieweeemailaddress",
    "email",
    "emailaddress",
    "candidateemail",
    "mail",
    "mailadresse",
    "emailadresse",
    "correo",
    "courriel",
    "epost",
];
const FIRST_NAME: &[&str] = &[
    "intervieweefirstname",
    "firstname",
    "first",
    "givenname",
    "forename",
    "vorname",
    "prénom",
    "prenom",
    "nombre",
    "fornavn",
];
const LAST_NAME: &[&str] = &[
    "intervieweelastname",
    "lastname",
    "last",
    "surname",
    "familyname",
    "nachname",
    "familienname",
    "nom",
    "apellido",
    "apellidos",
    "etternavn",
];

impl Mapping {
    /// Guesses from the column names.
    pub fn guess(columns: &[String]) -> Self {
        let letters = |name: &String| -> String {
            let kept = name.chars().filter(|c| c.is_alphabetic());
            kept.flat_map(char::to_lowercase).collect()
        };
        let named: Vec<String> = columns.iter().map(letters).collect();
        let exact = |names: &[&str]| {
            let at = |name: &&str| named.iter().position(|column| column == name);
            names.iter().find_map(at)
        };
        let holds = |part: &str| named.iter().position(|column| column.contains(part));
        Self {
            email: exact(EMAIL).or_else(|| holds("email")),
            first_name: exact(FIRST_NAME).or_else(|| holds("firstname")),
            last_name: exact(LAST_NAME).or_else(|| holds("lastname")),
        }
    }

    /// Guesses from the column names and, where these say nothing, takes the column in which most of
    /// the lines have an address.
    pub(crate) fn of(columns: &[String], lines: &[crate::Line]) -> Self {
        let mut mapping = Self::guess(columns);
        if mapping.email.is_none() {
            let addresses = |column: usize| {
                let cells = lines.iter().filter_map(|line| line.cells.get(column));
                cells
                    .filter(|cell| crate::address_fault(cell).is_none())
                    .count()
            };
            let best = (0..columns.len()).max_by_key(|column| addresses(*column));
            mapping.email = best.filter(|column| addresses(*column) > 0);
        }
        mapping
    }
}

impl crate::Sheet {
    /// Which column seems to hold what.
    pub fn guess(&self) -> Mapping {
        Mapping::of(&self.columns, &self.lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(columns: &[&str]) -> Mapping {
        let columns: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
        Mapping::guess(&columns)
    }

    fn at(email: usize, first_name: usize, last_name: usize) -> Mapping {
        Mapping {
            email: Some(email),
            first_name: Some(first_name),
            last_name: Some(last_name),
        }
    }

    #[test]
    fn column_names_are_recognised_in_many_spellings() {
        for (columns, expected) in [
            (["First Name", "Last Name", "Email"], at(2, 0, 1)),
            (["E-Mail-Adresse", "Vorname", "Nachname"], at(0, 1, 2)),
            (["last_name", "first_name", "email_address"], at(2, 1, 0)),
            (["Prénom", "Nom", "Courriel"], at(2, 0, 1)),
            (
                ["Candidate email (private)", "surname", "forename"],
                at(0, 2, 1),
            ),
        ] {
            assert_eq!(guess(&columns), expected, "{columns:?}");
        }
        assert_eq!(guess(&["Phone", "City"]), Mapping::default(), "neither");
    }

    #[test]
    fn where_no_name_tells_the_column_with_addresses_is_taken() {
        let sheet = crate::read(b"Who,Reach\nJane,a@b.co\nJoe,c@d.co\n").unwrap();
        assert_eq!(sheet.guess().email, Some(1), "two addresses");
    }
}
