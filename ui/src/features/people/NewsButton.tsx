import { Button } from "../../components/Button";
import shared from "../../components/List.module.css";
import { count } from "../../lib/format";
import { useWords } from "../../words/words";
import styles from "./PeopleGrid.module.css";
import type { News } from "./people-list";

/** What has come in and would move rows if it were shown. */
export function NewsButton({ news, onShow }: { news: News | null; onShow: () => void }) {
  const { t } = useWords("people");
  const added = news?.added ?? 0;
  const words = added > 0 ? t("news", { count: added, n: count(added) }) : t("newsOrder");
  return (
    <>
      {news ? (
        <div className={`${shared.waiting} ${styles.waiting}`}>
          <Button look="primary" onPress={onShow}>
            {words}
          </Button>
        </div>
      ) : null}
      <div className="visually-hidden" role="status">
        {news ? words : ""}
      </div>
    </>
  );
}
