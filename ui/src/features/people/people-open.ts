import { useCallback } from "react";
import { hashOf, navigate, type Route } from "../../app/router";
import type { PeopleFilter, Person } from "../../contract/types";
import { reportFailure } from "../../platform/failures";
import { usePlatform } from "../../platform/PlatformContext";
import { rememberTrail } from "../candidate/trail";
import { PEOPLE_PAGE } from "../marks/show-marks";

/** A longer list than this is not gone through one by one from the candidate's page. */
const TRAIL_MOST = 20_000;

/** Opens a candidate, with the whole list to go on in from there. */
export function useOpen(
  filter: PeopleFilter,
  label: string,
  total: number,
  rowAt: (index: number) => Person | undefined,
) {
  const platform = usePlatform();
  return useCallback(
    (index: number) => {
      const person = rowAt(index);
      if (!person) return;
      const entry = (candidateId: number) => ({ candidateId, interviewId: null });
      const route: Route = { screen: "candidate", ...entry(person.candidate_id) };
      const near: number[] = [];
      for (let at = Math.max(0, index - PEOPLE_PAGE); at <= index + PEOPLE_PAGE; at += 1) {
        const row = rowAt(at);
        if (row) near.push(row.candidate_id);
      }
      rememberTrail(label, near.map(entry));
      navigate(route);
      if (near.length >= total || total > TRAIL_MOST) return;
      const stays = () => window.location.hash === hashOf(route);
      platform.call("people_ids", filter).then(
        (ids) => {
          if (stays()) rememberTrail(label, ids.map(entry));
        },
        // Those nearby are enough to go on.
        reportFailure,
      );
    },
    [platform, filter, label, total, rowAt],
  );
}
