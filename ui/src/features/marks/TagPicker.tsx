import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Autocomplete } from "react-aria-components/Autocomplete";
import { Input } from "react-aria-components/Input";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { SearchField } from "react-aria-components/SearchField";
import { keys } from "../../app/query-keys";
import { Icon } from "../../components/Icon";
import { Sheet } from "../../components/Sheet";
import { count } from "../../lib/format";
import { usePlatform } from "../../platform/PlatformContext";
import { useWords } from "../../words/words";
import styles from "./Marks.module.css";
import { type Marked, sameTag } from "./mark-change";
import { useMarks, type WhoHas } from "./use-marks";

/** A tag has so many characters at most. */
const LONGEST = 50;

/** The tags that are in use. */
export function useTags() {
  const platform = usePlatform();
  return useQuery({ queryKey: keys.tags, queryFn: () => platform.call("tags") });
}

interface Props {
  people: readonly Marked[];
  whoHas?: WhoHas;
  onClose: () => void;
}

type Given = "all" | "some" | "none";

interface Option {
  id: string;
  tag: string;
  given: Given;
  candidates: number;
  isNew: boolean;
}

/** Gives tags to candidates and takes them away: each choice counts at once. */
export function TagPicker({ people, whoHas, onClose }: Props) {
  const { t } = useWords("marks");
  const marks = useMarks();
  const [typed, setTyped] = useState("");
  // What was chosen here holds over what the rows said when the picker was opened.
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const given = typed.trim().replace(/\s+/gu, " ");
  const isTooLong = [...given].length > LONGEST;
  const options = useOptions(people, chosen, given);
  const [first] = people;
  const many = t("people", { count: people.length, n: count(people.length) });
  const who = people.length === 1 && first?.name ? first.name : many;

  function choose(id: string) {
    const option = options.find((one) => one.id === id);
    if (!option) return;
    const { tag } = option;
    const on = option.given !== "all";
    setChosen(new Map(chosen).set(tag, on));
    setTyped("");
    void marks.set(asChosen(people, chosen), { kind: "tag", tag, on }, whoHas);
  }

  return (
    <Sheet title={t("tagsOf", { who })} onClose={onClose}>
      <div className={styles.picker} data-tag-picker>
        <Autocomplete inputValue={typed} onInputChange={setTyped}>
          <SearchField className={styles.search ?? ""} aria-label={t("findTag")} autoFocus>
            <Icon name="search" />
            <Input
              className={styles.input ?? ""}
              role="combobox"
              aria-expanded
              placeholder={t("findTag")}
              // As long as a tag may be.
              maxLength={50}
            />
          </SearchField>
          <ListBox
            className={styles.list ?? ""}
            aria-label={t("tags")}
            items={options}
            dependencies={[options]}
            onAction={(key) => choose(String(key))}
            renderEmptyState={() => (
              <p className={styles.nothing}>
                {isTooLong ? t("tagTooLong", { n: LONGEST }) : t("noTags")}
              </p>
            )}
          >
            {(option) => <Choice option={option} />}
          </ListBox>
        </Autocomplete>
      </div>
    </Sheet>
  );
}

function Choice({ option }: { option: Option }) {
  const { t } = useWords("marks");
  const { tag, given, isNew, candidates } = option;
  const state = given === "all" ? t("tagOn") : given === "some" ? t("tagPartly") : "";
  const label = isNew ? t("makeTag", { tag }) : tag;
  return (
    <ListBoxItem
      id={option.id}
      className={styles.option ?? ""}
      textValue={state ? `${label}, ${state}` : label}
      aria-label={state ? `${label}, ${state}` : label}
      data-tag={tag}
      data-given={given}
    >
      <span className={styles.tick}>
        {given === "all" ? <Icon name="check" size={12} /> : given === "some" ? "–" : null}
      </span>
      <span className={styles.name}>{label}</span>
      {isNew ? null : <span className={styles.count}>{count(candidates)}</span>}
    </ListBoxItem>
  );
}

/** The tags in use that fit what was typed, then a new one where none is called so. */
function useOptions(
  people: readonly Marked[],
  chosen: ReadonlyMap<string, boolean>,
  typed: string,
): Option[] {
  const { data: tags = [] } = useTags();
  const known = new Map(tags.map(({ name, candidates }) => [name, candidates]));
  for (const tag of chosen.keys()) if (!known.has(tag)) known.set(tag, 0);
  const fits = [...known.keys()].filter((tag) =>
    tag.toLocaleLowerCase().includes(typed.toLocaleLowerCase()),
  );
  const options = fits.map((tag) => ({
    id: tag,
    tag,
    given: givenTo(people, chosen, tag),
    candidates: known.get(tag) ?? 0,
    isNew: false,
  }));
  const isKnown = [...known.keys()].some((tag) => sameTag(tag, typed));
  if (typed === "" || isKnown || [...typed].length > LONGEST) return options;
  return [...options, { id: `+${typed}`, tag: typed, given: "none", candidates: 0, isNew: true }];
}

function givenTo(
  people: readonly Marked[],
  chosen: ReadonlyMap<string, boolean>,
  tag: string,
): Given {
  const decided = chosen.get(tag);
  if (decided !== undefined) return decided ? "all" : "none";
  const having = people.filter(({ marks }) => marks?.tags.some((one) => sameTag(one, tag)));
  if (having.length === 0) return "none";
  return having.length === people.length ? "all" : "some";
}

/** The people as the choices made here have left them. */
function asChosen(
  people: readonly Marked[],
  chosen: ReadonlyMap<string, boolean>,
): readonly Marked[] {
  return people.map((one) => {
    if (!one.marks) return one;
    const off = one.marks.tags.filter((tag) => chosen.get(tag) !== false);
    const on = [...chosen].filter(([tag, given]) => given && !off.includes(tag));
    return { ...one, marks: { ...one.marks, tags: [...off, ...on.map(([tag]) => tag)] } };
  });
}
