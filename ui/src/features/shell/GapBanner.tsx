import { useMutation, useQueryClient } from "@tanstack/react-query";
import { takeSync } from "../../app/sync-state";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ErrorNote } from "../../components/Notice";
import type { FeedGap } from "../../contract/types";
import { usePlatform } from "../../platform/PlatformContext";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import styles from "./Banners.module.css";
import { lossWords } from "./feed-words";

/** Tells of webhooks that were lost on the way, one loss after the other, until each was read. */
export function GapBanner({ gaps, now }: { gaps: readonly FeedGap[]; now: number }) {
  const { t } = useWords("shell");
  const platform = usePlatform();
  const queryClient = useQueryClient();
  const dismiss = useMutation({
    mutationFn: (id: number) => platform.call("dismiss_gap", id),
    onSuccess: (sync) => takeSync(queryClient, sync),
  });
  const news = gaps.filter(({ dismissed }) => !dismissed);
  const [gap] = news;
  if (!gap) return null;
  return (
    <aside
      className={`${styles.banner} ${styles.urgent}`}
      aria-label={t("lostWebhooks")}
      data-feed-gap={gap.id}
    >
      <Icon name="gap" />
      <span>
        {lossWords(gap, now)} {t("loss.means")}
        {news.length > 1 ? ` ${t("oneOf", { nth: 1, all: news.length })}` : ""}
      </span>
      {dismiss.error ? <ErrorNote failure={asFailure(dismiss.error)} /> : null}
      <Button isDisabled={dismiss.isPending} onPress={() => dismiss.mutate(gap.id)}>
        {t("dismiss")}
      </Button>
    </aside>
  );
}
