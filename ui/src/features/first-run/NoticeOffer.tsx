import { type ReactNode, useState } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { ErrorNote } from "../../components/Notice";
import { asFailure } from "../../platform/platform";
import { useWords } from "../../words/words";
import { useSettings, useStartsAtLogin, useTestNotice } from "../settings/settings-data";
import banner from "../shell/Banners.module.css";
import { noticeOffer } from "./notice-offer";

type Step = "ask" | "seen" | "unseen" | "login";

/** After the first review: tell what comes in? With a notice to see that they arrive. */
export function NoticeOffer() {
  const { t } = useWords("firstRun");
  const [step, setStep] = useState<Step>("ask");
  const { change } = useSettings();
  const test = useTestNotice();
  const login = useStartsAtLogin();
  const done = () => noticeOffer.keep("answered");
  const show = () => {
    change({ notifications: true });
    test.mutate(undefined, { onSuccess: () => setStep("seen") });
  };
  const decline = () => {
    change({ notifications: false });
    done();
  };
  const failure = test.error ?? login.unsaved;
  const answers: Record<Step, ReactNode> = {
    ask: (
      <>
        <Button look="primary" isDisabled={test.isPending} onPress={show}>
          {t("offer.yes")}
        </Button>
        <Button onPress={decline}>{t("offer.no")}</Button>
      </>
    ),
    seen: (
      <>
        <Button autoFocus look="primary" onPress={() => setStep("login")}>
          {t("offer.seen")}
        </Button>
        <Button onPress={() => setStep("unseen")}>{t("offer.unseen")}</Button>
      </>
    ),
    unseen: (
      <>
        <Button autoFocus isDisabled={test.isPending} onPress={show}>
          {t("offer.again")}
        </Button>
        <Button onPress={() => setStep("login")}>{t("offer.leave")}</Button>
      </>
    ),
    login: (
      <>
        <Button autoFocus look="primary" onPress={() => login.change(true, done)}>
          {t("offer.atLogin")}
        </Button>
        <Button onPress={done}>{t("offer.notNow")}</Button>
      </>
    ),
  };
  return (
    <aside className={banner.banner} aria-label={t("offer.title")} data-notice-offer={step}>
      <Icon name="bell" />
      <span role="status">{t(`offer.step.${step}`)}</span>
      {failure ? <ErrorNote failure={asFailure(failure)} /> : null}
      {answers[step]}
    </aside>
  );
}
