//! The voices that Ribbon documents, and what they are called.

use contract::flow::NamedId;

/// The voice of a flow for which none is chosen.
pub(crate) const DEFAULT: &str = "db6b0ed5-d5d3-463d-ae85-518a07d3c2b4";

/// What Ribbon puts before the names of some of its voices.
const MAKERS: [&str; 2] = ["11labs-", "openai-"];

/// The documented voices: those with a name, then those with nothing but an id.
const DOCUMENTED: [&str; 50] = [
    "11labs-Amy",
    "11labs-Anna",
    "11labs-Anthony",
    "11labs-Kate",
    "11labs-Rahul",
    "openai-Onyx",
    "openai-Shimmer",
    "IPgYtHTNLjC7Bq7IPHrm",
    "UOIqAnmS11Reiei1Ytkc",
    "bhJUNIXWQQ94l8eI2VUf",
    "uNsWM1StCcpydKYOjKyu",
    "f786b574-daa5-4673-aa0c-cbe3e8534c02",
    "a4a16c5e-5902-4732-b9b6-2a48efd2e11b",
    "8e14933d-ecd7-402b-9505-795130d69b35",
    "8017ae3f-c9b1-4633-87aa-2fada6a89953",
    "3c0f09d6-e0d7-499c-a594-70c5b7b93048",
    "dc30854e-e398-4579-9dc8-16f6cb2c19b9",
    "1259b7e3-cb8a-43df-9446-30971a46b8b0",
    "e2d08065-b658-466b-ad52-cef8ee21d307",
    "710feaa3-b550-42f3-b3eb-6f37f2a7cc0a",
    "cc4276e6-1ebc-429a-8c7d-930993d51abc",
    "ccfea4bf-b3f4-421e-87ed-dd05dae01431",
    "c68a8bd0-f99e-4e7f-915d-a097da6d024c",
    "fb936dd1-66ea-43a0-86bd-18a6203dcda2",
    "f9a4b3a6-b44b-469f-90e3-c8e19bd30e99",
    "4f7b1820-6263-4615-87a7-b105768d8f64",
    "c9611be8-aae9-4a93-bb1c-98dd6b7d52a4",
    "935a9060-373c-49e4-b078-f4ea6326987a",
    "fc923f89-1de5-4ddf-b93c-6da2ba63428a",
    "9cebb910-d4b7-4a4a-85a4-12c79137724c",
    "38aabb6a-f52b-4fb0-a3d1-988518f4dc06",
    "498e7f37-7fa3-4e2c-b8e2-8b6e9276f956",
    "89f4372f-1f73-4b85-8e1e-5d24ed8bc826",
    "5de076e9-7b28-4442-b279-e7d80d573505",
    "f4a3a8e4-694c-4c45-9ca0-27caf97901b5",
    "87286a8d-7ea7-4235-a41a-dd9fa6630feb",
    "a5136bf9-224c-4d76-b823-52bd5efcffcc",
    "146485fd-8736-41c7-88a8-7cdd0da34d84",
    "ca566b43-944e-4474-b494-7d9f0695f307",
    "8d8ce8c9-44a4-46c4-b10f-9a927b99a853",
    "66c6b81c-ddb7-4892-bdd5-19b5a7be38e7",
    "25bf938a-025c-4dd0-906f-8cf8be2e26e9",
    "1e9b9b3d-d2ce-4cac-9d05-bc36a63fa28e",
    "fb02b554-7d64-4f90-841e-e57fc88f410c",
    "bb7e8daa-8b79-47a2-8408-a7a1cc72b53c",
    "7d7d769c-5ab1-4dd5-bb17-ec8d4b69d03d",
    "187d1cc5-a771-4ccd-9110-9df8c4e39499",
    "9626c31c-bec5-4cca-baa8-f8ba9e84c8bc",
    "db6b0ed5-d5d3-463d-ae85-518a07d3c2b4",
    "e8e5fffb-252c-436d-b842-8879b84445b6",
];

/// Whether Ribbon documents a voice.
pub(crate) fn is_documented(id: &str) -> bool {
    DOCUMENTED.contains(&id)
}

/// The documented voices, those with a name first.
pub(crate) fn all() -> Vec<NamedId> {
    DOCUMENTED.into_iter().map(named).collect()
}

/// A voice, documented or not: by its name or, where its id is all that is known, by that.
pub(crate) fn named(id: &str) -> NamedId {
    let name = MAKERS.iter().find_map(|maker| id.strip_prefix(maker));
    NamedId {
        id: id.to_owned(),
        name: name.unwrap_or(id).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn voices_are_listed_once_with_the_named_ones_first() {
        let all = all();
        let ids: std::collections::BTreeSet<_> = all.iter().map(|voice| &voice.id).collect();
        assert_eq!((all.len(), ids.len()), (50, 50));
        assert_eq!(all[0].name, "Amy");
        let first_unnamed = all.iter().position(|voice| voice.id == voice.name);
        assert_eq!(first_unnamed, Some(7), "all before it have names");
        assert!(all[7..].iter().all(|voice| voice.id == voice.name));
        assert!(is_documented(DEFAULT));
    }

    #[test]
    fn voice_that_is_no_longer_documented_is_shown_by_its_id() {
        assert!(!is_documented("Kore"));
        assert_eq!(named("Kore").name, "Kore");
    }
}
