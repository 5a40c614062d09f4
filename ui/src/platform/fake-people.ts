/** Names, flows and sentences of the stand-in world. All invented. */

const FIRST = [
  "Amara",
  "Jonas",
  "Priya",
  "Mateo",
  "Ingrid",
  "Kwame",
  "Yuki",
  "Leila",
  "Tomasz",
  "Chloé",
  "Samuel",
  "Noor",
  "Elif",
  "Ravi",
  "Beatriz",
  "Oskar",
  "Hana",
  "Dmitri",
  "Fatou",
  "Liam",
] as const;
const LAST = [
  "Okafor",
  "Lindqvist",
  "Raman",
  "Herrera",
  "Solberg",
  "Mensah",
  "Tanaka",
  "Haddad",
  "Nowak",
  "Laurent",
  "Whitfield",
  "Aziz",
  "Demir",
  "Kapoor",
  "Carvalho",
  "Berg",
  "Novotná",
  "Volkov",
  "Diallo",
  "Gallagher",
  "Petrov",
] as const;

/** The name of the person with this number; differs for the first 420. */
export function personName(index: number): string {
  // Every fourth person is in the same flow: those too have different names.
  const flow = index % 4;
  const nth = Math.floor(index / 4);
  const first = FIRST[(flow * 5 + nth) % FIRST.length];
  const last = LAST[(flow * 3 + nth * 8 + Math.floor(nth / FIRST.length)) % LAST.length];
  return `${first} ${last}`;
}

export function personEmail(index: number): string {
  return `${personName(index)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(" ", ".")}${index >= 420 ? index : ""}@example.com`;
}

export const FLOWS = [
  { flow_id: "flow-backend", title: "Backend Engineer", video: true },
  { flow_id: "flow-success", title: "Customer Success Manager", video: false },
  { flow_id: "flow-data", title: "Data Analyst", video: true },
  { flow_id: "flow-night", title: "Night Shift Nurse", video: false },
] as const;

export const STATUSES = ["Needs review", "shortlisted", "final round", "rejected"] as const;

export const QUESTIONS = [
  "Tell me about a project you are proud of.",
  "How do you deal with a disagreement in your team?",
  "What would you want to learn in the first three months?",
] as const;

export const ANSWERS = [
  "In my last role I rebuilt the billing service while it kept running for about forty thousand customers.",
  "We had no room for a big switch, so we moved one country at a time and compared every invoice.",
  "The first week we found eleven differences, and nine of them were faults in the old system.",
  "I learned that the people who send the invoices know more about them than any document does.",
  "When two of us disagree I try to write down what each of us would have to see to change our mind.",
  "Usually it turns out that we were answering two different questions.",
  "Once it did not, and we asked a third colleague to decide, and I lived with a decision I had argued against.",
  "It was fine in the end, and I said so to the colleague, because that matters as well.",
  "I would want to sit with the support team for a few days before I touch any code.",
  "And I would like to understand how you decide what not to build.",
] as const;

export const SUMMARY =
  "Describes a step-by-step migration of a billing service with clear numbers and names the limits of the approach. Speaks openly about a disagreement and how it was settled. Wants to spend the first weeks with the support team. Little was said about working with designers.";
